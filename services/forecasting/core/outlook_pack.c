/*
 * An outlook as numbers and back: the state at its fit and what the fit found. What came since is
 * walked again from history.
 */
#include <math.h>
#include <string.h>

#include "services/forecasting/core/outlook.h"

#define VERSION 4.0

struct pen {
    double *numbers; /* of pack; NULL: reading */
    const double *from;
    int at;
};

static void
number(struct pen *pen, double *value)
{
    assert(pen->at < OUTLOOK_NUMBERS);
    if (pen->numbers != NULL)
        pen->numbers[pen->at] = *value;
    else
        *value = pen->from[pen->at];
    pen->at++;
}

static void
whole(struct pen *pen, int32_t *value)
{
    double as_double = *value;

    number(pen, &as_double);
    *value = (int32_t)as_double;
}

static void
halves(struct pen *pen, uint64_t *value)
{
    double high = (double)(*value >> 32), low = (double)(*value & UINT32_MAX);

    number(pen, &high);
    number(pen, &low);
    *value = (uint64_t)high << 32 | (uint64_t)low;
}

static void
truth(struct pen *pen, bool *value)
{
    double as_double = *value;

    number(pen, &as_double);
    *value = as_double != 0;
}

static void
floats(struct pen *pen, float *values, int count)
{
    for (int i = 0; i < count; i++) {
        double as_double = (double)values[i];
        number(pen, &as_double);
        values[i] = (float)as_double;
    }
}

static void
law(struct pen *pen, struct lead_time_demand *demand)
{
    double kind = demand->law;

    number(pen, &kind);
    demand->law = (enum lead_time_law)kind;
    number(pen, &demand->mean);
    number(pen, &demand->variance);
    number(pen, &demand->buckets);
    number(pen, &demand->reach);
    floats(pen, demand->points, LEAD_TIME_POINTS);
}

static void
state(struct pen *pen, struct outlook_state *state_)
{
    whole(pen, &state_->day);
    whole(pen, &state_->measured);
    number(pen, &state_->level);
    number(pen, &state_->chance);
    number(pen, &state_->size);
    number(pen, &state_->variance);
    number(pen, &state_->error);
    number(pen, &state_->absolute);
    number(pen, &state_->actual);
    number(pen, &state_->naive);
    floats(pen, state_->last_week, 7);
    floats(pen, &state_->watch.up, 1);
    floats(pen, &state_->watch.down, 1);
    floats(pen, &state_->watch.error, 1);
    floats(pen, &state_->watch.absolute, 1);
    int32_t days = (int32_t)state_->watch.days;
    whole(pen, &days);
    state_->watch.days = (uint32_t)days;
}

static void
all(struct pen *pen, struct outlook *outlook)
{
    truth(pen, &outlook->intermittent);
    truth(pen, &outlook->watched);
    whole(pen, &outlook->first_day);
    whole(pen, &outlook->fitted_day);
    halves(pen, &outlook->history);
    number(pen, &outlook->smoothing);
    number(pen, &outlook->carry);
    for (int i = 0; i < 7; i++)
        number(pen, &outlook->week[i]);
    law(pen, &outlook->lead);
    law(pen, &outlook->cycle);
    state(pen, &outlook->at_fit);
    floats(pen, outlook->expected, OUTLOOK_EXPECTED);
}

int
outlook_pack(const struct outlook *outlook, double numbers[OUTLOOK_NUMBERS])
{
    struct pen pen = {.numbers = numbers};
    struct outlook copy = *outlook;
    double version = VERSION;

    number(&pen, &version);
    all(&pen, &copy);
    return pen.at;
}

bool
outlook_unpack(const double *numbers, int count, struct outlook *outlook)
{
    struct pen sizes = {.numbers = (double[OUTLOOK_NUMBERS]){0}};
    struct pen pen = {.from = numbers, .at = 1};
    struct outlook empty = {.method = NULL};

    all(&sizes, &empty);
    if (count != sizes.at + 1 || numbers[0] != VERSION)
        return false;
    *outlook = (struct outlook){.method = ""};
    all(&pen, outlook);
    outlook->now = outlook->at_fit;
    return true;
}

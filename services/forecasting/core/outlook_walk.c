/*
 * The walk through history, day by day: what an outlook would have said, had it been there. It
 * finds how quickly the level should follow, and how large the errors were.
 *
 * The smoothing is the one of a few usual ones with the least squared error of the newest quarter.
 */
#include <math.h>
#include <string.h>

#include "services/forecasting/core/demand_class.h"
#include "services/forecasting/core/outlook_walk.h"

#define WARM_UP         28 /* first days, of which the first level is the mean */
#define JUDGED          91 /* newest days, by whose errors the smoothing is chosen */
#define WATCHED         28 /* newest days of which the tracking signal is */
#define SMOOTHING_USUAL 0.1
#define INTERMITTENT    1.32 /* days between demand: Syntetos, Boylan, Croston (JORS 56, 2005) */

static const double smoothings[] = {0.1, 0.05, 0.2, 0.3};

static bool
is_out(const struct outlook_asked *asked, int i)
{
    return asked->sold_out != NULL && asked->sold_out[i];
}

static double
factor_of(const struct outlook_asked *asked, int32_t day)
{
    return asked->effects.count > 0 ? effects_of_day(&asked->effects, day) : 1;
}

static struct outlook_state
state_after(int32_t day)
{
    struct outlook_state state = {.day = day};

    for (int i = 0; i < 7; i++)
        state.last_week[i] = -1;
    return state;
}

/* The first level: the mean of the first days, and how often and how much there is demand. */
static void
warm_up(const struct outlook_asked *asked, struct outlook *outlook)
{
    const int count = asked->count < WARM_UP ? asked->count : WARM_UP;
    struct outlook_state *state = &outlook->now;
    double sum = 0, squares = 0;
    int with = 0;

    for (int i = 0; i < count; i++) {
        sum += asked->units[i];
        with += asked->units[i] > 0;
    }
    const double mean = sum / count;
    for (int i = 0; i < count; i++)
        squares += (asked->units[i] - mean) * (asked->units[i] - mean);
    *state = state_after(asked->first_day - 1);
    state->level = mean;
    state->chance = (double)with / count;
    state->size = with > 0 ? sum / with : 0;
    state->variance = count > 1 ? squares / (count - 1) : mean;
}

/* From the first day to the last. Returns the squared error of the newest days. */
static double
walk(const struct outlook_asked *asked, double smoothing, int watched, struct outlook *outlook)
{
    double squares = 0;

    warm_up(asked, outlook);
    outlook->smoothing = smoothing;
    for (int i = 0; i < asked->count; i++) {
        const double factor = factor_of(asked, asked->first_day + i);
        const double expected = outlook_expected(outlook, asked->first_day + i, factor);
        const double error = expected - asked->units[i];
        if (i >= asked->count - JUDGED && !is_out(asked, i))
            squares += error * error;
        outlook->watched = i >= asked->count - watched;
        outlook_advance(outlook, asked->units[i], is_out(asked, i), factor);
    }
    return squares;
}

void
outlook_walk_best(const struct outlook_asked *asked, struct outlook *outlook)
{
    double best = INFINITY, smoothing = SMOOTHING_USUAL;

    if (asked->count > 2 * WARM_UP)
        for (size_t i = 0; i < sizeof smoothings / sizeof *smoothings; i++) {
            const double squares = walk(asked, smoothings[i], 0, outlook);
            if (squares < best) {
                best = squares;
                smoothing = smoothings[i];
            }
        }
    walk(asked, smoothing, WATCHED, outlook);
    outlook->watched = true;
}

bool
outlook_is_intermittent(const struct outlook_asked *asked)
{
    int with = 0;

    for (int i = 0; i < asked->count; i++)
        with += asked->units[i] > 0;
    return asked->count > INTERMITTENT * with;
}

static void
start(struct outlook *outlook, const char *method, const char *reason)
{
    *outlook = (struct outlook){.method = method, .quick = true, .carry = 1};
    memcpy(outlook->reason, reason, strlen(reason) + 1);
    for (int i = 0; i < 7; i++)
        outlook->week[i] = 1;
    for (int i = 0; i < OUTLOOK_EXPECTED; i++)
        outlook->expected[i] = -1;
}

void
outlook_begin(const struct outlook_asked *asked, struct outlook *outlook)
{
    const bool intermittent = outlook_is_intermittent(asked);

    assert(asked->count >= 1);
    start(outlook, intermittent ? "tsb" : "ses", "A first look, until methods are compared.");
    outlook->intermittent = intermittent;
    outlook->first_day = asked->first_day;
    outlook->fitted_day = asked->first_day + asked->count - 1;
    walk(asked, SMOOTHING_USUAL, 0, outlook);
    outlook->at_fit = outlook->now;
}

void
outlook_launch(double mean, double variance, int32_t days, int32_t first_day, int32_t last_day,
               struct outlook *outlook)
{
    start(outlook, METHOD_LAUNCH, "New: as others of its kind sold from their first day on.");
    outlook->first_day = first_day <= last_day ? first_day : last_day + 1;
    outlook->fitted_day = last_day;
    outlook->smoothing = SMOOTHING_USUAL;
    outlook->now = state_after(last_day);
    outlook->now.level = mean / days;
    outlook->now.variance = variance / days;
    outlook->at_fit = outlook->now;
}

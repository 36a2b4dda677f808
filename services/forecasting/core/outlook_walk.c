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
    *state = (struct outlook_state){.day = asked->first_day - 1, .last_error = NAN};
    state->level = mean;
    state->chance = (double)with / count;
    state->size = with > 0 ? sum / with : 0;
    state->variance = count > 1 ? squares / (count - 1) : mean;
}

double
outlook_walk(const struct outlook_asked *asked, double smoothing, struct outlook *outlook)
{
    double squares = 0;

    for (int i = 0; i < OUTLOOK_EXPECTED; i++)
        outlook->expected[i] = -1;
    warm_up(asked, outlook);
    outlook->smoothing = smoothing;
    for (int i = 0; i < asked->count; i++) {
        const double factor = factor_of(asked, asked->first_day + i);
        const double expected = outlook_expected(outlook, asked->first_day + i, factor);
        const double error = expected - asked->units[i];
        if (i >= asked->count - JUDGED && !is_out(asked, i))
            squares += error * error;
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
            const double squares = outlook_walk(asked, smoothings[i], outlook);
            if (squares < best) {
                best = squares;
                smoothing = smoothings[i];
            }
        }
    outlook_walk(asked, smoothing, outlook);
}

bool
outlook_is_intermittent(const struct outlook_asked *asked)
{
    int with = 0;

    for (int i = 0; i < asked->count; i++)
        with += asked->units[i] > 0;
    return asked->count > INTERMITTENT * with;
}

void
outlook_begin(const struct outlook_asked *asked, struct outlook *outlook)
{
    assert(asked->count >= 1);
    *outlook = (struct outlook){
        .quick = true,
        .intermittent = outlook_is_intermittent(asked),
        .first_day = asked->first_day,
        .fitted_day = asked->first_day + asked->count - 1,
        .carry = 1,
    };
    outlook->method = outlook->intermittent ? "tsb" : "ses";
    strcpy(outlook->reason, "A first look, until methods are compared.");
    for (int i = 0; i < 7; i++)
        outlook->week[i] = 1;
    outlook_walk_best(asked, outlook);
    outlook->at_fit = outlook->now;
}

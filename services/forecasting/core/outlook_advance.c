/*
 * A day comes to its end: the outlook takes it in, in O(1). See outlook.h for the sources.
 *
 * A day on which there was nothing to sell is not known, unless more was sold than was expected.
 * One strange day moves the level no further than LIMIT deviations would: a shift that lasts gets
 * there in some days, and an alarm has the series fitted anew before.
 */
#include <math.h>

#include "services/forecasting/core/outlook.h"

#define LIMIT        4.0
#define MONTH_WEIGHT (1.0 / OUTLOOK_EXPECTED)
#define FACTOR_LEAST 0.05 /* below, a day says nothing of the level */

static double
week_factor(const struct outlook *outlook, int32_t day)
{
    return outlook->week[((day % 7) + 7) % 7];
}

double
outlook_expected(const struct outlook *outlook, int32_t day, double factor)
{
    return outlook->now.level * week_factor(outlook, day) * factor;
}

double
outlook_was_expected(const struct outlook *outlook, int32_t day)
{
    const int32_t age = outlook->now.day - day;

    if (age < 0 || age >= OUTLOOK_EXPECTED || day < outlook->first_day)
        return -1;
    return (double)outlook->expected[day % OUTLOOK_EXPECTED];
}

/* In the first week there is nothing to compare with: no better and no worse. */
static double
naive_error(struct outlook_state *state, double error, double actual)
{
    float *last = &state->last_week[((state->day % 7) + 7) % 7];
    const double naive = *last < 0 ? fabs(error) : fabs((double)*last - actual);

    *last = (float)actual;
    return naive;
}

static void
measure(struct outlook_state *state, double expected, double actual)
{
    const double error = expected - actual;
    const double weight = fmax(MONTH_WEIGHT, 1.0 / (state->measured + 1));

    state->naive += weight * (naive_error(state, error, actual) - state->naive);
    state->error += weight * (error - state->error);
    state->absolute += weight * (fabs(error) - state->absolute);
    state->actual += weight * (actual - state->actual);
    state->measured++;
}

static void
follow(struct outlook *outlook, double demand)
{
    struct outlook_state *state = &outlook->now;

    if (!outlook->intermittent) {
        state->level += outlook->smoothing * (demand - state->level);
        return;
    }
    state->chance += outlook->smoothing * ((demand > 0) - state->chance);
    if (demand > 0)
        state->size += outlook->smoothing * (demand - state->size);
    state->level = state->chance * state->size;
}

double
outlook_known(int32_t units, bool sold_out, double expected)
{
    return sold_out && units <= expected ? (double)NAN : (double)units;
}

double
outlook_day_variance(const struct outlook *outlook, double mean)
{
    const double level = outlook->now.level;

    return level > 0 ? fmax(outlook->now.variance * mean / level, mean) : mean;
}

void
outlook_advance(struct outlook *outlook, int32_t units, bool sold_out, double factor)
{
    struct outlook_state *state = &outlook->now;
    const int32_t day = state->day + 1;
    const double expected = outlook_expected(outlook, day, factor);
    const double scale = week_factor(outlook, day) * factor;
    struct demand_rate rate = {.mean = expected, .variance = state->variance};

    state->day = day;
    outlook->expected[day % OUTLOOK_EXPECTED] = (float)expected;
    if (isnan(outlook_known(units, sold_out, expected)))
        return;
    measure(state, expected, units);
    if (outlook->watched)
        watch_advance(&state->watch, expected, outlook_day_variance(outlook, expected), units);
    demand_rate_advance(&rate, expected, units);
    const double reach = LIMIT * sqrt(fmax(state->variance, expected));
    state->variance = rate.variance;
    if (scale >= FACTOR_LEAST)
        follow(outlook,
               outlook->intermittent ? units / scale : fmin(units, expected + reach) / scale);
}

void
outlook_rewind(struct outlook *outlook)
{
    outlook->now = outlook->at_fit;
}

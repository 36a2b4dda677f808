/*
 * Method: simple exponential smoothing, for demand on most days.
 *
 * Source: level l += alpha (y - l); alpha by least squared one-step errors over a grid; Hyndman,
 * Koehler, Ord, Snyder, Forecasting with Exponential Smoothing (2008), section 2.4. Variance of a
 * day is smoothed alike, s2 += 0.05 ((y - l)^2 - s2): it feeds the lead-time quantile (Syntetos
 * and Boylan, On the variance of intermittent demand estimates, 2010).
 *
 * The level stays between the smallest and the largest observation and the variance below the
 * square of their distance, so no quantile can run away.
 */
#include "services/forecasting/core/forecast.h"

#define VARIANCE_WEIGHT 0.05

static const double alphas[] = {0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 0.9};

/* One pass over the history; returns the sum of squared one-step errors. */
static double
smooth(const struct history *history, double alpha, struct rate *rate)
{
    double squares = 0;

    *rate = plain_mean(history);
    for (size_t i = 0; i < history->days; i++) {
        const double error = history->units[i] - rate->mean;
        squares += error * error;
        rate->variance += VARIANCE_WEIGHT * (error * error - rate->variance);
        rate->mean += alpha * error;
    }
    return squares;
}

struct rate
ses(const struct history *history)
{
    struct rate best;
    double least = smooth(history, alphas[0], &best);

    for (size_t i = 1; i < sizeof alphas / sizeof alphas[0]; i++) {
        struct rate rate;
        const double squares = smooth(history, alphas[i], &rate);
        if (squares < least) {
            least = squares;
            best = rate;
        }
    }
    return best;
}

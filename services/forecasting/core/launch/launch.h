/*
 * A new item before it has a history of its own: it sells like others did from their first day on.
 *
 * The analogues say how a launch goes (a profile over the launch window) and how much is sold in it
 * (a Gamma distribution of the totals); what the item sells itself corrects the second from its
 * first day on, until its own history says more than they do.
 */
#ifndef FORECASTING_LAUNCH_H
#define FORECASTING_LAUNCH_H

#include "services/forecasting/core/series.h"

#define LAUNCH_DAYS          182 /* the window; behind it demand goes on as in its last four weeks */
#define LAUNCH_ANALOGUES_MAX 20
#define LAUNCH_OWN_DAYS      56 /* before that the item's own history is not asked */

/* What one analogue sold by day from its own launch on; fewer days than the window: as far as
 * known. */
struct analogue {
    const double *units; /* NAN: not known */
    int days;
};

struct launch {
    double profile[LAUNCH_DAYS]; /* share of the window's demand by day; sum 1 */
    double shape, rate;          /* of the Gamma distribution of the window's total */
};

/* False when no analogue sold anything. scale: how much more or less is expected. */
bool launch_from_analogues(const struct analogue *analogues, int count, double scale,
                           struct launch *launch);

/* The same after the first days were seen: units[i] is of day i since the launch, NAN not known. */
void launch_learn(struct launch *launch, const double *units, int days);

/* Weight of days from..from + days - 1 since the launch, in windows; days behind the window weigh
 * like a mean day of its last four weeks. */
double launch_weight(const struct launch *launch, int from, int days);

/* Demand of a window of this weight: negative binomial. */
struct launch_demand {
    double mean, variance;
};
struct launch_demand launch_demand(const struct launch *launch, double weight);

/* The own history takes over: after LAUNCH_OWN_DAYS, when it would have told the last four weeks
 * better. launch: as the analogues alone say it; units: as in launch_learn. */
bool launch_is_over(const struct launch *launch, const double *units, int days);

/* The nearest launches of a category when none were named: by how far the price is away, as a
 * ratio. Fills chosen with at most LAUNCH_ANALOGUES_NEAREST indices, nearest first; returns how
 * many. */
#define LAUNCH_ANALOGUES_NEAREST 5
int launch_nearest(double price, const double *prices, int count, int *chosen);

#endif

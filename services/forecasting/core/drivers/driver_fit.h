/*
 * Drivers of many series together (a category, a file): what they did to past buckets, and what
 * they will do to those to come, as factors.
 */
#ifndef FORECASTING_DRIVER_FIT_H
#define FORECASTING_DRIVER_FIT_H

#include "services/forecasting/core/drivers/effects.h"
#include "services/forecasting/core/drivers/regression.h"

/* What is known beforehand of every bucket. */
struct driver {
    const char *name;
    bool logarithm; /* a price: counts as a ratio */
    bool flag;      /* 0 or 1: a promotion, a holiday */
};

struct driver_series {
    const double *values; /* history, as in series.h */
    int count, ahead;     /* buckets of history, and to come */
    const double *x;      /* x[bucket * drivers + driver] of all of them; NAN: as usual */
    double *factors;      /* filled: of all of them, FACTOR_MIN..FACTOR_MAX */
};

struct driver_fit {
    int drivers;
    double answer[DRIVERS_MAX]; /* of the pool: of a price its elasticity, of others log(lift) */
    bool after[DRIVERS_MAX];    /* the buckets after a promotion are counted with as well */
};

/* Factors of every series. period: 7 of days; tells how long demand is borrowed after a promotion.
 */
void driver_fit(const struct driver *drivers, int driver_count, struct driver_series *all,
                int series_count, int period, struct scratch *scratch, struct driver_fit *fit);

/* One-step pinball loss of a level smoothed over values / factors, from a bucket on; what tells
 * whether a column helps. */
double driver_loss(const double *values, const double *factors, int from, int count);

#endif

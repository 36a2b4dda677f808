/*
 * Demand over a lead time: its law, from which safety stock and reorder levels follow.
 *
 * Mean M = the path's means summed over the lead time L; variance V = L s2 c + mu2 sd(L)2, with s2
 * the smoothed variance of a bucket, mu the mean of a bucket, and c how much more, or
 * less, the sum of buckets varies than independent buckets would. Sources: Silver, Pyke, Thomas,
 * Inventory and Production Management in Supply Chains (4e, 2017), 6.10 (variable lead times);
 * Syntetos, Boylan, On the variance of intermittent demand estimates (IJPE 128, 2010) for smoothed
 * variances; Prak, Teunter, Syntetos, On the calculation of safety stocks when demand is forecasted
 * (EJOR 256, 2017) for c: the errors of the days of a lead time are not independent.
 *
 * The law is a negative binomial of M and V, Poisson when V is not above M; with a steady lead
 * time and at least 20 of them in the history it is empirical: what the windows of that length
 * summed up to, at the level of the path.
 *
 * Buckets are those of the series, for stock days. A caller adds its review to the lead time.
 */
#ifndef FORECASTING_LEAD_TIME_H
#define FORECASTING_LEAD_TIME_H

#include "services/forecasting/core/series.h"

struct lead_time {
    double mean;      /* buckets, > 0; need not be whole */
    double deviation; /* buckets, >= 0; 0: steady */
};

enum lead_time_law {
    LEAD_TIME_POISSON,
    LEAD_TIME_NEGATIVE_BINOMIAL,
    LEAD_TIME_EMPIRICAL,
};

#define LEAD_TIME_POINTS 21

struct lead_time_demand {
    enum lead_time_law law;
    double mean; /* units */
    double variance;
    double buckets; /* mean lead time */
    double reach;   /* EMPIRICAL: the probability up to which the windows are trusted */
    float points[LEAD_TIME_POINTS]; /* EMPIRICAL: units at lead_time_probabilities */
};
extern const double lead_time_probabilities[LEAD_TIME_POINTS];

/* One bucket: what an outlook keeps of a series between two fits. */
struct demand_rate {
    double mean;     /* units a bucket */
    double variance; /* of a bucket about what was expected, smoothed */
    double carry;    /* c above, 1 when buckets are independent */
};

/* From a history; of an empty one mean and variance are 0. Lead time: of the carry. */
struct demand_rate demand_rate_of(const struct series *series, struct lead_time lead_time,
                                  struct scratch *scratch);
/* A bucket more, O(1): expected is what was forecast for it; an actual of NAN changes nothing.
 * The mean is the forecaster's to set. */
void demand_rate_advance(struct demand_rate *rate, double expected, double actual);

/* All of it: from the history (cleaned) and the path from its end on. A path that is shorter than
 * the lead time goes on with its mean. */
struct lead_time_demand lead_time_demand(const struct series *series, const struct path *path,
                                         int horizon, struct lead_time lead_time,
                                         struct scratch *scratch);
/* The same in O(1), without an empirical law. */
struct lead_time_demand lead_time_demand_of(struct demand_rate rate, struct lead_time lead_time);
/* What was fitted, after demand moved to this rate: an empirical law keeps its shape. O(1). */
struct lead_time_demand lead_time_demand_moved(const struct lead_time_demand *fitted,
                                               struct demand_rate rate, struct lead_time lead_time);

/* The smallest number of units that covers the demand with this probability, in (0, 1). */
int64_t lead_time_quantile(const struct lead_time_demand *demand, double probability);

#endif

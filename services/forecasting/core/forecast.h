/*
 * What is expected to be sold, how sure that is, and when to buy: the vocabulary of forecasting.
 *
 * Numerics are doubles; what leaves as units is int64. A history is one number per day, from the
 * SKU's first sale on; a day without a sale is a zero and counts.
 */
#ifndef FORECASTING_FORECAST_H
#define FORECASTING_FORECAST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/check.h"
#include "services/forecasting/core/count_law.h"

#define HISTORY_DAYS_MAX   800
#define HISTORY_DAYS_SHORT 8 /* fewer: nothing to smooth, the mean is as good as anything */

#define REVIEW_DAYS         7 /* how often a buyer looks: what is bought must last until then */
#define REORDER_REVIEW_DAYS 1 /* stock is looked at every day */
#define PROBABILITY_LOWER   0.05
#define PROBABILITY_UPPER   0.95

struct history {
    const double *units; /* by day, oldest first */
    size_t days;         /* 1..HISTORY_DAYS_MAX */
};

/* Demand of one day. variance is smoothed: what it is now, not what it was on average. */
struct rate {
    double mean;
    double variance;
};

/* Mean and sample variance of the whole history; the variance of one day is taken as its mean. */
struct rate plain_mean(const struct history *history);
struct rate ses(const struct history *history);
struct rate tsb(const struct history *history);

/* Average number of days between two days with demand: 1 when every day has some. */
double demand_interval(const struct history *history);

/* One way to forecast and whom it suits; the first of the table that suits is used. */
struct method {
    const char *name;
    bool (*suits)(const struct history *history);
    struct rate (*forecast)(const struct history *history);
};
const struct method *forecast_method(const struct history *history);
/* The table's own text of a method's name; "unknown" when it has none. */
const char *forecast_method_name(const char *name);

struct forecast {
    const char *method;
    int32_t day; /* last day of history used, since 1970-01-01 */
    int32_t history_days;
    int32_t horizon_days; /* lead time + review: what a purchase made now must cover */
    struct rate per_day;
    double mean;          /* units over the horizon */
    int64_t lower, upper; /* 90 % interval of the same */
};
struct forecast forecast_decide(const struct history *history, int32_t day, int32_t lead_time_days);

/* The smallest number of units that demand over so many days stays within with this probability. */
int64_t demand_quantile(struct rate per_day, int32_t days, double probability);

/* When to buy and up to what, from a forecast and the time until a purchase arrives. */
struct reorder_levels {
    int64_t reorder_point;
    int64_t order_up_to;
};
struct reorder_levels reorder_levels(const struct forecast *forecast, int32_t lead_time_days);

#endif

/*
 * How much more is asked for in a promotion and on a holiday than without: what is measured when
 * it is over, and what is expected of the next one.
 */
#ifndef FORECASTING_LIFTS_H
#define FORECASTING_LIFTS_H

#include "services/forecasting/core/series.h"

#define LIFT_MIN   0.5
#define LIFT_MAX   15.0
#define LIFT_UNITS 200.0 /* units that the pool counts for beside what was sold */

/* Of one or more promotions (or holidays) that are over. */
struct lift_evidence {
    double sold;     /* units, while it was */
    double expected; /* units that would have been sold without it */
};

/* Lift of one SKU: what was measured of it, pulled to the pool's lift the harder the fewer units
 * were measured. LIFT_MIN..LIFT_MAX. */
double promotion_lift(const struct lift_evidence *evidence, double pool_lift);

/* Lift that a change of price alone lets expect: -0.2 is 20 % off. 1: no change. */
double price_lift(double price_change);

/* Expected lift of a promotion to come, from its SKU's earlier ones and all earlier ones of the
 * pool (the category, or everything). Both count each promotion's expected units times its
 * price_lift, so that a deep discount does not teach what a shallow one does. */
double promotion_lift_expected(double price_change, const struct lift_evidence *own,
                               const struct lift_evidence *pool);

/* The factor of a holiday by the earlier ones of its name; FACTOR of one country's demand, whose
 * share of the series is 0..1. */
double holiday_factor(const struct lift_evidence *own, const struct lift_evidence *pool,
                      double country_share);
/* A promotion of one channel moves that channel's part of the series only. */
double share_of_lift(double lift, double share);

/* Units expected on so many days from `from` on if nothing special happens: the mean of the 56 days
 * before, by their weekdays. values[i] is of first_day + i; NAN: not known or itself special. False
 * when fewer than 7 days are known. */
bool expected_without(const double *values, int count, int32_t first_day, int32_t from, int days,
                      double *expected);

/* --- weekdays, pooled --------------------------------------------------------------------------
 */

#define WEEKDAYS 7

struct weekday_sums {
    double units[WEEKDAYS];
    double days[WEEKDAYS]; /* known */
};
/* 0: Thursday, as 1970-01-01 was. */
int weekday_of(int32_t day);
void weekday_sums_add(struct weekday_sums *sums, int32_t first_day, const double *values,
                      int count);
/* Demand of a weekday / of a mean day, mean 1: own sums pulled to the pool's, by units. */
void weekday_index(const struct weekday_sums *own, const struct weekday_sums *pool,
                   double index[WEEKDAYS]);

#endif

/*
 * What is counted of orders: every count is a function of folds (order_fold.h), so that the sum over all
 * orders can be kept by adding what a change of one order added. Of these the KPIs, the backlog and the
 * load of locations are made (kpis.h, sql/queries/view_*.sql).
 *
 * The numbers are stored: never give one another meaning.
 */
#ifndef GATEWAY_CORE_TALLIES_H
#define GATEWAY_CORE_TALLIES_H

#include "services/gateway/core/order_fold.h"

enum tally_kind {
    /* now; day is 0 */
    NOW_UNRESERVED = 1, /* open orders that inventory has promised nothing and told nothing */
    NOW_UNROUTED = 2,   /* promised, free to go, not wholly planned */
    NOW_HELD = 3,
    NOW_BACKORDERED = 4, /* with units that wait for stock */
    NOW_PARKED = 5,
    NOW_OPEN = 6,    /* by location: parcels that have not left */
    NOW_TO_PICK = 7, /* on a list, not picked */
    NOW_TO_SHIP = 8, /* picked, not left */
    NOW_ON_HAND = 10, /* by location: units of all SKUs */
    NOW_FORECAST = 11, /* units a day, of all SKUs, in millionths; location "" is the network, not their sum */
    NOW_DUE = 9,     /* parcels that have not left, by the minute of their cut-off in place of the day */

    /* parcels, by location and day of the plan */
    PARCELS_PLANNED = 20,
    UNITS_PLANNED = 21,
    /* by location and day on which they left */
    PARCELS_SHIPPED = 22,
    PARCELS_WITH_CUT_OFF = 23,
    PARCELS_IN_TIME = 24,
    UNITS_SHIPPED = 25,
    /* by location and day on which it was said; sums of events */
    UNITS_SHORT = 26,
    UNITS_PICKED = 27,
    SHORTS = 28,
    REJECTS = 29,
    PARCELS_EVER_PLANNED = 30,
    UNITS_COUNTED = 31,
    UNITS_OFF = 32, /* sum of |counted - books| */
    UNITS_OVERSOLD = 33,
    VALUE_CHANGED = 34, /* of stock on hand at unit cost, in minor units */
    COST_SHIPPED = 35,

    /* orders, by day of placing and channel */
    ORDERS_PLACED = 40,
    ORDERS_DECIDED = 41,
    ORDERS_FILLED = 42, /* promised in full at once */
    LINES_DECIDED = 43,
    LINES_FILLED = 44,
    UNITS_DECIDED = 45,
    UNITS_FILLED = 46,
    ORDERS_BACKORDERED = 47,
    ORDERS_CANCELLED = 48,
    ORDERS_SHIPPED = 49, /* every unit that was not cancelled */
    ORDERS_SPLIT = 50,   /* of these: in more than one parcel */
    ORDERS_PERFECT = 51, /* of these: in full, in time, nothing wrong */
    ORDERS_ROUTED = 52,
    REROUTES = 53,

    /* forecasts of the network, by the last day that they knew of, in millionths: sums over SKUs whose errors are
     * known, weighed with their units a day. Of a location: the number + 10 */
    FORECAST_MEASURED = 60, /* units a day */
    FORECAST_WRONG = 61,    /* x WAPE */
    FORECAST_LEANING = 62,  /* x bias */
    FORECAST_SCALED = 63,   /* x WAPE, where MASE is known */
    FORECAST_NAIVE = 64,    /* x WAPE / MASE: the error of "as a week before" */

    /* histograms: the number is this plus the bucket */
    RELEASE_TO_SHIP = 1000, /* parcels, by location and day on which they left */
    CYCLE_TIME = 2000,      /* orders shipped, by day of placing and channel */
};

/* location "" when it is of no place; the channel is the order's. */
typedef void tally_sink(void *owner, int kind, int64_t day, const char *location, int64_t count);
void order_tallies(const struct order_fold *order, tally_sink *sink, void *owner);

int64_t day_of(int64_t at_us); /* since 1970 UTC */

/* What units are worth, of goods that leave less than 0; between -MOVEMENT_COST_MAX and it. */
#define MOVEMENT_COST_MAX INT64_C(1000000000000000) /* as of a unit's cost */
int64_t movement_cost_minor(int64_t units, int64_t unit_cost_minor);

/* Durations in buckets, eight to each doubling, from a second on: bucket b holds 2^(b/8) to 2^((b+1)/8) seconds. */
#define DURATION_BUCKETS_PER_DOUBLING 8
#define DURATION_BUCKETS              256
int duration_bucket(int64_t us);

#endif

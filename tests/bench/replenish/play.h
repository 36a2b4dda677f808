/*
 * The year is played: what a policy wants every evening, what comes every morning, what customers
 * ask for in between, and what it all cost.
 */
#ifndef BENCH_REPLENISH_PLAY_H
#define BENCH_REPLENISH_PLAY_H

#include "services/forecasting/core/stock/stock.h"
#include "tests/bench/replenish/outlooks.h"
#include "tests/bench/replenish/world.h"

enum policy {
    CORE,           /* the service's rules: forecasts, law of the lead time, levels, proposals */
    CORE_ALONE,     /* the same without transfers */
    FIXED_MULTIPLE, /* reorder at last year's mean x lead time x parameter, all year */
    FIXED_NORMAL,   /* every month anew: mean + parameter x deviation over the lead time */
    ORACLE,         /* knows demand and lead times to come */
};

struct play_terms {
    enum policy policy;
    double parameter;
    struct stock_terms stock; /* all but what is the SKU's own */
    double lead_time_belief;  /* 1: as measured; other: what a planner wrongly believes */
};

struct year_tally {
    double asked, from_stock;
    double cycles, good_cycles;
    double stock_units, stock_minor; /* mean of the days */
    double orders, transfers;
    double holding_minor, ordering_minor, shortage_minor;
};

#define ORDER_COST_MINOR    400
#define TRANSFER_COST_MINOR 150
#define TRANSFER_DAYS       2
#define REVIEW_DAYS_PLAYED  7
#define HOLDING_RATE_PLAYED 0.2
#define SHORTAGE_SHARE      0.3 /* of the unit's cost, for each unit that customers wait for */

struct year_tally play(const struct world *world, const struct outlooks *outlooks,
                       const struct play_terms *terms);

#endif

/*
 * What of the demand can be had: the supply review of a plan, and ways out of what it finds.
 */
#ifndef FORECASTING_SUPPLY_REVIEW_H
#define FORECASTING_SUPPLY_REVIEW_H

#include "services/forecasting/core/plan/plan.h"
#include "services/forecasting/core/series.h"

enum supply_limit {
    LIMIT_NONE,
    LIMIT_STOCK,     /* it is short, and more comes later than it is needed */
    LIMIT_LEAD_TIME, /* nothing is coming, and a purchase made now is too late */
    LIMIT_CAPACITY,  /* it is there and cannot be shipped */
};

/* One SKU. Units. */
struct supply_of_sku {
    double opening;        /* fit for sale when the plan begins */
    const double *inbound; /* that arrives for each week, under way already */
    int32_t buyable_from;  /* first week that a purchase made now arrives for; weeks: none */
    double worth;          /* of a unit: what is worth more is shipped first */
};

struct supply_problem {
    int32_t weeks, from_week; /* those before are fixed: demand is supply */
    uint32_t count;
    const struct supply_of_sku *skus;
    const double *demand;   /* count * weeks */
    const double *capacity; /* by week, units; negative: no limit */
};

/* Arrays of the caller. */
struct supply_found {
    double *supply;        /* count * weeks */
    unsigned char *limits; /* count * weeks: supply_limit, why supply is below demand */
    double *stock;         /* by week: units of all SKUs at its end */
    double *short_units;   /* by week */
};

/* Week by week: what is there, what arrives, and from the lead time on whatever is needed, since
 * it can still be bought. What is not sold in its week is lost, not carried. */
void supply_review(const struct supply_problem *problem, struct scratch *scratch,
                   struct supply_found *found);

/* capacity_cut.c: capacity goes to what is worth most a unit; what is worth the same shares it.
 * Fills granted[count]. */
void capacity_cut(const double *wanted, const double *worth, uint32_t count, double capacity,
                  struct scratch *scratch, double *granted);

/* The cheapest way out of a gap, by a table: what costs nothing but time first. */
enum way_out {
    WAY_NONE,
    WAY_DELAY_PROMOTION,
    WAY_SUBSTITUTE,
    WAY_TRANSFER,
    WAY_EXPEDITE_INBOUND,
    WAY_EXPEDITE_PURCHASE,
    WAY_ALLOCATE, /* give what there is to whom it matters most */
};
struct gap_facts {
    enum supply_limit limit;
    double short_units;
    double promoted_units;   /* of the week's demand, from a promotion that is planned */
    double substitute_units; /* that the best substitute has to spare in the week */
    double idle_units;       /* in locations that do not ship it now */
    double later_units;      /* under way, arriving after the week */
    bool can_buy;
};
enum way_out way_out(const struct gap_facts *facts);

#endif

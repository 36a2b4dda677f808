/*
 * How much to keep, when to buy or move, how much of it: the vocabulary of stock policy, and what
 * the service asks of it. The formulas behind it, each with its source, are in formulas.h.
 *
 * Units are int64, money is in minor units of one currency, time in days. A year has 365 days.
 */
#ifndef FORECASTING_STOCK_H
#define FORECASTING_STOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "services/forecasting/core/lead_time/lead_time.h"

#define PRICE_BREAKS_MAX 8
#define DAYS_OF_YEAR     365

/* as ReviewRule of replenishment.proto */
enum review_rule {
    REVIEW_PERIODIC = 1,
    REVIEW_CONTINUOUS = 2,
    REVIEW_BASE_STOCK = 3,
};

struct price_break { /* all-units: from so many on, every unit costs this */
    int64_t from_units;
    int64_t unit_cost_minor;
};

/* By what a SKU is kept at a location: the merged policy, the supplier's terms, the lead time. */
struct stock_terms {
    enum review_rule rule;
    double service_level;     /* probability of no stock-out in a cycle, 0.5..0.9999 */
    int32_t review_days;      /* 1..365 */
    double lead_time_days;    /* mean: from the order until the goods are on hand */
    double lead_time_sd_days; /* 0: steady, or not known */
    double holding_rate;      /* of the unit's cost a year */
    int64_t order_cost_minor; /* of one order line */
    int64_t unit_cost_minor;  /* below the first break; 0: not known, then nothing is weighed */
    int64_t minimum_units;    /* smallest order; 0: none */
    int64_t pack_units;       /* ordered in multiples of; 0: 1 */
    double hold_back;         /* share of the safety stock that is kept from sale, 0..1 */
    struct price_break breaks[PRICE_BREAKS_MAX]; /* by rising quantity */
    int break_count;
};

/* --- levels ---------------------------------------------------------------------------------- */

/* Demand over a span of days, lead time's variation included. */
struct span_demand {
    double mean;     /* units */
    double variance; /* units squared */
    double upper;    /* quantile at the service level; NAN: of a negative binomial, Poisson if
                      * variance <= mean */
};
/* What stock has to cover. Stock is looked at once a day, so a purchase waits a day at most. */
struct demand_over_lead {
    double per_day;           /* mean, units a day, over the next lead time + review */
    struct span_demand lead;  /* over lead time + 1 day */
    struct span_demand cycle; /* over lead time + review days */
};
/* From the law of a series. The lead time that it was asked for: as each span says. */
struct span_demand span_demand_of(const struct lead_time_demand *law, double service_level);
/* The same where only the demand of one day is known: its mean and variance, days independent;
 * M = T mu, V = T s2 + mu2 sdL2. upper is left to the negative binomial. */
struct demand_over_lead demand_over_lead_of(double mean, double variance,
                                            const struct stock_terms *terms);

struct stock_levels {
    int64_t reorder_point;  /* at or below: buy. 0 with order_up_to 0: nobody asks for it */
    int64_t order_up_to;    /* at least reorder_point + 1 when anything is kept */
    int64_t safety_stock;   /* reorder point - mean demand over the lead time, at least 0 */
    int64_t order_quantity; /* what is bought at a time: economic, with minimum, packs, breaks */
    int64_t held_back;      /* ceil(hold_back x safety stock) */
    double fill_rate;       /* expected share of units from stock, 0..1 */
};
struct stock_levels stock_levels(const struct stock_terms *terms,
                                 const struct demand_over_lead *demand);
/* "(s, S): at or below s, up to S"; a constant text. */
const char *review_rule_says(enum review_rule rule);

/* --- what to order --------------------------------------------------------------------------- */

/* A quantity as it can and should be ordered. 0 stays 0. */
struct order_size {
    int64_t quantity;
    int64_t unit_cost_minor; /* with the break that the quantity earns */
    bool by_minimum;         /* raised to the smallest order */
    bool by_pack;            /* raised to whole packs */
    bool by_break;           /* raised to a price break, since that costs less in all */
};
struct order_size order_size(const struct stock_terms *terms, double per_day, int64_t wanted);
int64_t unit_cost_at(const struct stock_terms *terms, int64_t quantity);

struct inventory_position {
    int64_t on_hand;
    int64_t on_order;
    int64_t in_transfer; /* on the way here */
    int64_t committed;   /* backordered, or to leave for elsewhere */
};
int64_t position_units(const struct inventory_position *position);

struct backorder_site { /* a location as to one SKU */
    double per_day; /* mean demand */
    int64_t stock;  /* on hand and on order */
    bool closed;
};
/* Where units that customers wait for count: in proportion to demand; without any, all of them at
 * the location that has the most stock, the first of equal ones. Closed ones get none, unless all
 * are closed. Shares add up to `units` (below 2^53); count 0: there are none. */
void backorder_shares(int64_t units, const struct backorder_site *sites, size_t count,
                      int64_t *shares);

/* What is known of the newest proposal of a SKU at a location. */
struct proposal_past {
    bool open;               /* proposed, not decided */
    int64_t open_quantity;   /* as proposed */
    bool rejected;           /* the newest decision was a rejection, nothing was proposed since */
    int64_t rejected_wanted; /* units that were missing to order-up-to then */
    int32_t snoozed_until;   /* day; not proposed again before, unless the reason grows */
};
enum proposal_outcome {
    PROPOSE_NOTHING,
    PROPOSE_NEW,
    PROPOSE_AGAIN,  /* the open one with another quantity: it changed by a quarter or more */
    PROPOSE_EXPIRE, /* the open one has no reason any more */
};
struct proposal_decided {
    enum proposal_outcome outcome;
    struct order_size order;
    int64_t wanted; /* missing to order-up-to: to be kept as rejected_wanted */
    bool urgent;    /* not even the mean demand over the lead time is there */
};
/* position: in all, after the transfers that are proposed. */
struct proposal_decided proposal_decide(const struct stock_terms *terms,
                                        const struct stock_levels *levels,
                                        const struct demand_over_lead *demand, int64_t position,
                                        const struct proposal_past *past, int32_t day);

struct auto_approval { /* all 0: nothing is approved by itself */
    int64_t value_minor;
    int64_t units;
    int32_t cover_days;
    bool transfers;
};
struct approval_asked {
    bool is_transfer;
    int64_t quantity;
    int64_t unit_cost_minor;
    double per_day;
};
/* NULL: approved. Else which limit it is beyond, a constant sentence. */
const char *auto_approval_decide(const struct auto_approval *limits,
                                 const struct approval_asked *asked);

/* --- transfers ------------------------------------------------------------------------------- */

#define TRANSFER_SITES_MAX 256

struct transfer_site { /* a location as to one SKU */
    int64_t position;
    int64_t on_hand; /* free to leave: without what is committed */
    int64_t reorder_point, order_up_to;
    double per_day; /* mean demand */
    bool closed;    /* neither gives nor gets */
};
struct transfer_terms {
    double holding_minor_day; /* of a unit a day: rate x cost / 365 */
    double short_minor;       /* what a unit short costs; see shortage_cost() */
    double lead_time_days;    /* of a purchase instead */
    double transfer_days;
    double line_minor;  /* of one transfer, whatever its size */
    int32_t cover_days; /* a donor keeps order-up-to, and demand over so many days */
    int64_t pack_units;
};
struct transfer {
    uint32_t from, to; /* index of the site */
    int64_t quantity;
    double gain_minor; /* over what it costs */
};
/* From those that have more than they need to those at or below their reorder point, most gain
 * first; none leaves its donor at or below the donor's own reorder point. unit_cost[from * count +
 * to] minor units, NULL: 0. Returns how many; at most `max`, at most TRANSFER_SITES_MAX sites. */
size_t transfers_decide(const struct transfer_site *sites, size_t count,
                        const struct transfer_terms *terms, const double *unit_cost,
                        struct scratch *scratch, struct transfer *transfers, size_t max);
/* What a unit short must cost for the service level to be the right one: the critical ratio
 * p / (p + h) = service level, over a cycle of so many days. */
double shortage_cost(double service_level, double holding_minor_day, double cycle_days);

/* --- classes and health ---------------------------------------------------------------------- */

struct abc_value {
    uint32_t id;
    double value; /* of a year's demand */
    char class;   /* out: 'A' to 80 % of the value in all, 'B' to 95 %, 'C' */
};
/* Sorted by falling value, equal ones by id. What is worth nothing is C. */
void abc_classes(struct abc_value *values, size_t count);
/* 'X', 'Y', 'Z' by deviation of the forecast's error / mean demand: 0.5 and 1. */
char xyz_class(double error_deviation, double mean);

/* as StockHealthState of replenishment.proto */
enum stock_health_state {
    HEALTH_FINE = 1,
    HEALTH_REORDER = 2,
    HEALTH_SHORT = 3,
    HEALTH_OUT = 4,
    HEALTH_OVERSTOCK = 5,
    HEALTH_AGED = 6,
};
struct inbound {
    int32_t day; /* counted from tomorrow = 1 */
    int64_t units;
};
struct stock_seen {
    int64_t on_hand, position;
    int64_t waiting; /* units that customers wait for: they leave before any demand is served */
    struct stock_levels levels;
    struct demand_over_lead demand;
    double lead_time_days;
    const double *path; /* demand of the next days; NULL: per_day goes on */
    int32_t path_days;
    const struct inbound *inbound; /* by rising day */
    size_t inbound_count;
    int32_t idle_days;     /* since it was last asked for; -1: never */
    double shipped_90;     /* units that left in the last 90 days */
    double average_90;     /* mean units on hand of these days */
    int64_t largest_order; /* minimum or pack: what could not have been bought smaller */
};
struct stock_health {
    enum stock_health_state state;
    double days_of_supply; /* -1: no demand */
    int32_t stock_out_in;  /* days from now, 1: tomorrow; 0: not within a year */
    int64_t excess_units;
    double turnover; /* a year */
};
#define AGED_DAYS 90
struct stock_health stock_health(const struct stock_seen *seen);

/* --- policies -------------------------------------------------------------------------------- */

struct policy_scope { /* "": any */
    const char *sku;
    const char *class; /* "AX", "A", "Z" */
    const char *category;
    const char *location;
};
enum policy_field {
    POLICY_SERVICE_LEVEL,
    POLICY_REVIEW_DAYS,
    POLICY_ORDER_COST,
    POLICY_HOLDING_RATE,
    POLICY_RULE,
    POLICY_HOLD_BACK,
    POLICY_AUTOMATIC,
    POLICY_TRANSFER_COST,
    POLICY_TRANSFER_DAYS,
    POLICY_FIELD_COUNT
};
/* 0 and empty: from the next. */
struct planning_policy {
    struct policy_scope scope;
    double service_level;
    int32_t review_days;
    int64_t order_cost_minor;
    double holding_rate;
    int rule;         /* enum review_rule, 0: from the next */
    double hold_back; /* -1: none, stated */
    struct auto_approval automatic;
    int64_t transfer_cost_minor;
    int32_t transfer_days;
};
struct merged_policy {
    struct planning_policy policy;                          /* nothing left open; hold_back 0..1 */
    const struct planning_policy *from[POLICY_FIELD_COUNT]; /* NULL: the last resort */
};
/* For whom a scope is; `of` has every field, class as "AX" or "" while it is not known. */
bool policy_applies(const struct policy_scope *scope, const struct policy_scope *of);
/* Higher is more exact: sku, class (two letters, A to C, X to Z), category, location. */
int policy_rank(const struct policy_scope *scope);
/* policies: any order; those that do not apply are passed over. Two of one scope: the first. */
struct merged_policy policy_merge(const struct planning_policy *const *policies, size_t count,
                                  const struct policy_scope *of);
const char *policy_field_name(enum policy_field field);

#endif

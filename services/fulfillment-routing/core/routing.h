/*
 * The vocabulary of routing: what an order asks for, who could ship it, what was decided.
 *
 * Everything here is plain data in the caller's memory. Quantities are units, distances whole
 * metres. A site is a location as one decision sees it; sites are always sorted nearest first,
 * equal distances by location code, so "the first that" means "the nearest that".
 */
#ifndef ROUTING_H
#define ROUTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/check.h"
#include "services/fulfillment-routing/core/policy.h"

/* --- who can: a shelf and what is free on it (free_stock.c) --------------------------------- */

struct shelf {
    uint32_t location; /* its number in memory */
    bool doubtful; /* fewer were found than asked: nothing is free until it is counted or filled */
    int64_t on_hand;     /* as the inventory feed tells it */
    int64_t unavailable; /* of on_hand: not fit for sale */
    int64_t held; /* allocated to open fulfillment orders, or shipped and not yet seen to leave */
    const char *bin;   /* shelf place; "" when not known */
    struct lots *lots; /* of a lot-tracked item: see memory.h; else NULL */
    int64_t regret_units; /* planned from it since the day that is measured began: see regret.c */
    uint32_t regret_run;  /* the measurement that this is of */
};

int64_t free_stock(const struct shelf *shelf);

/* --- who should: one decision ---------------------------------------------------------------- */

/* A step of a rate table: what a parcel of up to this weight costs. */
struct price_step {
    int64_t to_ug;
    int64_t nano;
};

struct site {
    uint32_t location; /* number of the location in memory */
    int64_t distance_m;
    int64_t safety_stock; /* units of every SKU it would rather keep */
    const int64_t *free;  /* by line of the request: free units */
    /* What shipping from here costs; cost_terms.h says what it is made of. Never negative. */
    int64_t parcel_nano;            /* a parcel, whatever is in it */
    int64_t kg_nano;                /* each kilogram in it */
    const int64_t *scarcity_nano;   /* by line: each unit that is taken; NULL: nothing */
    const struct price_step *steps; /* by weight, in place of kg_nano; ascending; NULL: none */
    uint32_t step_count;
};

struct request {
    enum policy_kind kind;
    const int64_t *quantities;   /* by line, each > 0 */
    const int64_t *weights_ug;   /* by line: of a unit; NULL: nothing weighs anything */
    const int64_t *values_minor; /* by line: of a unit; NULL: nothing is worth anything */
    size_t line_count;
    const struct site *sites;
    size_t site_count;
    bool dip;                      /* safety stock may be used: only when nothing else fits */
    bool heavy;                    /* parcels may be heavier than rate tables go: as dip */
    uint32_t parcels_max;          /* 0: no limit but PARCELS_MAX */
    int64_t split_nano;            /* for each parcel beyond the first */
    int64_t split_value_min_minor; /* every parcel of several is worth that much; 0: anything */
    uint64_t work_max;             /* of the search; 0: WORK_DEFAULT */
    size_t without;                /* 1 + a site that must not ship; 0: all may */
};

#define LINES_MAX   2000   /* of one order, as the order service takes them */
#define SITES_MAX   131072 /* locations of the network */
#define PARCELS_MAX 512    /* an order that needs more is not routed */

enum rule { RULE_PARKED, RULE_NEAREST_WHOLE, RULE_FEWEST_PARCELS, RULE_LEAST_COST };

struct plan {
    uint32_t sites[PARCELS_MAX]; /* indexes into request.sites, ascending: nearest first */
    size_t site_count;           /* parcels; 0: there is no such plan */
    int64_t distance_m;          /* sum over the parcels */
    int64_t cost_nano;           /* sum of all terms, under every kind of policy */
};

/* An order that can be filled is filled: limits give way in this order. */
#define RELAXED_SPLIT_VALUE 1U
#define RELAXED_PARCELS     2U
#define RELAXED_WEIGHT      4U /* a parcel is heavier than the rate table goes */

struct choice {
    enum rule rule;
    bool dips;        /* it uses safety stock */
    bool proved;      /* no plan is better; false: the search was ended by its limit */
    unsigned relaxed; /* what had to be given up so that the order ships: bits of RELAXED_... */
    uint64_t steps;   /* of the search: each a look at one site or line */
    struct plan plan;
};

/* Units a site can give to one line in this request. */
static inline int64_t
site_gives(const struct request *request, const struct site *site, size_t line)
{
    if (request->without != 0 && site == &request->sites[request->without - 1])
        return 0;
    const int64_t keep = request->dip ? 0 : site->safety_stock;
    const int64_t gives = site->free[line] - keep;
    return gives > 0 ? gives : 0;
}

/* nearest_whole.c, fewest_parcels.c, least_cost.c: rules fill in the plan; false when they find
 * none. */
bool nearest_whole(const struct request *request, struct choice *choice);
bool fewest_parcels(const struct request *request, struct choice *choice);
bool least_cost(const struct request *request, struct choice *choice);

/* greedy_cover.c: a plan that is quickly found and seldom far from the best; false: there is none.
 */
bool greedy_cover(const struct request *request, struct plan *plan);

/* decide.c: the rules in their order. */
void routing_decide(struct request *request, struct choice *choice);
const char *rule_name(enum rule rule);
/* The same without or with safety stock, as request->dip says. */
bool find_plan(struct request *request, struct choice *choice);

/* runner_up.c: the best plan that does without one of the plan's sites, for a request as
 * routing_decide has left it. False, and no sites in it: there is none. */
bool runner_up(const struct request *request, const struct plan *plan, struct plan *other);
/* Of two plans of one request; any is better than one without sites. */
bool plan_is_better(const struct request *request, const struct plan *a, const struct plan *b);

/* fill_plan.c: which of the plan's sites ships how much of each line, as the policy wants it.
 * taken[parcel * line_count + line], plan->site_count rows, overwritten. */
void fill_plan(const struct request *request, const struct plan *plan, int64_t *taken);

/* split_lines.c: the same where nothing is said of costs, for one line; taken by parcel. */
void split_line(const struct request *request, const struct plan *plan, size_t line,
                int64_t *taken);

/* What the plan costs as fill_plan fills it. */
int64_t plan_cost(const struct request *request, const struct plan *plan);

#endif

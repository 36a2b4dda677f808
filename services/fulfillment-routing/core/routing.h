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

/* --- who can: a shelf and what is free on it (free_stock.c) --------------------------------- */

struct shelf {
    uint32_t location; /* its number in memory */
    bool doubtful; /* fewer were found than asked: nothing is free until it is counted or filled */
    int64_t on_hand;     /* as the inventory feed tells it */
    int64_t unavailable; /* of on_hand: not fit for sale */
    int64_t held; /* allocated to open fulfillment orders, or shipped and not yet seen to leave */
    const char *bin;   /* shelf place; "" when not known */
    struct lots *lots; /* of a lot-tracked item: see memory.h; else NULL */
};

int64_t free_stock(const struct shelf *shelf);

/* --- who should: one decision ---------------------------------------------------------------- */

struct site {
    uint32_t location; /* number of the location in memory */
    int64_t distance_m;
    int64_t safety_stock; /* units of every SKU it would rather keep */
    const int64_t *free;  /* by line of the request: free units */
};

struct request {
    const int64_t *quantities; /* by line, each > 0 */
    size_t line_count;
    const struct site *sites;
    size_t site_count;
    bool dip; /* safety stock may be used: only when nothing else fits */
};

#define LINES_MAX   2000 /* of one order, as the order service takes them */
#define SITES_MAX   4096 /* locations of the network */
#define PARCELS_MAX 512  /* an order that needs more is not routed */

enum rule { RULE_PARKED, RULE_NEAREST_WHOLE, RULE_FEWEST_PARCELS };

struct plan {
    uint32_t sites[PARCELS_MAX]; /* indexes into request.sites, ascending: nearest first */
    size_t site_count;           /* parcels; 0: there is no such plan */
    int64_t distance_m;          /* sum over the parcels */
};

struct choice {
    enum rule rule;
    bool dips;      /* it uses safety stock */
    bool cut_short; /* the search for fewer parcels was ended by its limit */
    struct plan plan;
    struct plan runner_up; /* the next best plan of the same rule; site_count 0: there is none */
};

/* Units a site can give to one line in this request. */
static inline int64_t
site_gives(const struct request *request, const struct site *site, size_t line)
{
    const int64_t keep = request->dip ? 0 : site->safety_stock;
    const int64_t gives = site->free[line] - keep;
    return gives > 0 ? gives : 0;
}

/* nearest_whole.c, fewest_parcels.c: rules fill in plan and runner_up; false when they find none.
 */
bool nearest_whole(const struct request *request, struct choice *choice);
bool fewest_parcels(const struct request *request, struct choice *choice);

/* greedy_cover.c: a plan that is quickly found and seldom far from the best; false: there is none.
 */
bool greedy_cover(const struct request *request, struct plan *plan);

/* decide.c: the rules in their order. */
void routing_decide(struct request *request, struct choice *choice);
const char *rule_name(enum rule rule);

/* split_lines.c: which of the plan's sites ships how much of each line.
 * taken[parcel * line_count + line], plan->site_count rows, overwritten. */
void split_lines(const struct request *request, const struct plan *plan, int64_t *taken);

#endif

/*
 * The search for the best set of locations: the vocabulary of search_*.c.
 *
 * A search is over a pool of at most 64 sites, so that a set of them is one word. A set can ship
 * the order when together it has every line; it is then filled cheapest unit first (or, with rate
 * tables, as rate_steps.c says). Everything is in scores (score.h).
 *
 *   search_request.c who is searched, and are the others proved to be no better
 *   search_pool.c    who is in it, and what they have at which price
 *   search_score.c   what a set costs
 *   search_bound.c   a lower bound of all plans, from prices of the lines (a Lagrangian dual)
 *   search_count.c   how many more locations are needed at least
 *   search_sets.c    depth first over what the bounds leave open
 *   drop_swap.c      a plan to begin with, and a better one when there was no time for a proof
 */
#ifndef ROUTING_SEARCH_H
#define ROUTING_SEARCH_H

#include "services/fulfillment-routing/core/cost_terms.h"
#include "services/fulfillment-routing/core/search/score.h"

#define POOL_MAX     64
#define BOUNDS       2
#define CELLS_MAX    32768  /* sites x lines of a pool */
#define WORK_DEFAULT 200000 /* steps, each a look at one site or line: one or two milliseconds */

/* A beginning of a set: who is in, and who is not. */
struct sets {
    uint64_t in, out;
};

/* A bound of all plans of a beginning: if each unit of a line is worth its price, a site leaves
 * its rest after it is paid for all it could deliver. No plan is below fixed, in which are those
 * that were in, plus the rests of the others it has. */
struct bound {
    uint64_t in;
    score fixed;
    score rest[POOL_MAX];
    uint8_t order[POOL_MAX]; /* positions of those that were undecided, least rest first */
    size_t count;            /* of them */
};

struct search {
    const struct request *request;
    size_t line_count, count;
    uint32_t pool[POOL_MAX]; /* sites, nearest first */
    uint64_t rated;          /* who has a rate table: prices here are lower bounds */
    int cost_shift;          /* where the digits of cost begin */
    int metre_shift;         /* those of metres; parcels begin at parcel_shift */
    int parcel_shift;
    int64_t unit_nano_max; /* a unit that costs more counts as that: sums do not overflow */
    bool unique;           /* there is room for digits that tell all sets apart */
    size_t parcels_max;

    score parcel[POOL_MAX]; /* by position: of a parcel, whatever is in it */
    score tie[POOL_MAX];    /* the digits of it below cost */
    /* By line and position. */
    int64_t units[CELLS_MAX]; /* what it can give of the line, at most what is asked */
    score price[CELLS_MAX];   /* of a unit */
    uint8_t order[CELLS_MAX]; /* by line: who has any of it, in the order in which it is drawn */
    uint8_t holder_count[LINES_MAX];
    uint64_t holders[LINES_MAX];
    uint8_t by_units[CELLS_MAX];  /* by line: who has most of it first */
    uint16_t hardest[LINES_MAX];  /* lines, those that fewest have first */
    uint64_t dominated[POOL_MAX]; /* who is never needed where this one is not */
    uint64_t needless;            /* who is never needed */
    bool swaps;                   /* one that has all of another is always as good */

    score base[BOUNDS];          /* see bound_raise */
    struct bound bounds[BOUNDS]; /* of all plans */
    score prices[BOUNDS][LINES_MAX];
    score trial_price[LINES_MAX];
    size_t useful_bound; /* which one was of use last */

    score dearest[LINES_MAX]; /* by line: price of the dearest unit of the set scored last */
    int64_t left[LINES_MAX];  /* by line: units that the set being built does not have */
    int64_t work_left;
    uint64_t best; /* 0: none yet */
    score best_score;
    score limit; /* what reaches it cannot be better than the best */
};

static inline uint64_t
bit_of(size_t position)
{
    return UINT64_C(1) << position;
}

static inline size_t
lowest_of(uint64_t set)
{
    return (size_t)__builtin_ctzll(set);
}

/* Not the compiler's: that is a call to its library where the processor is not known. */
static inline size_t
count_of(uint64_t set)
{
    set -= set >> 1 & UINT64_C(0x5555555555555555);
    set = (set & UINT64_C(0x3333333333333333)) + (set >> 2 & UINT64_C(0x3333333333333333));
    set = (set + (set >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
    return (size_t)(set * UINT64_C(0x0101010101010101) >> 56);
}

static inline uint64_t
everybody(const struct search *search)
{
    return search->count == 64 ? UINT64_MAX : bit_of(search->count) - 1;
}

static inline size_t
cell_of(const struct search *search, size_t line, size_t position)
{
    return line * search->count + position;
}

/* search_pool.c: sites ascend; count * lines is at most CELLS_MAX. */
void search_open(struct search *search, const struct request *request, const uint32_t *sites,
                 size_t count);
/* What a site outside the pool would leave in a bound; at least. */
score site_rest(const struct search *search, const score *price, size_t site);
/* Outside of the pool or in it: somebody else is always as good. */
bool site_is_needless(const struct search *search, size_t site);
void search_plan(const struct search *search, uint64_t set, struct plan *plan);

/* search_bound.c: `base` of every parcel is kept out of the prices, for bounds that count parcels.
 * price: by line; overwritten. */
void bound_raise(struct search *search, struct sets sets, score base, struct bound *bound,
                 score *price);

/* search_score.c: what a set that has every line costs; -1: it is not allowed. `linear` is the
 * same as the bounds see it. */
score set_score(struct search *search, uint64_t set, score *linear);
/* Notes the set if it is better than the best so far. */
void search_note(struct search *search, uint64_t set, score found);

/* search_count.c: how many of the undecided are needed at least for what is left of the lines. */
size_t sites_needed(struct search *search, uint64_t undecided, size_t at_least);

/* search_sets.c */
void search_run(struct search *search);

/* drop_swap.c: a set, if it is a plan; what the prices of the first bound pay for; and, with so
 * much work, what is better than the best so far. */
void search_try(struct search *search, uint64_t set);
void search_begin(struct search *search);
void drop_swap(struct search *search, int64_t work);

/* search_request.c: the best plan of all, or of those of several parcels when the best of one is
 * known. False: none is allowed. */
bool search_request(const struct request *request, const struct plan *known, struct choice *choice);

#endif

/*
 * Rule: when nobody has everything, as few locations as possible ship it; of equally few, those
 * with the least total distance; of equally far, the nearer (then lower in code) first.
 *
 * A set of locations can ship a line when together they have it, so a line may be drawn from
 * several if that saves a parcel; split_lines.c keeps lines together inside the chosen set.
 *
 * Exact: for k = 2, 3, ... all sets of k sites are searched. At each step some line is not yet
 * filled, and every set that works holds one of its holders; so the search branches over the
 * holders of the line that has fewest, nearest first, and never meets a set twice. The search
 * is over a pool of at most 64 sites (all of them in networks of that size) and ends after
 * LINE_VISITS_MAX steps; then the best plan so far, at worst the greedy one, is taken.
 */
#include <string.h>

#include "services/fulfillment-routing/core/routing.h"

#define POOL_MAX                64
#define WHOLE_HOLDERS_OF_A_LINE 4
#define LINE_VISITS_MAX         200000 /* well under a millisecond */

struct found {
    uint64_t set; /* of pool positions; 0: nothing */
    int64_t distance_m;
};

struct search {
    const struct request *request;
    uint32_t pool[POOL_MAX]; /* sites, nearest first */
    size_t pool_count;
    uint64_t holders[LINES_MAX]; /* by line: who in the pool gives anything */
    int64_t given[LINES_MAX];    /* by line: by the sites of the set being built */
    struct found best;
    int64_t visits_left;
};

static const struct site *
pool_site(const struct search *search, int position)
{
    return &search->request->sites[search->pool[position]];
}

/* The pool stays in order. */
static void
put_in_pool(struct search *search, uint32_t site)
{
    size_t at = search->pool_count;

    while (at > 0 && search->pool[at - 1] > site)
        at--;
    if (at > 0 && search->pool[at - 1] == site)
        return;
    memmove(&search->pool[at + 1], &search->pool[at],
            (search->pool_count - at) * sizeof *search->pool);
    search->pool[at] = site;
    search->pool_count++;
}

/* All sites, or: those of the greedy plan, the nearest that have some line whole, the nearest. */
static void
fill_pool(struct search *search, const struct plan *greedy)
{
    const struct request *request = search->request;
    for (size_t i = 0; i < greedy->site_count; i++)
        put_in_pool(search, greedy->sites[i]);
    for (size_t line = 0; line < request->line_count; line++) {
        int whole = 0;
        for (size_t site = 0; site < request->site_count && search->pool_count < POOL_MAX; site++) {
            if (whole == WHOLE_HOLDERS_OF_A_LINE)
                break;
            if (site_gives(request, &request->sites[site], line) < request->quantities[line])
                continue;
            whole++;
            put_in_pool(search, (uint32_t)site);
        }
    }
    for (size_t site = 0; site < request->site_count && search->pool_count < POOL_MAX; site++)
        put_in_pool(search, (uint32_t)site);
}

static void
note_holders(struct search *search)
{
    for (size_t line = 0; line < search->request->line_count; line++) {
        search->holders[line] = 0;
        search->given[line] = 0;
        for (size_t i = 0; i < search->pool_count; i++) {
            if (site_gives(search->request, pool_site(search, (int)i), line) > 0)
                search->holders[line] |= UINT64_C(1) << i;
        }
    }
}

/* Less distance, then the set whose first different site is nearer. */
static bool
better(const struct found *a, const struct found *b)
{
    if (b->set == 0 || a->distance_m != b->distance_m)
        return b->set == 0 || a->distance_m < b->distance_m;
    const uint64_t differ = a->set ^ b->set;
    return (a->set & (differ & -differ)) != 0;
}

static void
note_found(struct search *search, struct found found)
{
    if (better(&found, &search->best))
        search->best = found;
}

static int
count_sites(uint64_t set)
{
    int count = 0;

    for (; set != 0; set &= set - 1)
        count++;
    return count;
}

/* The holders, outside of `not`, of the unfilled line with the fewest; false: all are filled. */
static bool
hardest_line(const struct search *search, uint64_t not, uint64_t *holders)
{
    int fewest = POOL_MAX + 1;

    for (size_t line = 0; line < search->request->line_count; line++) {
        if (search->given[line] >= search->request->quantities[line])
            continue;
        const uint64_t who = search->holders[line] & ~not ;
        const int count = count_sites(who);
        if (count < fewest) {
            fewest = count;
            *holders = who;
        }
    }
    return fewest <= POOL_MAX;
}

static void
add_site(struct search *search, int position, int64_t sign)
{
    for (size_t line = 0; line < search->request->line_count; line++)
        search->given[line] +=
            sign * site_gives(search->request, pool_site(search, position), line);
}

/* All sets that hold `from`, none of `without` and at most `more` others. */
static void
search_sets(struct search *search, struct found from, uint64_t without, size_t more)
{
    uint64_t holders;

    search->visits_left -= (int64_t)search->request->line_count;
    if (search->visits_left < 0)
        return;
    if (!hardest_line(search, from.set | without, &holders)) {
        note_found(search, from);
        return;
    }
    if (more == 0)
        return;
    for (; holders != 0; holders &= holders - 1) {
        const int position = __builtin_ctzll(holders);
        const uint64_t bit = UINT64_C(1) << position;
        const struct found with = {
            .set = from.set | bit,
            .distance_m = from.distance_m + pool_site(search, position)->distance_m,
        };
        if (search->best.set != 0 && with.distance_m > search->best.distance_m)
            break; /* the next ones are farther still */
        add_site(search, position, 1);
        search_sets(search, with, without, more - 1);
        add_site(search, position, -1);
        without |= bit;
    }
}

static void
plan_of(const struct search *search, const struct found *found, struct plan *plan)
{
    plan->site_count = 0;
    plan->distance_m = found->distance_m;
    for (uint64_t set = found->set; set != 0; set &= set - 1)
        plan->sites[plan->site_count++] = search->pool[__builtin_ctzll(set)];
}

bool
fewest_parcels(const struct request *request, struct choice *choice)
{
    struct search search; /* big: only what is used is set */

    if (!greedy_cover(request, &choice->plan))
        return false;
    if (choice->plan.site_count > POOL_MAX) {
        choice->proved = false;
        return true;
    }
    search.request = request;
    search.visits_left = LINE_VISITS_MAX;
    search.pool_count = 0;
    search.best = (struct found){0, 0};
    fill_pool(&search, &choice->plan);
    note_holders(&search);
    for (size_t k = 2; k <= choice->plan.site_count && search.best.set == 0; k++)
        search_sets(&search, (struct found){0, 0}, 0, k);
    choice->proved = search.visits_left >= 0;
    if (search.best.set != 0)
        plan_of(&search, &search.best, &choice->plan);
    return true;
}

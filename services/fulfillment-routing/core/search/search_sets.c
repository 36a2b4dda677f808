/*
 * The best set of locations, depth first: some are in, some are out, the rest is undecided.
 *
 * While a line is not filled, every plan has one of its undecided holders: the first of them is
 * in, or it is out and the second is in, and so on. When all lines are filled, one more location
 * may still pay for itself. What a bound shows to be no better than the best plan is not looked
 * at. The end is the proof that nothing is better, unless the work ran out before.
 */
#include "services/fulfillment-routing/core/search/search.h"

#define WORK_AFTER 20000 /* for what is done when there was no time for a proof */

/* Among all plans with these in and out and at least `more` others: none is below. last: the
 * dearest rest that is in it because of `more`. */
static score
bound_at(const struct bound *bound, struct sets sets, size_t more, score *last)
{
    score sum = bound->fixed;

    *last = 0;
    for (uint64_t set = sets.in & ~bound->in; set != 0; set &= set - 1)
        sum += bound->rest[lowest_of(set)];
    for (size_t i = 0; i < bound->count; i++) {
        const size_t position = bound->order[i];
        const score rest = bound->rest[position];
        if (((sets.in | sets.out) & bit_of(position)) != 0)
            continue;
        if (rest >= 0 && more == 0)
            break;
        sum += rest;
        *last = rest > 0 ? rest : 0;
        more -= more > 0;
    }
    return sum;
}

static bool
is_hopeless(const struct search *search, const struct bound *bounds, struct sets sets, size_t more)
{
    score last;

    for (size_t i = 0; i < BOUNDS; i++) {
        if (bound_at(&bounds[i], sets, more, &last) >= search->limit)
            return true;
    }
    return false;
}

/* Who cannot be in a better plan goes out: it would come in place of the last. */
static uint64_t
hopeless_sites(const struct search *search, const struct bound *bound, struct sets sets,
               size_t more)
{
    score last;
    const score least = bound_at(bound, sets, more, &last);
    uint64_t out = 0;

    for (size_t i = bound->count; i-- > 0;) {
        const size_t position = bound->order[i];
        if (((sets.in | sets.out) & bit_of(position)) != 0)
            continue;
        if (bound->rest[position] <= last || least + bound->rest[position] - last < search->limit)
            break;
        out |= bit_of(position) | search->dominated[position];
    }
    return out;
}

/* What is still to be filled. */
struct unfilled {
    bool none;
    bool impossible;
    uint64_t holders; /* undecided ones of the line that has fewest */
    size_t more;      /* at least so many others are needed */
    bool counted;     /* by search_count.c */
};

/* At least so many of these holders are needed for what is left of a line; 0: all do not do. */
static size_t
holders_needed(const struct search *search, size_t line, uint64_t holders)
{
    const uint8_t *by_units = &search->by_units[cell_of(search, line, 0)];
    const int64_t *units = &search->units[cell_of(search, line, 0)];
    int64_t left = search->left[line];
    size_t needed = 0;

    for (size_t i = 0; i < search->holder_count[line] && left > 0; i++) {
        if ((holders & bit_of(by_units[i])) == 0)
            continue;
        left -= units[by_units[i]];
        needed++;
    }
    return left > 0 ? 0 : needed;
}

/* One site that has all that is left. */
static bool
one_does(const struct search *search, uint64_t undecided)
{
    for (; undecided != 0; undecided &= undecided - 1) {
        bool does = true;
        for (size_t line = 0; does && line < search->line_count; line++)
            does = search->units[cell_of(search, line, lowest_of(undecided))] >= search->left[line];
        if (does)
            return true;
    }
    return false;
}

/* Lines without a holder in common each need one of their own. */
static struct unfilled
look_at_lines(const struct search *search, struct sets sets)
{
    struct unfilled unfilled = {.none = true};
    const uint64_t undecided = everybody(search) & ~(sets.in | sets.out);
    uint64_t counted = 0;
    size_t fewest = POOL_MAX + 1;

    for (size_t line = 0; line < search->line_count; line++) {
        if (search->left[line] <= 0)
            continue;
        const uint64_t holders = search->holders[line] & undecided;
        const size_t needed = holders_needed(search, line, holders);
        if (needed == 0)
            return (struct unfilled){.impossible = true};
        unfilled.none = false;
        if (count_of(holders) < fewest) {
            fewest = count_of(holders);
            unfilled.holders = holders;
        }
        if ((holders & counted) == 0)
            unfilled.more += needed;
        else if (needed > unfilled.more)
            unfilled.more = needed;
        counted |= holders;
    }
    if (unfilled.more == 1 && !one_does(search, undecided))
        unfilled.more = 2;
    return unfilled;
}

static void
put_in(struct search *search, size_t position, int64_t sign)
{
    for (size_t line = 0; line < search->line_count; line++)
        search->left[line] -= sign * search->units[cell_of(search, line, position)];
    search->work_left -= (int64_t)search->line_count;
}

static void search_from(struct search *search, struct sets sets, const struct bound *before);

/* One of the holders of a line is in. */
static void
branch_over_holders(struct search *search, struct sets sets, uint64_t holders,
                    const struct bound *bounds)
{
    const uint8_t *order = bounds[0].order;

    for (size_t i = 0; i < bounds[0].count && holders != 0 && search->work_left >= 0; i++) {
        const size_t position = order[i];
        if ((holders & bit_of(position) & ~sets.out) == 0)
            continue;
        holders &= ~bit_of(position);
        put_in(search, position, 1);
        search_from(search, (struct sets){sets.in | bit_of(position), sets.out}, bounds);
        put_in(search, position, -1);
        sets.out |= bit_of(position) | search->dominated[position];
    }
}

/* What a site saves when it joins the set scored last: no more than it has of each line at the
 * difference to the dearest unit. */
static score
saving(const struct search *search, size_t position)
{
    score sum = -search->parcel[position];

    for (size_t line = 0; line < search->line_count; line++) {
        const size_t cell = cell_of(search, line, position);
        const score dearest = search->dearest[line];
        if (search->price[cell] < dearest)
            sum += search->units[cell] * (dearest - search->price[cell]);
    }
    return sum;
}

/* All lines are filled. The dearest units are prices of a bound of their own. */
static void
go_beyond(struct search *search, struct sets sets, const struct bound *bounds)
{
    score linear, best_saving = -SCORE_MAX;
    size_t best = 0;

    const score found = set_score(search, sets.in, &linear);
    search_note(search, sets.in, found);
    if ((found < 0 && search->rated == 0) || count_of(sets.in) == search->parcels_max)
        return; /* the more sites, the less each is worth */
    uint64_t undecided = everybody(search) & ~(sets.in | sets.out);
    for (; undecided != 0; undecided &= undecided - 1) {
        const score saves = saving(search, lowest_of(undecided));
        linear -= saves > 0 ? saves : 0;
        if (saves > best_saving) {
            best_saving = saves;
            best = lowest_of(undecided);
        }
        search->work_left -= (int64_t)search->line_count;
    }
    if (best_saving == -SCORE_MAX || linear - (best_saving < 0 ? best_saving : 0) >= search->limit)
        return;
    branch_over_holders(search, sets, bit_of(best), bounds);
    sets.out |= bit_of(best) | search->dominated[best];
    search_from(search, sets, bounds);
}

static void
branch(struct search *search, struct sets sets, const struct bound *bounds)
{
    const struct unfilled unfilled = look_at_lines(search, sets);

    if (unfilled.impossible)
        return;
    if (unfilled.none)
        go_beyond(search, sets, bounds);
    else
        branch_over_holders(search, sets, unfilled.holders, bounds);
}

/* Would one location more than are known to be needed end it? Then it is worth counting. */
static bool
is_hopeless_by_count(struct search *search, const struct bound *bound, struct sets sets,
                     struct unfilled *unfilled)
{
    score last;

    if (unfilled->counted || unfilled->more < 2 ||
        bound_at(bound, sets, unfilled->more + 1, &last) < search->limit)
        return false;
    const size_t more =
        sites_needed(search, everybody(search) & ~(sets.in | sets.out), unfilled->more);
    unfilled->counted = true;
    const bool hopeless = more > unfilled->more;
    unfilled->more = more;
    return hopeless;
}

/* What was known before, and what a bound of its own tells. The one that was of use last is tried
 * first. */
static void
search_from(struct search *search, struct sets sets, const struct bound *before)
{
    struct bound bounds[BOUNDS];

    search->work_left -= (int64_t)(search->line_count + search->count);
    if (search->work_left < 0)
        return;
    struct unfilled unfilled = look_at_lines(search, sets);
    if (unfilled.impossible || count_of(sets.in) + unfilled.more > search->parcels_max ||
        is_hopeless(search, before, sets, unfilled.more))
        return;
    for (size_t i = 0; i < BOUNDS; i++) {
        if (is_hopeless_by_count(search, &before[i], sets, &unfilled))
            return;
    }
    const size_t first = search->useful_bound;
    for (size_t i = 0; i < BOUNDS; i++) {
        const size_t which = (first + i) % BOUNDS;
        score last;
        bound_raise(search, sets, search->base[which], &bounds[which], search->trial_price);
        if (bound_at(&bounds[which], sets, unfilled.more, &last) >= search->limit ||
            is_hopeless_by_count(search, &bounds[which], sets, &unfilled)) {
            search->useful_bound = which;
            return;
        }
        const uint64_t out = hopeless_sites(search, &bounds[which], sets, unfilled.more);
        sets.out |= out;
        if (out != 0 && look_at_lines(search, sets).impossible)
            return;
    }
    branch(search, sets, bounds);
}

/* The least parcel of all: at least so much is paid for each parcel. */
static score
least_parcel(const struct search *search)
{
    score least = SCORE_MAX;

    for (size_t i = 0; i < search->count; i++) {
        if (search->parcel[i] < least)
            least = search->parcel[i];
    }
    return least;
}

void
search_run(struct search *search)
{
    struct sets all = {0, search->needless};
    score last;

    search->useful_bound = 0;
    search->base[0] = 0;
    search->base[1] = least_parcel(search);
    for (size_t i = 0; i < BOUNDS; i++)
        bound_raise(search, all, search->base[i], &search->bounds[i], search->prices[i]);
    search_begin(search);
    size_t more = look_at_lines(search, all).more;
    if (more > 1)
        more = sites_needed(search, everybody(search) & ~(all.in | all.out), more);
    for (size_t i = 0; i < BOUNDS; i++) {
        if (bound_at(&search->bounds[i], all, more, &last) >= search->limit)
            return;
        all.out |= hopeless_sites(search, &search->bounds[i], all, more);
    }
    branch(search, all, search->bounds);
    if (search->work_left < 0) {
        const int64_t over = search->work_left;
        search->work_left = WORK_AFTER;
        drop_swap(search, WORK_AFTER);
        search->work_left = over;
    }
}

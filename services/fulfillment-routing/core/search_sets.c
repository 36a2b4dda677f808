/*
 * The best set of locations, depth first: some are in, some are out, the rest is undecided.
 *
 * While a line is not filled, every plan has one of its undecided holders: the first of them is
 * in, or it is out and the second is in, and so on. When all lines are filled, one more location
 * may still pay for itself. What a bound shows to be no better than the best plan is not looked
 * at. The end is the proof that nothing is better, unless the work ran out before.
 */
#include "services/fulfillment-routing/core/search.h"

#define WORK_AFTER 20000 /* for what is done when there was no time for a proof */

struct sets {
    uint64_t in, out;
};

/* Among all plans with these in and out and at least `more` others: none is below. */
static score
bound_of(const struct search *search, const struct bound *bound, struct sets sets, size_t more)
{
    score sum = bound->fixed;

    for (uint64_t set = sets.in; set != 0; set &= set - 1)
        sum += bound->rest[lowest_of(set)];
    for (size_t i = 0; i < search->count; i++) {
        const size_t position = bound->order[i];
        if (((sets.in | sets.out) & bit_of(position)) != 0)
            continue;
        if (bound->rest[position] >= 0 && more == 0)
            break;
        sum += bound->rest[position];
        more -= more > 0;
    }
    return sum;
}

static bool
is_hopeless(const struct search *search, struct sets sets, size_t more)
{
    for (size_t i = 0; i < BOUNDS; i++) {
        if (bound_of(search, &search->bounds[i], sets, more) >= search->limit)
            return true;
    }
    return false;
}

/* What is still to be filled. */
struct unfilled {
    bool none;
    bool impossible;
    uint64_t holders; /* undecided ones of the line that has fewest */
    size_t more;      /* at least so many others are needed */
};

/* At least so many of these holders are needed for what is left of a line; 0: all do not do. */
static size_t
holders_needed(const struct search *search, size_t line, uint64_t holders)
{
    int64_t left = search->left[line];
    int64_t most = 0;

    for (uint64_t set = holders; set != 0; set &= set - 1) {
        const int64_t units = search->units[cell_of(search, line, lowest_of(set))];
        most = units > most ? units : most;
        left -= units;
    }
    if (left > 0)
        return 0;
    return (size_t)((search->left[line] + most - 1) / most);
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

static void search_from(struct search *search, struct sets sets);

/* One of the holders of a line is in. */
static void
branch_over_holders(struct search *search, struct sets sets, uint64_t holders)
{
    const uint8_t *order = search->bounds[0].order;

    for (size_t i = 0; i < search->count && holders != 0 && search->work_left >= 0; i++) {
        const size_t position = order[i];
        if ((holders & bit_of(position) & ~sets.out) == 0)
            continue;
        holders &= ~bit_of(position);
        put_in(search, position, 1);
        search_from(search, (struct sets){sets.in | bit_of(position), sets.out});
        put_in(search, position, -1);
        sets.out |= bit_of(position) | search->dominated[position];
    }
}

/* What a site saves when it joins a plan: no more than it has of each line at the difference to the
 * dearest unit. */
static score
saving(const struct search *search, size_t position, const score *dearest)
{
    score sum = -search->parcel[position];

    for (size_t line = 0; line < search->line_count; line++) {
        const size_t cell = cell_of(search, line, position);
        if (search->price[cell] < dearest[line])
            sum += search->units[cell] * (dearest[line] - search->price[cell]);
    }
    return sum;
}

/* All lines are filled. The dearest units are prices of a bound of their own. */
static void
go_beyond(struct search *search, struct sets sets)
{
    score dearest[LINES_MAX];
    score linear, best_saving = -SCORE_MAX;
    size_t best = 0;

    const score found = set_score(search, sets.in, &linear, dearest);
    search_note(search, sets.in, found);
    if ((found < 0 && !search->by_rate) || count_of(sets.in) == search->parcels_max)
        return; /* the more sites, the less each is worth */
    uint64_t undecided = everybody(search) & ~(sets.in | sets.out);
    for (; undecided != 0; undecided &= undecided - 1) {
        const score saves = saving(search, lowest_of(undecided), dearest);
        linear -= saves > 0 ? saves : 0;
        if (saves > best_saving) {
            best_saving = saves;
            best = lowest_of(undecided);
        }
        search->work_left -= (int64_t)search->line_count;
    }
    if (best_saving == -SCORE_MAX || linear - (best_saving < 0 ? best_saving : 0) >= search->limit)
        return;
    branch_over_holders(search, sets, bit_of(best));
    sets.out |= bit_of(best) | search->dominated[best];
    search_from(search, sets);
}

static void
search_from(struct search *search, struct sets sets)
{
    search->work_left -= (int64_t)(search->line_count + search->count);
    if (search->work_left < 0)
        return;
    const struct unfilled unfilled = look_at_lines(search, sets);
    if (unfilled.impossible || count_of(sets.in) + unfilled.more > search->parcels_max ||
        is_hopeless(search, sets, unfilled.more))
        return;
    if (unfilled.none)
        go_beyond(search, sets);
    else
        branch_over_holders(search, sets, unfilled.holders);
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
    bound_raise(search, &search->bounds[0], 0);
    bound_raise(search, &search->bounds[1], least_parcel(search));
    search_begin(search);
    search_from(search, (struct sets){0, search->needless});
    if (search->work_left < 0) {
        const int64_t over = search->work_left;
        search->work_left = WORK_AFTER;
        drop_swap(search, WORK_AFTER);
        search->work_left = over;
    }
}

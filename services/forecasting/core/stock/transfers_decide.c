/*
 * Rule: before buying, move what others have too much of. Whoever is above order-up-to and a cover
 * gives, whoever is at or below the reorder point gets up to order-up-to; who to whom by the most
 * gain in all, and only where a line gains more than it costs. A donor stays above its own reorder
 * point, since order-up-to is.
 *
 * What a unit gains: it lies idle here longer than there (holding), and of the units that are
 * expected to be short there before a purchase could arrive, fewer are (Poisson demand, the loss
 * function at both ends). Source: lateral transshipment before ordering, Snyder and Shen (2e,
 * 2019), 7.4; Paterson, Kiesmuller, Teunter, Glazebrook, Inventory models with lateral
 * transshipments: a review (EJOR 210, 2011).
 */
#include <math.h>
#include <stdlib.h>

#include "services/forecasting/core/count_law.h"
#include "services/forecasting/core/stock/greatest_gain.h"
#include "services/forecasting/core/stock/stock.h"

struct matching {
    const struct transfer_site *sites;
    const struct transfer_terms *terms;
    size_t count;
    struct moves moves;
    uint32_t *giver, *taker; /* index of their sites */
    int64_t *spare, *needed;
    double *gain;
};

static int64_t
spare_of(const struct transfer_site *site, const struct transfer_terms *terms)
{
    const int64_t pack = terms->pack_units > 1 ? terms->pack_units : 1;
    const int64_t kept =
        site->order_up_to > site->reorder_point ? site->order_up_to : site->reorder_point + 1;
    const int64_t cover = (int64_t)ceil(site->per_day * terms->cover_days);
    int64_t spare = site->position - kept - cover;

    if (site->order_up_to == 0) /* nothing is kept there: all but its cover */
        spare = site->position - cover;
    if (spare > site->on_hand)
        spare = site->on_hand;
    return site->closed || spare <= 0 ? 0 : spare / pack * pack;
}

static int64_t
needed_of(const struct transfer_site *site, const struct transfer_terms *terms)
{
    const int64_t pack = terms->pack_units > 1 ? terms->pack_units : 1;

    if (site->closed || site->position > site->reorder_point || site->position >= site->order_up_to)
        return 0;
    return (site->order_up_to - site->position + pack - 1) / pack * pack;
}

/* Days until a unit is used, in the middle of so many above the rest. */
static double
idle_days(const struct transfer_site *site, double rest, double units)
{
    if (site->per_day <= 0)
        return DAYS_OF_YEAR;
    return fmin(DAYS_OF_YEAR, fmax(0, rest + units / 2) / site->per_day);
}

static double
short_units(double mean, int64_t position)
{
    if (position < 0)
        return mean - (double)position;
    return mean > 0 ? count_shortage(mean, mean, position) : 0;
}

/* Of `needed` units, how many more are there in time, on average each. */
static double
shortage_avoided(const struct transfer_site *site, const struct transfer_terms *terms,
                 int64_t needed)
{
    const double until_bought = site->per_day * fmax(terms->lead_time_days, terms->transfer_days);
    const double until_moved = site->per_day * terms->transfer_days;
    const int64_t with = site->position + needed;
    const double bought =
        short_units(until_bought, site->position) - short_units(until_bought, with);
    const double moved = short_units(until_moved, site->position) - short_units(until_moved, with);

    return fmax(0, bought - moved) / (double)needed;
}

static void
find_gains(struct matching *matching, const double *unit_cost)
{
    const struct transfer_terms *terms = matching->terms;
    const int takers = matching->moves.takers;

    for (int taker = 0; taker < takers; taker++) {
        const struct transfer_site *to = &matching->sites[matching->taker[taker]];
        const int64_t needed = matching->needed[taker];
        const double value = terms->short_minor * shortage_avoided(to, terms, needed);
        const double idle_there = idle_days(to, (double)to->position, (double)needed);
        for (int giver = 0; giver < matching->moves.givers; giver++) {
            const uint32_t from = matching->giver[giver];
            const struct transfer_site *site = &matching->sites[from];
            const int64_t spare = matching->spare[giver];
            const double idle_here =
                idle_days(site, (double)(site->position - spare), (double)spare);
            const double cost =
                unit_cost != NULL ? unit_cost[from * matching->count + matching->taker[taker]] : 0;
            matching->gain[giver * takers + taker] =
                value + terms->holding_minor_day * (idle_here - idle_there) - cost;
        }
    }
}

/* Lines that do not earn their fixed cost, or are less than a pack, are never moved again; true:
 * there were some. */
static bool
forbid_poor_lines(struct matching *matching)
{
    const struct moves *moves = &matching->moves;
    const int64_t pack = matching->terms->pack_units > 1 ? matching->terms->pack_units : 1;
    double poorest = INFINITY;
    int worst = -1;

    for (int i = 0; i < moves->givers * moves->takers; i++) {
        const int64_t units = moves->moved[i] / pack * pack;
        const double gain = (double)units * matching->gain[i] - matching->terms->line_minor;
        if (moves->moved[i] > 0 && gain <= 0 && gain < poorest) {
            poorest = gain;
            worst = i;
        }
    }
    if (worst >= 0)
        matching->gain[worst] = 0;
    return worst >= 0;
}

static int
more_gain(const void *a, const void *b)
{
    const struct transfer *left = a, *right = b;

    if (left->gain_minor != right->gain_minor)
        return left->gain_minor > right->gain_minor ? -1 : 1;
    if (left->from != right->from)
        return left->from < right->from ? -1 : 1;
    return (left->to > right->to) - (left->to < right->to);
}

static struct matching
open_matching(const struct transfer_site *sites, size_t count, const struct transfer_terms *terms,
              struct scratch *scratch)
{
    struct matching matching = {.sites = sites, .terms = terms, .count = count};

    matching.giver = scratch_take(scratch, count * sizeof *matching.giver);
    matching.taker = scratch_take(scratch, count * sizeof *matching.taker);
    matching.spare = scratch_take(scratch, count * sizeof *matching.spare);
    matching.needed = scratch_take(scratch, count * sizeof *matching.needed);
    for (uint32_t i = 0; i < count; i++) {
        const int64_t spare = spare_of(&sites[i], terms), needed = needed_of(&sites[i], terms);
        if (needed > 0) {
            matching.taker[matching.moves.takers] = i;
            matching.needed[matching.moves.takers++] = needed;
        } else if (spare > 0) {
            matching.giver[matching.moves.givers] = i;
            matching.spare[matching.moves.givers++] = spare;
        }
    }
    const size_t pairs = (size_t)matching.moves.givers * (size_t)matching.moves.takers;
    matching.gain = scratch_doubles(scratch, pairs);
    matching.moves.moved = scratch_take(scratch, pairs * sizeof *matching.moves.moved);
    matching.moves.spare = matching.spare;
    matching.moves.needed = matching.needed;
    matching.moves.gain = matching.gain;
    return matching;
}

size_t
transfers_decide(const struct transfer_site *sites, size_t count,
                 const struct transfer_terms *terms, const double *unit_cost,
                 struct scratch *scratch, struct transfer *transfers, size_t max)
{
    assert(count <= TRANSFER_SITES_MAX);
    const size_t mark = scratch_mark(scratch);
    struct matching matching = open_matching(sites, count, terms, scratch);
    const struct moves *moves = &matching.moves;
    const int pairs = moves->givers * moves->takers;
    const int64_t pack = terms->pack_units > 1 ? terms->pack_units : 1;
    struct transfer *found = scratch_take(scratch, (size_t)pairs * sizeof *found);
    size_t lines = 0;

    find_gains(&matching, unit_cost);
    do
        greatest_gain(moves, scratch);
    while (forbid_poor_lines(&matching));
    for (int i = 0; i < pairs; i++) {
        const int64_t units = moves->moved[i] / pack * pack;
        if (units > 0)
            found[lines++] = (struct transfer){
                .from = matching.giver[i / moves->takers],
                .to = matching.taker[i % moves->takers],
                .quantity = units,
                .gain_minor = (double)units * matching.gain[i] - terms->line_minor,
            };
    }
    if (lines > 1)
        qsort(found, lines, sizeof *found, more_gain);
    if (lines > max)
        lines = max;
    for (size_t i = 0; i < lines; i++)
        transfers[i] = found[i];
    scratch_reset(scratch, mark);
    return lines;
}

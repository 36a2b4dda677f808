/*
 * Opens a search: what every site of the pool has of every line, at which price, and which sites
 * need never be looked at.
 */
#include "services/fulfillment-routing/core/search/rate_steps.h"
#include "services/fulfillment-routing/core/search/search.h"

#define PARCEL_NANO_MAX (INT64_C(1) << 50) /* a million of the main unit */
#define UNITS_NANO_MAX  (INT64_C(1) << 62) /* of all units of an order: billions */

static int64_t
at_most(int64_t nano, int64_t max)
{
    return nano < 0 ? 0 : nano < max ? nano : max;
}

static int
bits_of(score value)
{
    int bits = 0;

    for (; value > 0; value >>= 1)
        bits++;
    return bits;
}

static bool
costs_count(const struct search *search)
{
    return search->request->kind == POLICY_LEAST_COST;
}

/* What the search sees of a site's prices. */
static struct straight
prices_of(const struct search *search, const struct site *site)
{
    if (!costs_count(search))
        return (struct straight){0, 0};
    struct straight straight = site->steps == NULL ? (struct straight){0, site->kg_nano}
                                                   : below_steps(search->request, site);
    const int64_t parcel_nano = nano_sum(site->parcel_nano, search->request->split_nano);
    straight.parcel_nano = at_most(nano_sum(parcel_nano, straight.parcel_nano), PARCEL_NANO_MAX);
    return straight;
}

static int64_t
unit_nano(const struct search *search, const struct site *site, struct straight straight,
          size_t line)
{
    if (!costs_count(search))
        return 0;
    int64_t nano = site_unit_nano(search->request, site, line);
    if (site->steps != NULL)
        nano = nano_sum(nano, straight_unit_nano(search->request, straight, line));
    return at_most(nano, search->unit_nano_max);
}

/* By line and position: what it has at which price; the prices not yet in their digits. */
static void
fill_cells(struct search *search)
{
    const struct request *request = search->request;
    struct straight straight[POOL_MAX];
    int64_t units = 1;

    for (size_t line = 0; line < search->line_count; line++)
        units += request->quantities[line];
    search->unit_nano_max = UNITS_NANO_MAX / units;
    for (size_t i = 0; i < search->count; i++) {
        straight[i] = prices_of(search, &request->sites[search->pool[i]]);
        search->parcel[i] = straight[i].parcel_nano;
    }
    for (size_t line = 0; line < search->line_count; line++) {
        search->holders[line] = 0;
        search->left[line] = request->quantities[line];
        for (size_t i = 0; i < search->count; i++) {
            const struct site *site = &request->sites[search->pool[i]];
            const int64_t gives = site_gives(request, site, line);
            const size_t cell = cell_of(search, line, i);
            search->units[cell] = gives < search->left[line] ? gives : search->left[line];
            search->price[cell] = 0;
            if (gives == 0)
                continue;
            search->holders[line] |= bit_of(i);
            search->price[cell] = unit_nano(search, site, straight[i], line);
        }
    }
}

static int64_t
dearest_step(const struct site *site)
{
    int64_t dearest = 0;

    for (uint32_t i = 0; i < site->step_count; i++)
        dearest = site->steps[i].nano > dearest ? site->steps[i].nano : dearest;
    return dearest;
}

/* A number no cost of a plan reaches. */
static score
cost_limit(const struct search *search)
{
    score limit = 1;

    for (size_t i = 0; i < search->count; i++)
        limit += search->parcel[i] + dearest_step(&search->request->sites[search->pool[i]]);
    for (size_t line = 0; line < search->line_count; line++) {
        score dearest = 0;
        for (size_t i = 0; i < search->count; i++) {
            const score price = search->price[cell_of(search, line, i)];
            dearest = price > dearest ? price : dearest;
        }
        limit += dearest * search->left[line];
    }
    return limit;
}

/* The digits of one parcel below its cost. */
static score
tie_of(const struct search *search, size_t site)
{
    return ((score)1 << search->parcel_shift) +
           ((score)search->request->sites[site].distance_m << search->metre_shift);
}

/* Gives the digits of a score their places. */
static void
set_digits(struct search *search)
{
    const struct request *request = search->request;
    const score parcels =
        (score)(request->site_count < PARCELS_MAX ? request->site_count : PARCELS_MAX);
    const score farthest_m = request->sites[request->site_count - 1].distance_m;
    /* one more: the digits of sites are taken off the metres */
    const int metre_bits = bits_of(farthest_m * parcels) + 1;
    const int parcel_bits = bits_of(parcels);
    const int site_bits = (int)search->count;
    search->unique =
        bits_of(cost_limit(search)) + parcel_bits + metre_bits + site_bits <= SCORE_BITS;
    search->metre_shift = search->unique ? site_bits : 0;
    search->parcel_shift = search->metre_shift + metre_bits;
    search->cost_shift = search->parcel_shift + parcel_bits;
    for (size_t i = 0; i < search->count; i++) {
        search->tie[i] = tie_of(search, search->pool[i]);
        if (search->unique)
            search->tie[i] -= (score)1 << (search->count - 1 - i);
        search->parcel[i] = (search->parcel[i] << search->cost_shift) + search->tie[i];
    }
    for (size_t cell = 0; cell < search->line_count * search->count; cell++)
        search->price[cell] <<= search->cost_shift;
}

/* Has somebody of the pool all that the site has, no dearer, in a parcel that is no dearer? Then it
 * is needless: see dominates. */
static bool
replaces(const struct search *search, size_t position, size_t number, struct straight prices)
{
    const struct site *site = &search->request->sites[number];
    const score parcel = ((score)prices.parcel_nano << search->cost_shift) + tie_of(search, number);
    const score own = search->parcel[position] +
                      (search->unique ? (score)1 << (search->count - 1 - position) : 0);

    if (own > parcel || (own == parcel && search->pool[position] > number))
        return false;
    for (size_t line = 0; line < search->line_count; line++) {
        const size_t cell = cell_of(search, line, position);
        if (site_gives(search->request, site, line) == 0)
            continue;
        if (search->units[cell] < search->request->quantities[line] ||
            search->price[cell] > (score)unit_nano(search, site, prices, line)
                                      << search->cost_shift)
            return false;
    }
    return true;
}

bool
site_is_needless(const struct search *search, size_t number)
{
    const struct straight prices = prices_of(search, &search->request->sites[number]);

    for (uint64_t set = everybody(search) & ~search->needless; search->swaps && set != 0;
         set &= set - 1) {
        if (search->pool[lowest_of(set)] != number &&
            replaces(search, lowest_of(set), number, prices))
            return true;
    }
    return false;
}

/* As if it were the first of all where sites are told apart. */
score
site_rest(const struct search *search, const score *price_of_line, size_t number)
{
    const struct request *request = search->request;
    const struct site *site = &request->sites[number];
    const struct straight straight = prices_of(search, site);
    score rest = tie_of(search, number) - ((score)1 << search->metre_shift);

    rest += (score)straight.parcel_nano << search->cost_shift;
    for (size_t line = 0; line < search->line_count; line++) {
        const int64_t gives = site_gives(request, site, line);
        if (gives == 0)
            continue;
        const score price = (score)unit_nano(search, site, straight, line) << search->cost_shift;
        if (price < price_of_line[line])
            rest -= (gives < request->quantities[line] ? gives : request->quantities[line]) *
                    (price_of_line[line] - price);
    }
    return rest;
}

/* Cheaper, else who has the line whole, else nearer. */
static bool
drawn_before(const struct search *search, size_t line, size_t a, size_t b)
{
    const size_t cell_a = cell_of(search, line, a), cell_b = cell_of(search, line, b);

    if (search->price[cell_a] != search->price[cell_b])
        return search->price[cell_a] < search->price[cell_b];
    const bool whole_a = search->units[cell_a] == search->request->quantities[line];
    const bool whole_b = search->units[cell_b] == search->request->quantities[line];
    return whole_a != whole_b ? whole_a : a < b;
}

static void
sort_holders(struct search *search, size_t line)
{
    const int64_t *units = &search->units[cell_of(search, line, 0)];
    uint8_t *order = &search->order[cell_of(search, line, 0)];
    size_t count = 0;

    for (uint64_t set = search->holders[line]; set != 0; set &= set - 1) {
        const size_t position = lowest_of(set);
        size_t at = count++;
        for (; at > 0 && drawn_before(search, line, position, order[at - 1]); at--)
            order[at] = order[at - 1];
        order[at] = (uint8_t)position;
    }
    search->holder_count[line] = (uint8_t)count;
    for (size_t i = 0; i < count; i++) {
        uint8_t *by_units = &search->by_units[cell_of(search, line, 0)];
        size_t at = i;
        for (; at > 0 && units[order[i]] > units[by_units[at - 1]]; at--)
            by_units[at] = by_units[at - 1];
        by_units[at] = order[i];
    }
}

static void
sort_lines(struct search *search)
{
    for (size_t line = 0; line < search->line_count; line++) {
        size_t at = line;
        for (; at > 0 && search->holder_count[line] < search->holder_count[search->hardest[at - 1]];
             at--)
            search->hardest[at] = search->hardest[at - 1];
        search->hardest[at] = (uint16_t)line;
    }
}

/* Is a at least as good as b for every line, and its parcel cheaper? Then no best plan has b
 * without a, since a can take b's place. needless: nor with a, which has all that b could add. */
static bool
dominates(const struct search *search, size_t a, size_t b, bool *needless)
{
    *needless = true;
    if (search->parcel[a] > search->parcel[b] || (search->parcel[a] == search->parcel[b] && a > b))
        return false;
    for (size_t line = 0; line < search->line_count; line++) {
        const size_t cell_a = cell_of(search, line, a), cell_b = cell_of(search, line, b);
        if (search->units[cell_b] == 0)
            continue;
        if (search->units[cell_a] < search->units[cell_b] ||
            search->price[cell_a] > search->price[cell_b])
            return false;
        *needless &= search->units[cell_a] == search->request->quantities[line];
    }
    return true;
}

/* Not with rate tables, nor when parcels must be worth something: there a swap is no gain. */
static uint64_t
note_dominated(struct search *search)
{
    uint64_t needless_sites = 0;

    search->swaps = search->rated == 0 && search->request->split_value_min_minor == 0;
    for (size_t a = 0; a < search->count; a++) {
        search->dominated[a] = 0;
        for (size_t b = 0; search->swaps && b < search->count; b++) {
            bool needless;
            if (a == b || !dominates(search, a, b, &needless))
                continue;
            search->dominated[a] |= bit_of(b);
            if (needless)
                needless_sites |= bit_of(b);
        }
    }
    return needless_sites;
}

void
search_open(struct search *search, const struct request *request, const uint32_t *sites,
            size_t count)
{
    assert(count <= POOL_MAX && count * request->line_count <= CELLS_MAX);
    search->request = request;
    search->line_count = request->line_count;
    search->count = count;
    search->rated = 0;
    for (size_t i = 0; i < count; i++) {
        search->pool[i] = sites[i];
        if (costs_count(search) && request->sites[sites[i]].steps != NULL)
            search->rated |= bit_of(i);
    }
    fill_cells(search);
    set_digits(search);
    search->needless = note_dominated(search);
    for (size_t line = 0; line < search->line_count; line++) {
        search->holders[line] &= ~search->needless;
        sort_holders(search, line);
    }
    sort_lines(search);
    search->parcels_max = request->parcels_max == 0 ? PARCELS_MAX : request->parcels_max;
    search->work_left = (int64_t)(request->work_max == 0 ? WORK_DEFAULT : request->work_max);
    search->best = 0;
    search->best_score = search->limit = SCORE_MAX;
}

void
search_plan(const struct search *search, uint64_t set, struct plan *plan)
{
    plan->site_count = 0;
    plan->distance_m = 0;
    for (; set != 0; set &= set - 1) {
        const uint32_t site = search->pool[lowest_of(set)];
        plan->sites[plan->site_count++] = site;
        plan->distance_m += search->request->sites[site].distance_m;
    }
}

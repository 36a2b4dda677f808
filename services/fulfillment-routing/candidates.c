/*
 * Who can: the locations that have something of an order, and the first condition of
 * core/eligible.h that stands in the way of each.
 *
 * Most worlds have no profiles and a policy without prices and dates: there nothing is looked at
 * but who is open, and nothing is worked out.
 */
#include <stdlib.h>
#include <string.h>

#include "services/fulfillment-routing/core/policy_check.h"
#include "services/fulfillment-routing/core/promise.h"
#include "services/fulfillment-routing/request.h"
#include "services/fulfillment-routing/store.h"

#define MM_OF_M     1000
#define FEW_OF_MANY 16

/* --- who has something ------------------------------------------------------------------------ */

/* Candidates by location, while they are found: a row of marks for all locations that is never
 * cleared, since each decision has a number of its own. */
static struct candidate *
candidate_of(struct turn *turn, const struct decided *decided, struct candidates *candidates,
             uint32_t location)
{
    struct memory *memory = store_memory(turn);
    struct candidate_mark *mark = &memory->marks[location];

    if (mark->decision == memory->decision)
        return mark->candidate;
    struct candidate *candidate = arena_take(turn_arena(turn), sizeof *candidate);
    candidate->location = memory->locations[location];
    candidate->distance_m = place_distance_m(memory, decided->place, candidate->location);
    candidate->free = arena_take(turn_arena(turn), decided->line_count * sizeof *candidate->free);
    candidate->next = candidates->first;
    candidates->first = candidate;
    candidates->count++;
    *mark = (struct candidate_mark){memory->decision, candidate};
    return candidate;
}

static int
compare_candidates(const void *left, const void *right)
{
    const struct candidate *a = left;
    const struct candidate *b = right;

    if (a->distance_m != b->distance_m)
        return a->distance_m < b->distance_m ? -1 : 1;
    return strcmp(a->location->code, b->location->code);
}

/* Nearest first, equal distances by code: as the place knows them all, or sorted where they are few
 * of many. */
static void
put_in_order(struct turn *turn, const struct decided *decided, struct candidates *candidates)
{
    const struct memory *memory = store_memory(turn);
    uint32_t filled = 0;

    candidates->list =
        arena_take(turn_arena(turn), (candidates->count + 1) * sizeof *candidates->list);
    if (decided->place->nearest_count == memory->location_count &&
        candidates->count > memory->location_count / FEW_OF_MANY) {
        for (const uint32_t *nearest = decided->place->nearest; filled < candidates->count;
             nearest++) {
            if (memory->marks[*nearest].decision == memory->decision)
                candidates->list[filled++] = *memory->marks[*nearest].candidate;
        }
        return;
    }
    for (const struct candidate *c = candidates->first; c != NULL; c = c->next)
        candidates->list[filled++] = *c;
    qsort(candidates->list, candidates->count, sizeof *candidates->list, compare_candidates);
}

/* Free units of a shelf that may be shipped from. */
static int64_t
offers(const struct memory *memory, const struct order *order, const struct shelf *shelf)
{
    const int64_t free = free_stock(shelf);

    if (free == 0 || memory->locations[shelf->location]->closed ||
        order_excludes(order, shelf->location))
        return 0;
    return free;
}

/* --- of a large network ----------------------------------------------------------------------- */

/* Of those that have the same to give the nearest; safety stock is for when nothing else fits. */
static void
find_nearest_of_kinds(struct turn *turn, const struct decided *decided,
                      struct candidates *candidates)
{
    struct memory *memory = store_memory(turn);
    struct alike *alike = place_alike(memory);
    uint32_t *chosen = arena_take(turn_arena(turn), memory->location_count * sizeof *chosen);
    uint32_t count;

    alike_begin(alike);
    for (uint32_t line = 0; line < decided->line_count; line++) {
        const struct ask *ask = &decided->lines[line];
        for (uint32_t i = 0; i < ask->sku->shelf_count; i++) {
            const struct shelf *shelf = &ask->sku->shelves[i];
            const int64_t units = offers(memory, decided->order, shelf) -
                                  memory->locations[shelf->location]->safety_stock;
            if (units > 0)
                alike_add(alike, shelf->location, line, units, ask->quantity);
        }
    }
    const bool clear = alike_choose(alike, &decided->place->near_at, chosen, &count);
    candidates->left_out = true;
    candidates->sure = clear && candidates->plain;
    for (uint32_t i = 0; i < count; i++)
        (void)candidate_of(turn, decided, candidates, chosen[i]);
}

/* --- all of them ------------------------------------------------------------------------------ */

static void
find_holders(struct turn *turn, const struct decided *decided, bool all,
             struct candidates *candidates)
{
    struct memory *memory = store_memory(turn);

    memory->decision++;
    if (!all)
        find_nearest_of_kinds(turn, decided, candidates);
    for (uint32_t line = 0; line < decided->line_count; line++) {
        const struct sku *sku = decided->lines[line].sku;
        for (uint32_t i = 0; i < sku->shelf_count; i++) {
            const uint32_t location = sku->shelves[i].location;
            const int64_t free = offers(memory, decided->order, &sku->shelves[i]);
            if (free == 0 || (!all && memory->marks[location].decision != memory->decision))
                continue;
            candidate_of(turn, decided, candidates, location)->free[line] = free;
        }
    }
    put_in_order(turn, decided, candidates);
}

/* --- what stands in the way ------------------------------------------------------------------- */

/* To which country the goods go. */
static const char *
country_of(const struct order *order)
{
    return order->terms.pickup != NULL ? order->terms.pickup->country : order->destination.country;
}

/* Why a location may not ship this item there; FAILS_NOTHING: it may. */
static enum condition
bars(const struct location *location, const struct order *order, const struct sku *sku)
{
    const struct profile *profile = location->profile;

    if (order->terms.pickup == location)
        return FAILS_NOTHING; /* the customer takes it there: nothing is shipped */
    if (sku->no_export && country_number(location->country) != country_number(country_of(order)))
        return FAILS_EXPORT;
    if (sku->hazmat && profile != NULL && profile->no_hazmat)
        return FAILS_HAZMAT;
    if (sku->oversize && profile != NULL && profile->no_oversize)
        return FAILS_OVERSIZE;
    return FAILS_NOTHING;
}

/* Takes out what may not be shipped from there. When nothing is left, the reasons are facts. */
static void
bar_lines(struct turn *turn, const struct decided *decided, struct candidate *candidate,
          struct eligible_facts *facts)
{
    bool left = false;
    bool barred[CONDITION_COUNT] = {false};

    for (uint32_t line = 0; line < decided->line_count; line++) {
        const enum condition why =
            bars(candidate->location, decided->order, decided->lines[line].sku);
        if (why == FAILS_NOTHING || candidate->free[line] == 0) {
            left = left || candidate->free[line] > 0;
            continue;
        }
        barred[why] = true;
        if (candidate->barred == NULL)
            candidate->barred =
                arena_take(turn_arena(turn), decided->line_count * sizeof *candidate->barred);
        candidate->barred[line] = candidate->free[line];
        candidate->free[line] = 0;
    }
    facts->export_barred = !left && barred[FAILS_EXPORT];
    facts->hazmat_barred = !left && barred[FAILS_HAZMAT];
    facts->oversize_barred = !left && barred[FAILS_OVERSIZE];
}

/* What does not change with stock or time. */
static void
find_rules(const struct decided *decided, const struct location *location, int64_t distance_m,
           struct eligible_facts *facts)
{
    const struct profile *profile = location->profile;
    const struct order *order = decided->order;
    const bool ships = order->terms.pickup != location; /* or the customer takes it there */

    facts->closed = location->closed;
    facts->refused = order_excludes(order, location->number);
    if (profile != NULL) {
        facts->other_channel =
            order->channel[0] != '\0' && !profile_ships_for(profile, order->channel);
        facts->other_country = ships && !profile_ships_to(profile, country_of(order));
        facts->no_shipping = ships && profile->no_shipping;
    }
    facts->not_served =
        ships && promise_earliest(decided->policy, distance_m, 0, 0).service == NOT_SERVED;
}

static int64_t
units_wanted(const struct decided *decided, const struct candidate *candidate)
{
    int64_t units = 0;

    for (uint32_t line = 0; line < decided->line_count; line++) {
        const int64_t asked = decided->lines[line].quantity;
        units += candidate->free[line] < asked ? candidate->free[line] : asked;
    }
    return units;
}

static bool
days_count(const struct decided *decided, const struct location *location)
{
    return location->profile != NULL || promise_has_dates(decided->policy);
}

/* On which day it leaves from there, and when it comes. */
static void
find_days(struct turn *turn, const struct decided *decided, struct candidate *candidate,
          struct eligible_facts *facts)
{
    struct location *location = candidate->location;
    struct site_view *view = &candidate->view;

    if (!days_count(decided, location))
        return;
    const int32_t first_day = location_leaves_on(location, turn_now_us(turn));
    const int32_t day =
        first_day == CALENDAR_NEVER
            ? CALENDAR_NEVER
            : slot_day_with_room(location, first_day, units_wanted(decided, candidate));
    facts->closed = facts->closed || day == CALENDAR_NEVER;
    if (day == CALENDAR_NEVER)
        return;
    facts->day_full = view->on_later_day = day != first_day;
    view->dispatch_day = day;
    view->facts.load_permille = facts->day_full ? 1000 : slot_load_permille(location, day);
    const struct way way =
        promise_earliest(decided->policy, candidate->distance_m, day, decided->needed_by_day);
    view->deliver_on_day = way.deliver_on_day;
    view->facts.late_days = way.late_days;
    /* where a late day has a price, lateness is no condition */
    facts->too_late = way.late_days > 0 && (decided->policy->kind != POLICY_LEAST_COST ||
                                            decided->policy->late_day_nano == 0);
}

static void
judge(struct turn *turn, const struct decided *decided, struct candidate *candidate)
{
    struct eligible_facts facts = {false};

    candidate->view.facts.distance_mm = candidate->distance_m * MM_OF_M;
    bar_lines(turn, decided, candidate, &facts);
    find_rules(decided, candidate->location, candidate->distance_m, &facts);
    find_days(turn, decided, candidate, &facts);
    candidate->fails = eligible_first_failing(&facts);
}

/* Nothing but closed and refused can stand in the way, and nothing has a price or a date. */
static bool
is_plain(const struct memory *memory, const struct decided *decided)
{
    if (memory->profile_count > 0 || policy_has_prices(decided->policy) ||
        promise_has_dates(decided->policy))
        return false;
    for (uint32_t line = 0; line < decided->line_count; line++) {
        if (decided->lines[line].sku->no_export)
            return false;
    }
    return true;
}

void
candidates_find(struct turn *turn, const struct decided *decided, bool all,
                struct candidates *candidates)
{
    *candidates = (struct candidates){.plain = is_plain(store_memory(turn), decided)};
    find_holders(turn, decided, all || decided->place->distance_m != NULL, candidates);
    for (uint32_t i = 0; i < candidates->count && !candidates->plain; i++)
        judge(turn, decided, &candidates->list[i]);
}

enum condition
candidates_fails(struct turn *turn, const struct decided *decided, const struct location *location)
{
    const struct candidates *candidates = decided->candidates;
    struct eligible_facts facts = {.no_stock = true};

    for (uint32_t i = 0; candidates != NULL && i < candidates->count; i++) {
        if (candidates->list[i].location == location)
            return candidates->list[i].fails;
    }
    find_rules(decided, location, place_distance_m(store_memory(turn), decided->place, location),
               &facts);
    return eligible_first_failing(&facts);
}

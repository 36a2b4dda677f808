/*
 * Keeps a decision: what it was made of and what was chosen become a record (record/), small enough
 * to be written for every order.
 */
#include "services/fulfillment-routing/record/record.h"

#include "services/fulfillment-routing/core/keep_sites.h"
#include "services/fulfillment-routing/request.h"
#include "services/fulfillment-routing/store.h"

/* Of the nearest locations it is told why they did not ship, these apart that could. */
#define NEAR_MIN 3
#define NEAR_MAX 8

static const struct record_line *
keep_lines(struct arena *arena, const struct decided *decided)
{
    const struct request *request = decided->request;
    struct record_line *lines = arena_take(arena, decided->line_count * sizeof *lines);

    for (uint32_t i = 0; i < decided->line_count; i++) {
        const struct ask *ask = &decided->lines[i];
        lines[i] = (struct record_line){
            .line = (uint32_t)ask->line,
            .sku = ask->sku->code,
            .quantity = ask->quantity,
            .together = (uint32_t)ask->together,
        };
        if (request != NULL && request->weights_ug != NULL)
            lines[i].weight_ug = request->weights_ug[i];
        if (request != NULL && request->values_minor != NULL)
            lines[i].value_minor = request->values_minor[i];
    }
    return lines;
}

static void
keep_site(const struct memory *memory, const struct location *pickup, const struct site *from,
          const struct site_view *view, struct record_site *to)
{
    to->code = memory->locations[from->location]->code;
    to->distance_m = from->distance_m;
    to->safety_stock = from->safety_stock;
    to->free = from->free;
    to->scarcity_nano = from->scarcity_nano;
    if (view == NULL)
        return;
    to->collected = memory->locations[from->location] == pickup;
    to->load_permille = view->facts.load_permille;
    to->dispatch_day = view->dispatch_day;
}

static void
keep_kept_sites(struct turn *turn, const struct decided *decided, struct record *record)
{
    struct arena *arena = turn_arena(turn);
    const struct request *request = decided->request;
    uint32_t *kept = arena_take(arena, (request->site_count + 1) * sizeof *kept);
    const size_t count = keep_sites(decided->searched, decided->choice, kept);
    const struct plan *plan = &decided->choice->plan;
    struct record_site *sites = arena_take(arena, (count + 1) * sizeof *sites);
    uint32_t *parcels = arena_take(arena, (plan->site_count + 1) * sizeof *parcels);
    size_t parcel = 0;

    for (size_t i = 0; i < count; i++) {
        keep_site(store_memory(turn), decided->order->terms.pickup, &request->sites[kept[i]],
                  decided->views == NULL ? NULL : &decided->views[kept[i]], &sites[i]);
        if (parcel < plan->site_count && plan->sites[parcel] == kept[i])
            parcels[parcel++] = (uint32_t)i;
    }
    record->sites = sites;
    record->site_count = count;
    record->sites_left_out = (uint32_t)(request->site_count - count);
    record->part = count * decided->line_count > RECORD_CELLS_MAX;
    record->parcels = parcels;
    record->parcel_count = plan->site_count;
}

static enum passed_over
why_passed_over(struct turn *turn, const struct decided *decided, const struct location *location)
{
    const enum condition fails = candidates_fails(turn, decided, location);

    for (uint32_t line = 0; line < decided->line_count && fails == FAILS_NO_STOCK; line++) {
        const struct shelf *shelf = shelf_find(decided->lines[line].sku, location);
        if (shelf != NULL && shelf->doubtful)
            return PASSED_CAME_SHORT;
    }
    return passed_over_of(fails);
}

/* Through the farthest that ships, and a few more. */
static bool
is_near(const struct decided *decided, size_t rank, int64_t distance_m)
{
    const struct plan *plan = &decided->choice->plan;

    if (rank < NEAR_MIN || plan->site_count == 0)
        return rank < NEAR_MAX;
    const struct site *farthest = &decided->request->sites[plan->sites[plan->site_count - 1]];
    return rank < NEAR_MAX && distance_m <= farthest->distance_m;
}

/* Locations and sites are in the same order. */
static void
keep_passed_over(struct turn *turn, const struct decided *decided, struct record *record)
{
    const struct memory *memory = store_memory(turn);
    const struct seen_place *place = decided->place;
    const struct request *request = decided->request;
    struct record_passed *passed = arena_take(turn_arena(turn), NEAR_MAX * sizeof *passed);
    size_t site = 0;

    for (size_t rank = 0; rank < place->nearest_count; rank++) {
        const uint32_t number = place->nearest[rank];
        const uint32_t distance_m = place_distance_m(memory, place, memory->locations[number]);
        if (!is_near(decided, rank, distance_m))
            break;
        if (site < request->site_count && request->sites[site].location == number) {
            site++;
            continue;
        }
        passed[record->passed_count++] = (struct record_passed){
            .code = memory->locations[number]->code,
            .distance_m = distance_m,
            .why = why_passed_over(turn, decided, memory->locations[number]),
        };
    }
    record->passed = passed;
}

static enum condition
condition_of(const struct candidates *candidates, uint32_t location)
{
    for (uint32_t i = 0; i < candidates->count; i++) {
        if (candidates->list[i].location->number == location)
            return candidates->list[i].fails;
    }
    return FAILS_NOTHING;
}

/* What was given up for those that ship. */
static uint32_t
relaxed_before(const struct decided *decided)
{
    const struct plan *plan = &decided->choice->plan;
    uint32_t relaxed = 0;

    for (size_t i = 0; i < plan->site_count && decided->gave_way != 0; i++) {
        const struct site *site = &decided->request->sites[plan->sites[i]];
        const enum condition fails = condition_of(decided->candidates, site->location);
        relaxed |= fails == FAILS_PROMISE ? RELAXED_PROMISE : 0;
        relaxed |= fails == FAILS_CAPACITY ? RELAXED_CAPACITY : 0;
    }
    return relaxed;
}

void
decision_record(struct turn *turn, const struct decided *decided)
{
    const struct choice *choice = decided->choice;
    struct record record = {
        .decided_at_us = turn_now_us(turn),
        .policy = decided->policy == NULL ? 1 : decided->policy->version,
        .needed_by_day = decided->needed_by_day,
        .geocoded_by = decided->place->place.by,
        .geocoded_as = decided->place->place.as,
        .line_count = decided->line_count,
        .lines = keep_lines(turn_arena(turn), decided),
        .rule = choice->rule,
        .parked = (uint32_t)decided->parked,
        .proved = true,
    };
    size_t bytes;

    if (decided->request != NULL) {
        keep_kept_sites(turn, decided, &record);
        keep_passed_over(turn, decided, &record);
    }
    if (decided->parked == 0) {
        record.dips = choice->dips;
        record.shortlisted = decided->candidates->left_out;
        record.proved = choice->proved && !record.shortlisted;
        record.relaxed = choice->relaxed | relaxed_before(decided);
        record.taken = decided->taken;
        record.cost_nano = choice->plan.cost_nano;
    }
    const uint8_t *body = record_pack(turn_arena(turn), &record, &bytes);
    store_note_decision(turn, decided->order->id, decided->decision_id, decided->order->channel,
                        body, bytes);
}

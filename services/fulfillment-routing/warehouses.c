/*
 * What warehouses tell: a list is taken, goods are picked, a parcel left, it cannot be done.
 */
#include "services/fulfillment-routing/handlers.h"
#include "services/fulfillment-routing/pickup.h"
#include "services/fulfillment-routing/lists.h"
#include "services/fulfillment-routing/reroute.h"
#include "services/fulfillment-routing/steps.h"
#include "services/fulfillment-routing/store.h"
#include "services/fulfillment-routing/wire.h"

void
want_pick_list(struct turn *turn, const struct input *input)
{
    store_want_pick_list(turn, ((const struct pick_list_acceptance *)input->message)->pick_list_id);
}

void
on_accept_pick_list(struct turn *turn, const struct input *input)
{
    const struct pick_list_acceptance *acceptance = input->message;
    struct stored_list *stored = store_pick_list(turn, acceptance->pick_list_id);
    struct pick_list *list = map_find(store_memory(turn)->pick_lists, acceptance->pick_list_id);

    if (stored == NULL) {
        turn_not_found(turn, "pick_list_id", "there is no such pick list");
        return;
    }
    if (!step_may_speak_for(turn, input, stored->location))
        return;
    if (stored->accepted || (list != NULL && list->accepted)) {
        turn_reject(turn, "the pick list was accepted before", NULL);
        return;
    }
    if (list != NULL && lease_is_held(&list->lease, turn_now_us(turn))) {
        lists_refuse_others(turn, list);
        return;
    }
    stored->accepted = true;
    store_note_accepted(turn, stored->id);
    if (list != NULL) {
        memory_keep(store_memory(turn), &list->accepted, sizeof list->accepted);
        list->accepted = true;
    }
    answer_count(turn, list == NULL ? 0 : lists_accept(turn, list));
}

void
want_pick(struct turn *turn, const struct input *input)
{
    store_want_fulfillment(
        turn, ((const struct pick_confirmation *)input->message)->fulfillment_order_id);
}

void
want_shipment(struct turn *turn, const struct input *input)
{
    store_want_fulfillment(turn, ((const struct shipment *)input->message)->fulfillment_order_id);
}

void
want_rejection(struct turn *turn, const struct input *input)
{
    store_want_fulfillment(turn, ((const struct rejection *)input->message)->fulfillment_order_id);
}

static const struct picked_line *
picked_of(const struct pick_confirmation *pick, int32_t line)
{
    for (size_t i = 0; i < pick->line_count; i++) {
        if (pick->lines[i].line == line)
            return &pick->lines[i];
    }
    return NULL;
}

/* What a pick confirmation says about a fulfillment order. */
struct picked {
    struct ask *found;   /* goes on, by line; quantity */
    struct ask *missing; /* is routed again; of it picked: units that are there and stay there */
    size_t found_count, missing_count;
};

static int64_t
units_found(const struct pick_confirmation *pick, const struct ask *line)
{
    const struct picked_line *told = picked_of(pick, line->line);

    return told == NULL ? line->quantity - line->missing : told->picked;
}

/* Something of the line, or of one that stays together with it, is missing. */
static bool
group_is_short(const struct fulfillment *fulfillment, const struct pick_confirmation *pick,
               const struct ask *line)
{
    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        const struct ask *other = &fulfillment->lines[i];
        if (line->together != 0 && other->together == line->together &&
            units_found(pick, other) < other->quantity - other->missing)
            return true;
    }
    return false;
}

/* False: it has no such line, or fewer units of it. */
static bool
compare_pick(struct turn *turn, const struct fulfillment *fulfillment,
             const struct pick_confirmation *pick, struct picked *picked)
{
    const size_t bytes = fulfillment->line_count * sizeof(struct ask);
    size_t known = 0;

    *picked = (struct picked){.found = arena_take(turn_arena(turn), bytes),
                              .missing = arena_take(turn_arena(turn), bytes)};
    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        const struct ask *line = &fulfillment->lines[i];
        const int64_t units = units_found(pick, line);
        const int64_t asked = line->quantity - line->missing;
        const int64_t goes_on = group_is_short(fulfillment, pick, line) ? 0 : units;
        struct ask part = *line;
        known += picked_of(pick, line->line) != NULL;
        if (units > asked)
            return false;
        part.missing = 0;
        part.quantity = goes_on;
        if (goes_on > 0)
            picked->found[picked->found_count++] = part;
        part.quantity = asked - goes_on;
        part.picked = units - goes_on;
        if (part.quantity > 0)
            picked->missing[picked->missing_count++] = part;
    }
    return known == pick->line_count;
}

/* Notes what was found; a shelf that came out short is doubtful until inventory tells more. */
static void
take_from_shelves(struct turn *turn, struct fulfillment *fulfillment, const struct ask *missing,
                  size_t missing_count)
{
    struct memory *memory = store_memory(turn);

    memory_keep(memory, fulfillment->lines, fulfillment->line_count * sizeof *fulfillment->lines);
    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        struct ask *line = &fulfillment->lines[i];
        line->picked = line->quantity - line->missing;
        for (size_t m = 0; m < missing_count; m++) {
            if (missing[m].line != line->line)
                continue;
            struct shelf *shelf = shelf_of(memory, line->sku, fulfillment->location);
            memory_keep(memory, shelf, sizeof *shelf);
            shelf->doubtful = shelf->doubtful || missing[m].picked < missing[m].quantity;
            shelf_hold(memory, line->sku, fulfillment->location, -missing[m].quantity);
            store_touch_shelf(turn, line->sku, fulfillment->location);
            parked_stir(memory, line->sku);
            line->picked -= missing[m].quantity;
            line->missing += missing[m].quantity;
        }
    }
}

void
on_confirm_pick(struct turn *turn, const struct input *input)
{
    const struct pick_confirmation *pick = input->message;
    struct fulfillment *fulfillment =
        step_open_for(turn, input, pick->fulfillment_order_id, ON_PICK);
    struct picked picked;

    if (fulfillment == NULL)
        return;
    if (fulfillment->taken != NULL) {
        turn_reject(turn, "its lots or substitutes were scanned: scan the rest, too", NULL);
        return;
    }
    if (!compare_pick(turn, fulfillment, pick, &picked)) {
        turn_reject(turn, "it has no such line, or fewer units of it", NULL);
        return;
    }
    step_fulfillment(turn, fulfillment, picked.found_count > 0 ? ON_PICK : ON_NONE_FOUND);
    take_from_shelves(turn, fulfillment, picked.missing, picked.missing_count);
    if (picked.found_count > 0)
        say_picked(turn, fulfillment, (struct told_lines){picked.found_count, picked.found});
    pickup_is_picked(turn, fulfillment);
    if (picked.missing_count > 0) {
        say_short(turn, fulfillment, (struct told_lines){picked.missing_count, picked.missing}, 0);
        reroute_units(turn, fulfillment->order, picked.missing, (uint32_t)picked.missing_count,
                      fulfillment->id);
    }
    if (picked.found_count == 0)
        fulfillment_remove(store_memory(turn), fulfillment);
    answer_count(turn, picked.found_count);
}

/* Units of the line that leave with it. */
static int64_t
units_leaving(const struct fulfillment *fulfillment, int32_t line)
{
    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        if (fulfillment->lines[i].line == line)
            return step_held_units(fulfillment, &fulfillment->lines[i]);
    }
    return 0;
}

/* No lot of a line that is not there, and no more units than leave. */
static bool
lots_are_right(const struct fulfillment *fulfillment, const struct shipment *shipment)
{
    for (size_t i = 0; i < shipment->lot_count; i++) {
        int64_t units = 0;
        for (size_t j = 0; j < shipment->lot_count; j++) {
            if (shipment->lots[j].line == shipment->lots[i].line)
                units += shipment->lots[j].quantity;
        }
        if (units > units_leaving(fulfillment, shipment->lots[i].line))
            return false;
    }
    return true;
}

/* Tracking numbers go to parcels of the fulfillment order; false: one is of another. */
static bool
track_parcels(struct turn *turn, const struct fulfillment *fulfillment,
              const struct shipment *shipment)
{
    struct memory *memory = store_memory(turn);

    for (size_t i = 0; i < shipment->parcel_count; i++) {
        const struct parcel *parcel = map_find_text(memory->parcels, shipment->parcels[i].sscc);
        if (parcel == NULL || parcel->fulfillment_order_id != fulfillment->id)
            return false;
    }
    for (size_t i = 0; i < shipment->parcel_count; i++) {
        struct parcel *parcel = map_find_text(memory->parcels, shipment->parcels[i].sscc);
        memory_keep(memory, &parcel->tracking, sizeof parcel->tracking);
        parcel->tracking = shipment->parcels[i].tracking;
        store_note_tracking(turn, parcel);
    }
    return true;
}

/* From here on the units are in flight: held until inventory tells that they have left. */
void
on_confirm_shipment(struct turn *turn, const struct input *input)
{
    const struct shipment *shipment = input->message;
    struct fulfillment *fulfillment =
        step_open_for(turn, input, shipment->fulfillment_order_id, ON_SHIP);
    size_t count = 0;

    if (fulfillment == NULL)
        return;
    if (pickup_is_here(fulfillment)) {
        turn_reject(turn, "the customer collects it here: tell when that has happened", NULL);
        return;
    }
    if (!lots_are_right(fulfillment, shipment)) {
        turn_reject(turn, "lots: no such line, or fewer units of it", NULL);
        return;
    }
    if (!track_parcels(turn, fulfillment, shipment)) {
        turn_reject(turn, "parcels: it has no parcel with such an SSCC", NULL);
        return;
    }
    struct ask *left = arena_take(turn_arena(turn), fulfillment->line_count * sizeof *left);
    if (fulfillment->state != FULFILLMENT_PACKED)
        take_from_shelves(turn, fulfillment, NULL, 0);
    step_fulfillment(turn, fulfillment, ON_SHIP);
    struct touched *touched = store_touch(turn, fulfillment);
    touched->carrier = shipment->carrier;
    touched->tracking = shipment->tracking;
    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        if (fulfillment->lines[i].picked == 0)
            continue;
        left[count] = fulfillment->lines[i];
        left[count].quantity = left[count].picked;
        count++;
    }
    say_shipped(turn, fulfillment, shipment, (struct told_lines){count, left});
    pickup_is_shipped(turn, fulfillment);
    answer_count(turn, count);
}

void
on_reject_fulfillment(struct turn *turn, const struct input *input)
{
    const struct rejection *rejection = input->message;
    struct fulfillment *fulfillment =
        step_open_for(turn, input, rejection->fulfillment_order_id, ON_REJECT);

    if (fulfillment == NULL)
        return;
    const struct reroute refused = {
        .on = ON_REJECT, .reason = rejection->reason, .frees = true, .excludes = true};
    reroute_fulfillment(turn, fulfillment, &refused);
    answer_count(turn, 1);
}

/*
 * What warehouses tell: a list is taken, goods are picked, a parcel left, it cannot be done.
 */
#include "services/fulfillment-routing/handlers.h"
#include "services/fulfillment-routing/plan.h"
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
    struct pick_list *list = store_pick_list(turn, acceptance->pick_list_id);
    size_t count = 0;

    if (list == NULL) {
        turn_reject(turn, "there is no such pick list", NULL);
        return;
    }
    if (!step_may_speak_for(turn, input, list->location))
        return;
    if (list->accepted) {
        turn_reject(turn, "the pick list was accepted before", NULL);
        return;
    }
    list->accepted = true;
    store_note_accepted(turn, list->id);
    for (size_t i = 0; i < list->fulfillment_count; i++) {
        struct fulfillment *fulfillment =
            map_find(store_memory(turn)->fulfillments, list->fulfillments[i]);
        if (fulfillment == NULL || fulfillment_step(fulfillment->state, ON_ACCEPT) == NULL)
            continue; /* cancelled, or ahead of its list */
        step_fulfillment(turn, fulfillment, ON_ACCEPT);
        say_accepted(turn, fulfillment);
        count++;
    }
    answer_count(turn, count);
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

/* What was found of each line, -1: more than asked; found and missing get the lines to tell. */
static bool
compare_pick(const struct fulfillment *fulfillment, const struct pick_confirmation *pick,
             struct ask *found, size_t *found_count, struct ask *missing, size_t *missing_count)
{
    size_t known = 0;

    *found_count = *missing_count = 0;
    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        const struct ask *line = &fulfillment->lines[i];
        const struct picked_line *told = picked_of(pick, line->line);
        const int64_t units = told == NULL ? line->quantity : told->picked;
        known += told != NULL;
        if (units > line->quantity)
            return false;
        if (units > 0)
            found[(*found_count)++] =
                (struct ask){.line = line->line, .sku = line->sku, .quantity = units};
        if (units < line->quantity)
            missing[(*missing_count)++] = (struct ask){
                .line = line->line, .sku = line->sku, .quantity = line->quantity - units};
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
        line->picked = line->quantity;
        for (size_t m = 0; m < missing_count; m++) {
            if (missing[m].line != line->line)
                continue;
            struct shelf *shelf = shelf_of(memory, line->sku, fulfillment->location);
            memory_keep(memory, shelf, sizeof *shelf);
            shelf->doubtful = true;
            shelf_hold(memory, line->sku, fulfillment->location, -missing[m].quantity);
            store_touch_shelf(turn, line->sku, fulfillment->location);
            line->picked -= missing[m].quantity;
        }
    }
}

void
on_confirm_pick(struct turn *turn, const struct input *input)
{
    const struct pick_confirmation *pick = input->message;
    struct fulfillment *fulfillment =
        step_open_for(turn, input, pick->fulfillment_order_id, ON_PICK);
    size_t found_count;
    size_t missing_count;

    if (fulfillment == NULL)
        return;
    struct ask *found = arena_take(turn_arena(turn), fulfillment->line_count * sizeof *found);
    struct ask *missing = arena_take(turn_arena(turn), fulfillment->line_count * sizeof *missing);
    if (!compare_pick(fulfillment, pick, found, &found_count, missing, &missing_count)) {
        turn_reject(turn, "it has no such line, or fewer units of it", NULL);
        return;
    }
    step_fulfillment(turn, fulfillment, found_count > 0 ? ON_PICK : ON_NONE_FOUND);
    take_from_shelves(turn, fulfillment, missing, missing_count);
    if (found_count > 0)
        say_picked(turn, fulfillment, (struct told_lines){found_count, found});
    if (missing_count > 0) {
        say_short(turn, fulfillment, (struct told_lines){missing_count, missing});
        plan_route(turn, fulfillment->order, missing, (uint32_t)missing_count, fulfillment->id);
    }
    if (found_count == 0)
        fulfillment_remove(store_memory(turn), fulfillment);
    answer_count(turn, found_count);
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
    answer_count(turn, count);
}

void
on_reject_fulfillment(struct turn *turn, const struct input *input)
{
    const struct rejection *rejection = input->message;
    struct memory *memory = store_memory(turn);
    struct fulfillment *fulfillment =
        step_open_for(turn, input, rejection->fulfillment_order_id, ON_REJECT);

    if (fulfillment == NULL)
        return;
    step_let_go(turn, fulfillment);
    step_fulfillment(turn, fulfillment, ON_REJECT);
    store_touch(turn, fulfillment)->reason = rejection->reason;
    say_rejected(turn, fulfillment, rejection->reason);
    order_exclude(memory, fulfillment->order, fulfillment->location);
    store_note_past(turn, fulfillment->order);
    plan_route(turn, fulfillment->order, fulfillment->lines, fulfillment->line_count,
               fulfillment->id);
    fulfillment_remove(memory, fulfillment);
    answer_count(turn, 1);
}

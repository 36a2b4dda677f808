/*
 * What follows a shipment: the customer has it, or something is wrong with it.
 *
 * Memory forgets what left as soon as the stock was seen to leave; so both work on rows, and on
 * memory where it still holds the fulfillment order. The row that was loaded is the one place that
 * knows what this turn has done, since memory may let go between two inputs.
 */
#include <string.h>

#include "services/fulfillment-routing/handlers.h"
#include "services/fulfillment-routing/steps.h"
#include "services/fulfillment-routing/store.h"
#include "services/fulfillment-routing/wire.h"

#define CLOCKS_DIFFER_US (INT64_C(3600) * 1000000)

/* As memory has it: it may have left in this very turn. */
static void
look_again(struct turn *turn, const struct fulfillment *fulfillment,
           struct stored_shipment *shipment)
{
    shipment->state = fulfillment->state;
    shipment->pickup_location = fulfillment->pickup == NULL ? "" : fulfillment->pickup->code;
    shipment->line_count = step_lines_left(turn, fulfillment, &shipment->lines);
}

/* What left, when this sender may speak of it; NULL after the answer. */
static struct stored_shipment *
shipment_for(struct turn *turn, const struct input *input, int64_t id)
{
    struct stored_shipment *shipment = store_shipment(turn, id);
    const struct fulfillment *fulfillment = map_find(store_memory(turn)->fulfillments, id);

    if (shipment == NULL) {
        turn_not_found(turn, "fulfillment_order_id", "there is no such fulfillment order");
        return NULL;
    }
    if (fulfillment != NULL)
        look_again(turn, fulfillment, shipment);
    if (!step_may_speak_for(turn, input,
                            strcmp(input->from->subject, shipment->pickup_location) == 0
                                ? shipment->pickup_location
                                : shipment->location))
        return NULL;
    return shipment;
}

static void
refuse_state(struct turn *turn, const struct stored_shipment *shipment, const char *what)
{
    turn_reject(turn,
                arena_format(turn_arena(turn), "fulfillment order %lld is %s: %s",
                             (long long)shipment->id, fulfillment_state_name(shipment->state),
                             what),
                NULL);
}

/* --- delivered -------------------------------------------------------------------------------- */

void
want_delivery(struct turn *turn, const struct input *input)
{
    store_want_shipment(turn, ((const struct told_delivery *)input->message)->fulfillment_order_id);
}

void
on_confirm_delivery(struct turn *turn, const struct input *input)
{
    const struct told_delivery *told = input->message;
    const int64_t now_us = turn_now_us(turn);
    struct stored_shipment *shipment = shipment_for(turn, input, told->fulfillment_order_id);

    if (shipment == NULL)
        return;
    if (fulfillment_step(shipment->state, ON_DELIVER) == NULL) {
        refuse_state(turn, shipment, "it cannot be delivered");
        return;
    }
    if (shipment->pickup_location[0] != '\0') {
        turn_reject(turn,
                    "the customer collects it: tell that it arrived, then that it was collected",
                    NULL);
        return;
    }
    if (told->at_us > now_us + CLOCKS_DIFFER_US) {
        turn_reject(turn, "delivered_at_us is in the future", NULL);
        return;
    }
    struct fulfillment *fulfillment = map_find(store_memory(turn)->fulfillments, shipment->id);
    if (fulfillment != NULL)
        step_fulfillment(turn, fulfillment, ON_DELIVER);
    else
        store_note_delivered(turn, shipment->id);
    shipment->state = FULFILLMENT_DELIVERED;
    say_delivered_row(turn, shipment, told->at_us == 0 ? now_us : told->at_us);
    answer_count(turn, shipment->line_count);
}

/* --- something is wrong ----------------------------------------------------------------------- */

void
want_exception(struct turn *turn, const struct input *input)
{
    const struct told_exception *told = input->message;

    store_want_shipment(turn, told->fulfillment_order_id);
    store_want_parcel(turn, told->sscc);
}

void
on_report_exception(struct turn *turn, const struct input *input)
{
    const struct told_exception *told = input->message;
    const struct stored_shipment *shipment = shipment_for(turn, input, told->fulfillment_order_id);
    const struct stored_parcel *parcel = store_parcel(turn, told->sscc);

    if (shipment == NULL)
        return;
    if (shipment->state != FULFILLMENT_SHIPPED && shipment->state != FULFILLMENT_DELIVERED &&
        shipment->state != FULFILLMENT_READY) {
        refuse_state(turn, shipment, "it has not been shipped");
        return;
    }
    if (told->sscc[0] != '\0' &&
        (parcel == NULL || parcel->fulfillment_order_id != told->fulfillment_order_id)) {
        turn_reject(turn, "it has no parcel with this SSCC", NULL);
        return;
    }
    store_note_exception(turn, told);
    say_exception(turn, shipment, told);
    answer_count(turn, 1);
}

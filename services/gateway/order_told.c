/* What the order feed tells of orders. */
#include <string.h>

#include "common/text.h"
#include "services/gateway/handlers.h"
#include "services/gateway/told.h"

#define MESSAGE(name) Crossdock__Order__V1__##name

static const struct order_words *
words_of(struct turn *turn, const MESSAGE(Destination) *destination)
{
    struct order_words *words = arena_take(turn_arena(turn), sizeof *words);

    *words = (struct order_words){ .external_id = "", .country = "", .city = "", .postal_code = "", .currency = "" };
    if (destination != NULL) {
        words->country = destination->country;
        words->city = destination->city;
        words->postal_code = destination->postal_code;
    }
    return words;
}

static const struct order_words *
words_of_placed(struct turn *turn, const MESSAGE(OrderPlaced) *message)
{
    struct order_words *words = (struct order_words *)words_of(turn, message->destination);

    words->external_id = message->external_id;
    words->currency = message->currency;
    for (size_t i = 0; i < message->n_lines; i++)
        words->value_minor += message->lines[i]->quantity * message->lines[i]->unit_price_minor;
    return words;
}

void
on_order_placed(struct turn *turn, const struct input *input)
{
    const MESSAGE(OrderPlaced) *message = input->message;
    int64_t units = 0;

    for (size_t i = 0; i < message->n_lines; i++)
        units += message->lines[i]->quantity;
    struct touched_order *touched = tell_order(turn, input, "placed: %lld units in %zu lines", (long long)units,
                                               message->n_lines);
    if (touched == NULL)
        return;
    struct order_fold *order = touched->order;
    text_copy(order->channel, sizeof order->channel, message->channel);
    order->placed_at_us = message->placed_at_us;
    order->lines = (int64_t)message->n_lines;
    order->units.ordered += units;
    order->status = STATUS_ACCEPTED;
    for (size_t i = 0; i < message->n_holds; i++)
        order->holds |= 1u << (message->holds[i]->reason & 31);
    touched->placed = words_of_placed(turn, message);
    for (size_t i = 0; i < message->n_lines; i++)
        order_skus_add(turn, message->order_id, message->lines[i]->sku);
    flow_count(turn, input->time_us, FLOW_PLACED, 1);
}

void
on_order_amended(struct turn *turn, const struct input *input)
{
    const MESSAGE(OrderAmended) *message = input->message;
    const int64_t units = told_units(message->lines, message->n_lines);
    struct touched_order *touched = tell_order(turn, input, "%lld units more", (long long)units);

    if (touched != NULL)
        touched->order->units.ordered += units;
}

/* --- holds ----------------------------------------------------------------------------------- */

static const char *
hold_name(int reason)
{
    const ProtobufCEnumValue *value =
        protobuf_c_enum_descriptor_get_value(&crossdock__order__v1__hold_reason__descriptor, reason);

    return value == NULL ? "HOLD_OTHER" : value->name;
}

void
on_order_held(struct turn *turn, const struct input *input)
{
    const MESSAGE(OrderHeld) *message = input->message;
    const int reason = message->hold == NULL ? 0 : (int)message->hold->reason;
    struct touched_order *touched = tell_order(turn, input, "held: %s", hold_name(reason));

    if (touched != NULL)
        touched->order->holds |= 1u << (reason & 31);
}

void
on_hold_released(struct turn *turn, const struct input *input)
{
    const MESSAGE(HoldReleased) *message = input->message;
    struct touched_order *touched =
        tell_order(turn, input, "hold released by %s: %s", message->by, hold_name((int)message->reason));

    if (touched != NULL)
        touched->order->holds &= ~(1u << (message->reason & 31));
}

void
on_order_released(struct turn *turn, const struct input *input)
{
    struct touched_order *touched = tell_order(turn, input, "no hold is open any more");

    if (touched != NULL)
        touched->order->holds = 0;
}

/* --- cancels --------------------------------------------------------------------------------- */

void
on_order_cancel_requested(struct turn *turn, const struct input *input)
{
    const MESSAGE(OrderCancelRequested) *message = input->message;
    const bool all = message->n_lines == 0 && !message->waiting_only;
    struct touched_order *touched = tell_order(turn, input, "cancel asked for%s: %s",
                                               all ? "" : ", in part", message->reason);

    if (touched != NULL && all)
        order_ask_cancel(touched->order, message->request);
}

void
on_order_lines_cancelled(struct turn *turn, const struct input *input)
{
    const MESSAGE(OrderLinesCancelled) *message = input->message;
    const int64_t units = told_units(message->lines, message->n_lines);
    struct touched_order *touched = tell_order(turn, input, "%lld units cancelled", (long long)units);

    if (touched != NULL)
        order_answer_cancel(touched->order, message->request, units, false);
}

void
on_order_cancelled(struct turn *turn, const struct input *input)
{
    const MESSAGE(OrderCancelled) *message = input->message;
    const int64_t units = told_units(message->lines, message->n_lines);
    struct touched_order *touched = tell_order(turn, input, "cancelled, %lld units: %s", (long long)units,
                                               message->reason);

    if (touched == NULL)
        return;
    order_answer_cancel(touched->order, message->request, units, true);
    flow_count(turn, input->time_us, FLOW_CANCELLED, 1);
}

void
on_order_cancel_refused(struct turn *turn, const struct input *input)
{
    const MESSAGE(OrderCancelRefused) *message = input->message;
    struct touched_order *touched = tell_order(turn, input, "not cancelled: %s", message->reason);

    if (touched != NULL)
        order_answer_cancel(touched->order, message->request, 0, false);
}

void
on_order_closed(struct turn *turn, const struct input *input)
{
    struct touched_order *touched = tell_order(turn, input, "closed: every unit is shipped or cancelled");

    if (touched != NULL)
        order_end(touched->order, STATUS_CLOSED);
}

/* --- where to -------------------------------------------------------------------------------- */

void
on_order_redirected(struct turn *turn, const struct input *input)
{
    const MESSAGE(OrderRedirected) *message = input->message;
    struct touched_order *touched = tell_order(turn, input, "what had not left goes to the new address");

    if (touched != NULL)
        touched->redirected = words_of(turn, message->destination);
}

/* --- what leaves and what comes back ----------------------------------------------------------- */

void
on_order_shipped(struct turn *turn, const struct input *input)
{
    const MESSAGE(OrderShipped) *message = input->message;

    tell_order(turn, input, "%lld units left %s with %s %s", (long long)told_units(message->lines, message->n_lines),
               message->location, message->carrier, message->tracking);
}

void
on_order_delivered(struct turn *turn, const struct input *input)
{
    const MESSAGE(OrderDelivered) *message = input->message;

    tell_order(turn, input, "the customer has %lld units%s",
               (long long)told_units(message->lines, message->n_lines), message->all ? ", and so everything" : "");
}

void
on_refund_due(struct turn *turn, const struct input *input)
{
    const MESSAGE(RefundDue) *message = input->message;

    tell_order(turn, input, "owed to the customer: %lld minor units of %s", (long long)message->amount_minor,
               message->currency);
}

/* Events that change nothing here, as the last words of their name. */
void
on_order_told(struct turn *turn, const struct input *input)
{
    static const struct {
        const char *type, *words;
    } known[] = {
        { "OrderAmendRefused", "not changed any more" },
        { "OrderRedirectRequested", "another address was asked for" },
        { "OrderReadyForPickup", "can be collected" },
        { "CustomerErased", "the customer's name and address were erased" },
        { "ReturnRequested", "a return was asked for" },
        { "ReturnAuthorized", "the return is allowed" },
        { "ReturnDeclined", "the return is not allowed" },
        { "ReturnCancelled", "the return was withdrawn" },
        { "ReturnExpired", "nothing of the return came in time" },
        { "ReturnReceived", "goods came back" },
        { "ReturnInspected", "goods that came back were looked at" },
        { "ReturnResolved", "what is owed for the return was settled" },
        { "ReturnClosed", "nothing more is expected of the return" },
    };
    const char *words = "";

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(known[i].type, input->handler->input->short_name) == 0)
            words = known[i].words;
    tell_order(turn, input, "%s", words);
}

/* What follows a shipment: it arrives, or something is wrong with it; it can be collected. */
#include "services/order/handlers.h"
#include "services/order/steps.h"
#include "services/order/timeline.h"

/* FulfillmentDelivered -> delivered -> OrderDelivered */
void
on_fulfillment_delivered(struct turn *turn, const struct input *input)
{
    const struct order_change *delivery = input->message;
    struct order *order = order_to_change(turn, delivery->order_id);
    int64_t units = 0;
    uint32_t at = 0;

    for (uint32_t i = 0; i < delivery->line_count; i++) {
        const struct line_change *arrived = &delivery->lines[i];
        struct order_line *line = line_to_change(turn, order, arrived->line, arrived->sku, &at);
        const char *reason = apply_fulfillment_delivered(line, arrived->quantity);

        if (reason != NULL)
            turn_give_up(turn, "line %u of order %lld: %s", arrived->line,
                         (long long)order->order_id, reason);
        units += arrived->quantity;
    }
    timeline_heard(turn, order, delivery->fulfillment_order_id, units);
    wire_say_order_delivered(turn, order, delivery);
}

/* FulfillmentException -> people see it in the timeline */
void
on_fulfillment_exception(struct turn *turn, const struct input *input)
{
    const struct order_change *exception = input->message;
    const struct order *order = order_to_change(turn, exception->order_id);

    timeline_heard(turn, order, exception->fulfillment_order_id, exception->fault);
}

/* PromiseChanged -> people see in the timeline when it comes now */
void
on_promise_changed(struct turn *turn, const struct input *input)
{
    const struct order_change *later = input->message;
    const struct order *order = order_to_change(turn, later->order_id);

    timeline_heard(turn, order, later->fulfillment_order_id, later->day);
}

/* PickupReady -> OrderReadyForPickup: the shop tells its customer */
void
on_pickup_ready(struct turn *turn, const struct input *input)
{
    const struct order_change *ready = input->message;
    const struct order *order = order_to_change(turn, ready->order_id);
    int64_t units = 0;

    for (uint32_t i = 0; i < ready->line_count; i++)
        units += ready->lines[i].quantity;
    timeline_heard(turn, order, ready->fulfillment_order_id, units);
    wire_say_order_ready(turn, order, ready);
}

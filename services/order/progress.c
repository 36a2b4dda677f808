/* Events of inventory and routing that tell how far an order has come: they move its counters. */
#include "services/order/handlers.h"
#include "services/order/steps.h"
#include "services/order/timeline.h"
#include "services/order/wire_change.h"
#include "services/order/wire_progress.h"

void
on_item_changed(struct turn *turn, const struct input *input)
{
    const struct changed_item *item = input->message;

    store_add_sku(turn, item->sku);
}

void
want_order_of_change(struct turn *turn, const struct input *input)
{
    const struct order_change *change = input->message;

    store_want_order(turn, change->order_id);
}

void
on_reservation_committed(struct turn *turn, const struct input *input)
{
    apply_to_lines(turn, input->message, apply_reservation_committed);
}

/* StockBackordered -> waits */
void
on_stock_backordered(struct turn *turn, const struct input *input)
{
    apply_to_lines(turn, input->message, apply_stock_backordered);
}

void
on_fulfillment_planned(struct turn *turn, const struct input *input)
{
    store_park_order(turn, apply_to_lines(turn, input->message, apply_fulfillment_planned), "");
}

void
want_parked_order(struct turn *turn, const struct input *input)
{
    const struct parked_order *parked = input->message;

    store_want_order(turn, parked->order_id);
}

/* OrderParked -> people see what the order waits for, while it is open */
void
on_order_parked(struct turn *turn, const struct input *input)
{
    const struct parked_order *parked = input->message;
    struct order *order = order_to_change(turn, parked->order_id);

    timeline_heard(turn, order, 0, 0);
    if (!order_status_is_final(order->status))
        store_park_order(turn, order, parked->reason);
}

/* ItemPicked -> picked */
void
on_item_picked(struct turn *turn, const struct input *input)
{
    apply_to_lines(turn, input->message, apply_item_picked);
}

/* ItemShort, FulfillmentRejected -> reserved again, until routing plans them anew */
void
on_plan_withdrawn(struct turn *turn, const struct input *input)
{
    apply_to_lines(turn, input->message, apply_plan_withdrawn);
}

/* FulfillmentShipped -> shipped -> OrderShipped, OrderClosed */
void
on_fulfillment_shipped(struct turn *turn, const struct input *input)
{
    struct order *order = apply_to_lines(turn, input->message, apply_fulfillment_shipped);

    wire_say_order_shipped(turn, order, input->message);
    close_if_filled(turn, order);
}

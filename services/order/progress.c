/* Events of inventory and routing that tell how far an order has come: they move its counters. */
#include "services/order/handlers.h"
#include "services/order/steps.h"
#include "services/order/store_locations.h"
#include "services/order/timeline.h"
#include "services/order/wire_change.h"
#include "services/order/wire_progress.h"

/* ItemChanged -> the SKU may be ordered from now on. */
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

/* ChannelChanged -> how long its customers wait for stock */
void
on_channel_changed(struct turn *turn, const struct input *input)
{
    const struct changed_channel *channel = input->message;

    store_set_channel(turn, channel->code, channel->cancel_unfilled_days);
}

/* LocationChanged -> goods may come back to it from now on */
void
on_location_changed(struct turn *turn, const struct input *input)
{
    store_add_location(turn, input->message);
}

/* These units are promised already: they go to routing, perhaps again. */
static const char *
apply_promised_before(struct line_counters *units, int64_t quantity)
{
    return quantity > units->promised ? "more units sent again than are promised" : NULL;
}

/* ReservationCommitted -> promised */
void
on_reservation_committed(struct turn *turn, const struct input *input)
{
    const struct order_change *change = input->message;

    apply_to_lines(turn, change,
                   change->promised_before ? apply_promised_before : apply_reservation_committed);
}

/* StockReserved -> promised, while the order is on hold */
void
on_stock_reserved(struct turn *turn, const struct input *input)
{
    apply_to_lines(turn, input->message, apply_reservation_committed);
}

/* Only an order with numbered requests can have grown. */
static apply_function *
backorder_rule(const struct order_change *change, const struct order *order)
{
    if (change->lost)
        return apply_stock_lost;
    return order != NULL && order->request_last > 0 ? apply_growth_backordered
                                                    : apply_stock_backordered;
}

/* StockBackordered -> waits, perhaps again, perhaps with a date */
void
on_stock_backordered(struct turn *turn, const struct input *input)
{
    const struct order_change *change = input->message;
    struct order *order = apply_to_lines(
        turn, change, backorder_rule(change, store_find_order(turn, change->order_id)));
    uint32_t at = 0;

    for (uint32_t i = 0; i < change->line_count && change->expected_at_us != NULL; i++)
        order_find_line(order, change->lines[i].line, &at)->expected_at_us =
            change->expected_at_us[i];
}

/* FulfillmentPlanned -> allocated; a parked order has found its way */
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

/* ItemShort, FulfillmentRejected, FulfillmentCancelled -> reserved again, until routing plans them
 * anew, or inventory gives them back */
void
on_plan_withdrawn(struct turn *turn, const struct input *input)
{
    apply_to_lines(turn, input->message, apply_plan_withdrawn);
}

/* FulfillmentShipped -> shipped -> OrderShipped, OrderClosed */
void
on_fulfillment_shipped(struct turn *turn, const struct input *input)
{
    const struct order_change *shipment = input->message;
    struct order *order = apply_to_lines(turn, shipment, apply_fulfillment_shipped);

    wire_say_order_shipped(turn, order, input->message);
    close_if_filled(turn, order);
}

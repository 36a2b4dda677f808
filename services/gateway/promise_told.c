/* What the inventory feed tells of orders: promises. */
#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "services/gateway/handlers.h"
#include "services/gateway/told.h"

#define MESSAGE(name) Crossdock__Inventory__V1__##name

static void
promise(struct turn *turn, struct order_fold *order, told_line *const *lines, size_t count)
{
    const int64_t units = told_units(lines, count);

    order->units.promised += units;
    order->granted += units;
    stock_add_promised(turn, lines, count, 1);
}

void
on_reservation_committed(struct turn *turn, const struct input *input)
{
    const MESSAGE(ReservationCommitted) *message = input->message;
    struct touched_order *touched = tell_order(turn, input, "%lld units promised%s",
                                               (long long)told_units(message->lines, message->n_lines),
                                               message->promised_before ? " go to routing again" : "");

    if (touched != NULL && !message->promised_before)
        promise(turn, touched->order, message->lines, message->n_lines);
}

void
on_stock_reserved(struct turn *turn, const struct input *input)
{
    const MESSAGE(StockReserved) *message = input->message;
    struct touched_order *touched = tell_order(turn, input, "%lld units promised, on hold",
                                               (long long)told_units(message->lines, message->n_lines));

    if (touched != NULL)
        promise(turn, touched->order, message->lines, message->n_lines);
}

void
on_stock_backordered(struct turn *turn, const struct input *input)
{
    const MESSAGE(StockBackordered) *message = input->message;
    const int64_t units = told_units(message->lines, message->n_lines);
    struct touched_order *touched =
        tell_order(turn, input, "%lld units wait for stock%s%s", (long long)units,
                   message->lost ? ", promised before: " : "", message->lost ? message->reason : "");

    if (touched == NULL)
        return;
    if (message->lost) {
        touched->order->units.promised -= units;
        touched->order->units.lost += units;
        stock_add_promised(turn, message->lines, message->n_lines, -1);
    } else {
        touched->order->units.waiting += units;
        touched->order->short_lines += (int64_t)message->n_lines;
    }
}

void
on_reservation_released(struct turn *turn, const struct input *input)
{
    const MESSAGE(ReservationReleased) *message = input->message;
    int64_t promised = 0, waiting = 0, refused = 0;

    for (size_t i = 0; i < message->n_lines; i++) {
        const MESSAGE(ReleasedLine) *line = message->lines[i];
        promised += line->was_promised;
        waiting += line->was_backordered;
        refused += line->was_undecided;
        stock_add_released(turn, line->sku, line->was_promised);
    }
    struct touched_order *touched =
        tell_order(turn, input, "%lld promised and %lld waiting units given back%s", (long long)promised,
                   (long long)waiting, refused > 0 ? ", the rest refused" : "");
    if (touched == NULL)
        return;
    touched->order->units.promised -= promised;
    touched->order->refused += refused;
    touched->order->short_lines += refused > 0 ? 1 : 0;
}

void
on_reservation_recalled(struct turn *turn, const struct input *input)
{
    const MESSAGE(ReservationRecalled) *message = input->message;

    tell_order(turn, input, "called back from routing: %s", message->reason);
}

void
on_reservation_redirected(struct turn *turn, const struct input *input)
{
    const MESSAGE(ReservationRedirected) *message = input->message;

    tell_order(turn, input, message->changed ? "promised to the new address" : "everything had left");
}

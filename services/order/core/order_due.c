/*
 * Rule: an order whose payment hold expires is cancelled; units that still wait for stock when the
 * customer's patience ends are cancelled, also when they begin to wait after that.
 *
 * Asked for once: until the answer has come, nothing is due for the same thing again.
 */
#include "services/order/core/order_due.h"

#include "services/order/core/hold.h"

#define DAY_US (INT64_C(24) * 60 * 60 * 1000000)

static bool
waits_for_stock(const struct order *order)
{
    for (uint32_t i = 0; i < order->line_count; i++)
        if (order->lines[i].units.backordered > 0)
            return true;
    return false;
}

static int64_t
payment_due_at(const struct order *order)
{
    if (!hold_is_open(order, HOLD_AWAITING_PAYMENT) || order->payment_expires_at_us == 0 ||
        order->payment_expiry_asked)
        return DUE_NEVER;
    return order->payment_expires_at_us;
}

static int64_t
unfilled_due_at(const struct order *order)
{
    if (order->cancel_unfilled_at_us == 0 || order->unfilled_asked || !waits_for_stock(order))
        return DUE_NEVER;
    return order->cancel_unfilled_at_us;
}

int64_t
order_due_at(const struct order *order)
{
    if (order->status != ORDER_ACCEPTED) /* ended, or about to be cancelled as a whole */
        return DUE_NEVER;

    const int64_t payment_us = payment_due_at(order);
    const int64_t unfilled_us = unfilled_due_at(order);
    return payment_us < unfilled_us ? payment_us : unfilled_us;
}

enum due_what
order_due(const struct order *order, int64_t now_us)
{
    if (order_due_at(order) > now_us)
        return DUE_NOTHING;
    return payment_due_at(order) <= now_us ? DUE_PAYMENT : DUE_UNFILLED;
}

int64_t
days_after(int64_t from_us, int32_t days)
{
    return days == 0 ? 0 : from_us + days * DAY_US;
}

/* What the clock does to orders: nobody paid in time, or stock did not come in time. */
#include "services/order/core/order_due.h"

#include "services/order/handlers.h"
#include "services/order/steps.h"
#include "services/order/store_changes.h"
#include "services/order/wire_change.h"

/* Of one turn; what is left over is due again in a second. */
#define DUE_MAX 1000

static void
ask_to_cancel(struct turn *turn, struct order *order, enum request_kind kind, const char *reason)
{
    const struct change_request asked = {.kind = kind, .reason = reason, NO_ADDRESS};

    wire_say_order_cancel_requested(turn, order, store_add_request(turn, order, &asked));
}

/* The timer -> whose time has come? -> OrderCancelRequested */
void
on_due_timer(struct turn *turn, const struct input *input)
{
    struct order **orders = arena_take(turn_arena(turn), DUE_MAX * sizeof *orders);
    const uint32_t count = store_due_orders(turn, orders, DUE_MAX);

    (void)input;
    for (uint32_t i = 0; i < count; i++) {
        const enum due_what due = order_due(orders[i], turn_now_us(turn));

        store_change_order(turn, orders[i]);
        if (due == DUE_PAYMENT) {
            orders[i]->payment_expiry_asked = true;
            take_step(turn, orders[i], ON_CANCEL_ASKED);
            ask_to_cancel(turn, orders[i], REQUEST_CANCEL_ALL, "PAYMENT_EXPIRED");
        } else if (due == DUE_UNFILLED) {
            ask_to_cancel(turn, orders[i], REQUEST_CANCEL_UNFILLED, "UNFILLED");
        }
    }
}

/* Holds: what keeps an order from being routed, and what lets it go. */
#include "services/order/core/hold.h"

#include <string.h>

#include "services/order/handlers.h"
#include "services/order/steps.h"
#include "services/order/store_changes.h"
#include "services/order/wire_hold.h"

void
want_order_to_hold(struct turn *turn, const struct input *input)
{
    const struct hold_request *request = input->message;

    store_want_order(turn, request->order_id);
}

/* HoldOrder -> is it open, and for another reason than before? -> OrderHeld */
void
on_hold_order(struct turn *turn, const struct input *input)
{
    const struct hold_request *request = input->message;
    struct order *order = open_order_asked(turn, input, request->order_id);
    const char *defect = hold_defect(&request->hold, turn_now_us(turn));

    if (order == NULL)
        return;
    if (defect != NULL) {
        turn_reject(turn, defect, NULL);
        return;
    }
    const enum hold_reason reason = (enum hold_reason)request->hold.reason;
    if (hold_is_open(order, reason)) {
        turn_duplicate(turn, wire_done(turn_arena(turn)));
        return;
    }
    store_change_order(turn, order);
    store_add_hold(turn, order, &request->hold, input->from->name);
    wire_say_order_held(turn, order, store_find_hold(turn, order, reason));
    turn_accept(turn, NULL);
}

void
want_order_to_release(struct turn *turn, const struct input *input)
{
    const struct release_request *request = input->message;

    store_want_order(turn, request->order_id);
}

static void
release(struct turn *turn, const struct input *input, struct order *order)
{
    const struct release_request *request = input->message;
    const char *by = input->from->name;

    store_change_order(turn, order);
    store_release_hold(turn, order, request->reason, by, request->note);
    wire_say_hold_released(turn, order, request->reason, request->note, by);
    if (holds_open(order) == 0)
        wire_say_order_released(turn, order);
    turn_accept(turn, NULL);
}

/* ReleaseHold -> is it open still, and may this key? -> HoldReleased, OrderReleased */
void
on_release_hold(struct turn *turn, const struct input *input)
{
    const struct release_request *request = input->message;
    struct order *order = open_order_asked(turn, input, request->order_id);
    const char *reason = hold_reason_name(request->reason);

    if (order == NULL)
        return;
    switch (release_hold(order, request->reason, input->from->role == ROLE_STOREFRONT,
                         turn_now_us(turn))) {
    case RELEASE_DENIED:
        turn_deny(turn, "this hold is for an operator to release");
        break;
    case RELEASE_NOT_OPEN:
        turn_reject(turn, arena_format(turn_arena(turn), "no hold for %s is open", reason), NULL);
        break;
    case RELEASE_EXPIRED:
        turn_reject(turn, "too late: the hold has expired, and the order is being cancelled", NULL);
        break;
    case RELEASE_ONE:
    case RELEASE_LAST:
        release(turn, input, order);
        break;
    }
}

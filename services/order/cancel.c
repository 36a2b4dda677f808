/* Cancels: the request goes down the chain behind its order, the answer comes back. */
#include "services/order/core/cancel_outcome.h"
#include "services/order/core/order_invariant.h"
#include "services/order/handlers.h"
#include "services/order/steps.h"
#include "services/order/timeline.h"
#include "services/order/wire_change.h"

void
want_order_to_cancel(struct turn *turn, const struct input *input)
{
    const struct cancel_request *request = input->message;

    store_want_order(turn, request->order_id);
}

/* CancelOrder -> is there something left to cancel? -> OrderCancelRequested */
void
on_cancel_order(struct turn *turn, const struct input *input)
{
    const struct cancel_request *request = input->message;
    struct arena *arena = turn_arena(turn);
    struct order *order = store_find_order(turn, request->order_id);

    if (order == NULL) {
        turn_reject(turn,
                    arena_format(arena, "there is no order %lld", (long long)request->order_id),
                    NULL);
        return;
    }
    if (!may_act_for(input->from, order->channel)) {
        deny_channel(turn);
        return;
    }
    if (order->status == ORDER_CANCEL_PENDING) {
        turn_duplicate(turn, wire_cancel_order_reply(arena, order->order_id));
        return;
    }
    if (order_step(order->status, ON_CANCEL_ASKED) == NULL) {
        turn_reject(turn,
                    arena_format(arena, "order %lld is %s", (long long)order->order_id,
                                 order_status_name(order->status)),
                    NULL);
        return;
    }

    store_change_order(turn, order);
    take_step(turn, order, ON_CANCEL_ASKED);
    wire_say_order_cancel_requested(turn, order, request->reason);
    turn_accept(turn, wire_cancel_order_reply(arena, order->order_id));
}

void
want_order_of_release(struct turn *turn, const struct input *input)
{
    const struct order_release *release = input->message;

    store_want_order(turn, release->order_id);
}

/* Returns how many lines lost units; these are noted in lines. */
static uint32_t
apply_release(struct turn *turn, struct order *order, const struct order_release *release,
              struct line_change *lines)
{
    uint32_t at = 0, count = 0;

    for (uint32_t i = 0; i < release->line_count; i++) {
        const struct released_line *released = &release->lines[i];
        struct order_line *line = line_to_change(turn, order, released->line, released->sku, &at);
        const int64_t quantity = released->was_backordered + released->was_promised;
        const char *reason = apply_reservation_released(&line->units, released->was_backordered,
                                                        released->was_promised);

        if (reason != NULL)
            turn_give_up(turn, "line %u of order %lld: %s", released->line,
                         (long long)order->order_id, reason);
        assert(line_holds(&line->units));
        if (quantity > 0)
            lines[count++] = (struct line_change){line->line, line->sku, quantity};
    }
    return count;
}

/* ReservationReleased -> what did the cancel reach? -> OrderCancelled | OrderCancelRefused */
void
on_reservation_released(struct turn *turn, const struct input *input)
{
    const struct order_release *release = input->message;
    struct order *order = order_to_change(turn, release->order_id);
    struct line_change *lines = arena_take(turn_arena(turn), release->line_count * sizeof *lines);
    const uint32_t released = apply_release(turn, order, release, lines);
    int64_t units = 0;

    for (uint32_t i = 0; i < released; i++)
        units += lines[i].quantity;
    timeline_heard(turn, order, 0, units);
    if (!take_step(turn, order, cancel_outcome(order, released)))
        turn_give_up(turn, "order %lld is %s: no cancel waits for an answer",
                     (long long)order->order_id, order_status_name(order->status));

    if (released > 0)
        wire_say_order_cancelled(turn, order, lines, released);
    else
        wire_say_order_cancel_refused(turn, order, "nothing was left to cancel");
    close_if_filled(turn, order);
}

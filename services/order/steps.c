#include "services/order/steps.h"

#include <string.h>

#include "services/order/core/order_invariant.h"
#include "services/order/timeline.h"
#include "services/order/wire_change.h"

bool
may_act_for(const struct identity *from, const char *channel)
{
    return from->role != ROLE_STOREFRONT || strcmp(from->subject, channel) == 0;
}

void
deny_channel(struct turn *turn)
{
    turn_deny(turn, "this key acts for another channel");
}

struct order *
open_order_asked(struct turn *turn, const struct input *input, int64_t order_id)
{
    struct arena *arena = turn_arena(turn);
    struct order *order = store_find_order(turn, order_id);

    if (order == NULL) {
        turn_not_found(turn, "order_id",
                       arena_format(arena, "there is no order %lld", (long long)order_id));
        return NULL;
    }
    if (!may_act_for(input->from, order->channel)) {
        deny_channel(turn);
        return NULL;
    }
    if (order_status_is_final(order->status)) {
        turn_reject(turn,
                    arena_format(arena, "order %lld is %s", (long long)order_id,
                                 order_status_name(order->status)),
                    NULL);
        return NULL;
    }
    return order;
}

bool
may_be_changed(struct turn *turn, const struct order *order)
{
    struct arena *arena = turn_arena(turn);

    if (order->status == ORDER_CANCEL_PENDING) {
        turn_reject(turn,
                    arena_format(arena, "order %lld is %s", (long long)order->order_id,
                                 order_status_name(order->status)),
                    NULL);
        return false;
    }
    if (order->requests_open >= REQUESTS_OPEN_MAX) {
        turn_reject(turn,
                    arena_format(arena, "%u changes of order %lld wait for their answers",
                                 order->requests_open, (long long)order->order_id),
                    NULL);
        return false;
    }
    return true;
}

void
refuse_request(struct turn *turn, const struct order *order, const struct change_request *request,
               const char *reason)
{
    if (request->kind == REQUEST_DECREASE || request->kind == REQUEST_REDIRECT)
        wire_say_order_amend_refused(turn, order, request->number, reason);
    else
        wire_say_order_cancel_refused(turn, order, request->number, reason);
}

/* Nothing is left that could be held or changed; the order waits for nobody any more. */
static void
end_order(struct turn *turn, struct order *order)
{
    const struct change_request *request = store_open_request_before(turn, order, UINT32_MAX);

    store_park_order(turn, order, "");
    for (int reason = HOLD_NONE + 1; reason < HOLD_REASON_COUNT; reason++)
        if (hold_is_open(order, (enum hold_reason)reason))
            store_release_hold(turn, order, (enum hold_reason)reason, "", "the order ended");
    for (; request != NULL; request = store_open_request_before(turn, order, request->number)) {
        store_answer_request(turn, order, request, REQUEST_REFUSED);
        refuse_request(turn, order, request, "nothing was left to change");
    }
}

bool
take_step(struct turn *turn, struct order *order, enum order_happening on)
{
    const struct order_step *step = order_step(order->status, on);

    if (step == NULL)
        return false;
    order->status = step->to;
    if (order_status_is_final(order->status))
        end_order(turn, order);
    return true;
}

void
close_if_filled(struct turn *turn, struct order *order)
{
    if (!order_is_filled(order))
        return;
    if (take_step(turn, order, ON_FILLED) && order->status == ORDER_CLOSED)
        wire_say_order_closed(turn, order);
}

struct order *
order_to_change(struct turn *turn, int64_t order_id)
{
    struct order *order = store_find_order(turn, order_id);

    if (order == NULL)
        turn_give_up(turn, "there is no order %lld", (long long)order_id);
    store_change_order(turn, order);
    return order;
}

struct order_line *
line_to_change(struct turn *turn, struct order *order, uint32_t number, const char *sku,
               uint32_t *at)
{
    struct order_line *line = order_find_line(order, number, at);

    if (line == NULL)
        turn_give_up(turn, "order %lld has no line %u", (long long)order->order_id, number);
    if (strcmp(line->sku, sku) != 0)
        turn_give_up(turn, "line %u of order %lld is SKU %s, not %s", number,
                     (long long)order->order_id, line->sku, sku);
    return line;
}

struct order *
apply_to_lines(struct turn *turn, const struct order_change *change, apply_function *apply)
{
    struct order *order = order_to_change(turn, change->order_id);
    int64_t units = 0;
    uint32_t at = 0;

    for (uint32_t i = 0; i < change->line_count; i++) {
        const struct line_change *moved = &change->lines[i];
        struct order_line *line = line_to_change(turn, order, moved->line, moved->sku, &at);
        const char *reason = apply(&line->units, moved->quantity);

        if (reason != NULL)
            turn_give_up(turn, "line %u of order %lld: %s", moved->line, (long long)order->order_id,
                         reason);
        assert(line_holds(&line->units));
        units += moved->quantity;
    }
    if (change->substitute_count > 0)
        timeline_heard_as(turn, order, FACT_SHIPPED_WITH_SUBSTITUTES, change->fulfillment_order_id,
                          units);
    else
        timeline_heard(turn, order,
                       change->fulfillment_order_id != 0 ? change->fulfillment_order_id
                                                         : change->lost || change->promised_before,
                       units);
    return order;
}

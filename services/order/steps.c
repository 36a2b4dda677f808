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

bool
take_step(struct turn *turn, struct order *order, enum order_happening on)
{
    const struct order_step *step = order_step(order->status, on);

    if (step == NULL)
        return false;
    order->status = step->to;
    if (order_status_is_final(order->status))
        store_park_order(turn, order, ""); /* it waits for nobody any more */
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
    timeline_heard(turn, order, change->fulfillment_order_id, units);
    return order;
}

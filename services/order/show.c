/* GetOrder: what is asked of an order, and who may see to whom it goes. */
#include "services/order/handlers.h"
#include "services/order/steps.h"
#include "services/order/store_changes.h"
#include "services/order/store_returns.h"
#include "services/order/wire_returns.h"
#include "services/order/wire_show.h"

/* Names of people are for operators, and for the channel that has them anyway. */
static bool
may_see_recipient(const struct identity *from)
{
    return from->role == ROLE_OPERATOR || from->role == ROLE_STOREFRONT;
}

void
want_order_to_show(struct turn *turn, const struct input *input)
{
    const struct order_query *query = input->message;

    if (query->order_id == 0) {
        struct claim *claim = store_want_claim(turn, query->channel, query->external_id);

        claim->order_wanted = claim->returns_wanted = true;
        claim->recipient_wanted |= may_see_recipient(input->from);
        return;
    }
    store_want_order(turn, query->order_id);
    store_want_returns_of(turn, query->order_id);
    if (may_see_recipient(input->from))
        store_want_recipient(turn, query->order_id);
}

static const struct order *
find_order_asked(struct turn *turn, const struct order_query *query)
{
    if (query->order_id != 0)
        return store_find_order(turn, query->order_id);

    const struct claim *claim = store_find_claim(turn, query->channel, query->external_id);
    return claim->order_id != 0 ? store_find_order(turn, claim->order_id) : NULL;
}

const struct order *
find_order_to_show(struct turn *turn, const struct input *input)
{
    const struct order_query *query = input->message;
    const struct order *order = find_order_asked(turn, query);

    if (!may_act_for(input->from, order != NULL ? order->channel : query->channel) &&
        (order != NULL || query->order_id == 0)) {
        deny_channel(turn);
        return NULL;
    }
    if (order == NULL)
        turn_not_found(turn, "order_id", "there is no such order");
    return order;
}

/* GetOrder -> OrderView */
void
on_get_order(struct turn *turn, const struct input *input)
{
    const struct order *order = find_order_to_show(turn, input);
    const struct hold *holds[HOLD_REASON_COUNT];
    struct recipient recipient;
    uint32_t hold_count = 0;

    if (order == NULL)
        return;
    for (int reason = HOLD_NONE + 1; reason < HOLD_REASON_COUNT; reason++)
        if (hold_is_open(order, (enum hold_reason)reason))
            holds[hold_count++] = store_find_hold(turn, order, (enum hold_reason)reason);
    const bool show_recipient =
        may_see_recipient(input->from) && store_find_recipient(turn, order->order_id, &recipient);
    const ProtobufCMessage *view =
        wire_order_view(turn_arena(turn), order, show_recipient ? &recipient : NULL,
                        store_waits_for(turn, order->order_id), holds, hold_count);
    uint32_t count;
    const struct rma *const *returns = store_returns_of(turn, order->order_id, &count);
    wire_add_returns(view, returns, count, turn_now_us(turn));
    turn_accept(turn, view);
}

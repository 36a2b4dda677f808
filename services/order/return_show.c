/* GetReturns. */
#include "services/order/handlers.h"
#include "services/order/return_commands.h"
#include "services/order/steps.h"

void
want_returns_to_show(struct turn *turn, const struct input *input)
{
    const struct return_command *query = input->message;

    if (query->return_id != 0) {
        store_want_return(turn, query->return_id);
        return;
    }
    store_want_order(turn, query->order_id);
    store_want_returns_of(turn, query->order_id);
}

/* GetReturns -> ReturnsView */
void
on_get_returns(struct turn *turn, const struct input *input)
{
    const struct return_command *query = input->message;
    struct arena *arena = turn_arena(turn);

    if (query->return_id != 0) {
        const struct rma *rma = find_return(turn, input);

        if (rma != NULL)
            turn_accept(turn, wire_returns_view(arena, &rma, 1, turn_now_us(turn)));
        return;
    }
    const struct order *order = store_find_order(turn, query->order_id);
    if (order == NULL) {
        turn_not_found(turn, "order_id", "there is no such order");
        return;
    }
    if (!may_act_for(input->from, order->channel)) {
        deny_channel(turn);
        return;
    }
    uint32_t count;
    const struct rma *const *returns = store_returns_of(turn, order->order_id, &count);
    turn_accept(turn, wire_returns_view(arena, returns, count, turn_now_us(turn)));
}

/* RequestReturn: which units the customer may send back, and whether somebody has to look at it
 * first. */
#include "services/order/core/fact.h"
#include "services/order/handlers.h"
#include "services/order/return_commands.h"
#include "services/order/steps.h"

void
want_order_to_return(struct turn *turn, const struct input *input)
{
    const struct return_command *command = input->message;

    store_want_order(turn, command->order_id);
    store_want_returns_of(turn, command->order_id);
    store_want_facts(turn, command->order_id); /* when did it ship? */
}

static int64_t
last_shipped_at_us(struct turn *turn, const struct order *order)
{
    const struct facts *facts = store_find_facts(turn, order);
    int64_t shipped_at_us = 0;
    struct fact fact;

    for (size_t at = 0; at < facts->used;) {
        at += fact_unpack(&facts->bytes[at], facts->used - at, order->received_at_us, &fact);
        if ((fact.kind == FACT_FULFILLMENT_SHIPPED || fact.kind == FACT_SHIPPED_WITH_SUBSTITUTES) &&
            fact.at_us > shipped_at_us)
            shipped_at_us = fact.at_us;
    }
    return shipped_at_us;
}

/* False: the command is answered. */
static bool
request_lines(struct turn *turn, struct rma *rma, const struct order *order,
              const struct return_command *command)
{
    uint32_t count;
    const struct rma *const *others = store_returns_of(turn, order->order_id, &count);

    for (uint32_t i = 0; i < command->change_count; i++) {
        const struct return_change *change = &command->changes[i];
        const struct order_line *line = line_of_order(order, change);

        if (line == NULL) {
            reject_return_line(turn, change, "not in the order");
            return false;
        }
        if (return_find_line(rma, line->line) != NULL) {
            reject_return_line(turn, change, "twice");
            return false;
        }
        const int64_t left = returnable_units(line, others, count, turn_now_us(turn));
        if (change->quantity > left) {
            reject_return_line(turn, change,
                               arena_format(turn_arena(turn),
                                            "%lld of %lld units can be asked back", (long long)left,
                                            (long long)line->units.ordered));
            return false;
        }
        rma->lines[rma->line_count++] =
            (struct return_line){.line = line->line,
                                 .sku = line->sku,
                                 .reason = change->reason,
                                 .unit_price_minor = line->unit_price_minor,
                                 .units.requested = change->quantity};
    }
    return true;
}

/* RequestReturn -> ReturnRequested, and when it needs no look ReturnAuthorized */
void
on_request_return(struct turn *turn, const struct input *input)
{
    const struct return_command *command = input->message;
    struct order *order = store_find_order(turn, command->order_id);
    const int64_t window_us = service_setting("CROSSDOCK_RETURN_WINDOW_DAYS") * RETURN_DAY_US;

    if (order == NULL) {
        turn_not_found(
            turn, "order_id",
            arena_format(turn_arena(turn), "there is no order %lld", (long long)command->order_id));
        return;
    }
    if (!may_act_for(input->from, order->channel)) {
        deny_channel(turn);
        return;
    }

    struct rma *asked = store_draft_return(turn, order, command->change_count);
    asked->reference = command->reference;
    if (!request_lines(turn, asked, order, command) ||
        !take_return_step(turn, asked, ON_RETURN_ASKED))
        return;

    struct rma *rma = store_add_return(turn, asked);
    store_change_order(turn, order);
    wire_say_return_requested(turn, order, rma);
    if (return_needs_no_look(rma, last_shipped_at_us(turn, order), window_us, turn_now_us(turn)) &&
        take_return_step(turn, rma, ON_RETURN_ALLOWED)) {
        authorize_return(turn, rma, 0);
        store_change_return(turn, rma);
        wire_say_return_authorized(turn, order, rma);
    }
    accept_return(turn, rma);
}

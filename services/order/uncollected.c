/*
 * PickupExpired: nobody collected it in time.
 *
 * What the location had picked from its own shelves is still promised stock: it is asked back like
 * any cancel, down the chain, and the answer makes it the shelf's again. What another location had
 * sent there has shipped, and nothing can be cancelled of it: it is a return that has come, at the
 * place where it was to be collected, and is looked at and settled like any other.
 */
#include "services/order/core/return_steps.h"
#include "services/order/handlers.h"
#include "services/order/steps.h"
#include "services/order/store_returns.h"
#include "services/order/timeline.h"
#include "services/order/wire_change.h"
#include "services/order/wire_returns.h"

static const char reason[] = "PICKUP_EXPIRED";

static void
cancel_uncollected(struct turn *turn, struct order *order, const struct order_change *expired)
{
    struct change_request asked = {
        .kind = REQUEST_CANCEL_LINES, .reason = reason, .lines = expired->lines, NO_ADDRESS};
    uint32_t at = 0;

    if (order->status != ORDER_ACCEPTED)
        return; /* all of it is asked back already */
    asked.lines = arena_take(turn_arena(turn), expired->line_count * sizeof *asked.lines);
    for (uint32_t i = 0; i < expired->line_count; i++) {
        const struct line_counters *units =
            &order_find_line(order, expired->lines[i].line, &at)->units;
        const int64_t left = units->ordered - units->cancelled - units->shipped;
        struct line_change line = expired->lines[i];

        line.quantity = line.quantity < left ? line.quantity : left;
        if (line.quantity > 0)
            asked.lines[asked.line_count++] = line;
    }
    if (asked.line_count > 0)
        wire_say_order_cancel_requested(turn, order, store_add_request(turn, order, &asked));
}

/* The first number that neither the order nor the return has. */
static uint32_t
free_number(struct order *order, const struct rma *rma)
{
    uint32_t number = 1, at = 0;

    while (order_find_line(order, number, &at) != NULL || return_find_line(rma, number) != NULL)
        number++;
    return number;
}

static void
add_line(struct rma *rma, const struct return_line *line, const char *location,
         struct return_command *command, int64_t units)
{
    struct return_part *part = &rma->parts[rma->part_count++];
    struct return_line *to = &rma->lines[rma->line_count++];

    *part = (struct return_part){.location = location, .line = line->line};
    *to = *line;
    to->units.requested = units;
    receive_return(to, part, units);
    command->changes[command->change_count++] = (struct return_change){
        .line = line->line, .sku = line->sku, .quantity = units, .condition = ""};
}

/* A substitute is a line of its own: something that the order did not hold. */
static void
add_substitutes(struct rma *rma, struct order *order, const struct order_line *line,
                const struct order_change *expired, struct return_command *command)
{
    for (uint32_t i = 0; i < expired->substitute_count; i++) {
        const struct line_change *one = &expired->substitutes[i];
        const struct return_line as = {.line = free_number(order, rma),
                                       .sku = one->sku,
                                       .reason = RETURN_UNDELIVERABLE,
                                       .unit_price_minor = line->unit_price_minor};

        if (one->line == line->line)
            add_line(rma, &as, expired->location, command, one->quantity);
    }
}

static int64_t
substituted_units(const struct order_change *expired, uint32_t line)
{
    int64_t units = 0;

    for (uint32_t i = 0; i < expired->substitute_count; i++)
        units += expired->substitutes[i].line == line ? expired->substitutes[i].quantity : 0;
    return units;
}

static void
return_uncollected(struct turn *turn, struct order *order, const struct order_change *expired)
{
    const uint32_t line_max = expired->line_count + expired->substitute_count;
    struct rma *came = store_draft_return(turn, order, line_max);
    struct return_command command = {
        .location = expired->location,
        .changes = arena_take(turn_arena(turn), line_max * sizeof *command.changes)};
    uint32_t at = 0;

    came->reference =
        arena_format(turn_arena(turn), "not collected: fulfillment order %lld",
                     (long long)expired->fulfillment_order_id);
    for (uint32_t i = 0; i < expired->line_count; i++) {
        const struct order_line *line = order_find_line(order, expired->lines[i].line, &at);
        const struct return_line as = {.line = line->line,
                                       .sku = line->sku,
                                       .reason = RETURN_UNDELIVERABLE,
                                       .unit_price_minor = line->unit_price_minor};
        const int64_t own = expired->lines[i].quantity - substituted_units(expired, line->line);

        if (own > 0)
            add_line(came, &as, expired->location, &command, own);
        add_substitutes(came, order, line, expired, &command);
    }
    came->status = return_step(RETURN_NONE, ON_RETURN_ASKED)->to;
    struct rma *rma = store_add_return(turn, came);
    wire_say_return_requested(turn, order, rma);
    rma->status = return_step(rma->status, ON_GOODS_CAME)->to;
    wire_say_return_received(turn, order, rma, &command);
}

/* PickupExpired -> OrderCancelRequested, or ReturnRequested and ReturnReceived */
void
on_pickup_expired(struct turn *turn, const struct input *input)
{
    const struct order_change *expired = input->message;
    struct order *order = order_to_change(turn, expired->order_id);
    int64_t units = 0;
    uint32_t at = 0;

    for (uint32_t i = 0; i < expired->line_count; i++) {
        const struct line_change *line = &expired->lines[i];

        (void)line_to_change(turn, order, line->line, line->sku, &at);
        units += line->quantity;
    }
    timeline_heard(turn, order, expired->fulfillment_order_id, units);
    if (expired->came_from_elsewhere)
        return_uncollected(turn, order, expired);
    else
        cancel_uncollected(turn, order, expired);
}

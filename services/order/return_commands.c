/* See return_commands.h. */
#include "services/order/return_commands.h"

#include <string.h>

#include "services/order/handlers.h"
#include "services/order/steps.h"

void
reject_return(struct turn *turn, const char *reason)
{
    turn_reject(turn, reason, NULL);
}

bool
take_return_step(struct turn *turn, struct rma *rma, enum return_happening on)
{
    const enum return_status status = return_status_at(rma, turn_now_us(turn));
    const struct return_step *step = return_step(status, on);

    if (step == NULL) {
        reject_return(turn, arena_format(turn_arena(turn), "return %lld is %s",
                                         (long long)rma->return_id, return_status_name(status)));
        return false;
    }
    rma->status = step->to;
    return true;
}

void
want_return(struct turn *turn, const struct input *input)
{
    const struct return_command *command = input->message;

    store_want_return(turn, command->return_id);
}

struct rma *
find_return(struct turn *turn, const struct input *input)
{
    const struct return_command *command = input->message;
    struct rma *rma = store_find_return(turn, command->return_id);

    if (rma == NULL) {
        turn_not_found(turn, "return_id",
                       arena_format(turn_arena(turn), "there is no return %lld",
                                    (long long)command->return_id));
        return NULL;
    }
    if (!may_act_for(input->from, rma->channel)) {
        deny_channel(turn);
        return NULL;
    }
    return rma;
}

bool
is_at_own_location(struct turn *turn, const struct input *input)
{
    const struct return_command *command = input->message;

    if (input->from->role != ROLE_WAREHOUSE || strcmp(input->from->subject, command->location) == 0)
        return true;
    turn_deny(turn, "this key acts for another location");
    return false;
}

const struct order *
keep_return(struct turn *turn, struct rma *rma, const struct rma *changed)
{
    struct order *order = changed->order_id != 0 ? store_find_order(turn, changed->order_id) : NULL;
    const bool staged = rma->staged;

    *rma = *changed;
    rma->staged = staged;
    store_change_return(turn, rma);
    if (order != NULL)
        store_change_order(turn, order);
    return order;
}

struct return_command
copy_return_command(struct turn *turn, const struct input *input)
{
    struct return_command command = *(const struct return_command *)input->message;

    command.changes = arena_copy(turn_arena(turn), command.changes,
                                 command.change_count * sizeof *command.changes);
    return command;
}

void
accept_return(struct turn *turn, const struct rma *rma)
{
    turn_accept(turn, wire_return_reply(turn_arena(turn), rma));
}

void
reject_return_line(struct turn *turn, const struct return_change *change, const char *why)
{
    const char *what = change->line != 0 ? arena_format(turn_arena(turn), "line %u", change->line)
                                         : arena_format(turn_arena(turn), "SKU %s", change->sku);

    reject_return(turn, arena_format(turn_arena(turn), "%s: %s", what, why));
}

const struct order_line *
line_of_order(const struct order *order, const struct return_change *change)
{
    for (uint32_t i = 0; order != NULL && i < order->line_count; i++) {
        const struct order_line *line = &order->lines[i];

        if ((change->line == 0 || change->line == line->line) &&
            (change->sku[0] == '\0' || strcmp(change->sku, line->sku) == 0))
            return line;
    }
    return NULL;
}

struct return_line *
line_of_return(const struct rma *rma, const struct return_change *change)
{
    for (uint32_t i = 0; i < rma->line_count; i++) {
        struct return_line *line = &rma->lines[i];

        if ((change->line == 0 || change->line == line->line) &&
            (change->sku[0] == '\0' || strcmp(change->sku, line->sku) == 0))
            return line;
    }
    return NULL;
}

void
authorize_return(struct turn *turn, struct rma *rma, int64_t expires_at_us)
{
    const int64_t days = service_setting("CROSSDOCK_RETURN_EXPIRY_DAYS");

    rma->expires_at_us =
        expires_at_us != 0 ? expires_at_us : turn_now_us(turn) + days * RETURN_DAY_US;
}

/* ResolveReturn: what is owed to the customer. */
#include "services/order/handlers.h"
#include "services/order/return_commands.h"

/* Names the lines of the command in full, with the money owed. False: the command is answered. */
static bool
resolve_lines(struct turn *turn, struct rma *rma, const struct return_command *command,
              int64_t *amount_minor, bool *is_refunded)
{
    for (uint32_t i = 0; i < command->change_count; i++) {
        struct return_change *change = &command->changes[i];
        struct return_line *line = line_of_return(rma, change);
        int64_t due_minor = 0;
        const char *why = line != NULL ? resolve_return(line, change->resolution, change->quantity,
                                                        change->refund_minor, &due_minor)
                                       : "not in the return";

        if (why == NULL && __builtin_add_overflow(*amount_minor, due_minor, amount_minor))
            why = "the amount is beyond all bounds";
        if (why != NULL) {
            reject_return_line(turn, change, why);
            return false;
        }
        change->line = line->line;
        change->sku = line->sku;
        change->refund_minor = due_minor;
        *is_refunded |= change->resolution == RESOLUTION_REFUND;
    }
    return true;
}

/* ResolveReturn -> ReturnResolved, and when something is refunded RefundDue */
void
on_resolve_return(struct turn *turn, const struct input *input)
{
    const struct return_command command = copy_return_command(turn, input);
    struct rma *rma = find_return(turn, input);
    int64_t amount_minor = 0;
    bool is_refunded = false;

    if (rma == NULL)
        return;
    struct rma *changed = store_copy_return(turn, rma, 0);
    if (!resolve_lines(turn, changed, &command, &amount_minor, &is_refunded) ||
        !take_return_step(turn, changed, return_settled_happening(changed)))
        return;

    const struct order *order = keep_return(turn, rma, changed);
    wire_say_return_resolved(turn, order, rma, &command);
    if (is_refunded)
        wire_say_refund_due(turn, order, rma, &command, amount_minor);
    accept_return(turn, rma);
}

/* InspectReturn: what the goods are good for. */
#include "services/order/handlers.h"
#include "services/order/return_commands.h"

/* Names the lines of the command in full. False: the command is answered. */
static bool
inspect_lines(struct turn *turn, struct rma *rma, const struct return_command *command)
{
    for (uint32_t i = 0; i < command->change_count; i++) {
        struct return_change *change = &command->changes[i];
        struct return_line *line = line_of_return(rma, change);
        struct return_part *part =
            line != NULL ? return_find_part(rma, line->line, command->location) : NULL;
        const char *why = part != NULL
                              ? inspect_return(line, part, change->disposition, change->quantity)
                              : "nothing of it came there";

        if (why != NULL) {
            reject_return_line(turn, change, why);
            return false;
        }
        change->line = line->line;
        change->sku = line->sku;
    }
    return true;
}

/* InspectReturn -> ReturnInspected */
void
on_inspect_return(struct turn *turn, const struct input *input)
{
    const struct return_command command = copy_return_command(turn, input);
    struct rma *rma = is_at_own_location(turn, input) ? find_return(turn, input) : NULL;

    if (rma == NULL)
        return;
    struct rma *changed = store_copy_return(turn, rma, 0);
    if (!inspect_lines(turn, changed, &command) ||
        !take_return_step(turn, changed, return_inspected_happening(changed)))
        return;
    wire_say_return_inspected(turn, keep_return(turn, rma, changed), rma, &command);
    accept_return(turn, rma);
}

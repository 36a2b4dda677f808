/* ReceiveReturn: goods came back, in parts, more than was asked for, or without anybody having
 * asked. */
#include "services/order/handlers.h"
#include "services/order/return_commands.h"
#include "services/order/store_locations.h"

void
want_return_to_receive(struct turn *turn, const struct input *input)
{
    const struct return_command *command = input->message;

    if (command->return_id != 0)
        store_want_return(turn, command->return_id);
    else if (command->order_id != 0)
        store_want_order(turn, command->order_id);
}

/* The first number that neither the order nor the return has. */
static uint32_t
free_number(const struct rma *rma, const struct order *order)
{
    uint32_t number = 1;

    while (return_find_line(rma, number) != NULL ||
           line_of_order(order, &(struct return_change){.line = number, .sku = ""}) != NULL)
        number++;
    return number;
}

/* The line of the goods, a new one if need be: also what nobody asked for is recorded, even what
 * the order did not hold. NULL: *why not. */
static struct return_line *
line_of_goods(struct turn *turn, struct rma *rma, const struct order *order,
              const struct return_change *change, const char **why)
{
    struct return_line *line = line_of_return(rma, change);
    const struct order_line *ordered = line_of_order(order, change);
    const char *sku = store_find_sku(turn, change->sku);

    if (line != NULL)
        return line;
    if (rma->line_count == RETURN_LINES_MAX) {
        *why = "more lines than a return can have";
        return NULL;
    }
    line = &rma->lines[rma->line_count];
    if (ordered != NULL)
        *line = (struct return_line){.line = ordered->line,
                                     .sku = ordered->sku,
                                     .unit_price_minor = ordered->unit_price_minor};
    else if (sku == NULL)
        *why = change->sku[0] == '\0' ? "not in the order" : "nobody knows this SKU";
    else if (change->line != 0 && (order != NULL || return_find_line(rma, change->line) != NULL))
        *why = "another SKU; leave the line out for goods that the order did not hold";
    else
        *line = (struct return_line){
            .line = change->line != 0 ? change->line : free_number(rma, order), .sku = sku};
    if (*why != NULL)
        return NULL;
    rma->line_count++;
    return line;
}

static struct return_part *
part_of_goods(struct rma *rma, uint32_t line, const char *location)
{
    struct return_part *part = return_find_part(rma, line, location);

    if (part == NULL && rma->part_count < RETURN_PARTS_MAX) {
        part = &rma->parts[rma->part_count++];
        *part = (struct return_part){.location = location, .line = line};
    }
    return part;
}

/* Names the lines of the command in full. False: the command is answered. */
static bool
receive_lines(struct turn *turn, struct rma *rma, const struct order *order,
              const struct return_command *command)
{
    for (uint32_t i = 0; i < command->change_count; i++) {
        struct return_change *change = &command->changes[i];
        const char *why = NULL;
        struct return_line *line = line_of_goods(turn, rma, order, change, &why);
        struct return_part *part =
            line != NULL ? part_of_goods(rma, line->line, command->location) : NULL;

        if (part == NULL) {
            reject_return_line(turn, change, why != NULL ? why : "it came to too many locations");
            return false;
        }
        receive_return(line, part, change->quantity);
        change->line = line->line;
        change->sku = line->sku;
    }
    return true;
}

static void
receive_blind(struct turn *turn, const struct return_command *command)
{
    struct order *order = command->order_id != 0 ? store_find_order(turn, command->order_id) : NULL;

    if (command->order_id != 0 && order == NULL) {
        turn_not_found(
            turn, "order_id",
            arena_format(turn_arena(turn), "there is no order %lld", (long long)command->order_id));
        return;
    }
    struct rma *came = store_draft_return(turn, order, command->change_count);
    came->blind = true;
    if (!receive_lines(turn, came, order, command) || !take_return_step(turn, came, ON_CAME_BLIND))
        return;

    struct rma *rma = store_add_return(turn, came);
    if (order != NULL)
        store_change_order(turn, order);
    wire_say_return_received(turn, order, rma, command);
    accept_return(turn, rma);
}

/* ReceiveReturn -> ReturnReceived */
void
on_receive_return(struct turn *turn, const struct input *input)
{
    const struct return_command command = copy_return_command(turn, input);

    if (!is_at_own_location(turn, input))
        return;
    if (!store_knows_location(turn, command.location)) {
        reject_return(turn, "nobody knows this location");
        return;
    }
    if (command.return_id == 0) {
        receive_blind(turn, &command);
        return;
    }
    struct rma *rma = find_return(turn, input);
    if (rma == NULL)
        return;
    if (command.order_id != 0 && command.order_id != rma->order_id) {
        reject_return(turn, arena_format(turn_arena(turn), "return %lld is of another order",
                                         (long long)rma->return_id));
        return;
    }

    struct rma *changed = store_copy_return(turn, rma, command.change_count);
    const struct order *order = rma->order_id != 0 ? store_find_order(turn, rma->order_id) : NULL;
    if (!receive_lines(turn, changed, order, &command) ||
        !take_return_step(turn, changed, ON_GOODS_CAME))
        return;
    wire_say_return_received(turn, keep_return(turn, rma, changed), rma, &command);
    accept_return(turn, rma);
}

/*
 * Rule: whoever holds units of an item, or waits for them, can be found: the lines of all open
 * reservations of the item stand in a list, the older order first.
 *
 * Orders come in the order of their ids; the few that come back are put in their place.
 */
#include "services/inventory/core/inventory.h"

static void
add_line(const struct keeper *keeper, struct reservation_line *line)
{
    struct item *item = line->item;
    struct reservation_line *before = item->lines_last;

    while (before != NULL && before->of->order_id > line->of->order_id)
        before = before->previous_of_item;
    struct reservation_line **forward =
        before != NULL ? &before->next_of_item : &item->lines_first;
    struct reservation_line **back =
        *forward != NULL ? &(*forward)->previous_of_item : &item->lines_last;

    keep(keeper, forward, sizeof *forward);
    keep(keeper, back, sizeof *back);
    line->previous_of_item = before; /* the line is new, or kept by who takes it back */
    line->next_of_item = *forward;
    *forward = line;
    *back = line;
}

void
holders_add(const struct keeper *keeper, struct reservation *reservation)
{
    for (uint32_t i = 0; i < reservation->line_count; i++)
        add_line(keeper, &reservation->lines[i]);
}

void
holders_remove(const struct keeper *keeper, struct reservation *reservation)
{
    for (uint32_t i = 0; i < reservation->line_count; i++) {
        struct reservation_line *line = &reservation->lines[i];
        struct reservation_line **forward = line->previous_of_item != NULL
                                                ? &line->previous_of_item->next_of_item
                                                : &line->item->lines_first;
        struct reservation_line **back = line->next_of_item != NULL
                                             ? &line->next_of_item->previous_of_item
                                             : &line->item->lines_last;
        keep(keeper, forward, sizeof *forward);
        keep(keeper, back, sizeof *back);
        *forward = line->next_of_item;
        *back = line->previous_of_item;
    }
}

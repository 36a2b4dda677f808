/*
 * Rule: what a cart holds is nobody else's until the hold expires, is given back, or becomes an
 * order.
 *
 * The units count as taken in every promise. But a hold is not an order: when stock is lost, no
 * order loses its promise to keep a cart filled; whoever orders then gets what is there.
 */
#include "services/inventory/core/inventory.h"

void
cart_hold_begin(const struct keeper *keeper, struct cart_hold *hold)
{
    for (uint32_t i = 0; i < hold->line_count; i++) {
        struct hold_line *line = &hold->lines[i];
        struct item *item = line->item;
        assert(line->units > 0);
        keep_item(keeper, item);
        item->held += line->units;
        channel_note(keeper, line->allotment, line->units);
        if (item->holds != NULL) {
            keep(keeper, item->holds, sizeof *item->holds);
            item->holds->previous_of_item = line;
        }
        line->of = hold; /* the hold is new, or kept by who takes it back */
        line->previous_of_item = NULL;
        line->next_of_item = item->holds;
        item->holds = line;
    }
}

void
cart_hold_end(const struct keeper *keeper, struct cart_hold *hold)
{
    for (uint32_t i = 0; i < hold->line_count; i++) {
        struct hold_line *line = &hold->lines[i];
        keep_item(keeper, line->item);
        line->item->held -= line->units;
        channel_note(keeper, line->allotment, -line->units);
        struct hold_line **forward = line->previous_of_item != NULL
                                         ? &line->previous_of_item->next_of_item
                                         : &line->item->holds;
        keep(keeper, forward, sizeof *forward);
        *forward = line->next_of_item;
        if (line->next_of_item == NULL)
            continue;
        keep(keeper, line->next_of_item, sizeof *line->next_of_item);
        line->next_of_item->previous_of_item = line->previous_of_item;
    }
}

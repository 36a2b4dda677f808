/*
 * Said once, at the end of the turn in which it happened: an item ran low, or is not low any more.
 */
#include "services/inventory/handlers.h"
#include "services/inventory/steps.h"
#include "services/inventory/store.h"
#include "services/inventory/wire_insight.h"

void
on_low_stock(struct turn *turn, const struct input *input)
{
    const struct books *books = turn_state(turn);

    (void)input;
    for (struct item *item = books->changed.items; item != NULL; item = item->next_changed) {
        const enum low_change change = low_stock_change(item);
        if (change == LOW_SAME)
            continue;
        journal_keep(turn_journal(turn), &item->is_low, sizeof item->is_low);
        item->is_low = change == LOW_BEGINS;
        store_note_low(turn, item);
        wire_say_low_stock(turn, item);
    }
}

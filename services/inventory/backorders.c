/*
 * Said once, at the end of the turn in which it happened: another number of units of an item waits.
 *
 * What was said is not kept in a row: a turn says what it changes, or neither is done. Only what
 * waited before an upgrade has never been said; so after a start what waits is said once more, some
 * items with each turn. It is a total, so twice does no harm.
 */
#include "services/inventory/handlers.h"
#include "services/inventory/steps.h"
#include "services/inventory/store.h"
#include "services/inventory/wire_insight.h"

#define WALK_ITEMS 1000 /* looked at by one turn while some are untold */

static void
tell(struct turn *turn, struct item *item)
{
    struct books *books = turn_state(turn);

    if (item->backorders_told == BACKORDERS_UNTOLD) {
        journal_keep(turn_journal(turn), &books->untold, sizeof books->untold);
        books->untold--;
    }
    journal_keep(turn_journal(turn), &item->backorders_told, sizeof item->backorders_told);
    item->backorders_told = item->backordered;
    wire_say_backorders(turn, item);
}

/* Items that come meanwhile move others: then the walk begins again. */
static void
tell_untold(struct turn *turn)
{
    struct books *books = turn_state(turn);

    journal_keep(turn_journal(turn), &books->untold_at, sizeof books->untold_at);
    for (int looks = 0; looks < WALK_ITEMS && books->untold > 0; looks++) {
        struct item *item = map_next(books->items, &books->untold_at);
        if (item == NULL)
            books->untold_at = 0;
        else if (item->backorders_told == BACKORDERS_UNTOLD)
            tell(turn, item);
    }
}

void
on_backorders(struct turn *turn, const struct input *input)
{
    const struct books *books = turn_state(turn);

    (void)input;
    for (struct item *item = books->changed.items; item != NULL; item = item->next_changed) {
        if (item->backordered != item->backorders_told)
            tell(turn, item);
    }
    if (books->untold > 0)
        tell_untold(turn);
}

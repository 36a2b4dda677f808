/*
 * Lots that are out. From the first turn of a day on, what has too few days left is not sellable; a
 * timer then books it as EXPIRED, so that the ledger and all who follow it know, too.
 *
 * What was told as unfit only becomes fit again by a movement: so before the shelf life of an item
 * is changed, what is out by the rule of before is booked (goods.c).
 */
#include <stdlib.h>

#include "services/inventory/books.h"
#include "services/inventory/handlers.h"
#include "services/inventory/holds.h"
#include "services/inventory/steps.h"
#include "services/inventory/store.h"

#define US_OF_DAY       ((int64_t)24 * 3600 * 1000000)
#define PILES_AT_A_TIME 1000 /* booked by one turn */

void
begin_turn(struct turn *turn)
{
    const struct keeper keeper = keeper_of(turn);

    books_begin_day(turn_state(turn), &keeper, (int32_t)(turn_now_us(turn) / US_OF_DAY));
    holds_expire(turn);
    store_load(turn);
}

/* Piles that are still AVAILABLE though their lot is out. */
struct expired {
    size_t count;
    struct pile *piles[PILES_AT_A_TIME];
};

static void
find_expired(const struct lot *lot, struct expired *expired)
{
    struct stock *stock = lot->is_out ? lot->item->stocks : NULL;

    for (; stock != NULL; stock = stock->next_of_item) {
        struct pile *pile = books_find_pile(stock, STOCK_AVAILABLE, lot);
        if (pile != NULL && pile->quantity > 0 && expired->count < PILES_AT_A_TIME)
            expired->piles[expired->count++] = pile;
    }
}

static int
compare_places(const void *left, const void *right)
{
    const struct pile *a = *(const struct pile *const *)left;
    const struct pile *b = *(const struct pile *const *)right;

    if (a->stock->location != b->stock->location)
        return a->stock->location->number < b->stock->location->number ? -1 : 1;
    return a->pile_id < b->pile_id ? -1 : a->pile_id > b->pile_id;
}

static void
post_expired(struct turn *turn, const struct input *input, struct pile *const *piles, size_t count)
{
    struct posting *posting =
        new_posting(turn, MOVEMENT_STATE_CHANGE, piles[0]->stock->location, "expired", 2 * count);

    posting->actor = "clock";
    posting->cause = wire_text_of_id(turn, "expired ", posting->first_movement_id);
    for (size_t i = 0; i < count; i++)
        post_state_change(turn, posting,
                          &(struct goods){.item = piles[i]->stock->item,
                                          .units = piles[i]->quantity,
                                          .state = STOCK_AVAILABLE,
                                          .lot = piles[i]->lot->code,
                                          .bin = ""},
                          STOCK_EXPIRED);
    close_posting(turn, input, posting);
}

/* One posting for each location. */
static void
post_all_expired(struct turn *turn, const struct input *input, struct expired *expired)
{
    struct pile **piles = expired->piles;

    qsort(piles, expired->count, sizeof *piles, compare_places);
    for (size_t from = 0, to = 0; from < expired->count; from = to) {
        while (to < expired->count && piles[to]->stock->location == piles[from]->stock->location)
            to++;
        post_expired(turn, input, piles + from, to - from);
    }
}

void
expire_lots(struct turn *turn, const struct input *input, const struct item *item)
{
    if (item->lots == NULL)
        return;
    struct expired *expired = arena_take(turn_arena(turn), sizeof *expired);
    do {
        expired->count = 0;
        for (const struct lot *lot = item->lots; lot != NULL; lot = lot->next_of_item)
            find_expired(lot, expired);
        post_all_expired(turn, input, expired);
    } while (expired->count == PILES_AT_A_TIME);
}

void
on_expiry_timer(struct turn *turn, const struct input *input)
{
    struct books *books = turn_state(turn);
    size_t at = 0;

    if (!books->expiry_due)
        return;
    struct expired *expired = arena_take(turn_arena(turn), sizeof *expired);
    for (struct lot *lot; (lot = map_next(books->lots, &at)) != NULL;)
        find_expired(lot, expired);
    post_all_expired(turn, input, expired);
    journal_keep(turn_journal(turn), &books->expiry_due, sizeof books->expiry_due);
    books->expiry_due = expired->count == PILES_AT_A_TIME; /* there may be more */
}

/*
 * Rule: the totals of an item are what its stock and its cart holds add up to, and stock what lies in its piles.
 */
#include "services/inventory/core/inventory.h"

static bool
stock_adds_up(const struct stock *stock)
{
    int64_t unavailable = 0;

    for (const struct pile *pile = stock->piles; pile != NULL; pile = pile->next) {
        if (pile->state == STOCK_AVAILABLE && pile->lot == NULL)
            return false;
        unavailable += !pile_is_fit(pile) && pile->quantity > 0 ? pile->quantity : 0;
    }
    return stock->unavailable == unavailable;
}

bool
item_adds_up(const struct item *item)
{
    int64_t on_hand = 0, unavailable = 0, sellable = 0, held = 0;

    for (const struct stock *stock = item->stocks; stock != NULL; stock = stock->next_of_item) {
        on_hand += stock->on_hand;
        unavailable += stock->unavailable;
        sellable += sellable_at(stock);
        if (!stock_adds_up(stock))
            return false;
    }
    for (const struct hold_line *line = item->holds; line != NULL; line = line->next_of_item)
        held += line->units;
    return item->on_hand == on_hand && item->held == held && item->unavailable == unavailable &&
           item->sellable == sellable && item->reserved >= 0 &&
           item->backordered >= 0 && item->recalling >= 0;
}

bool
item_promises_add_up(const struct item *item)
{
    int64_t reserved = 0, backordered = 0, recalling = 0;

    for (const struct reservation_line *line = item->lines_first; line != NULL;
         line = line->next_of_item) {
        reserved += line->promised;
        backordered += line->backordered;
        recalling += line->recalling;
    }
    return item->reserved == reserved && item->backordered == backordered &&
           item->recalling == recalling;
}

/*
 * Rule: goods come, go, or were miscounted; the books follow, and by correction never go below 0.
 *
 * What is neither in a lot nor in another state than AVAILABLE is not kept as a pile: it is what
 * remains of on_hand. So plain goods cost one number. Only a shipment may leave a balance below 0
 * (ship_stock.c): its goods have left, whatever the books say.
 */
#include "services/inventory/core/inventory.h"

int64_t
stock_plain(const struct stock *stock)
{
    int64_t units = stock->on_hand;

    for (const struct pile *pile = stock->piles; pile != NULL; pile = pile->next)
        units -= pile->quantity;
    return units;
}

enum move_outcome
move_stock_check(const struct stock *stock, int64_t there, int64_t quantity)
{
    const int64_t on_hand = stock != NULL ? stock->on_hand : 0;

    if (quantity < 0 && there + quantity < 0)
        return MOVE_BELOW_ZERO;
    if (on_hand + quantity > ON_HAND_MAX)
        return MOVE_TOO_MUCH;
    return MOVE_OK;
}

/* A lot of which more left than was known does not make others fit. */
static void
sum_unavailable(struct stock *stock)
{
    int64_t units = 0;

    for (const struct pile *pile = stock->piles; pile != NULL; pile = pile->next)
        units += !pile_is_fit(pile) && pile->quantity > 0 ? pile->quantity : 0;
    stock->item->unavailable += units - stock->unavailable;
    stock->unavailable = units;
}

void
stock_refit(const struct keeper *keeper, struct stock *stock)
{
    const int64_t sellable_before = sellable_at(stock);

    keep_stock(keeper, stock);
    keep_item(keeper, stock->item);
    sum_unavailable(stock);
    stock->item->sellable += sellable_at(stock) - sellable_before;
}

void
move_stock(const struct keeper *keeper, struct stock *stock, struct pile *pile, int64_t quantity)
{
    struct item *item = stock->item;
    const int64_t sellable_before = sellable_at(stock);

    keep_stock(keeper, stock);
    keep_item(keeper, item);
    stock->on_hand += quantity;
    item->on_hand += quantity;
    if (pile != NULL) {
        keep(keeper, &pile->quantity, sizeof pile->quantity);
        pile->quantity += quantity;
        sum_unavailable(stock);
    }
    item->sellable += sellable_at(stock) - sellable_before;
}

/*
 * Rule: goods come, go, or were miscounted; the books follow, and by correction never go below 0.
 *
 * Only a shipment may leave a balance below 0 (ship_stock.c): its goods have left, whatever the
 * books say.
 */
#include "services/inventory/core/inventory.h"

enum move_outcome
move_stock_check(const struct stock *stock, int64_t quantity)
{
    const int64_t on_hand = stock != NULL ? stock->on_hand : 0;

    if (quantity < 0 && on_hand + quantity < 0)
        return MOVE_BELOW_ZERO;
    if (on_hand + quantity > ON_HAND_MAX)
        return MOVE_TOO_MUCH;
    return MOVE_OK;
}

void
move_stock(const struct keeper *keeper, struct stock *stock, int64_t quantity)
{
    struct item *item = stock->item;
    const int64_t sellable_before = sellable_at(stock);

    keep_stock(keeper, stock);
    keep_item(keeper, item);
    stock->on_hand += quantity;
    item->on_hand += quantity;
    item->sellable += sellable_at(stock) - sellable_before;
}

/*
 * Rule: a SKU may be kept back at a location by its own number instead of the location's: by the
 * operator's, or else by planning's, when that is more than the location keeps back of every SKU.
 *
 * As with a closed location, more can then be promised than is sellable.
 */
#include "services/inventory/core/inventory.h"

void
change_safety_stock(const struct keeper *keeper, struct stock *stock, int64_t quantity)
{
    const int64_t sellable_before = sellable_at(stock);

    keep_stock(keeper, stock);
    keep_item(keeper, stock->item);
    stock->safety_stock = quantity;
    stock->item->sellable += sellable_at(stock) - sellable_before;
}

bool
change_held_back(const struct keeper *keeper, struct stock *stock, int64_t quantity)
{
    const int64_t sellable_before = sellable_at(stock), kept_before = kept_back(stock);

    keep_stock(keeper, stock);
    keep_item(keeper, stock->item);
    stock->held_back = quantity;
    stock->item->sellable += sellable_at(stock) - sellable_before;
    return kept_back(stock) != kept_before;
}

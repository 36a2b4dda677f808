/*
 * Rule: whatever changes an item or a balance says so first: for the undo, and for those that show
 * or judge the totals when the turn is over.
 */
#include "services/inventory/core/inventory.h"

void
keep_item(const struct keeper *keeper, struct item *item)
{
    keep(keeper, item, sizeof *item);
    if (keeper->changed == NULL || item->is_changed)
        return;
    keep(keeper, &keeper->changed->items, sizeof keeper->changed->items);
    item->is_changed = true;
    item->next_changed = keeper->changed->items;
    keeper->changed->items = item;
}

void
keep_stock(const struct keeper *keeper, struct stock *stock)
{
    keep(keeper, stock, sizeof *stock);
    if (keeper->changed == NULL || stock->is_changed)
        return;
    keep(keeper, &keeper->changed->stocks, sizeof keeper->changed->stocks);
    stock->is_changed = true;
    stock->next_changed = keeper->changed->stocks;
    keeper->changed->stocks = stock;
}

/*
 * Rule: whatever changes an item, a balance or a location says so first: for the undo, and for
 * those that show or judge it when the turn is over.
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

/* A promise changes a few numbers of a big struct, and there are many promises. */
void
keep_totals(const struct keeper *keeper, struct item *item)
{
    keep(keeper, &item->on_hand,
         offsetof(struct item, held) + sizeof item->held - offsetof(struct item, on_hand));
    if (keeper->changed != NULL && !item->is_changed)
        keep_item(keeper, item);
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

void
keep_location(const struct keeper *keeper, struct location *location)
{
    keep(keeper, location, sizeof *location);
    if (keeper->changed == NULL || location->is_changed)
        return;
    keep(keeper, &keeper->changed->locations, sizeof keeper->changed->locations);
    location->is_changed = true;
    location->next_changed = keeper->changed->locations;
    keeper->changed->locations = location;
}

/*
 * Rule: the stock of a closed location is not sellable, nor is what every location keeps back.
 *
 * Closing can leave an item with more promised than sellable; that shows in
 * available_to_promise() below 0, and nothing is promised until it is made good.
 */
#include "services/inventory/core/inventory.h"

void
change_location(const struct keeper *keeper, struct location *location, bool closed,
                int64_t safety_stock)
{
    if (location->closed == closed && location->safety_stock == safety_stock)
        return;

    for (struct stock *stock = location->stocks; stock != NULL; stock = stock->next_at_location) {
        keep_item(keeper, stock->item);
        stock->item->sellable -= sellable_at(stock);
    }

    keep_location(keeper, location);
    location->closed = closed;
    location->safety_stock = safety_stock;

    for (struct stock *stock = location->stocks; stock != NULL; stock = stock->next_at_location)
        stock->item->sellable += sellable_at(stock);
}

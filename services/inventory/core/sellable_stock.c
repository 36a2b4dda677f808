/*
 * Rule: only what lies at an open location, is fit for sale and is not kept back may be promised.
 *
 * A location never counts below 0: a negative one would eat the stock of the others.
 * What a shop is told is available and what a promise is checked against is the same function.
 */
#include "services/inventory/core/inventory.h"

bool
pile_is_fit(const struct pile *pile)
{
    return pile->state == STOCK_AVAILABLE && (pile->lot == NULL || !pile->lot->is_out);
}

int64_t
kept_back(const struct stock *stock)
{
    const int64_t of_location = stock->location->safety_stock;

    if (stock->safety_stock != SAFETY_STOCK_OF_LOCATION)
        return stock->safety_stock;
    return stock->held_back > of_location ? stock->held_back : of_location;
}

int64_t
sellable_at(const struct stock *stock)
{
    if (stock->location->closed)
        return 0;
    const int64_t free = stock->on_hand - stock->unavailable - kept_back(stock);
    return free > 0 ? free : 0;
}

int64_t
available_to_promise(const struct item *item)
{
    return item->sellable - item->reserved - item->held;
}

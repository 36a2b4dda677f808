/*
 * Rule: only what lies at an open location, is fit for sale and is not kept back may be promised.
 *
 * A location never counts below 0: a negative one would eat the stock of the others.
 * What a shop is told is available and what a promise is checked against is the same function.
 */
#include "services/inventory/core/inventory.h"

int64_t
sellable_at(const struct stock *stock)
{
    const struct location *location = stock->location;

    if (location->closed)
        return 0;
    const int64_t free = stock->on_hand - stock->unavailable - location->safety_stock;
    return free > 0 ? free : 0;
}

int64_t
available_to_promise(const struct item *item)
{
    return item->sellable - item->reserved;
}

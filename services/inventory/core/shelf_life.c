/*
 * Rule: a lot may be sold as long as enough days of its life are left.
 *
 * A lot that expires on day d has d - today days left, and may still be sold on day d, unless its
 * item asks for more days. A lot without an expiry is never out.
 */
#include "services/inventory/core/inventory.h"

bool
lot_is_out_on(const struct item *item, int32_t expires_on, int32_t day)
{
    return expires_on != 0 && (int64_t)expires_on - day < item->shelf_life_days_min;
}

void
lot_look(const struct keeper *keeper, struct lot *lot, int32_t day)
{
    const bool is_out = lot_is_out_on(lot->item, lot->expires_on, day);

    if (lot->is_out == is_out)
        return;
    keep(keeper, &lot->is_out, sizeof lot->is_out);
    lot->is_out = is_out;
    for (struct stock *stock = lot->item->stocks; stock != NULL; stock = stock->next_of_item) {
        if (stock->piles != NULL)
            stock_refit(keeper, stock);
    }
}

/*
 * Rule: of the lots at a place, what expires first leaves first.
 *
 * Used when the warehouse does not tell which lots it took. Lots that may be sold go first, in the
 * order of their expiry, then units without a lot, then lots that are out, booked as EXPIRED or not
 * yet (they may have been picked the day before): what left, left, so everything that can have left
 * comes before a balance below 0. That ends as units without a lot. What is damaged or on hold is
 * never taken: nobody picks it.
 */
#include "services/inventory/core/inventory.h"

size_t
stock_pile_count(const struct stock *stock)
{
    size_t count = 0;

    for (const struct pile *pile = stock->piles; pile != NULL; pile = pile->next)
        count++;
    return count;
}

/* Of the piles that may be sold, or of those that are out. Piles are in the order of their expiry.
 */
static size_t
take_lots(const struct stock *stock, bool fit, int64_t *left, struct share *shares)
{
    size_t count = 0;

    for (struct pile *pile = stock->piles; pile != NULL && *left > 0; pile = pile->next) {
        if ((pile->state != STOCK_AVAILABLE && pile->state != STOCK_EXPIRED) ||
            pile_is_fit(pile) != fit || pile->quantity <= 0)
            continue;
        const int64_t taken = pile->quantity < *left ? pile->quantity : *left;
        shares[count++] = (struct share){pile, taken};
        *left -= taken;
    }
    return count;
}

size_t
first_expired_first_out(const struct stock *stock, int64_t quantity, struct share *shares)
{
    int64_t left = quantity;
    size_t count = take_lots(stock, true, &left, shares);
    const int64_t plain = stock_plain(stock);
    int64_t of_plain = plain < 0 ? 0 : plain < left ? plain : left;

    left -= of_plain;
    count += take_lots(stock, false, &left, shares + count);
    of_plain += left;
    if (of_plain > 0)
        shares[count++] = (struct share){NULL, of_plain};
    return count;
}

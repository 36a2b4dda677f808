/*
 * Rule: a transfer may not take units that promises need. Units in transit are nobody's to sell, so
 * what leaves is lost to the promises until it arrives.
 */
#include "services/inventory/core/documents.h"

bool
transfer_keeps_promises(const struct stock *stock, int64_t units, int64_t unavailable)
{
    struct stock after = *stock;

    after.on_hand -= units;
    after.unavailable -= unavailable;
    const int64_t loss = sellable_at(stock) - sellable_at(&after);
    return loss <= 0 || available_to_promise(stock->item) - loss >= 0;
}

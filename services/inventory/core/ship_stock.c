/*
 * Rule: only promised units that routing has ship; what left, left.
 *
 * A shipment takes its units from what is promised and from the balance of its location
 * (move_stock.c). The balance may fall below 0 when the books knew of less than was really there:
 * the goods have physically left, so the movement is true. Such a location sells nothing until it
 * is counted.
 */
#include "services/inventory/core/inventory.h"

void
ship_stock(const struct keeper *keeper, struct reservation_line *line, int64_t quantity)
{
    assert(quantity > 0 && quantity <= routed_units(line));

    keep_units(keeper, line);
    keep_totals(keeper, line->item);
    line->promised -= quantity;
    line->shipped += quantity;
    line->kept = line->kept > quantity ? line->kept - quantity : 0;
    line->item->reserved -= quantity;
    channel_note(keeper, line->allotment, -quantity);
}

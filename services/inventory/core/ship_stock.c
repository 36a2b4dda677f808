/*
 * Rule: only promised units ship; what left, left.
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
    assert(quantity > 0 && quantity <= line->promised);

    keep(keeper, line, sizeof *line);
    keep_item(keeper, line->item);
    line->promised -= quantity;
    line->shipped += quantity;
    line->item->reserved -= quantity;
}

void
ship_booked(const struct keeper *keeper, struct reservation *reservation)
{
    bool promised = false, waits = false;

    for (uint32_t i = 0; i < reservation->line_count; i++) {
        promised |= reservation->lines[i].promised > 0;
        waits |= reservation->lines[i].backordered > 0;
    }
    reservation_step(keeper, reservation,
                     promised ? ON_SHIP_SOME
                     : waits  ? ON_SHIP_PROMISED
                              : ON_SHIP_LAST);
}

/*
 * Rule: only promised units ship; what left, left.
 *
 * A shipment takes its units from the balance of its location and from what is promised. The
 * balance may fall below 0 when the books knew of less than was really there: the goods have
 * physically left, so the movement is true. Such a location sells nothing until it is counted.
 */
#include "services/inventory/core/inventory.h"

void
ship_stock(const struct keeper *keeper, struct reservation_line *line, struct stock *stock,
           int64_t quantity)
{
    assert(stock->item == line->item);
    assert(quantity > 0 && quantity <= line->promised);

    keep(keeper, line, sizeof *line);
    line->promised -= quantity;
    line->shipped += quantity;
    move_stock(keeper, stock, -quantity); /* keeps the item */
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

/*
 * StockBackordered of an order that was changed: units that were added wait for stock.
 *
 * A promise takes undecided units first (apply_reservation_committed.c). One that inventory made
 * for waiting units, before it heard of the added ones, has taken these here. So when inventory
 * says that all of the added units wait, some of them may be booked as promised, and as many of
 * the others as waiting: the sums are right, and only what is still undecided is left to book.
 */
#include "services/order/core/apply.h"

const char *
apply_growth_backordered(struct line_counters *units, int64_t quantity)
{
    const int64_t undecided = units_undecided(units);

    if (quantity > undecided + units->backordered)
        return "more units backordered than are left of the line";

    units->backordered += quantity < undecided ? quantity : undecided;
    return NULL;
}

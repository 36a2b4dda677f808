/*
 * What is shown of a line while the two feeds are at different places.
 *
 * Routing behind inventory is the common case: promised units that are not yet planned are
 * reserved. Two cases are not so plain:
 *
 *  - Routing ahead of inventory: a plan is proof of a promise. The units it misses are taken from
 *    the undecided first, then from those that wait, as the promise itself will do.
 *  - A cancel gave units back: it takes the reserved ones first, then planned ones. Routing does
 * not tell this service which plans it dropped, so planned is cut to what is left of the order.
 *
 * The view order_line (sql/migrations) says the same in SQL; change both together.
 */
#include "services/order/core/line_shown.h"

static int64_t
smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t
larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

struct line_shown
line_shown(const struct line_counters *units)
{
    const int64_t undecided =
        units->ordered - units->cancelled - units->backordered - units->promised;
    const int64_t allocated =
        smaller(units->planned, units->ordered - units->cancelled - units->shipped);
    const int64_t promised = larger(units->promised, units->shipped + allocated);
    const int64_t ahead = promised - units->promised;
    const int64_t ahead_of_backorder = larger(0, ahead - undecided);
    const int64_t picked = smaller(units->picked, units->shipped + allocated);

    return (struct line_shown){
        .undecided = undecided - (ahead - ahead_of_backorder),
        .backordered = units->backordered - ahead_of_backorder,
        .reserved = promised - units->shipped - allocated,
        .allocated = allocated,
        .picked = larger(picked, units->shipped), /* what left was taken from a shelf */
    };
}

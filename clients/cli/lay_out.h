/*
 * Where stock lies when the data does not tell: a rule that is fair, repeatable and easy to check.
 *
 *   total(SKU)  = ceil(units sold x 1.15)
 *   places(SKU) = round(sqrt(orders that hold the SKU)), at least 1, at most the number of warehouses
 *                 and of units
 *   Which places: drawn without putting back. How much in each: by weights drawn from 1,024..4,095,
 *   one unit at least, the rounding's remainder to the first places drawn.
 *
 * All draws come from splitmix64, started with the seed and the SKU alone: the same seed gives the
 * same stock whatever else is sold. Integers only: the same on every machine.
 */
#ifndef CROSSDOCK_CLI_LAY_OUT_H
#define CROSSDOCK_CLI_LAY_OUT_H

#include <stddef.h>
#include <stdint.h>

struct lay_out_share {
    size_t warehouse; /* index, 0.. */
    int64_t units;
};

int64_t lay_out_total(int64_t units_sold);
size_t lay_out_places(int64_t orders, size_t warehouses, int64_t total);

/* Fills shares (room for `warehouses`), ordered by warehouse; returns how many. */
size_t lay_out(uint64_t seed, const char *sku, int64_t units_sold, int64_t orders, size_t warehouses,
               struct lay_out_share *shares);

#endif

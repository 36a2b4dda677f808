/*
 * Rule: a SKU that comes without a shelf place gets one that depends on its name alone.
 *
 * "A07-12-3" is aisle A (A-T), bay 07 (01-20), shelf 12 (01-30), level 3 (1-5): the 32-bit FNV-1a
 * hash of the SKU, spread over the 60,000 places. Several SKUs may share a place. The same SKU
 * has the same place at every location and after every restart.
 */
#include <string.h>

#include "services/inventory/core/inventory.h"

static char
digit(uint32_t value)
{
    return (char)('0' + value % 10);
}

void
assign_bin(const char *sku, char bin[BIN_BYTES_MAX + 1])
{
    uint32_t hash = 2166136261U;

    for (; *sku != '\0'; sku++)
        hash = (hash ^ (uint8_t)*sku) * 16777619U;

    const uint32_t aisle = hash % 20;
    const uint32_t bay = hash / 20 % 20 + 1;
    const uint32_t shelf = hash / 400 % 30 + 1;
    const uint32_t level = hash / 12000 % 5 + 1;
    const char text[] = {(char)('A' + aisle),
                         digit(bay / 10),
                         digit(bay),
                         '-',
                         digit(shelf / 10),
                         digit(shelf),
                         '-',
                         digit(level),
                         '\0'};
    memcpy(bin, text, sizeof text);
}

/*
 * Who can: the locations that may ship an order, and what they have free for it.
 */
#include "services/fulfillment-routing/request.h"

#include "services/fulfillment-routing/store.h"

const int64_t **
candidates_free(struct turn *turn, const struct order *order, const struct ask *lines,
                uint32_t line_count, size_t *location_count)
{
    struct memory *memory = store_memory(turn);
    struct arena *arena = turn_arena(turn);
    int64_t **rows = arena_take(arena, (memory->location_count + 1) * sizeof *rows);

    *location_count = 0;
    for (uint32_t line = 0; line < line_count; line++) {
        const struct sku *sku = lines[line].sku;
        for (uint32_t i = 0; i < sku->shelf_count; i++) {
            const struct shelf *shelf = &sku->shelves[i];
            const int64_t free = free_stock(shelf);
            if (free == 0 || memory->locations[shelf->location]->closed ||
                order_excludes(order, shelf->location))
                continue;
            if (rows[shelf->location] == NULL) {
                rows[shelf->location] = arena_take(arena, line_count * sizeof **rows);
                ++*location_count;
            }
            rows[shelf->location][line] = free;
        }
    }
    return (const int64_t **)rows;
}

/*
 * The stock view: by SKU, what stands at each location and how much of it is held.
 */
#include <stdlib.h>
#include <string.h>

#include "services/fulfillment-routing/memory.h"

struct sku *
sku_of(struct memory *memory, const char *code)
{
    struct sku *sku = map_find_text(memory->sku_by_code, code);

    if (sku == NULL) {
        sku = map_add_text(memory->sku_by_code, memory->journal, code, sizeof *sku);
        sku->code = map_text_of(sku);
    }
    return sku;
}

struct shelf *
shelf_find(const struct sku *sku, const struct location *location)
{
    for (uint32_t i = 0; i < sku->shelf_count; i++) {
        if (sku->shelves[i].location == location->number)
            return &sku->shelves[i];
    }
    return NULL;
}

static void
make_room(struct memory *memory, struct sku *sku)
{
    const uint32_t max = sku->shelf_max == 0 ? 4 : 2 * sku->shelf_max;
    struct shelf *fresh = calloc(max, sizeof *fresh);

    assert(fresh != NULL);
    if (sku->shelf_count > 0)
        memcpy(fresh, sku->shelves, sku->shelf_count * sizeof *fresh);
    memory_replaced(memory, sku->shelves, fresh);
    sku->shelves = fresh;
    sku->shelf_max = max;
}

/* Found or made. Shelves of this SKU may move. */
struct shelf *
shelf_of(struct memory *memory, struct sku *sku, const struct location *location)
{
    struct shelf *shelf = shelf_find(sku, location);

    if (shelf != NULL)
        return shelf;
    memory_keep(memory, sku, sizeof *sku);
    if (sku->shelf_count == sku->shelf_max)
        make_room(memory, sku);
    shelf = &sku->shelves[sku->shelf_count++];
    *shelf = (struct shelf){.location = location->number, .bin = ""};
    return shelf;
}

void
shelf_hold(struct memory *memory, struct sku *sku, const struct location *location, int64_t units)
{
    struct shelf *shelf = shelf_of(memory, sku, location);

    memory_keep(memory, &shelf->held, sizeof shelf->held);
    shelf->held += units;
    if (units > 0 && memory->regret.running)
        regret_add(memory, shelf, units);
    assert(shelf->held >= 0);
}

/* One copy of each bin's, lot's or channel's name, for ever. */
const char *
bin_of(struct memory *memory, const char *bin)
{
    if (bin[0] == '\0')
        return "";
    void *entry = map_find_text(memory->bins, bin);
    if (entry == NULL)
        entry = map_add_text(memory->bins, memory->journal, bin, 1);
    return map_text_of(entry);
}

void
shelves_close(struct memory *memory)
{
    const struct sku *sku;
    size_t at = 0;

    while ((sku = map_next(memory->sku_by_code, &at)) != NULL) {
        for (uint32_t i = 0; i < sku->shelf_count; i++)
            free(sku->shelves[i].lots);
        free(sku->shelves);
        free((void *)sku->substitutes);
    }
}

/*
 * What an item is, beyond its code: what routing needs to know of what inventory tells. An item
 * that was never told weighs nothing and may ship from anywhere.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "services/fulfillment-routing/handlers.h"
#include "services/fulfillment-routing/store.h"

struct gtin_owner {
    struct sku *sku;
};

struct sku *
sku_by_gtin(const struct memory *memory, int64_t gtin)
{
    const struct gtin_owner *owner = map_find(memory->sku_by_gtin, gtin);

    return owner == NULL ? NULL : owner->sku;
}

/* A GTIN that moved to another item is that one's from there on. */
static void
set_gtin(struct memory *memory, struct sku *sku, int64_t gtin)
{
    if (sku->gtin == gtin)
        return;
    if (sku->gtin != 0 && sku_by_gtin(memory, sku->gtin) == sku)
        map_remove(memory->sku_by_gtin, memory->journal, sku->gtin);
    sku->gtin = gtin;
    if (gtin == 0)
        return;
    struct gtin_owner *owner = map_find(memory->sku_by_gtin, gtin);
    if (owner == NULL)
        owner = map_add(memory->sku_by_gtin, memory->journal, gtin, sizeof *owner);
    memory_keep(memory, owner, sizeof *owner);
    owner->sku = sku;
}

static void
set_substitutes(struct memory *memory, struct sku *sku, const struct item_change *change)
{
    struct substitutes *fresh = NULL;

    if (change->substitute_count == 0 && sku->substitutes == NULL)
        return;
    if (change->substitute_count > 0) {
        fresh = calloc(1, sizeof *fresh + change->substitute_count * sizeof *fresh->list);
        assert(fresh != NULL);
        for (size_t i = 0; i < change->substitute_count; i++)
            fresh->list[fresh->count++] = sku_of(memory, change->substitutes[i]);
    }
    memory_replaced(memory, (void *)sku->substitutes, fresh);
    sku->substitutes = fresh;
}

void
item_change(struct memory *memory, const struct item_change *change)
{
    struct sku *sku = sku_of(memory, change->sku);

    memory_keep(memory, sku, sizeof *sku);
    sku->told = true;
    sku->hazmat = change->hazmat;
    sku->oversize = change->oversize;
    sku->no_export = change->no_export;
    sku->weight_g = change->weight_g;
    sku->unit_cost_minor = change->unit_cost_minor;
    snprintf(sku->currency, sizeof sku->currency, "%s", change->currency);
    set_gtin(memory, sku, strtoll(change->gtin, NULL, 10));
    set_substitutes(memory, sku, change);
}

/* There is nothing to say of it but its name. */
static bool
is_plain(const struct item_change *change)
{
    return change->weight_g == 0 && change->unit_cost_minor == 0 && change->gtin[0] == '\0' &&
           !change->hazmat && !change->oversize && !change->no_export &&
           change->substitute_count == 0;
}

void
on_item_changed(struct turn *turn, const struct input *input)
{
    const struct item_change *change = input->message;
    struct memory *memory = store_memory(turn);
    struct sku *sku = map_find_text(memory->sku_by_code, change->sku);

    if (is_plain(change) && (sku == NULL || !sku->told))
        return;
    item_change(memory, change);
    store_note_item(turn, change);
    sku = sku_of(memory, change->sku);
    parked_stir(memory, sku);
}

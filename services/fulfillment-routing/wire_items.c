#include "services/fulfillment-routing/wire_items.h"

#include "crossdock/inventory/v1/inventory.pb-c.h"

#define WEIGHT_G_MAX    INT64_C(1000000000) /* 1,000 t: what is heavier counts as that */
#define COST_MINOR_MAX  INT64_C(1000000000000)
#define SUBSTITUTES_MAX 8

static int64_t
at_most(int64_t value, int64_t max)
{
    return value < 0 ? 0 : value > max ? max : value;
}

READ(read_item_changed)
{
    const Crossdock__Inventory__V1__ItemChanged *in =
        (const Crossdock__Inventory__V1__ItemChanged *)message;
    const Crossdock__Inventory__V1__Item *item = in->item;
    struct item_change *out = arena_take(arena, sizeof *out);

    if (item == NULL) {
        refuse(refusal, "item is missing");
        return NULL;
    }
    if (!check_text(item->sku, "sku", 1, 64, refusal) ||
        !check_text(item->currency, "currency", 0, 3, refusal) ||
        !check_text(item->gtin, "gtin", 0, 14, refusal))
        return NULL;
    if (item->n_substitutes > SUBSTITUTES_MAX) {
        refuse(refusal, "%zu substitutes, allowed are %d", item->n_substitutes, SUBSTITUTES_MAX);
        return NULL;
    }
    for (size_t i = 0; i < item->n_substitutes; i++) {
        if (!check_text(item->substitutes[i], "substitute", 1, 64, refusal))
            return NULL;
    }
    *out = (struct item_change){
        .sku = item->sku,
        .currency = item->currency,
        .gtin = item->gtin,
        .weight_g = at_most(item->weight_g, WEIGHT_G_MAX),
        .unit_cost_minor = at_most(item->unit_cost_minor, COST_MINOR_MAX),
        .hazmat = item->hazmat,
        .oversize = item->oversize,
        .no_export = item->no_export,
        .substitute_count = item->n_substitutes,
        .substitutes = (const char *const *)item->substitutes,
    };
    return out;
}

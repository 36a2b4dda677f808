/* Rule: a SKU is on one line only, so that a promise for it has one place to go. */
#include "services/order/core/first_of_equals.h"
#include "services/order/core/validate.h"

#include <string.h>

static bool
same_sku(const struct request_line *a, const struct request_line *b)
{
    return strcmp(a->sku, b->sku) == 0;
}

static uint64_t
hash_text(const char *text)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325); /* FNV-1a */

    for (; *text; text++)
        hash = (hash ^ (uint8_t)*text) * UINT64_C(0x100000001b3);
    return hash;
}

void
validate_sku_repeats(const struct placement *placement, struct defects *defects)
{
    const struct order_request *request = placement->request;
    struct equals equals;

    equals_start(&equals, request, same_sku);
    for (uint32_t i = 0; i < request->line_count; i++)
        if (!equals_is_first(&equals, i, hash_text(request->lines[i].sku)))
            defects_add(defects, DEFECT_SKU_DUPLICATE, request->lines[i].line, "sku",
                        "Another line has this SKU; add their quantities up.");
}

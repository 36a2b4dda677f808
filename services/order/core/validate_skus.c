/* Rule: every line names a SKU that inventory has told of. */
#include "services/order/core/validate.h"

#include <string.h>

void
validate_skus(const struct placement *placement, struct defects *defects)
{
    const struct order_request *request = placement->request;

    for (uint32_t i = 0; i < request->line_count; i++) {
        const struct request_line *line = &request->lines[i];
        const size_t bytes = strlen(line->sku);

        if (bytes < 1 || bytes > SKU_BYTES_MAX)
            defects_add(defects, DEFECT_SKU_INVALID, line->line, "sku", "A SKU is 1 to 64 bytes.");
        else if (placement->known_skus[i] == NULL)
            defects_add(defects, DEFECT_SKU_UNKNOWN, line->line, "sku",
                        "No item with this SKU is known.");
    }
}

/* Rule: the storefront's own number is there; with the channel it makes the order unique. */
#include "services/order/core/validate.h"

#include <string.h>

bool
external_id_is_valid(const char *external_id)
{
    const size_t bytes = strlen(external_id);

    return bytes >= 1 && bytes <= EXTERNAL_ID_BYTES_MAX;
}

void
validate_external_id(const struct placement *placement, struct defects *defects)
{
    if (!external_id_is_valid(placement->request->external_id))
        defects_add(defects, DEFECT_EXTERNAL_ID_INVALID, 0, "external_id",
                    "The storefront's own order number is 1 to 64 bytes.");
}

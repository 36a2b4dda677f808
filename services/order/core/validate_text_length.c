/* Rule: names and addresses fit on a label. */
#include "services/order/core/validate.h"

#include <string.h>

void
validate_text_length(const struct placement *placement, struct defects *defects)
{
    const struct order_request *request = placement->request;
    const struct {
        const char *field, *text;
    } texts[] = {
        {"destination.region", request->destination.region},
        {"destination.city", request->destination.city},
        {"destination.postal_code", request->destination.postal_code},
        {"recipient.name", request->recipient.name},
        {"recipient.street", request->recipient.street},
        {"recipient.phone", request->recipient.phone},
        {"recipient.email", request->recipient.email},
    };

    if (strlen(request->hold_id) > HOLD_ID_BYTES_MAX)
        defects_add(defects, DEFECT_TEXT_TOO_LONG, 0, "hold_id",
                    "The name of a cart hold is longer than 64 bytes.");
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (strlen(texts[i].text) > TEXT_BYTES_MAX)
            defects_add(defects, DEFECT_TEXT_TOO_LONG, 0, texts[i].field,
                        "The text is longer than 200 bytes.");
}

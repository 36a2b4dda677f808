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
        {"destination.region", request->region},
        {"destination.city", request->city},
        {"destination.postal_code", request->postal_code},
        {"recipient.name", request->recipient.name},
        {"recipient.street", request->recipient.street},
        {"recipient.phone", request->recipient.phone},
        {"recipient.email", request->recipient.email},
    };

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (strlen(texts[i].text) > TEXT_BYTES_MAX)
            defects_add(defects, DEFECT_TEXT_TOO_LONG, 0, texts[i].field,
                        "The text is longer than 200 bytes.");
}

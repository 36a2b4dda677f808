/* Rule: prices are in a currency that exists; an order without prices needs none. */
#include "services/order/core/code_list.h"
#include "services/order/core/validate.h"

static bool
has_price(const struct order_request *request)
{
    for (uint32_t i = 0; i < request->line_count; i++)
        if (request->lines[i].unit_price_minor != 0)
            return true;
    return false;
}

void
validate_currency(const struct placement *placement, struct defects *defects)
{
    const struct order_request *request = placement->request;

    if (!request->currency[0]) {
        if (has_price(request))
            defects_add(defects, DEFECT_CURRENCY_UNKNOWN, 0, "currency",
                        "Lines have prices, but the order has no currency.");
    } else if (!code_list_has(&currencies, request->currency)) {
        defects_add(defects, DEFECT_CURRENCY_UNKNOWN, 0, "currency",
                    "The currency is not a three-letter code of ISO 4217, like EUR.");
    }
}

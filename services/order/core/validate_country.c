/* Rule: goods go to a country that exists; only an order whose address is known to be incomplete
 * may name none. */
#include "services/order/core/code_list.h"
#include "services/order/core/validate.h"

void
validate_country(const struct placement *placement, struct defects *defects)
{
    const struct order_request *request = placement->request;

    if (request->address_incomplete && request->destination.country[0] == '\0')
        return;
    if (!code_list_has(&countries, request->destination.country))
        defects_add(defects, DEFECT_COUNTRY_UNKNOWN, 0, "destination.country",
                    "The country is not a two-letter code of ISO 3166-1, like GB.");
}

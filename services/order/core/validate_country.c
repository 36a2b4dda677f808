/* Rule: goods go to a country that exists. */
#include "services/order/core/code_list.h"
#include "services/order/core/validate.h"

void
validate_country(const struct placement *placement, struct defects *defects)
{
    if (!code_list_has(&countries, placement->request->country))
        defects_add(defects, DEFECT_COUNTRY_UNKNOWN, 0, "destination.country",
                    "The country is not a two-letter code of ISO 3166-1, like GB.");
}

/*
 * Rule: a day of delivery is yesterday at the earliest (it may still be yesterday where the goods
 * go) and ten years away at the latest; goods are collected at a location that is known.
 *
 * Whether customers can collect there is routing's business: a location may begin or cease to.
 */
#include "services/order/core/validate.h"

#define DAY_US (INT64_C(24) * 60 * 60 * 1000000)

void
validate_terms(const struct placement *placement, struct defects *defects)
{
    const struct delivery_terms *terms = &placement->request->terms;
    const int64_t today = placement->now_us / DAY_US;

    if (terms->deliver_by_day != 0 && (terms->deliver_by_day < today - 1 ||
                                       terms->deliver_by_day > today + DELIVER_BY_DAYS_MAX))
        defects_add(defects, DEFECT_DELIVER_BY_INVALID, 0, "terms.deliver_by_day",
                    "The day has passed, or is more than 3,650 days away.");
    if (terms->pickup_location[0] != '\0' && !placement->pickup_known)
        defects_add(defects, DEFECT_PICKUP_UNKNOWN, 0, "terms.pickup_location",
                    "There is no such location.");
}

/* Rule: nobody buys tomorrow. A day is allowed for clocks that are wrong. */
#include "services/order/core/validate.h"

#define DAY_US (INT64_C(24) * 60 * 60 * 1000000)

void
validate_placed_at(const struct placement *placement, struct defects *defects)
{
    const int64_t placed_at_us = placement->request->placed_at_us;

    if (placed_at_us < 0 || placed_at_us > placement->now_us + DAY_US)
        defects_add(defects, DEFECT_PLACED_AT_INVALID, 0, "placed_at_us",
                    "The time of purchase lies before 1970 or more than a day ahead.");
}

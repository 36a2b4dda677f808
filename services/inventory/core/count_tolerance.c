/*
 * Rule: a difference up to the tolerance is booked at once; a greater one is counted again. The
 * tolerance is the larger of so many units and so many percent of what the books say, rounded down.
 */
#include "services/inventory/core/documents.h"

bool
count_tolerance(int64_t on_hand, int64_t difference, int64_t tolerance_units,
                int32_t tolerance_percent)
{
    const int64_t books = on_hand < 0 ? -on_hand : on_hand;
    const int64_t by_percent =
        books / 100 * tolerance_percent + books % 100 * tolerance_percent / 100;
    const int64_t allowed = tolerance_units > by_percent ? tolerance_units : by_percent;

    return (difference < 0 ? -difference : difference) <= allowed;
}

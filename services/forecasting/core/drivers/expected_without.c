/*
 * What would have been sold on some days had nothing special been: the level of the eight weeks
 * before, with the weekdays of those eight weeks.
 *
 * The days before, not those around: after a promotion people have their shelves full, and that is
 * an effect of the promotion as well.
 */
#include <math.h>

#include "services/forecasting/core/drivers/lifts.h"

#define DAYS_BEFORE 56
#define DAYS_KNOWN  7

bool
expected_without(const double *values, int count, int32_t first_day, int32_t from, int days,
                 double *expected)
{
    const int64_t end = (int64_t)from - first_day; /* one behind the newest day before */
    const int64_t stop = end < count ? end : count;
    const int64_t begin = end > DAYS_BEFORE ? end - DAYS_BEFORE : 0;
    struct weekday_sums sums = {0};
    static const struct weekday_sums flat = {0};
    double index[WEEKDAYS], units = 0, parts = 0;
    int known = 0;

    if (stop <= begin)
        return false;
    weekday_sums_add(&sums, first_day + (int32_t)begin, values + begin, (int)(stop - begin));
    weekday_index(&sums, &flat, index);
    for (int i = 0; i < WEEKDAYS; i++) {
        units += sums.units[i];
        parts += sums.days[i] * index[i];
        known += (int)sums.days[i];
    }
    if (known < DAYS_KNOWN || !(parts > 0))
        return false;
    *expected = 0;
    for (int i = 0; i < days; i++)
        *expected += units / parts * index[weekday_of(from + i)];
    return true;
}

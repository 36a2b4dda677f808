/*
 * Rule: turnover is the cost of the goods shipped over the average stock at cost, a year of 365 days
 * (Silver, Pyke, Thomas: Inventory and Production Management, ch. 2). Both are taken at the same unit
 * cost, which falls out. The average is over the ends of all days, those before the first receipt
 * included; less than nothing on hand counts as nothing.
 */
#include "services/inventory/core/insight.h"

int64_t
cost_of(int64_t units, int64_t unit_cost_minor)
{
    int64_t cost;

    if (__builtin_mul_overflow(units, unit_cost_minor, &cost))
        return units < 0 ? INT64_MIN : INT64_MAX;
    return cost;
}

int64_t
shipped_in(const struct item *item, struct period period)
{
    int64_t units = 0;

    for (const struct item_day *day = item->days;
         day != NULL && day->day > period.today - period.days; day = day->earlier)
        units += day->day <= period.today ? day->shipped : 0;
    return units;
}

double
average_on_hand(const struct item *item, struct period period)
{
    const int32_t before = period.today - period.days; /* the day before the period */
    int64_t on_hand = item->on_hand;
    int32_t until = period.today; /* on_hand was that at the end of this day, and back to the last change */
    double sum = 0;

    for (const struct item_day *day = item->days; day != NULL && day->day > before;
         day = day->earlier) {
        if (day->day <= until) {
            sum += (double)(on_hand > 0 ? on_hand : 0) * (until - day->day + 1);
            until = day->day - 1;
        }
        on_hand -= day->moved;
    }
    if (until > before)
        sum += (double)(on_hand > 0 ? on_hand : 0) * (until - before);
    return sum / period.days;
}

double
turnover(const struct item *item, struct period period)
{
    const double average = average_on_hand(item, period);

    if (average <= 0)
        return 0;
    return (double)shipped_in(item, period) / average * 365 / period.days;
}

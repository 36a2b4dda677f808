/*
 * Rule: more on hand than what is kept and bought explains, with two deviations of demand; ended
 * when the two deviations are sold.
 *
 * The limit is that of excess in stock_health.c; see there for its source.
 */
#include <math.h>

#include "services/forecasting/core/alerts/alerts.h"

#define DEVIATIONS 2

struct alert_reading
overstock_reading(const struct stock_seen *seen)
{
    const int64_t bought = seen->levels.reorder_point + seen->largest_order;
    const double most = fmax((double)seen->levels.order_up_to, (double)bought);
    const double gap = DEVIATIONS * sqrt(fmax(seen->demand.cycle.variance, 0));

    return (struct alert_reading){
        .applies = seen->levels.order_up_to > 0,
        .value = (double)seen->on_hand,
        .raised_at = floor(most + fmax(gap, 1)) + 1,
        .ended_at = most,
    };
}

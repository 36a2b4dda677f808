/*
 * Rule: what is there and what is on its way will be gone before a purchase made now could come.
 * Ended when it lasts a quarter of a lead time and two days longer than that.
 *
 * Where less than a unit is expected to be asked for meanwhile nothing is raised, and below half a
 * unit what was raised ends: an empty shelf that nobody comes to is no news.
 *
 * The day of the stock-out is that of stock_health.c: stock and receipts as they are due against
 * the forecast of each day.
 */
#include <math.h>

#include "services/forecasting/core/alerts/alerts.h"

#define BEYOND_A_YEAR (DAYS_OF_YEAR + 1)
#define GAP_SHARE     0.25
#define GAP_DAYS      2
#define UNITS_RAISED  1.0 /* expected over the lead time */
#define UNITS_ENDED   0.5
#define NEVER         0 /* days: a stock-out is tomorrow at the soonest */

struct alert_reading
stock_out_reading(const struct stock_seen *seen, const struct stock_health *health)
{
    const double lead_time = ceil(fmax(seen->lead_time_days, 1));
    const double missed = seen->demand.per_day * lead_time;
    const bool soon = lead_time < (double)DAYS_OF_YEAR / 2;
    const bool gone = health->stock_out_in > 0;

    return (struct alert_reading){
        .applies = missed >= UNITS_ENDED && soon,
        .value = gone ? health->stock_out_in : BEYOND_A_YEAR,
        .raised_at = missed >= UNITS_RAISED ? lead_time : NEVER,
        .ended_at = ceil(lead_time * (1 + GAP_SHARE) + GAP_DAYS),
        .out_in = health->stock_out_in,
    };
}

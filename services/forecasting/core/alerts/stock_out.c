/*
 * Rule: what is there and what is on its way will be gone before a purchase made now could come.
 * Ended when it lasts a quarter of a lead time and two days longer than that.
 *
 * The day of the stock-out is that of stock_health.c: stock and receipts as they are due against
 * the forecast of each day.
 */
#include <math.h>

#include "services/forecasting/core/alerts/alerts.h"

#define BEYOND_A_YEAR (DAYS_OF_YEAR + 1)
#define GAP_SHARE     0.25
#define GAP_DAYS      2

struct alert_reading
stock_out_reading(const struct stock_seen *seen, const struct stock_health *health)
{
    const double lead_time = ceil(fmax(seen->lead_time_days, 1));

    return (struct alert_reading){
        .applies =
            seen->demand.per_day > 0 && lead_time<DAYS_OF_YEAR / 2, .value = health->stock_out_in> 0
                ? health->stock_out_in
                : BEYOND_A_YEAR,
        .raised_at = lead_time,
        .ended_at = ceil(lead_time * (1 + GAP_SHARE) + GAP_DAYS),
        .out_in = health->stock_out_in,
    };
}

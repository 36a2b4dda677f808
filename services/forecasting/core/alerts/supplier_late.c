/*
 * Rule: a purchase order is overdue by more than its supplier's lead time usually varies; ended
 * when nothing is overdue.
 *
 * Source: two deviations, of a normal one in forty; at least a day (Silver, Pyke, Thomas, 4e, 2017,
 * 6.10: lead times vary as demand does).
 */
#include <math.h>

#include "services/forecasting/core/alerts/alerts.h"

#define DEVIATIONS 2

struct alert_reading
supplier_late_reading(int32_t overdue_days, double lead_time_sd_days)
{
    return (struct alert_reading){
        .applies = true,
        .value = overdue_days > 0 ? overdue_days : 0,
        .raised_at = fmax(1, ceil(DEVIATIONS * fmax(lead_time_sd_days, 0))),
        .ended_at = 0,
    };
}

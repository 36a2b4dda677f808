/*
 * Rule: the forecast errs to one side. The tracking signal in mean absolute deviations of what it
 * would vary by chance: limit 4, of A items 3; ended at half of it.
 *
 * Source: error / MAD with limits of 4 (3.75 is three deviations of a normal): Brown, Statistical
 * Forecasting for Inventory Control (1959); Silver, Pyke, Thomas (4e, 2017), 3.5. Smoothed with a
 * weight w the error of an unbiased forecast has the deviation sigma sqrt(w / (2 - w)), so Trigg's
 * signal times sqrt((2 - w) / w) is on Brown's scale, and does not drift with the length of the
 * history as his plain sum does.
 */
#include <math.h>

#include "services/forecasting/core/alerts/alerts.h"

#define LIMIT    4.0
#define LIMIT_A  3.0
#define DAYS_MIN 20 /* one in WATCH_WEIGHT: before, one error weighs too much */

struct alert_reading
bias_reading(const struct demand_watch *watch, char abc)
{
    const double limit = abc == 'A' ? LIMIT_A : LIMIT;
    const double scale = sqrt((2 - WATCH_WEIGHT) / WATCH_WEIGHT);

    return (struct alert_reading){
        .applies = watch->days >= DAYS_MIN && watch->absolute > 0,
        .value = fabs(watch_tracking_signal(watch)) * scale,
        .raised_at = limit,
        .ended_at = limit / 2,
    };
}

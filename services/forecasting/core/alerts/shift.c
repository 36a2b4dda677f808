/*
 * Rules: demand moved down, or up, and stays there. CUSUM as demand_watch.c keeps it; ended when
 * its sum is down to a deviation.
 */
#include "services/forecasting/core/alerts/alerts.h"

#define ENDED_AT 1.0

static struct alert_reading
reading_of(double sum)
{
    return (struct alert_reading){
        .applies = true, .value = sum, .raised_at = CUSUM_LIMIT, .ended_at = ENDED_AT};
}

struct alert_reading
slow_down_reading(const struct demand_watch *watch)
{
    return reading_of(watch->down);
}

struct alert_reading
shift_up_reading(const struct demand_watch *watch)
{
    return reading_of(watch->up);
}

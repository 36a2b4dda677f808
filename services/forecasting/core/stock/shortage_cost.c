/*
 * Formula: what a unit short must cost for a service level to be the right one.
 *
 * Source: the newsvendor's ratio p / (p + h) = service level over one cycle; Snyder and Shen (2e,
 * 2019), 4.3.2.3.
 */
#include "services/forecasting/core/stock/stock.h"

double
shortage_cost(double service_level, double holding_minor_day, double cycle_days)
{
    assert(service_level > 0 && service_level < 1);
    return holding_minor_day * cycle_days * service_level / (1 - service_level);
}

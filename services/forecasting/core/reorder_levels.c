/*
 * Reorder point and order-up-to level.
 *
 * Source: (s, S) policy under periodic review; Silver, Pyke, Thomas, Inventory and Production
 * Management in Supply Chains (4e, 2017), section 7; s and S are quantiles of the demand itself,
 * not of a normal: s over lead time + 1 day, S over lead time + review period.
 */
#include "services/forecasting/core/forecast.h"

struct reorder_levels
reorder_levels(const struct forecast *forecast, int32_t lead_time_days)
{
    return (struct reorder_levels){
        .reorder_point = demand_quantile(forecast->per_day, lead_time_days + REORDER_REVIEW_DAYS,
                                         PROBABILITY_UPPER),
        .order_up_to =
            demand_quantile(forecast->per_day, lead_time_days + REVIEW_DAYS, PROBABILITY_UPPER),
    };
}

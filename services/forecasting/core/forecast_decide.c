/*
 * A history becomes a forecast over the time that a purchase made now must cover.
 *
 * Source: lead-time demand as a negative binomial with mean L mu and variance L s2 (research on
 * car parts and retail sets: covers better than the normal and Poisson rules); Snyder and Shen,
 * Fundamentals of Supply Chain Theory (2e, 2019), section 4.
 */
#include "services/forecasting/core/forecast.h"

int64_t
demand_quantile(struct rate per_day, int32_t days, double probability)
{
    return count_quantile(per_day.mean * days, per_day.variance * days, probability);
}

struct forecast
forecast_decide(const struct history *history, int32_t day, int32_t lead_time_days)
{
    assert(history->days > 0 && history->days <= HISTORY_DAYS_MAX);
    const struct method *method = forecast_method(history);
    struct forecast forecast = {
        .method = method->name,
        .day = day,
        .history_days = (int32_t)history->days,
        .horizon_days = lead_time_days + REVIEW_DAYS,
        .per_day = method->forecast(history),
    };

    forecast.mean = forecast.per_day.mean * forecast.horizon_days;
    forecast.lower = demand_quantile(forecast.per_day, forecast.horizon_days, PROBABILITY_LOWER);
    forecast.upper = demand_quantile(forecast.per_day, forecast.horizon_days, PROBABILITY_UPPER);
    return forecast;
}

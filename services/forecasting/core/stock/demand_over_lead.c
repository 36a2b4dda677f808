/*
 * Demand over the lead time and over lead time + review: from its law, or where only one day's
 * demand is known.
 *
 * Source: the variance of a sum of a random number of days, as in safety_stock.c.
 */
#include <math.h>

#include "services/forecasting/core/stock/stock.h"

struct span_demand
span_demand_of(const struct lead_time_demand *law, double service_level)
{
    return (struct span_demand){law->mean, law->variance,
                                (double)lead_time_quantile(law, service_level)};
}

static struct span_demand
over(double days, double mean, double variance, double days_deviation)
{
    const double from_length = mean * days_deviation;

    return (struct span_demand){days * mean, days * variance + from_length * from_length, NAN};
}

struct demand_over_lead
demand_over_lead_of(double mean, double variance, const struct stock_terms *terms)
{
    const double days = terms->lead_time_days, deviation = terms->lead_time_sd_days;

    return (struct demand_over_lead){
        .per_day = mean,
        .lead = over(days + 1, mean, variance, deviation),
        .cycle = over(days + terms->review_days, mean, variance, deviation),
    };
}

/*
 * What is said of an outlook on its day: demand of the days to come, how sure that is, how good
 * it was, and the stock that it takes.
 */
#include <math.h>

#include "services/forecasting/core/count_law.h"
#include "services/forecasting/core/outlook.h"

#define LOWER 0.05
#define UPPER 0.95

/* Units over the next days, the last in part. */
static double
mean_over(const struct outlook *outlook, const struct effects *effects, double days, double share)
{
    double sum = 0;

    for (int h = 0; h < days; h++) {
        const int32_t day = outlook->now.day + 1 + h;
        const double factor = effects->count > 0 ? effects_of_day(effects, day) : 1;
        sum += fmin(1, days - h) * outlook_expected(outlook, day, factor);
    }
    return sum * share;
}

static struct lead_time_demand
law_over(const struct outlook *outlook, const struct lead_time_demand *fitted,
         struct lead_time span, double mean, double share)
{
    const struct demand_rate rate = {
        .mean = mean / span.mean,
        .variance = outlook->now.variance * share,
        .carry = outlook->carry,
    };

    return lead_time_demand_moved(fitted, rate, span);
}

static void
say_errors(const struct outlook_state *state, struct outlook_said *said)
{
    if (state->measured < OUTLOOK_MEASURED)
        return;
    if (state->actual > 0) {
        said->wape = state->absolute / state->actual;
        said->bias = state->error / state->actual;
    }
    if (state->naive > 0)
        said->mase = state->absolute / state->naive;
    said->tracking_signal = -watch_tracking_signal(&state->watch); /* above 0: too high */
}

struct outlook_said
outlook_say(const struct outlook *outlook, const struct stock_terms *terms,
            const struct effects *effects, double share)
{
    const struct lead_time lead = {fmax(1, terms->lead_time_days + 1), terms->lead_time_sd_days};
    const struct lead_time cycle = {fmax(1, terms->lead_time_days + terms->review_days),
                                    terms->lead_time_sd_days};
    const double lead_mean = mean_over(outlook, effects, lead.mean, share);
    const double cycle_mean = mean_over(outlook, effects, cycle.mean, share);
    const struct lead_time_demand over_lead =
        law_over(outlook, &outlook->lead, lead, lead_mean, share);
    const struct lead_time_demand over_cycle =
        law_over(outlook, &outlook->cycle, cycle, cycle_mean, share);
    struct outlook_said said = {
        .day = outlook->now.day,
        .history_days = outlook->now.day - outlook->first_day + 1,
        .horizon_days = (int32_t)lround(cycle.mean),
        .mean_per_day = cycle_mean / cycle.mean,
        .variance_per_day = outlook->now.variance * share,
        .mean = cycle_mean,
        .lower = lead_time_quantile(&over_cycle, LOWER),
        .upper = lead_time_quantile(&over_cycle, UPPER),
        .xyz = xyz_class(sqrt(outlook->now.variance), outlook->now.level),
    };

    said.demand = (struct demand_over_lead){
        .per_day = said.mean_per_day,
        .lead = span_demand_of(&over_lead, terms->service_level),
        .cycle = span_demand_of(&over_cycle, terms->service_level),
    };
    said.levels = stock_levels(terms, &said.demand);
    say_errors(&outlook->now, &said);
    return said;
}

int64_t
outlook_day_quantile(const struct outlook *outlook, double mean, double probability)
{
    return count_quantile(mean, outlook_day_variance(outlook, mean), probability);
}

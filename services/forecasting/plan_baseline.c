/*
 * What statistics expect of an item, week by week; see plan_build.h. It is the sum of what the
 * outlook of the network expects of each day, with what is known beforehand of it: days of the
 * week, promotions, holidays.
 */
#include <string.h>

#include "services/forecasting/event_effects.h"
#include "services/forecasting/plan_build.h"

#define WEEK_DAYS 7

/* NULL: there is no history yet. */
static const struct place *
network_of(const struct item *item)
{
    const struct place *network = memory_find_place(item, NULL);

    return network != NULL && network->outlook != NULL ? network : NULL;
}

/* Nothing is fitted to what was first sold on the planning day before that day is over, nor to what
 * is launched like others; there is what their outlook began with. */
static bool
waits_for_no_fit(const struct memory *memory, const struct place *network)
{
    return network->outlook != NULL && (place_first_day(network) >= memory->planning_day ||
                                        strcmp(network->outlook->method, METHOD_LAUNCH) == 0);
}

bool
plan_is_fitted(const struct memory *memory, const struct item *item)
{
    const struct place *network = memory_find_place(item, NULL);

    if (network == NULL || place_first_day(network) == DAY_OPEN)
        return true;
    if (waits_for_no_fit(memory, network))
        return true;
    return network->outlook != NULL && !network->outlook->quick && !network->fitting &&
           !network->fit_wanted && network->late_day == DAY_OPEN;
}

/* Of the days from first_day on, week after week. */
static void
expected_weeks(struct turn *turn, const struct place *network, int32_t first_day, int32_t weeks,
               double *path)
{
    const struct effects effects = event_effects(turn_state(turn), network->item, NETWORK,
                                                 first_day, weeks * WEEK_DAYS, turn_arena(turn));

    for (int32_t week = 0; week < weeks; week++) {
        path[week] = 0;
        for (int32_t day = 0; day < WEEK_DAYS; day++) {
            const int32_t on = first_day + week * WEEK_DAYS + day;
            const double factor = effects.count > 0 ? effects_of_day(&effects, on) : 1;
            path[week] += outlook_expected(network->outlook, on, factor);
        }
    }
}

bool
plan_baseline(struct turn *turn, const struct plan *plan, struct item *item, double *path)
{
    const struct place *network = network_of(item);
    double sum = 0;

    if (network == NULL)
        return false;
    expected_weeks(turn, network, plan->first_day, plan->weeks, path);
    for (int32_t week = 0; week < plan->weeks; week++)
        sum += path[week];
    return sum > 0;
}

/* Days that `like` has not lived through yet are as they are expected of it. */
bool
plan_launch_path(struct turn *turn, const struct plan *plan, struct item *like, double percent,
                 int32_t from_week, double *path)
{
    const struct memory *memory = turn_state(turn);
    const double factor = percent > 0 ? percent / 100 : 1;
    const struct place *network = network_of(like);
    double later[PLAN_WEEKS_MAX];

    if (network == NULL || place_first_day(network) == DAY_OPEN)
        return false;
    expected_weeks(turn, network, plan->first_day, plan->weeks, later);
    for (int32_t week = from_week; week < plan->weeks; week++) {
        const int32_t from = place_first_day(network) + (week - from_week) * WEEK_DAYS;
        double units = 0;
        for (int32_t day = from; day < from + WEEK_DAYS; day++)
            units +=
                day < memory->planning_day ? place_units(network, day) : later[week] / WEEK_DAYS;
        path[week] = units * factor;
    }
    return true;
}

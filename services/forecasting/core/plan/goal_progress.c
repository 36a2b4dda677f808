/*
 * How far a goal is reached: what was sold so far and what the plan in force says for the rest;
 * without a plan the rest goes on like the days that are over. Revenue of the rest: at the price
 * that a unit brought lately.
 *
 * Source: attainment and year-end outlook ("actual + forecast to go"), Wallace and Stahl, Sales and
 * Operations Planning: The How-To Handbook (3e, 2008), chapter 3.
 */
#include "services/forecasting/core/plan/goal_progress.h"

#include <math.h>

#define TOLERANCE 0.02 /* of the goal: as good as on it */

int32_t
goal_days_left(int32_t from_day, int32_t to_day, int32_t today)
{
    const int32_t from = from_day > today ? from_day : today;
    return from > to_day ? 0 : to_day - from + 1;
}

static enum goal_outlook
outlook_of(const struct goal_facts *facts, double on_track, double reached)
{
    if (reached >= 1)
        return GOAL_REACHED;
    if (facts->today > facts->to_day)
        return GOAL_MISSED;
    return on_track > 1 + TOLERANCE    ? GOAL_AHEAD
           : on_track >= 1 - TOLERANCE ? GOAL_ON_TRACK
                                       : GOAL_BEHIND;
}

struct goal_progress
goal_progress(const struct goal_facts *facts)
{
    const int32_t left = goal_days_left(facts->from_day, facts->to_day, facts->today);
    const int32_t over = facts->to_day - facts->from_day + 1 - left;
    const double rest = left == 0         ? 0
                        : facts->has_plan ? facts->planned_rest
                        : over > 0        ? facts->actual_units / over * left
                                          : 0;
    struct goal_progress progress = {
        .expected_units = facts->actual_units + rest,
        .expected_revenue_minor =
            (double)facts->actual_revenue_minor + rest * facts->currency_share * facts->price_minor,
        .on_track = INFINITY,
    };
    double reached = INFINITY;

    if (facts->units > 0) {
        progress.on_track = progress.expected_units / facts->units;
        reached = facts->actual_units / facts->units;
    }
    if (facts->revenue_minor > 0) {
        const double goal = (double)facts->revenue_minor;
        progress.on_track = fmin(progress.on_track, progress.expected_revenue_minor / goal);
        reached = fmin(reached, (double)facts->actual_revenue_minor / goal);
    }
    if (isinf(progress.on_track))
        progress.on_track = 0;
    progress.outlook = outlook_of(facts, progress.on_track, isinf(reached) ? 0 : reached);
    return progress;
}

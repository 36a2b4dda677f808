/*
 * How far a goal of a channel or region is reached, and will be.
 */
#ifndef FORECASTING_GOAL_PROGRESS_H
#define FORECASTING_GOAL_PROGRESS_H

#include <stdint.h>

#include "services/forecasting/core/plan/plan.h"

struct goal_facts {
    int32_t from_day, to_day; /* of the goal */
    int32_t today;            /* the first day that is not over */
    double units;             /* 0: no goal in units */
    int64_t revenue_minor;    /* 0: none in revenue */
    double actual_units;
    int64_t actual_revenue_minor; /* in the currency of the goal */
    double price_minor;           /* of a unit lately, in the currency; 0: unknown */
    double currency_share;        /* of the units lately that were sold in the currency */
    bool has_plan;
    double planned_rest; /* units that the plan in force says for the days that are left */
};
enum goal_outlook { GOAL_AHEAD, GOAL_ON_TRACK, GOAL_BEHIND, GOAL_REACHED, GOAL_MISSED };
struct goal_progress {
    double expected_units, expected_revenue_minor;
    double on_track; /* expected / goal; of both the smaller */
    enum goal_outlook outlook;
};
struct goal_progress goal_progress(const struct goal_facts *facts);

/* Days of the goal that are not over. */
int32_t goal_days_left(int32_t from_day, int32_t to_day, int32_t today);

#endif

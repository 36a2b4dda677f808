/*
 * The naive plan: the last weeks again, whatever the season. What every step is measured against.
 *
 * Source: the naive step of forecast value added, Gilliland, The Business Forecasting Deal (2010),
 * chapter 4; several weeks and not one, since a key often sells nothing in one.
 */
#include "services/forecasting/core/plan/plan.h"

double
naive_week(const struct plan_key *key, int32_t week)
{
    return key->naive[week % PLAN_NAIVE_WEEKS];
}

double
last_weeks_of(const struct plan_key *key)
{
    double sum = 0;

    for (int i = 0; i < PLAN_NAIVE_WEEKS; i++)
        sum += key->naive[i];
    return sum;
}

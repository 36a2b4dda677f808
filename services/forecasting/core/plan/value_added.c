/*
 * Forecast value added: how much smaller the error became by a step. Half a point either way is
 * taken for chance.
 *
 * Source: Gilliland, The Business Forecasting Deal (2010), chapter 4: FVA = error of the step
 * before - error of the step, on the same weeks.
 */
#include "services/forecasting/core/plan/plan_accuracy.h"

#define DEAD_BAND 0.005

double
value_added(double wape_before, double wape)
{
    return wape_before - wape;
}

int
value_added_sign(double added)
{
    return added > DEAD_BAND ? 1 : added < -DEAD_BAND ? -1 : 0;
}

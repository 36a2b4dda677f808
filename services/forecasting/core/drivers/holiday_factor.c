/*
 * A holiday moves demand as it did when it was last: the same name every year, whatever its date.
 *
 * Measured like the lift of a promotion (promotion_lift.c). A holiday of one country moves that
 * country's part of a series only; shops that close sell less than half, so the bound is lower.
 */
#include "services/forecasting/core/drivers/lifts.h"

#define HOLIDAY_MIN 0.05
#define HOLIDAY_MAX 10.0

static double
shrunk(const struct lift_evidence *evidence, double toward)
{
    return (evidence->sold + LIFT_UNITS * toward) / (evidence->expected + LIFT_UNITS);
}

double
holiday_factor(const struct lift_evidence *own, const struct lift_evidence *pool,
               double country_share)
{
    const double factor = shrunk(own, shrunk(pool, 1));
    const double bounded = factor < HOLIDAY_MIN   ? HOLIDAY_MIN
                           : factor > HOLIDAY_MAX ? HOLIDAY_MAX
                                                  : factor;

    return share_of_lift(bounded, country_share);
}

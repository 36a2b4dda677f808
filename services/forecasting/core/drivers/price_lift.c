/*
 * What a change of price alone lets expect before anything was measured: constant elasticity.
 *
 * Elasticity -2: Bijmolt, van Heerde, Pieters, "New empirical generalizations on the determinants
 * of price elasticity", JMR 42 (2005): mean -2.62 over 1,851 estimates; weekly orange juice
 * (Chicago, 11 brands) gives -1.1 to -3.2. The lower side is taken: stock bought for a promotion
 * that sells less than hoped is dearer than a promotion that sells out.
 */
#include <math.h>

#include "services/forecasting/core/drivers/lifts.h"

#define ELASTICITY     (-2.0)
#define PRICE_LEAST    0.05 /* of the usual price */
#define PRICE_GREATEST 20.0

double
price_lift(double price_change)
{
    const double price = 1 + price_change;
    const double cut = price < PRICE_LEAST      ? PRICE_LEAST
                       : price > PRICE_GREATEST ? PRICE_GREATEST
                                                : price;
    const double lift = pow(cut, ELASTICITY);

    return lift < LIFT_MIN ? LIFT_MIN : lift > LIFT_MAX ? LIFT_MAX : lift;
}

/*
 * Which earlier launches a new item is like when nobody said so: those of its category whose price
 * is nearest, as a ratio; of prices not known, the first.
 */
#include <math.h>

#include "services/forecasting/core/launch/launch.h"

static double
distance(double a, double b)
{
    return a > 0 && b > 0 ? fabs(log(a / b)) : 10;
}

int
launch_nearest(double price, const double *prices, int count, int *chosen)
{
    int taken = 0;

    for (int i = 0; i < count; i++) {
        int at = taken < LAUNCH_ANALOGUES_NEAREST ? taken++ : taken;
        /* among equals the earlier one stays in front */
        for (; at > 0 && distance(price, prices[i]) < distance(price, prices[chosen[at - 1]]); at--)
            if (at < LAUNCH_ANALOGUES_NEAREST)
                chosen[at] = chosen[at - 1];
        if (at < LAUNCH_ANALOGUES_NEAREST)
            chosen[at] = i;
    }
    return taken;
}

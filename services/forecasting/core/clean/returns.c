/*
 * Rule: what comes back undoes what was sold, and is no demand of its own.
 *
 * A bucket below zero takes from the sales before it, the nearest first, since most returns are of
 * recent sales (Silver, Pyke, Thomas, Inventory and Production Management in Supply Chains, 4e,
 * 2017, 3.8: demand history is corrected where the sale stood). What finds no sale is dropped.
 */
#include <math.h>

#include "services/forecasting/core/clean/clean.h"

/* What is left to take. */
static double
take_back(double *values, int from, double units, int *changed)
{
    for (int i = from; i >= 0 && units > 0; i--) {
        if (!(values[i] > 0))
            continue;
        const double taken = fmin(values[i], units);
        values[i] -= taken;
        units -= taken;
        ++*changed;
    }
    return units;
}

int
clean_returns(double *values, int count, double *returned)
{
    int changed = 0;

    *returned = 0;
    for (int i = 0; i < count; i++) {
        if (!(values[i] < 0))
            continue;
        const double units = -values[i];
        values[i] = 0;
        *returned += units - take_back(values, i - 1, units, &changed);
    }
    return changed;
}

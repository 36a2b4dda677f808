/*
 * Rule: guard rails. On promotion-heavy series multiplicative errors without bounds gave quantiles
 * a million times the mean; a planner who sees one such number believes none of the others.
 */
#include "services/forecasting/core/choose/guard_rails.h"

#include <math.h>

#include "services/forecasting/core/choose/normal_score.h"

#define TIMES_LARGEST 20.0

bool
path_is_sound(const double *mean, const double *grid, int horizon, double largest)
{
    const double most = TIMES_LARGEST * largest;

    for (int h = 0; h < horizon; h++)
        if (!(fabs(mean[h]) <= most))
            return false;
    for (int i = 0; i < horizon * GRID_COUNT; i++)
        if (!(fabs(grid[i]) <= most) || (i % GRID_COUNT > 0 && grid[i] < grid[i - 1]))
            return false;
    return true;
}

static double
between(double value, double least, double most)
{
    return value < least ? least : value > most ? most : value;
}

void
step_within_rails(const double *grid, double largest, bool never_negative, double *mean,
                  double *quantiles, int count)
{
    const double most = TIMES_LARGEST * largest, least = never_negative ? 0 : -most;
    double before = least;

    *mean = between(between(*mean, grid[0], grid[GRID_COUNT - 1]), least, most);
    for (int i = 0; i < count; i++) {
        quantiles[i] = between(quantiles[i], before, most);
        before = quantiles[i];
    }
}

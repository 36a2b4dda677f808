/*
 * Normal scores of a quantile grid: see normal_score.h.
 *
 * Where quantiles are equal (a zero that is likely) a value has many scores; the one nearest to
 * zero counts, so that a value on the edge of an interval is inside.
 */
#include "services/forecasting/core/choose/normal_score.h"

#define MIDDLE (GRID_COUNT / 2)

const double grid_probabilities[GRID_COUNT] = {0.005, 0.025, 0.05, 0.1, 0.2,  0.3,   0.4,  0.5,
                                               0.6,   0.7,   0.8,  0.9, 0.95, 0.975, 0.995};
const double grid_scores[GRID_COUNT] = {
    -2.5758293035489004,  -1.9599639845400545,  -1.6448536269514729, -1.2815515655446004,
    -0.84162123357291452, -0.52440051270804078, -0.2533471031357998, 0,
    0.2533471031357998,   0.52440051270804078,  0.84162123357291452, 1.2815515655446004,
    1.6448536269514729,   1.9599639845400545,   2.5758293035489004};

/* From the middle to the end of the grid on this side. */
static double
score_beyond(const double *quantiles, int end, double value)
{
    const double spread = quantiles[end] - quantiles[MIDDLE];
    const double most = end == 0 ? -SCORE_MAX : SCORE_MAX;

    if (spread == 0)
        return most;
    const double score = grid_scores[end] * ((value - quantiles[MIDDLE]) / spread);
    return score < -SCORE_MAX ? -SCORE_MAX : score > SCORE_MAX ? SCORE_MAX : score;
}

double
normal_score(const double *quantiles, double value)
{
    if (value == quantiles[MIDDLE])
        return 0;
    if (value > quantiles[MIDDLE]) {
        int above = MIDDLE + 1;
        while (above < GRID_COUNT && quantiles[above] < value)
            above++;
        if (above == GRID_COUNT)
            return score_beyond(quantiles, GRID_COUNT - 1, value);
        const double share =
            (value - quantiles[above - 1]) / (quantiles[above] - quantiles[above - 1]);
        return grid_scores[above - 1] + share * (grid_scores[above] - grid_scores[above - 1]);
    }
    int below = MIDDLE - 1;
    while (below >= 0 && quantiles[below] > value)
        below--;
    if (below < 0)
        return score_beyond(quantiles, 0, value);
    const double share = (value - quantiles[below + 1]) / (quantiles[below] - quantiles[below + 1]);
    return grid_scores[below + 1] + share * (grid_scores[below] - grid_scores[below + 1]);
}

double
at_normal_score(const double *quantiles, double score)
{
    const int end = score < 0 ? 0 : GRID_COUNT - 1;

    if (score < grid_scores[0] || score > grid_scores[GRID_COUNT - 1])
        return quantiles[MIDDLE] +
               (quantiles[end] - quantiles[MIDDLE]) * (score / grid_scores[end]);
    int above = 1;
    while (grid_scores[above] < score)
        above++;
    const double share =
        (score - grid_scores[above - 1]) / (grid_scores[above] - grid_scores[above - 1]);
    return quantiles[above - 1] + share * (quantiles[above] - quantiles[above - 1]);
}

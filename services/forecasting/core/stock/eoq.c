/*
 * Formula: the economic order quantity, with backorders, with production, and as it may be ordered.
 *
 * Source: Harris 1913; Snyder and Shen, Fundamentals of Supply Chain Theory (2e, 2019), 3.2, 3.5
 * (backorders: Q = sqrt(2KD(h+p)/(hp)), share of the time short h/(h+p)) and 3.6 (production:
 * h (1 - D/P) in the place of h). The cost is convex in Q, so the cheapest allowed quantity is a
 * neighbour of the optimum: Silver, Pyke, Thomas (4e, 2017), 4.7.
 */
#include <math.h>

#include "services/forecasting/core/stock/formulas.h"

double
eoq(const struct lot_costs *costs)
{
    assert(costs->holding > 0);
    return sqrt(2 * costs->order * costs->demand / costs->holding);
}

double
lot_cost(const struct lot_costs *costs, double quantity)
{
    return costs->order * costs->demand / quantity + costs->holding * quantity / 2;
}

double
eoq_with_backorders(const struct lot_costs *costs, double shortage, double *share_short)
{
    *share_short = costs->holding / (costs->holding + shortage);
    return eoq(costs) * sqrt((costs->holding + shortage) / shortage);
}

double
eoq_with_production(const struct lot_costs *costs, double rate)
{
    assert(rate > costs->demand);
    struct lot_costs slower = *costs;

    slower.holding *= 1 - costs->demand / rate;
    return eoq(&slower);
}

int64_t
eoq_allowed(const struct lot_costs *costs, const struct lot_limits *limits)
{
    const int64_t pack = limits->pack > 1 ? limits->pack : 1;
    const int64_t minimum = limits->minimum > 1 ? limits->minimum : 1;
    const int64_t least = (minimum + pack - 1) / pack * pack;
    const int64_t most = limits->maximum > 0 ? limits->maximum / pack * pack : INT64_MAX;
    const double best = eoq(costs);

    if (best <= (double)least || most <= least)
        return least;
    if (best >= (double)most)
        return most;
    const int64_t below = (int64_t)(best / (double)pack) * pack;
    const int64_t above = below + pack <= most ? below + pack : most;
    if (below < least)
        return above;
    return lot_cost(costs, (double)below) <= lot_cost(costs, (double)above) ? below : above;
}

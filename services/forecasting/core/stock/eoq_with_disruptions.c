/*
 * Formula: the economic order quantity when the supplier fails now and then: larger, rarer orders.
 *
 * Source: Berk and Arreola-Risa, Note on "Future supply uncertainty in EOQ models" (Naval Research
 * Logistics 41, 1994); Snyder and Shen (2e, 2019), 9.2: up and down times exponential with rates
 * l and m, what is asked for meanwhile is lost. With psi = l/(l+m) (1 - exp(-(l+m) Q/D)) the cost
 * per time is (K + h Q^2/(2D) + D p psi/m) / (Q/D + psi/m); it falls, then rises. The start,
 * Snyder's approximation, leaves the exponential out.
 */
#include <math.h>

#include "services/forecasting/core/stock/formulas.h"

#define STEPS  100
#define GOLDEN 0.6180339887498949

double
disrupted_cost(const struct lot_costs *costs, const struct disruptions *disruptions,
               double quantity)
{
    const double l = disruptions->failures, m = disruptions->recoveries, demand = costs->demand;
    const double psi = l / (l + m) * -expm1(-(l + m) * quantity / demand);
    const double cycle = quantity / demand + psi / m;

    return (costs->order + costs->holding * quantity * quantity / (2 * demand) +
            demand * disruptions->lost * psi / m) /
           cycle;
}

static double
without_exponential(const struct lot_costs *costs, const struct disruptions *disruptions)
{
    const double l = disruptions->failures, m = disruptions->recoveries, h = costs->holding;
    const double psi = l / (l + m), b = costs->demand * psi * h;
    const double c =
        costs->order * costs->demand * m + costs->demand * costs->demand * disruptions->lost * psi;

    return (sqrt(b * b + 2 * h * m * c) - b) / (h * m);
}

double
eoq_with_disruptions(const struct lot_costs *costs, const struct disruptions *disruptions)
{
    assert(disruptions->failures > 0 && disruptions->recoveries > 0);
    double low = 0, high = 4 * fmax(without_exponential(costs, disruptions), eoq(costs));

    for (int i = 0; i < STEPS; i++) {
        const double left = high - GOLDEN * (high - low), right = low + GOLDEN * (high - low);
        if (disrupted_cost(costs, disruptions, left) < disrupted_cost(costs, disruptions, right))
            high = right;
        else
            low = left;
    }
    return (low + high) / 2;
}

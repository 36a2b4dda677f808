/*
 * Formula: reorder point and quantity together, (R, Q) under continuous review.
 *
 * Source: Hadley and Whitin, Analysis of Inventory Systems (1963), 4.2; Snyder and Shen (2e, 2019),
 * 5.3.1; Nahmias, Production and Operations Analysis, 5.4: in turn
 * Q = sqrt(2 D (K + p n(R)) / h) and 1 - F(R) = h Q / (p D), n(R) = sd G(k), until neither moves.
 * Where h Q >= p D being short is cheaper than holding: then R is the mean less three deviations.
 */
#include <math.h>

#include "services/forecasting/core/quantiles.h"
#include "services/forecasting/core/stock/formulas.h"

#define STEPS_MAX    100
#define NEAR         1e-10
#define LOWEST_K     (-3.0)
#define HIGHEST_TAIL 0.99865 /* 1 - Phi(LOWEST_K) */

static double
factor_of(const struct reorder_costs *costs, double quantity)
{
    const double tail = costs->lot.holding * quantity / (costs->shortage * costs->lot.demand);

    return tail >= HIGHEST_TAIL ? LOWEST_K : -standard_normal_quantile(tail);
}

struct rq_policy
rq_joint_optimum(const struct reorder_costs *costs, double mean, double deviation)
{
    const struct lot_costs *lot = &costs->lot;
    double quantity = eoq(lot);
    double k = factor_of(costs, quantity);

    for (int i = 0; i < STEPS_MAX; i++) {
        const double short_units = deviation * normal_loss(k);
        const double next =
            sqrt(2 * lot->demand * (lot->order + costs->shortage * short_units) / lot->holding);
        const bool settled = fabs(next - quantity) < NEAR * next;
        quantity = next;
        k = factor_of(costs, quantity);
        if (settled)
            break;
    }
    const double short_units = deviation * normal_loss(k);
    return (struct rq_policy){
        .reorder_point = mean + k * deviation,
        .quantity = quantity,
        .cost = lot->holding * (quantity / 2 + k * deviation) +
                lot->demand / quantity * (lot->order + costs->shortage * short_units),
    };
}

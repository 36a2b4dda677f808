/*
 * Formula: the order quantity when more costs less a unit.
 *
 * Source: Snyder and Shen (2e, 2019), 3.4. All units: at each price the EOQ, raised to where the
 * price begins; the least total cost; an EOQ above the step's end is beaten by the next price.
 * Incremental: the first units' surcharge is like a cost of the order,
 * K_j = K + sum_{i<j} c_i (b_{i+1} - b_i) - c_j b_j.
 */
#include <math.h>

#include "services/forecasting/core/stock/formulas.h"

static double
end_of(const struct price_terms *terms, int step)
{
    return step + 1 < terms->step_count ? terms->steps[step + 1].from : INFINITY;
}

struct priced_lot
price_breaks_all_units(const struct price_terms *terms)
{
    struct priced_lot best = {.cost = INFINITY};

    for (int i = 0; i < terms->step_count; i++) {
        const double unit = terms->steps[i].cost;
        const struct lot_costs costs = {terms->demand, terms->order, terms->holding_rate * unit};
        const double quantity = fmax(eoq(&costs), terms->steps[i].from);
        if (quantity >= end_of(terms, i))
            continue;
        const double cost = unit * terms->demand + lot_cost(&costs, quantity);
        if (cost < best.cost)
            best = (struct priced_lot){quantity, cost, i};
    }
    return best;
}

struct priced_lot
price_breaks_incremental(const struct price_terms *terms)
{
    struct priced_lot best = {.cost = INFINITY};
    double paid = 0; /* for the units below the step */

    for (int i = 0; i < terms->step_count; i++) {
        const double unit = terms->steps[i].cost;
        const double surcharge = paid - unit * terms->steps[i].from;
        const struct lot_costs costs = {terms->demand, terms->order + surcharge,
                                        terms->holding_rate * unit};
        const double quantity = eoq(&costs);
        const double cost =
            unit * terms->demand + lot_cost(&costs, quantity) + terms->holding_rate * surcharge / 2;
        if (quantity >= terms->steps[i].from && quantity < end_of(terms, i) && cost < best.cost)
            best = (struct priced_lot){quantity, cost, i};
        if (i + 1 < terms->step_count)
            paid += unit * (terms->steps[i + 1].from - terms->steps[i].from);
    }
    return best;
}

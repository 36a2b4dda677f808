/*
 * Rule: what is bought at a time: the economic quantity at the supplier's prices, in what the
 * supplier sells, and never less than the demand until the buyer orders again. Where neither the
 * cost of an order nor of a unit is known, just that demand.
 */
#include <math.h>

#include "services/forecasting/core/stock/formulas.h"
#include "services/forecasting/core/stock/order_quantity.h"

#define QUANTITY_MAX 1e12

static struct price_terms
prices_of(const struct stock_terms *terms, double per_day)
{
    struct price_terms prices = {
        .demand = per_day * DAYS_OF_YEAR,
        .order = (double)terms->order_cost_minor,
        .holding_rate = terms->holding_rate,
        .steps = {{0, (double)terms->unit_cost_minor}},
        .step_count = 1,
    };

    for (int i = 0; i < terms->break_count; i++)
        prices.steps[prices.step_count++] = (struct price_step){
            (double)terms->breaks[i].from_units, (double)terms->breaks[i].unit_cost_minor};
    return prices;
}

int64_t
order_quantity(const struct stock_terms *terms, double per_day)
{
    const double best = fmin(fmax(ceil(per_day * terms->review_days), 1), QUANTITY_MAX);

    assert(terms->break_count >= 0 && terms->break_count <= PRICE_BREAKS_MAX);
    if (terms->unit_cost_minor <= 0 || terms->holding_rate <= 0 || terms->order_cost_minor <= 0)
        return order_size(terms, per_day, (int64_t)best).quantity;

    const struct price_terms prices = prices_of(terms, per_day);
    const struct priced_lot lot = price_breaks_all_units(&prices);
    const struct lot_costs costs = {prices.demand, prices.order,
                                    prices.holding_rate * prices.steps[lot.step].cost};
    const struct lot_limits limits = {
        .minimum =
            (int64_t)fmax((double)terms->minimum_units, fmax(best, prices.steps[lot.step].from)),
        .pack = terms->pack_units,
    };
    return eoq_allowed(&costs, &limits);
}

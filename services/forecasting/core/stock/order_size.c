/*
 * Rule: an order is made as large as the supplier asks (smallest order, whole packs), and larger
 * where the next price break costs less in all: units, orders and holding of a year.
 *
 * Source: total cost D c(Q) + K D / Q + i c(Q) Q / 2; Snyder and Shen (2e, 2019), 3.4.
 */
#include "services/forecasting/core/stock/formulas.h"
#include "services/forecasting/core/stock/stock.h"

int64_t
unit_cost_at(const struct stock_terms *terms, int64_t quantity)
{
    int64_t cost = terms->unit_cost_minor;

    for (int i = 0; i < terms->break_count && terms->breaks[i].from_units <= quantity; i++)
        cost = terms->breaks[i].unit_cost_minor;
    return cost;
}

static int64_t
in_packs(const struct stock_terms *terms, int64_t units)
{
    const int64_t pack = terms->pack_units > 1 ? terms->pack_units : 1;

    return (units + pack - 1) / pack * pack;
}

static double
cost_of_year(const struct stock_terms *terms, double per_day, int64_t quantity)
{
    const double unit = (double)unit_cost_at(terms, quantity);
    const struct lot_costs costs = {per_day * DAYS_OF_YEAR, (double)terms->order_cost_minor,
                                    terms->holding_rate * unit};

    return unit * costs.demand + lot_cost(&costs, (double)quantity);
}

struct order_size
order_size(const struct stock_terms *terms, double per_day, int64_t wanted)
{
    struct order_size size = {.quantity = wanted};

    if (wanted <= 0)
        return (struct order_size){0};
    if (size.quantity < terms->minimum_units) {
        size.quantity = terms->minimum_units;
        size.by_minimum = true;
    }
    const int64_t packed = in_packs(terms, size.quantity);
    size.by_pack = packed > size.quantity;
    size.quantity = packed;

    for (int i = 0; i < terms->break_count; i++) {
        const int64_t more = in_packs(terms, terms->breaks[i].from_units);
        if (more <= size.quantity ||
            cost_of_year(terms, per_day, more) >= cost_of_year(terms, per_day, size.quantity))
            continue;
        size.quantity = more;
        size.by_break = true;
    }
    size.unit_cost_minor = unit_cost_at(terms, size.quantity);
    return size;
}

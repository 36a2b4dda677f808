/*
 * Rule: when to buy and up to what. The reorder point is a quantile of the demand until a purchase
 * made tomorrow has arrived; how far above it stock goes depends on the rule:
 *
 *   (s, S)      one economic order above s where ordering costs something, else so much that it
 *               lasts until the purchase after the next has arrived
 *   (R, Q)      one economic order above R
 *   base stock  S lasts until the purchase after the next has arrived; what is missing is bought
 *
 * Source: Silver, Pyke, Thomas, Inventory and Production Management in Supply Chains (4e, 2017),
 * 6.5-6.7 and 7.3-7.5, with quantiles of the demand itself in place of a normal; the share of
 * units from stock by 6.7: 1 - E short in a cycle / units of a cycle.
 */
#include <math.h>

#include "services/forecasting/core/count_law.h"
#include "services/forecasting/core/stock/order_quantity.h"

#define LEVEL_MAX                                                                                  \
    1e12 /* units: beyond it something is wrong with the demand, not with the rule                 \
          */

static int64_t
enough(const struct span_demand *span, double service_level)
{
    if (!isnan(span->upper))
        return (int64_t)ceil(fmin(fmax(span->upper, 0), LEVEL_MAX));
    if (span->mean > LEVEL_MAX / 2)
        return (int64_t)LEVEL_MAX;
    return count_quantile(span->mean, fmin(span->variance, LEVEL_MAX), service_level);
}

static int64_t
beyond_mean(int64_t level, double mean)
{
    const int64_t safety = level - (int64_t)llround(fmin(mean, LEVEL_MAX));

    return safety > 0 ? safety : 0;
}

static void
set_levels(const struct stock_terms *terms, const struct demand_over_lead *demand, int64_t cycle,
           struct stock_levels *levels)
{
    const int64_t lead = enough(&demand->lead, terms->service_level);

    levels->reorder_point = lead;
    levels->safety_stock = beyond_mean(lead, demand->lead.mean);
    switch (terms->rule) {
    case REVIEW_CONTINUOUS:
        levels->order_up_to = lead + levels->order_quantity;
        break;
    case REVIEW_BASE_STOCK:
        levels->order_up_to = cycle;
        levels->reorder_point = cycle > 0 ? cycle - 1 : 0;
        levels->safety_stock = beyond_mean(cycle, demand->cycle.mean);
        break;
    case REVIEW_PERIODIC:
        levels->order_up_to = terms->order_cost_minor > 0 ? lead + levels->order_quantity : cycle;
        break;
    }
}

/* Of the units of a cycle, those that are there when asked for. */
static double
share_from_stock(const struct stock_terms *terms, const struct demand_over_lead *demand,
                 const struct stock_levels *levels)
{
    const bool is_base = terms->rule == REVIEW_BASE_STOCK;
    const struct span_demand *span = is_base ? &demand->cycle : &demand->lead;
    const int64_t level = is_base ? levels->order_up_to : levels->reorder_point;
    const double units = is_base ? demand->per_day * terms->review_days
                                 : (double)(levels->order_up_to - levels->reorder_point);
    const double missing = count_shortage(span->mean, span->variance, level);

    return units > 0 ? fmax(0, 1 - missing / units) : 0;
}

struct stock_levels
stock_levels(const struct stock_terms *terms, const struct demand_over_lead *demand)
{
    struct stock_levels levels = {.fill_rate = 1};

    assert(terms->service_level > 0 && terms->service_level < 1 && terms->review_days > 0);
    if (!(demand->per_day > 0) || !isfinite(demand->per_day))
        return levels;
    const int64_t cycle = enough(&demand->cycle, terms->service_level);
    if (cycle == 0)
        return levels;
    levels.order_quantity = order_quantity(terms, demand->per_day);
    set_levels(terms, demand, cycle, &levels);
    if (levels.order_up_to <= levels.reorder_point)
        levels.order_up_to = levels.reorder_point + 1;
    levels.held_back = (int64_t)ceil(fmax(terms->hold_back, 0) * (double)levels.safety_stock);
    levels.fill_rate = share_from_stock(terms, demand, &levels);
    return levels;
}

const char *
review_rule_says(enum review_rule rule)
{
    switch (rule) {
    case REVIEW_PERIODIC:
        return "(s, S): at or below s, up to S";
    case REVIEW_CONTINUOUS:
        return "(R, Q): at or below R, as many Q as reach above it";
    case REVIEW_BASE_STOCK:
        return "base stock: up to S whenever below";
    }
    return "unknown";
}

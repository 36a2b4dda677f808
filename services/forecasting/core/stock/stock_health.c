/*
 * Rule: how stock stands, the worst first: out; aged (in stock, not asked for in 90 days); short
 * (gone before a purchase made now arrives); to reorder; overstock; fine.
 *
 * Source: cover = on hand / forecast per day, without what customers wait for; excess beyond
 * max(order-up-to, what a smallest order brings) + 2 deviations; turnover = cost of goods shipped
 * / average stock at cost, a year (Silver, Pyke, Thomas (4e, 2017), 2.4; ASCM dictionary).
 */
#include <math.h>

#include "services/forecasting/core/stock/stock.h"

#define DEVIATIONS    2
#define TURNOVER_DAYS 90

static double
demand_of(const struct stock_seen *seen, int32_t day)
{
    if (seen->path != NULL && day <= seen->path_days)
        return seen->path[day - 1];
    return seen->demand.per_day;
}

/* What the next customer can have; below 0: what has to come before. */
static int64_t
free_units(const struct stock_seen *seen)
{
    return seen->on_hand - seen->waiting;
}

/* First day whose demand is not there in full, 0: none within a year. What comes on a day comes
 * before its demand; who waits is served before. */
static int32_t
stock_out_in(const struct stock_seen *seen)
{
    double stock = (double)free_units(seen);
    size_t next = 0;

    for (int32_t day = 1; day <= DAYS_OF_YEAR; day++) {
        for (; next < seen->inbound_count && seen->inbound[next].day <= day; next++)
            stock += (double)seen->inbound[next].units;
        const double demand = demand_of(seen, day);
        stock -= demand;
        if (demand > 0 && stock < 0)
            return day;
    }
    return 0;
}

static int64_t
excess(const struct stock_seen *seen)
{
    const int64_t bought = seen->levels.reorder_point + seen->largest_order;
    const int64_t most = seen->levels.order_up_to > bought ? seen->levels.order_up_to : bought;
    const double explained = (double)most + DEVIATIONS * sqrt(fmax(seen->demand.cycle.variance, 0));
    const double beyond = floor((double)free_units(seen) - explained);

    return beyond > 0 ? (int64_t)beyond : 0;
}

static enum stock_health_state
state_of(const struct stock_seen *seen, const struct stock_health *health)
{
    const bool kept = seen->levels.order_up_to > 0;

    if (seen->on_hand <= 0 && (kept || seen->demand.per_day > 0))
        return HEALTH_OUT;
    if (seen->on_hand > 0 && seen->idle_days >= AGED_DAYS)
        return HEALTH_AGED;
    if (health->stock_out_in > 0 && health->stock_out_in <= seen->lead_time_days)
        return HEALTH_SHORT;
    if (kept && seen->position <= seen->levels.reorder_point)
        return HEALTH_REORDER;
    return health->excess_units > 0 ? HEALTH_OVERSTOCK : HEALTH_FINE;
}

struct stock_health
stock_health(const struct stock_seen *seen)
{
    const double per_day = seen->demand.per_day;
    struct stock_health health = {
        .days_of_supply = per_day > 0 ? fmax((double)free_units(seen), 0) / per_day : -1,
        .stock_out_in = stock_out_in(seen),
        .excess_units = excess(seen),
    };

    if (seen->average_90 > 0)
        health.turnover = seen->shipped_90 / seen->average_90 * DAYS_OF_YEAR / TURNOVER_DAYS;
    health.state = state_of(seen, &health);
    return health;
}

/* See tallies.h. */
#include <math.h>

#include "services/gateway/core/tallies.h"

#define SECOND_US ((int64_t)1000 * 1000)
#define MINUTE_US (60 * SECOND_US)
#define DAY_US    (1440 * MINUTE_US)

int64_t
day_of(int64_t at_us)
{
    return at_us / DAY_US;
}

int
duration_bucket(int64_t us)
{
    const double seconds = (double)us / SECOND_US;
    const double bucket = seconds <= 1 ? 0 : floor(DURATION_BUCKETS_PER_DOUBLING * log2(seconds));

    return bucket >= DURATION_BUCKETS ? DURATION_BUCKETS - 1 : (int)bucket;
}

static bool
left_in_time(const struct parcel *parcel)
{
    return parcel->dispatch_by_us == 0 || parcel->shipped_at_us <= parcel->dispatch_by_us;
}

/* --- parcels --------------------------------------------------------------------------------- */

static void
tally_waiting_parcel(const struct parcel *parcel, tally_sink *sink, void *owner)
{
    const bool is_picked = parcel->is_packed || parcel->picked >= parcel->units;

    sink(owner, NOW_OPEN, 0, parcel->location, 1);
    if (is_picked)
        sink(owner, NOW_TO_SHIP, 0, parcel->location, 1);
    else if (parcel->released_at_us != 0)
        sink(owner, NOW_TO_PICK, 0, parcel->location, 1);
    if (parcel->dispatch_by_us != 0)
        sink(owner, NOW_DUE, parcel->dispatch_by_us / MINUTE_US, parcel->location, 1);
}

static void
tally_shipped_parcel(const struct parcel *parcel, tally_sink *sink, void *owner)
{
    const int64_t day = day_of(parcel->shipped_at_us);

    sink(owner, PARCELS_SHIPPED, day, parcel->location, 1);
    sink(owner, UNITS_SHIPPED, day, parcel->location, parcel->units);
    if (parcel->dispatch_by_us != 0)
        sink(owner, PARCELS_WITH_CUT_OFF, day, parcel->location, 1);
    if (parcel->dispatch_by_us != 0 && left_in_time(parcel))
        sink(owner, PARCELS_IN_TIME, day, parcel->location, 1);
    if (parcel->released_at_us != 0)
        sink(owner, RELEASE_TO_SHIP + duration_bucket(parcel->shipped_at_us - parcel->released_at_us), day,
             parcel->location, 1);
}

static void
tally_parcel(const struct parcel *parcel, tally_sink *sink, void *owner)
{
    sink(owner, PARCELS_PLANNED, day_of(parcel->planned_at_us), parcel->location, 1);
    sink(owner, UNITS_PLANNED, day_of(parcel->planned_at_us), parcel->location, parcel->units);
    if (parcel->shipped_at_us != 0)
        tally_shipped_parcel(parcel, sink, owner);
    else
        tally_waiting_parcel(parcel, sink, owner);
}

/* --- orders ---------------------------------------------------------------------------------- */

static void
tally_open_order(const struct order_fold *order, tally_sink *sink, void *owner)
{
    const struct order_units *units = &order->units;
    const int64_t left = units->ordered - units->cancelled;

    if (units->promised <= 0 && units->planned == 0 && units_backordered(units) == 0 && left > 0)
        sink(owner, NOW_UNRESERVED, 0, "", 1);
    if (units->promised > units->planned && order->holds == 0 && !order->is_parked)
        sink(owner, NOW_UNROUTED, 0, "", 1);
    if (order->holds != 0)
        sink(owner, NOW_HELD, 0, "", 1);
    if (units_backordered(units) > 0)
        sink(owner, NOW_BACKORDERED, 0, "", 1);
    if (order->is_parked)
        sink(owner, NOW_PARKED, 0, "", 1);
}

static void
tally_promise(const struct order_fold *order, int64_t day, tally_sink *sink, void *owner)
{
    const struct order_units *units = &order->units;
    const int64_t not_at_once = units->waiting + order->refused;
    const int64_t decided = units->ordered;
    const int64_t filled = decided > not_at_once ? decided - not_at_once : 0;
    const int64_t lines_filled = order->lines > order->short_lines ? order->lines - order->short_lines : 0;

    if (order->granted + not_at_once == 0)
        return;
    sink(owner, ORDERS_DECIDED, day, "", 1);
    sink(owner, LINES_DECIDED, day, "", order->lines);
    sink(owner, LINES_FILLED, day, "", lines_filled);
    sink(owner, UNITS_DECIDED, day, "", decided);
    sink(owner, UNITS_FILLED, day, "", filled);
    if (not_at_once == 0)
        sink(owner, ORDERS_FILLED, day, "", 1);
    if (units->waiting > 0)
        sink(owner, ORDERS_BACKORDERED, day, "", 1);
}

static void
tally_shipped_order(const struct order_fold *order, int64_t day, tally_sink *sink, void *owner)
{
    int64_t last_us = 0;
    uint32_t parcels = 0;
    bool in_time = true;

    for (uint32_t i = 0; i < order->parcel_count; i++) {
        const struct parcel *parcel = &order->parcels[i];
        if (parcel->shipped_at_us == 0)
            continue;
        parcels++;
        in_time = in_time && left_in_time(parcel);
        last_us = parcel->shipped_at_us > last_us ? parcel->shipped_at_us : last_us;
    }
    sink(owner, ORDERS_SHIPPED, day, "", 1);
    if (parcels > 1)
        sink(owner, ORDERS_SPLIT, day, "", 1);
    if (in_time && order->units.cancelled == 0 && !order->has_exception)
        sink(owner, ORDERS_PERFECT, day, "", 1);
    sink(owner, CYCLE_TIME + duration_bucket(last_us - order->placed_at_us), day, "", 1);
}

void
order_tallies(const struct order_fold *order, tally_sink *sink, void *owner)
{
    const struct order_units *units = &order->units;
    const int64_t day = day_of(order->placed_at_us);

    for (uint32_t i = 0; i < order->parcel_count; i++)
        tally_parcel(&order->parcels[i], sink, owner);
    if (order->placed_at_us == 0)
        return;
    sink(owner, ORDERS_PLACED, day, "", 1);
    if (order_is_open(order))
        tally_open_order(order, sink, owner);
    if (order->was_cancelled)
        sink(owner, ORDERS_CANCELLED, day, "", 1);
    tally_promise(order, day, sink, owner);
    if (units->shipped > 0 && units->shipped >= units->ordered - units->cancelled)
        tally_shipped_order(order, day, sink, owner);
    if (units->planned > 0 && units->planned >= units->ordered - units->cancelled)
        sink(owner, ORDERS_ROUTED, day, "", 1);
    if (order->reroutes > 0)
        sink(owner, REROUTES, day, "", order->reroutes);
}

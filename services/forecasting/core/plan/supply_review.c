/*
 * The supply review: week by week what stock, inbound goods, lead times and capacity allow.
 *
 * Source: the projected available balance of master scheduling, opening + receipts - demand a
 * bucket, with purchases only outside the lead time (demand time fence): Vollmann, Berry, Whybark
 * and Jacobs, Manufacturing Planning and Control (5e, 2005), chapter 6.
 */
#include "services/forecasting/core/plan/supply_review.h"

#define NOTHING 1e-9 /* units: less is rounding */

/* Of one week. */
struct week_room {
    double *stock;                    /* of each SKU, as the week goes on */
    double *wanted, *granted, *worth; /* what could be shipped if capacity were no matter */
};

static double
later_inbound(const struct supply_of_sku *sku, int32_t week, int32_t weeks)
{
    double units = 0;

    for (int32_t later = week + 1; later < weeks; later++)
        units += sku->inbound[later];
    return units;
}

static double
reachable(const struct supply_of_sku *sku, int32_t week, double demand, double stock)
{
    return week >= sku->buyable_from || demand <= stock ? demand : stock > 0 ? stock : 0;
}

static enum supply_limit
limit_of(const struct supply_problem *problem, uint32_t at, int32_t week, double wanted,
         double granted)
{
    const size_t cell = (size_t)at * (size_t)problem->weeks + (size_t)week;

    if (problem->demand[cell] - wanted > NOTHING)
        return later_inbound(&problem->skus[at], week, problem->weeks) > 0 ? LIMIT_STOCK
                                                                           : LIMIT_LEAD_TIME;
    return wanted - granted > NOTHING ? LIMIT_CAPACITY : LIMIT_NONE;
}

static void
ship(const struct supply_problem *problem, struct week_room *room, int32_t week,
     struct supply_found *found)
{
    for (uint32_t i = 0; i < problem->count; i++) {
        const size_t cell = (size_t)i * (size_t)problem->weeks + (size_t)week;
        const double granted = room->granted[i];
        found->supply[cell] = granted;
        found->limits[cell] = (unsigned char)limit_of(problem, i, week, room->wanted[i], granted);
        found->short_units[week] += problem->demand[cell] - granted;
        room->stock[i] -= granted;
        if (room->stock[i] < 0)
            room->stock[i] = 0; /* bought in time */
        found->stock[week] += room->stock[i];
    }
}

void
supply_review(const struct supply_problem *problem, struct scratch *scratch,
              struct supply_found *found)
{
    const size_t mark = scratch_mark(scratch);
    struct week_room room = {
        .stock = scratch_doubles(scratch, problem->count + 1),
        .wanted = scratch_doubles(scratch, problem->count + 1),
        .granted = scratch_doubles(scratch, problem->count + 1),
        .worth = scratch_doubles(scratch, problem->count + 1),
    };

    for (uint32_t i = 0; i < problem->count; i++) {
        room.stock[i] = problem->skus[i].opening;
        room.worth[i] = problem->skus[i].worth;
    }
    for (int32_t week = 0; week < problem->weeks; week++) {
        const double capacity = problem->capacity[week];
        double sum = 0;
        found->stock[week] = found->short_units[week] = 0;
        for (uint32_t i = 0; i < problem->count; i++) {
            const double demand =
                problem->demand[(size_t)i * (size_t)problem->weeks + (size_t)week];
            room.stock[i] += problem->skus[i].inbound[week];
            room.wanted[i] = week < problem->from_week
                                 ? demand
                                 : reachable(&problem->skus[i], week, demand, room.stock[i]);
            room.granted[i] = room.wanted[i];
            sum += room.wanted[i];
        }
        if (capacity >= 0 && sum > capacity && week >= problem->from_week)
            capacity_cut(room.wanted, room.worth, problem->count, capacity, scratch, room.granted);
        ship(problem, &room, week, found);
    }
    scratch_reset(scratch, mark);
}

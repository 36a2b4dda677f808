/*
 * Rule: a unit is worth what replacing it would cost, where it will be missed before more comes.
 *
 * Each order is served anyway, so what all locations have in common changes nothing: the least
 * value is taken off all. What is expected near a location arises where it stands. Distance by the
 * haversine (Sinnott, Virtues of the haversine, Sky and Telescope 68, 1984).
 */
#include "services/forecasting/core/scarcity/scarcity_prices.h"

#include <math.h>

#include "services/forecasting/core/scarcity/transportation.h"

#define EARTH_KM 6371.0

double
great_circle_km(double latitude_a_deg, double longitude_a_deg, double latitude_b_deg,
                double longitude_b_deg)
{
    const double degree = M_PI / 180;
    const double north = sin((latitude_b_deg - latitude_a_deg) * degree / 2);
    const double east = sin((longitude_b_deg - longitude_a_deg) * degree / 2);
    const double h =
        north * north + cos(latitude_a_deg * degree) * cos(latitude_b_deg * degree) * east * east;

    return 2 * EARTH_KM * asin(sqrt(fmin(1, h)));
}

/* Every location covers what arises near it, and has some left: nothing is scarce. */
static bool
is_plenty(const struct scarce_place *places, int count, const int64_t *demand)
{
    for (int i = 0; i < count; i++)
        if (places[i].stock <= demand[i])
            return false;
    return true;
}

static int64_t
fill_costs(const struct scarce_place *places, int count, int64_t nano_per_km, int64_t *costs)
{
    int64_t most = 0;

    for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
            const double km = great_circle_km(places[i].latitude_deg, places[i].longitude_deg,
                                              places[j].latitude_deg, places[j].longitude_deg);
            const double nano = fmin(km * (double)nano_per_km, (double)(TRANSPORT_COST_MAX / 4));
            costs[i * count + j] = (int64_t)nano;
            most = costs[i * count + j] > most ? costs[i * count + j] : most;
        }
    }
    return most;
}

static void
take_off_least(const struct scarce_place *places, int count, int64_t *price_nano)
{
    int64_t least = INT64_MAX;

    for (int i = 0; i < count; i++)
        if (places[i].stock > 0 && price_nano[i] < least)
            least = price_nano[i];
    for (int i = 0; i < count; i++)
        price_nano[i] = places[i].stock > 0 ? price_nano[i] - least : 0;
}

void
scarcity_prices(const struct scarce_place *places, int count, double days, int64_t nano_per_km,
                struct scratch *scratch, int64_t *price_nano)
{
    const size_t mark = scratch_mark(scratch);
    const size_t pairs = (size_t)count * (size_t)count;
    int64_t *stock = scratch_take(scratch, (size_t)count * sizeof *stock);
    int64_t *demand = scratch_take(scratch, (size_t)count * sizeof *demand);
    int64_t *costs = scratch_take(scratch, pairs * sizeof *costs);
    int64_t *flow = scratch_take(scratch, pairs * sizeof *flow);
    struct transportation problem = {
        .origins = count, .regions = count, .stock = stock, .demand = demand, .cost = costs};

    for (int i = 0; i < count; i++) {
        stock[i] = places[i].stock > 0 ? places[i].stock : 0;
        demand[i] = (int64_t)(places[i].per_day * days + 0.5);
        price_nano[i] = 0;
    }
    if (!is_plenty(places, count, demand)) {
        problem.short_cost = 2 * fill_costs(places, count, nano_per_km, costs) + 1;
        transportation_solve(&problem, scratch, flow, price_nano);
        take_off_least(places, count, price_nano);
    }
    scratch_reset(scratch, mark);
}

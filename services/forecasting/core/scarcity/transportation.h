/*
 * The transportation problem of one SKU: stock at locations, demand by region until more comes,
 * what a unit costs from each to each; and what a unit of stock is worth where it lies.
 *
 * Solved exactly in whole units by successive shortest paths with potentials: Ahuja, Magnanti,
 * Orlin, Network Flows (1993), 9.7; the potentials are Edmonds and Karp's (JACM 19, 1972). That the
 * prices of stock make a shop send orders from the right place as they come: Acimovic and Graves,
 * Making better fulfillment decisions on the fly in an online retail environment (M&SOM 17, 2015).
 */
#ifndef FORECASTING_TRANSPORTATION_H
#define FORECASTING_TRANSPORTATION_H

#include "services/forecasting/core/series.h"

#define TRANSPORT_MAX      256 /* origins, and regions */
#define TRANSPORT_COST_MAX INT64_C(1000000000000)

struct transportation {
    int origins, regions;
    const int64_t *stock;  /* [origin] units, >= 0 */
    const int64_t *demand; /* [region] units, >= 0 */
    const int64_t *cost;   /* [origin * regions + region] of a unit, 0..TRANSPORT_COST_MAX */
    int64_t short_cost;    /* of a unit that nobody sends, likewise */
};

/* Fills flow[origin * regions + region] and value[origin]: by how much the least cost rises when a
 * unit of its stock is not there; 0 where none is. */
void transportation_solve(const struct transportation *problem, struct scratch *scratch,
                          int64_t *flow, int64_t *value);

#endif

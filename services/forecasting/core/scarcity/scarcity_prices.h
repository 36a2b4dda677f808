/*
 * What a unit at each location is worth beyond what shipping it costs.
 */
#ifndef FORECASTING_SCARCITY_PRICES_H
#define FORECASTING_SCARCITY_PRICES_H

#include "services/forecasting/core/series.h"

struct scarce_place {
    int64_t stock;  /* units there */
    double per_day; /* units that arise near here */
    double latitude_deg, longitude_deg;
};

/* Over so many days, until more comes; nano_per_km: of a unit. Fills price_nano[count]; at most
 * TRANSPORT_MAX places. */
void scarcity_prices(const struct scarce_place *places, int count, double days, int64_t nano_per_km,
                     struct scratch *scratch, int64_t *price_nano);

/* On a sphere of 6,371 km; within 0.6 % of the ellipsoid. */
double great_circle_km(double latitude_a_deg, double longitude_a_deg, double latitude_b_deg,
                       double longitude_b_deg);

#endif

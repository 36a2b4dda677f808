/* A policy of the protocol as the core takes it, see policy_core.h. */
#include <stdio.h>

#include "clients/cli/policy_core.h"
#include "services/fulfillment-routing/core/policy_check.h"

#define UG_OF_G INT64_C(1000000)

static const struct zone *
take_zones(struct arena *arena, Crossdock__Routing__V1__Zone **from, size_t count)
{
    struct zone *zones = arena_take(arena, (count + 1) * sizeof *zones);
    for (size_t i = 0; i < count; i++)
        zones[i] = (struct zone){.to_m = from[i]->to_m, .transit_days = from[i]->transit_days};
    return zones;
}

/* The surcharge is in each price; what is not carried stays so. Levelled as routing levels them. */
static const int64_t *
take_prices(struct arena *arena, const Crossdock__Routing__V1__CarrierService *from)
{
    const size_t cells = from->n_zones * from->n_break_to_g;
    int64_t *prices = arena_take(arena, (cells + 1) * sizeof *prices);
    for (size_t i = 0; i < cells; i++)
        prices[i] = i >= from->n_price_nano || from->price_nano[i] < 0
                        ? NOT_CARRIED
                        : from->price_nano[i] + from->surcharge_nano;
    if (cells > 0)
        policy_level_prices(prices, (uint32_t)from->n_zones, (uint32_t)from->n_break_to_g);
    return prices;
}

static struct carrier_service
take_service(struct arena *arena, const Crossdock__Routing__V1__CarrierService *from)
{
    int64_t *breaks = arena_take(arena, (from->n_break_to_g + 1) * sizeof *breaks);
    for (size_t i = 0; i < from->n_break_to_g; i++)
        breaks[i] = from->break_to_g[i] * UG_OF_G;
    return (struct carrier_service){
        .carrier = from->carrier,
        .name = from->service,
        .zone_count = (uint32_t)from->n_zones,
        .break_count = (uint32_t)from->n_break_to_g,
        .zones = take_zones(arena, from->zones, from->n_zones),
        .break_to_ug = breaks,
        .price_nano = take_prices(arena, from),
        .days = (uint8_t)from->days,
    };
}

struct policy
policy_core(struct arena *arena, const Crossdock__Routing__V1__Policy *from)
{
    struct carrier_service *services = arena_take(arena, (from->n_services + 1) * sizeof *services);
    for (size_t i = 0; i < from->n_services; i++)
        services[i] = take_service(arena, from->services[i]);
    struct policy policy = {
        .kind = (enum policy_kind)from->kind,
        .version = from->version,
        .zone_count = (uint32_t)from->n_zones,
        .zones = take_zones(arena, from->zones, from->n_zones),
        .days = (uint8_t)from->days,
        .service_count = (uint32_t)from->n_services,
        .services = services,
        .late_day_nano = from->late_day_nano,
        .split_nano = from->split_nano,
        .full_nano = from->full_nano,
        .scarcity_permille = from->scarcity_permille,
        .parcels_max = from->parcels_max,
        .split_value_min_minor = from->split_value_min_minor,
        .candidates_max = from->candidates_max,
        .move_saving_min_nano = from->move_saving_min_nano,
    };
    snprintf(policy.currency, sizeof policy.currency, "%.3s", from->currency);
    if (from->tariff)
        policy.tariff = (struct tariff){
            .parcel_nano = from->tariff->parcel_nano,
            .km_pico = from->tariff->km_pico,
            .kg_nano = from->tariff->kg_nano,
            .kg_km_pico = from->tariff->kg_km_pico,
        };
    return policy;
}

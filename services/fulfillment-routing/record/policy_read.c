/* See policy_read.h. */
#include "services/fulfillment-routing/record/policy_read.h"

#include "common/text.h"
#include "services/fulfillment-routing/core/policy_check.h"
#include "services/fulfillment-routing/core/promise.h"

#define BREAK_G_MAX        INT64_C(1000000000)
#define SURCHARGE_NANO_MAX INT64_C(10000000000000000)
#define UG_OF_G            1000000

static const enum policy_kind kinds[] = {
    [CROSSDOCK__ROUTING__V1__POLICY_KIND__POLICY_NEAREST] = POLICY_NEAREST,
    [CROSSDOCK__ROUTING__V1__POLICY_KIND__POLICY_FEWEST_PARCELS] = POLICY_FEWEST_PARCELS,
    [CROSSDOCK__ROUTING__V1__POLICY_KIND__POLICY_LEAST_COST] = POLICY_LEAST_COST,
};

static const struct zone *
read_zones(struct arena *arena, Crossdock__Routing__V1__Zone *const *from, size_t count)
{
    struct zone *zones = arena_take(arena, (count + 1) * sizeof *zones);

    for (size_t i = 0; i < count; i++)
        zones[i] = (struct zone){from[i]->to_m, from[i]->transit_days};
    return zones;
}

static const char *
read_prices(struct arena *arena, const Crossdock__Routing__V1__CarrierService *from,
            struct carrier_service *to)
{
    const size_t cells = from->n_zones * from->n_break_to_g;
    int64_t *breaks = arena_take(arena, from->n_break_to_g * sizeof *breaks);
    int64_t *prices = arena_take(arena, cells * sizeof *prices);

    for (size_t i = 0; i < from->n_break_to_g; i++) {
        if (from->break_to_g[i] < 1 || from->break_to_g[i] > BREAK_G_MAX)
            return arena_format(arena, "break_to_g %lld is out of range",
                                (long long)from->break_to_g[i]);
        breaks[i] = from->break_to_g[i] * UG_OF_G;
    }
    if (from->n_price_nano != cells)
        return arena_format(arena, "service '%.40s' has %zu prices for %zu zones and %zu breaks",
                            from->service, from->n_price_nano, from->n_zones, from->n_break_to_g);
    if (from->surcharge_nano < 0 || from->surcharge_nano > SURCHARGE_NANO_MAX)
        return "surcharge_nano is out of range";
    for (size_t i = 0; i < cells; i++) {
        prices[i] = from->price_nano[i];
        if (prices[i] >= 0 && prices[i] <= SURCHARGE_NANO_MAX)
            prices[i] += from->surcharge_nano;
    }
    to->break_to_ug = breaks;
    to->price_nano = prices;
    return NULL;
}

static const char *
read_service(struct arena *arena, const Crossdock__Routing__V1__CarrierService *from,
             struct carrier_service *to)
{
    if (from->n_zones > ZONES_MAX || from->n_break_to_g > BREAKS_MAX)
        return arena_format(arena, "a service has at most %d zones and %d breaks", ZONES_MAX,
                            BREAKS_MAX);
    if (from->days > UINT8_MAX)
        return "days are seven bits";
    *to = (struct carrier_service){
        .carrier = from->carrier,
        .name = from->service,
        .zone_count = (uint32_t)from->n_zones,
        .break_count = (uint32_t)from->n_break_to_g,
        .zones = read_zones(arena, from->zones, from->n_zones),
        .days = (uint8_t)from->days,
    };
    return read_prices(arena, from, to);
}

static const char *
read_services(struct arena *arena, const Crossdock__Routing__V1__Policy *from, struct policy *to)
{
    if (from->n_services > SERVICES_MAX)
        return arena_format(arena, "%zu services, allowed are %d", from->n_services, SERVICES_MAX);
    struct carrier_service *services = arena_take(arena, (from->n_services + 1) * sizeof *services);
    for (size_t i = 0; i < from->n_services; i++) {
        const char *wrong = read_service(arena, from->services[i], &services[i]);
        if (wrong != NULL)
            return wrong;
    }
    to->services = services;
    to->service_count = (uint32_t)from->n_services;
    return NULL;
}

static void
level_prices(struct policy *policy)
{
    for (uint32_t i = 0; i < policy->service_count; i++) {
        const struct carrier_service *service = &policy->services[i];
        policy_level_prices((int64_t *)service->price_nano, service->zone_count,
                            service->break_count);
    }
}

const char *
policy_read(struct arena *arena, const Crossdock__Routing__V1__Policy *from, struct policy *to)
{
    const Crossdock__Routing__V1__Tariff *tariff = from->tariff;

    if (from->n_zones > ZONES_MAX)
        return arena_format(arena, "%zu zones, allowed are %d", from->n_zones, ZONES_MAX);
    if (from->days > UINT8_MAX)
        return "days are seven bits";
    *to = (struct policy){
        .kind = from->kind < sizeof kinds / sizeof *kinds ? kinds[from->kind] : POLICY_NONE,
        .version = from->version,
        .zone_count = (uint32_t)from->n_zones,
        .zones = read_zones(arena, from->zones, from->n_zones),
        .days = (uint8_t)from->days,
        .late_day_nano = from->late_day_nano,
        .split_nano = from->split_nano,
        .full_nano = from->full_nano,
        .scarcity_permille = from->scarcity_permille,
        .parcels_max = from->parcels_max,
        .split_value_min_minor = from->split_value_min_minor,
        .candidates_max = from->candidates_max,
        .move_saving_min_nano = from->move_saving_min_nano,
    };
    if (tariff != NULL)
        to->tariff = (struct tariff){tariff->parcel_nano, tariff->km_pico, tariff->kg_nano,
                                     tariff->kg_km_pico};
    if (!text_copy(to->currency, sizeof to->currency, from->currency))
        return "currency is not three capital letters";
    const char *wrong = read_services(arena, from, to);
    if (wrong == NULL)
        wrong = policy_check(to);
    if (wrong == NULL)
        level_prices(to);
    return wrong;
}

/*
 * Rule: the bounds within which a policy's numbers lie, so that no sum of a decision overflows and
 * every table can be searched. They are wider than what anybody pays.
 */
#include "services/fulfillment-routing/core/policy_check.h"

#include <string.h>

#include "services/fulfillment-routing/core/promise.h"

#define MONEY_NANO_MAX   INT64_C(10000000000000000) /* ten million of the main unit */
#define PER_KM_PICO_MAX  INT64_C(10000000000000000)
#define KG_KM_PICO_MAX   INT64_C(10000000000000)
#define DISTANCE_M_MAX   INT64_C(100000000)
#define BREAK_UG_MAX     INT64_C(1000000000000000) /* 1,000 t */
#define MINOR_MAX        INT64_C(1000000000000000)
#define TRANSIT_DAYS_MAX 90
#define EVERY_DAY        0x7f
#define SERVICE_TEXT_MAX 64
#define CANDIDATES_MAX   64

static bool
within(int64_t value, int64_t max)
{
    return value >= 0 && value <= max;
}

static bool
is_currency(const char *text)
{
    if (text[0] == '\0')
        return true;
    for (int i = 0; i < 3; i++) {
        if (text[i] < 'A' || text[i] > 'Z')
            return false;
    }
    return text[3] == '\0';
}

static const char *
check_zones(const struct zone *zones, uint32_t count)
{
    if (count > ZONES_MAX)
        return "there are more than 32 zones";
    for (uint32_t i = 0; i < count; i++) {
        if (zones[i].to_m <= (i == 0 ? 0 : zones[i - 1].to_m) || zones[i].to_m > DISTANCE_M_MAX)
            return "zones do not ascend";
        if (!within(zones[i].transit_days, TRANSIT_DAYS_MAX))
            return "transit_days are not 0 to 90";
    }
    return NULL;
}

static const char *
check_prices(const struct carrier_service *service)
{
    bool any = false;

    for (uint32_t i = 0; i < service->zone_count * service->break_count; i++) {
        if (service->price_nano[i] == NOT_CARRIED)
            continue;
        if (!within(service->price_nano[i], MONEY_NANO_MAX))
            return "a price is out of range";
        any = true;
    }
    return any ? NULL : "a service has no price at all";
}

static bool
is_name(const char *text)
{
    return text[0] != '\0' && strlen(text) <= SERVICE_TEXT_MAX;
}

static const char *
check_service(const struct carrier_service *service)
{
    const char *wrong = check_zones(service->zones, service->zone_count);

    if (wrong != NULL)
        return wrong;
    if (!is_name(service->carrier) || !is_name(service->name))
        return "carrier and service are texts of 1 to 64 bytes";
    if (service->zone_count == 0)
        return "a service has no zone";
    if (service->break_count < 1 || service->break_count > BREAKS_MAX)
        return "a service has 1 to 64 weight breaks";
    for (uint32_t i = 0; i < service->break_count; i++) {
        if (service->break_to_ug[i] <= (i == 0 ? 0 : service->break_to_ug[i - 1]) ||
            service->break_to_ug[i] > BREAK_UG_MAX)
            return "weight breaks do not ascend";
    }
    if (service->days > EVERY_DAY)
        return "days are seven bits";
    return check_prices(service);
}

static const char *
check_tariff(const struct policy *policy)
{
    const struct tariff *tariff = &policy->tariff;

    if (!within(tariff->parcel_nano, MONEY_NANO_MAX) || !within(tariff->km_pico, PER_KM_PICO_MAX) ||
        !within(tariff->kg_nano, MONEY_NANO_MAX) || !within(tariff->kg_km_pico, KG_KM_PICO_MAX))
        return "a number of the tariff is out of range";
    if (policy->service_count > 0 &&
        (tariff->parcel_nano != 0 || tariff->km_pico != 0 || tariff->kg_nano != 0 ||
         tariff->kg_km_pico != 0 || policy->zone_count > 0))
        return "services have prices and zones of their own: leave out the tariff and its zones";
    return check_zones(policy->zones, policy->zone_count);
}

const char *
policy_check(const struct policy *policy)
{
    const char *wrong = check_tariff(policy);

    if (policy->kind <= POLICY_NONE || policy->kind >= POLICY_KIND_COUNT)
        return "kind is missing";
    if (!is_currency(policy->currency))
        return "currency is not three capital letters";
    if (policy->service_count > SERVICES_MAX)
        return "there are more than 16 services";
    for (uint32_t i = 0; i < policy->service_count && wrong == NULL; i++)
        wrong = check_service(&policy->services[i]);
    if (wrong != NULL)
        return wrong;
    if (policy->days > EVERY_DAY)
        return "days are seven bits";
    if (!within(policy->late_day_nano, MONEY_NANO_MAX) ||
        !within(policy->split_nano, MONEY_NANO_MAX) || !within(policy->full_nano, MONEY_NANO_MAX) ||
        !within(policy->move_saving_min_nano, MONEY_NANO_MAX))
        return "an amount is out of range";
    if (policy->scarcity_permille > 1000)
        return "scarcity_permille is more than 1000";
    if (policy->parcels_max > PARCELS_MAX)
        return "parcels_max is more than 512";
    if (!within(policy->split_value_min_minor, MINOR_MAX))
        return "split_value_min_minor is out of range";
    return policy->candidates_max > CANDIDATES_MAX ? "candidates_max is more than 64" : NULL;
}

void
policy_level_prices(int64_t *price_nano, uint32_t zone_count, uint32_t break_count)
{
    for (uint32_t zone = 0; zone < zone_count; zone++) {
        int64_t *row = &price_nano[zone * break_count];
        for (uint32_t at = break_count - 1; at-- > 0;) {
            if (row[at + 1] != NOT_CARRIED && (row[at] == NOT_CARRIED || row[at + 1] < row[at]))
                row[at] = row[at + 1];
        }
    }
}

bool
policy_has_prices(const struct policy *policy)
{
    const struct tariff *tariff = &policy->tariff;

    return policy->service_count > 0 || tariff->parcel_nano != 0 || tariff->km_pico != 0 ||
           tariff->kg_nano != 0 || tariff->kg_km_pico != 0 || policy->late_day_nano != 0 ||
           policy->split_nano != 0 || policy->full_nano != 0 || policy->scarcity_permille != 0;
}

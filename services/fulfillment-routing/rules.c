/*
 * What holds at a location: its profile where it has one, else the service's settings.
 */
#include "services/fulfillment-routing/rules.h"

#include "common/service.h"
#include "services/fulfillment-routing/core/sscc.h"

#define SECOND_US INT64_C(1000000)

struct wave_rule
rules_wave(struct turn *turn, const struct location *location)
{
    (void)turn;
    (void)location;
    return (struct wave_rule){
        .age_us = service_setting("CROSSDOCK_WAVE_MS") * 1000,
        .orders_max = service_setting("CROSSDOCK_WAVE_ORDERS_MAX"),
        .lease_us = service_setting("CROSSDOCK_LEASE_SECONDS") * SECOND_US,
    };
}

int64_t
rules_cut_off_us(struct turn *turn, const struct location *location)
{
    (void)turn;
    (void)location;
    return 0;
}

const char *
rules_gs1_prefix(struct turn *turn, const struct location *location)
{
    const int64_t number = service_setting("CROSSDOCK_GS1_PREFIX");

    (void)location;
    return number == 0
               ? ""
               : arena_format(turn_arena(turn), "%0*lld", SSCC_PREFIX_MIN, (long long)number);
}

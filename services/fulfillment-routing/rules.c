/*
 * What holds at a location: its profile where it has one, else the service's settings.
 */
#include "services/fulfillment-routing/rules.h"

#include "common/service.h"
#include "services/fulfillment-routing/core/sscc.h"

#define SECOND_US INT64_C(1000000)
#define MINUTE_US (60 * SECOND_US)

struct wave_rule
rules_wave(struct turn *turn, const struct location *location)
{
    struct wave_rule rule = {
        .age_us = service_setting("CROSSDOCK_WAVE_MS") * 1000,
        .orders_max = service_setting("CROSSDOCK_WAVE_ORDERS_MAX"),
        .lease_us = service_setting("CROSSDOCK_LEASE_SECONDS") * SECOND_US,
    };

    (void)turn;
    if (location->profile == NULL)
        return rule;
    const struct profile_wave *own = &location->profile->wave;
    if (own->age_ms > 0)
        rule.age_us = own->age_ms * INT64_C(1000);
    if (own->orders_max > 0)
        rule.orders_max = own->orders_max;
    if (own->lease_seconds > 0)
        rule.lease_us = own->lease_seconds * SECOND_US;
    rule.before_cut_off_us = own->before_cut_off_minutes * MINUTE_US;
    rule.on_demand = own->on_demand;
    rule.single = own->single;
    return rule;
}

int64_t
rules_cut_off_us(struct turn *turn, const struct location *location)
{
    if (location->profile == NULL)
        return 0;
    const struct calendar calendar = location_calendar(location);
    const int32_t day = calendar_work_day(&calendar, turn_now_us(turn));
    return day == CALENDAR_NEVER ? 0 : calendar_cut_off_us(&calendar, day);
}

const char *
rules_gs1_prefix(struct turn *turn, const struct location *location)
{
    const int64_t number = service_setting("CROSSDOCK_GS1_PREFIX");

    if (location->profile != NULL && location->profile->gs1_prefix[0] != '\0')
        return location->profile->gs1_prefix;
    return number == 0
               ? ""
               : arena_format(turn_arena(turn), "%0*lld", SSCC_PREFIX_MIN, (long long)number);
}

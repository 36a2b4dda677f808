/*
 * What holds at a location: its profile where it has one, else the service's settings.
 */
#include "services/fulfillment-routing/rules.h"

#include "common/service.h"
#include "services/fulfillment-routing/core/floor/sscc.h"

#define SECOND_US INT64_C(1000000)
#define MINUTE_US (60 * SECOND_US)

static int64_t
or_setting(int64_t told, const char *setting)
{
    return told != 0 ? told : service_setting(setting);
}

struct wave_rule
rules_wave(const struct location *location)
{
    static const struct profile_wave none;
    const struct profile_wave *told = location->profile == NULL ? &none : &location->profile->wave;

    return (struct wave_rule){
        .age_us = or_setting(told->age_ms, "CROSSDOCK_WAVE_MS") * 1000,
        .orders_max = or_setting(told->orders_max, "CROSSDOCK_WAVE_ORDERS_MAX"),
        .before_cut_off_us = told->before_cut_off_minutes * MINUTE_US,
        .lease_us = or_setting(told->lease_seconds, "CROSSDOCK_LEASE_SECONDS") * SECOND_US,
        .on_demand = told->on_demand,
        .single = told->single,
    };
}

/* Of what waits longest, too: it may have missed its own while nobody was there. */
int64_t
rules_cut_off_us(const struct location *location, int64_t now_us)
{
    const struct calendar calendar = location_calendar(location);
    const int32_t work_day = calendar_work_day(&calendar, now_us);
    const int64_t next_us =
        work_day == CALENDAR_NEVER ? 0 : calendar_cut_off_us(&calendar, work_day);
    const int64_t first_us =
        location->wave_first == NULL ? 0 : location->wave_first->dispatch_by_us;

    return first_us != 0 && (next_us == 0 || first_us < next_us) ? first_us : next_us;
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

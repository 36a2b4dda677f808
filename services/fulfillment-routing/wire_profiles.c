#include "services/fulfillment-routing/wire_profiles.h"

#include <stdlib.h>
#include <string.h>

#include "common/message.h"

#define PROFILES_MAX     1000
#define CAPACITY_MAX     INT64_C(1000000000000)
#define HOLIDAYS_MAX     400
#define CHANNELS_MAX     64
#define COUNTRIES_MAX    250
#define DAYS_OF_WEEK     0x7f
#define DAY_MAX          100000
#define PROCESSING_MAX   30
#define PICKUP_DAYS_MAX  60
#define PICKUP_DAYS      7
#define MINUTES_OF_DAY   1440
#define WAVE_AGE_MS_MAX  86400000
#define WAVE_ORDERS_MAX  10000
#define LEASE_S_MAX      86400
#define PREFIX_BYTES_MIN 7
#define PREFIX_BYTES_MAX 10

static bool
within(int64_t value, const char *what, int64_t min, int64_t max, struct refusal *refusal)
{
    if (value < min || value > max)
        return refuse(refusal, "%s %lld is not %lld to %lld", what, (long long)value,
                      (long long)min, (long long)max);
    return true;
}

static int
compare_days(const void *a, const void *b)
{
    const int32_t left = *(const int32_t *)a;
    const int32_t right = *(const int32_t *)b;

    return (left > right) - (left < right);
}

static bool
read_calendar(struct arena *arena, const Crossdock__Routing__V1__Profile *from, struct profile *to,
              struct refusal *refusal)
{
    if (from->n_holidays > HOLIDAYS_MAX)
        return refuse(refusal, "%zu holidays, allowed are %d", from->n_holidays, HOLIDAYS_MAX);
    int32_t *holidays = arena_take(arena, (from->n_holidays + 1) * sizeof *holidays);
    for (size_t i = 0; i < from->n_holidays; i++) {
        if (!within(from->holidays[i], "holiday", 0, DAY_MAX, refusal))
            return false;
        holidays[i] = from->holidays[i];
    }
    qsort(holidays, from->n_holidays, sizeof *holidays, compare_days);
    to->holidays = holidays;
    to->holiday_count = (uint32_t)from->n_holidays;
    if (!within(from->opening_days, "opening_days", 0, DAYS_OF_WEEK, refusal) ||
        !within(from->cut_off_minute, "cut_off_minute", 0, MINUTES_OF_DAY, refusal) ||
        !within(from->processing_days, "processing_days", 0, PROCESSING_MAX, refusal))
        return false;
    to->opening_days = (uint8_t)from->opening_days;
    to->cut_off_minute = from->cut_off_minute;
    to->processing_days = from->processing_days;
    return true;
}

static bool
read_whom(struct arena *arena, const Crossdock__Routing__V1__Profile *from, struct profile *to,
          struct refusal *refusal)
{
    if (from->n_channels > CHANNELS_MAX || from->n_countries > COUNTRIES_MAX)
        return refuse(refusal, "at most %d channels and %d countries", CHANNELS_MAX, COUNTRIES_MAX);
    for (size_t i = 0; i < from->n_channels; i++) {
        if (!check_text(from->channels[i], "channel", 1, TEXT_BYTES_MAX, refusal))
            return false;
    }
    uint16_t *countries = arena_take(arena, (from->n_countries + 1) * sizeof *countries);
    for (size_t i = 0; i < from->n_countries; i++) {
        if (!check_country(from->countries[i], refusal))
            return false;
        countries[i] = country_number(from->countries[i]);
    }
    to->channels = (const char *const *)from->channels;
    to->channel_count = (uint32_t)from->n_channels;
    to->countries = countries;
    to->country_count = (uint32_t)from->n_countries;
    return true;
}

static bool
read_wave(const Crossdock__Routing__V1__WaveRule *from, struct profile_wave *to,
          struct refusal *refusal)
{
    if (from == NULL)
        return true;
    if (!within(from->age_ms, "wave.age_ms", 0, WAVE_AGE_MS_MAX, refusal) ||
        !within(from->orders_max, "wave.orders_max", 0, WAVE_ORDERS_MAX, refusal) ||
        !within(from->before_cut_off_minutes, "wave.before_cut_off_minutes", 0, MINUTES_OF_DAY,
                refusal) ||
        !within(from->lease_seconds, "wave.lease_seconds", 0, LEASE_S_MAX, refusal))
        return false;
    *to = (struct profile_wave){
        .age_ms = from->age_ms,
        .orders_max = from->orders_max,
        .before_cut_off_minutes = from->before_cut_off_minutes,
        .on_demand = from->on_demand,
        .single = from->single,
        .lease_seconds = from->lease_seconds,
    };
    return true;
}

static bool
read_prefix(const char *from, struct profile *to, struct refusal *refusal)
{
    const size_t bytes = strlen(from);

    if (bytes == 0)
        return true;
    if (bytes < PREFIX_BYTES_MIN || bytes > PREFIX_BYTES_MAX || strspn(from, "0123456789") != bytes)
        return refuse(refusal, "gs1_prefix is not 7 to 10 digits");
    memcpy(to->gs1_prefix, from, bytes + 1);
    return true;
}

bool
read_profile(struct arena *arena, const Crossdock__Routing__V1__Profile *from, struct profile *to,
             struct refusal *refusal)
{
    *to = (struct profile){
        .is_store = from->kind == CROSSDOCK__ROUTING__V1__LOCATION_KIND__LOCATION_STORE,
        .no_hazmat = from->no_hazmat,
        .no_oversize = from->no_oversize,
        .no_shipping = from->no_shipping,
        .pickup = from->pickup,
        .capacity_orders = from->capacity_orders,
        .capacity_units = from->capacity_units,
        .pickup_days = from->pickup_days == 0 ? PICKUP_DAYS : from->pickup_days,
    };
    if (!check_text(from->location, "location", 1, 32, refusal) ||
        !within(from->kind, "kind", 0, CROSSDOCK__ROUTING__V1__LOCATION_KIND__LOCATION_STORE,
                refusal) ||
        !within(from->capacity_orders, "capacity_orders", 0, CAPACITY_MAX, refusal) ||
        !within(from->capacity_units, "capacity_units", 0, CAPACITY_MAX, refusal) ||
        !within(to->pickup_days, "pickup_days", 1, PICKUP_DAYS_MAX, refusal) ||
        !read_calendar(arena, from, to, refusal) || !read_whom(arena, from, to, refusal) ||
        !read_wave(from->wave, &to->wave, refusal) || !read_prefix(from->gs1_prefix, to, refusal))
        return false;
    to->body = message_pack(arena, &from->base, &to->body_bytes);
    return true;
}

READ(read_define_profiles)
{
    const Crossdock__Routing__V1__DefineProfiles *in =
        (const Crossdock__Routing__V1__DefineProfiles *)message;
    struct told_profiles *out = arena_take(arena, sizeof *out);

    if (in->n_profiles < 1 || in->n_profiles > PROFILES_MAX) {
        refuse(refusal, "%zu profiles, allowed are 1 to %d", in->n_profiles, PROFILES_MAX);
        return NULL;
    }
    out->count = in->n_profiles;
    out->list = arena_take(arena, out->count * sizeof *out->list);
    for (size_t i = 0; i < out->count; i++) {
        out->list[i].location = in->profiles[i]->location;
        out->list[i].message = in->profiles[i];
        if (!read_profile(arena, in->profiles[i], &out->list[i].profile, refusal))
            return NULL;
        for (size_t j = 0; j < i; j++) {
            if (strcmp(out->list[j].location, out->list[i].location) == 0) {
                refuse(refusal, "location '%s' is there twice", out->list[i].location);
                return NULL;
            }
        }
    }
    return out;
}

READ(read_get_profiles)
{
    const Crossdock__Routing__V1__GetProfiles *in =
        (const Crossdock__Routing__V1__GetProfiles *)message;
    struct asked_profiles *out = arena_take(arena, sizeof *out);

    if (!check_text(in->location, "location", 0, 32, refusal) ||
        !check_text(in->after, "after", 0, 32, refusal) ||
        !within(in->limit, "limit", 0, 1000, refusal))
        return NULL;
    *out = (struct asked_profiles){in->location, in->after, in->limit == 0 ? 100 : in->limit};
    return out;
}

/*
 * What locations can ship; see capacity.h. A plan's supply review goes by it.
 */
#include "services/forecasting/capacity.h"

#include <string.h>

#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/forecasting/store.h"
#include "services/forecasting/wire_check.h"

#define WEEK_DAYS 7

struct capacity_heard {
    const char *location;
    struct capacity capacity;
};

static int
days_open(uint32_t opening_days)
{
    int days = 0;

    for (int day = 0; day < WEEK_DAYS; day++)
        days += (opening_days >> day) & 1;
    return days == 0 ? WEEK_DAYS : days; /* none said: every day */
}

const void *
read_profile_changed(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Routing__V1__ProfileChanged *changed = (const void *)message;
    const Crossdock__Routing__V1__Profile *profile = changed->profile;
    struct capacity_heard *heard = arena_take(arena, sizeof *heard);

    if (profile == NULL || profile->location[0] == '\0' ||
        strlen(profile->location) > LOCATION_BYTES_MAX)
        return wire_refuse(refusal, "profile: no location");
    heard->location = profile->location;
    heard->capacity.units_a_week =
        profile->no_shipping ? 0
        : profile->capacity_units <= 0
            ? -1
            : (double)profile->capacity_units * days_open(profile->opening_days);
    return heard;
}

/* ProfileChanged -> units a week */
void
on_profile_changed(struct turn *turn, const struct input *input)
{
    const struct capacity_heard *heard = input->message;
    struct memory *memory = turn_state(turn);
    struct journal *journal = turn_journal(turn);
    struct capacity *capacity = map_find_text(memory->plans.capacities, heard->location);

    if (capacity == NULL)
        capacity =
            map_add_text(memory->plans.capacities, journal, heard->location, sizeof *capacity);
    journal_keep(journal, capacity, sizeof *capacity);
    *capacity = heard->capacity;
    stage_capacity(turn, heard->location, capacity);
}

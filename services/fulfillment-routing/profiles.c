/*
 * What locations can do, beyond what inventory tells of them: their limits, days and rules.
 *
 * A location without a profile has no limits, and its days are not counted: nothing is looked up
 * for it. A profile is one piece of memory, replaced when it changes.
 */
#include <stdlib.h>
#include <string.h>

#include "common/message.h"
#include "services/fulfillment-routing/handlers.h"
#include "services/fulfillment-routing/steps.h"
#include "services/fulfillment-routing/store.h"

typedef Crossdock__Routing__V1__ProfileView profile_view;
typedef Crossdock__Routing__V1__CapacityUse capacity_use;

/* --- in memory -------------------------------------------------------------------------------- */

uint16_t
country_number(const char *country)
{
    uint16_t number = 0;

    for (int i = 0; i < 2 && country[i] != '\0'; i++) {
        const char c = country[i];
        const int letter = c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c;
        number = (uint16_t)(number << 8 | (letter & 0xff));
    }
    return number;
}

/* Its parts lie behind it: first what needs to be aligned most. */
static struct profile *
copy_of(struct memory *memory, const struct profile *from)
{
    const size_t channels = from->channel_count * sizeof *from->channels;
    const size_t holidays = from->holiday_count * sizeof *from->holidays;
    const size_t countries = from->country_count * sizeof *from->countries;
    struct profile *copy =
        calloc(1, sizeof *copy + channels + holidays + countries + from->body_bytes);
    char *at = (char *)(copy + 1);

    assert(copy != NULL);
    *copy = *from;
    const char **names = (const char **)(void *)at;
    for (uint32_t i = 0; i < from->channel_count; i++)
        names[i] = bin_of(memory, from->channels[i]);
    copy->channels = names;
    copy->holidays = memcpy(at + channels, from->holidays, holidays);
    copy->countries = memcpy(at + channels + holidays, from->countries, countries);
    copy->body = memcpy(at + channels + holidays + countries, from->body, from->body_bytes);
    return copy;
}

void
profile_set(struct memory *memory, struct location *location, const struct profile *profile)
{
    struct profile *fresh = copy_of(memory, profile);

    if (location->profile == NULL) {
        memory_keep(memory, &memory->profile_count, sizeof memory->profile_count);
        memory->profile_count++;
    }
    memory_keep(memory, location, sizeof *location);
    memory_replaced(memory, location->profile, fresh);
    location->profile = fresh;
    location->until_us = 0;
    memory_keep(memory, &memory->later_look_us, sizeof memory->later_look_us);
    memory->later_look_us = 0;
}

/* By its letters, not its address: a quote asks for channels that nobody has remembered. */
bool
profile_ships_for(const struct profile *profile, const char *channel)
{
    for (uint32_t i = 0; i < profile->channel_count; i++) {
        if (strcmp(profile->channels[i], channel) == 0)
            return true;
    }
    return profile->channel_count == 0;
}

bool
profile_ships_to(const struct profile *profile, const char *country)
{
    const uint16_t number = country_number(country);

    for (uint32_t i = 0; i < profile->country_count; i++) {
        if (profile->countries[i] == number)
            return true;
    }
    return profile->country_count == 0;
}

/* --- told ------------------------------------------------------------------------------------- */

void
on_define_profiles(struct turn *turn, const struct input *input)
{
    const struct told_profiles *told = input->message;
    struct memory *memory = store_memory(turn);

    for (size_t i = 0; i < told->count; i++) {
        if (location_find(memory, told->list[i].location) == NULL) {
            turn_reject(turn,
                        arena_format(turn_arena(turn), "routing has not heard of location '%s'",
                                     told->list[i].location),
                        NULL);
            return;
        }
    }
    for (size_t i = 0; i < told->count; i++) {
        struct location *location = location_find(memory, told->list[i].location);
        profile_set(memory, location, &told->list[i].profile);
        capacity_changed(memory, location);
        store_note_profile(turn, location, input->from->name);
        say_profile_changed(turn, location->code, &told->list[i].message->base, input->from->name);
    }
    parked_stir_all(memory);
    answer_count(turn, told->count);
}

/* --- asked for -------------------------------------------------------------------------------- */

static void
put_use(struct arena *arena, const struct location *location, int32_t from_day, profile_view *to)
{
    const struct slots *slots = location->slots;
    const size_t most = slots == NULL ? 0 : slots->count;
    capacity_use *list = arena_take(arena, most * sizeof *list);

    to->used = arena_take(arena, most * sizeof *to->used);
    for (size_t i = 0; i < most; i++) {
        const struct day_use *slot = &slots->list[i];
        if (slot->day < from_day || slot->orders == 0)
            continue;
        capacity_use *use = &list[to->n_used];
        crossdock__routing__v1__capacity_use__init(use);
        use->day = slot->day;
        use->orders = slot->orders;
        use->units = slot->units;
        to->used[to->n_used++] = use;
    }
}

static profile_view *
view_of(struct turn *turn, const struct location *location)
{
    struct arena *arena = turn_arena(turn);
    const struct calendar calendar = location_calendar(location);
    const int32_t work_day = calendar_work_day(&calendar, turn_now_us(turn));
    profile_view *view = arena_take(arena, sizeof *view);
    const char *wrong;

    crossdock__routing__v1__profile_view__init(view);
    if (location->profile != NULL) {
        view->profile = (Crossdock__Routing__V1__Profile *)message_read(
            arena, &crossdock__routing__v1__profile__descriptor, location->profile->body,
            location->profile->body_bytes, &wrong);
    } else {
        view->profile = arena_take(arena, sizeof *view->profile);
        crossdock__routing__v1__profile__init(view->profile);
        view->profile->location = (char *)location->code;
    }
    view->time_zone = location->zone == NULL || location->zone->change_count == 0
                          ? "UTC"
                          : (char *)location->zone->name;
    put_use(arena, location, calendar_day(&calendar, turn_now_us(turn)), view);
    if (work_day != CALENDAR_NEVER)
        view->cut_off_at_us = calendar_cut_off_us(&calendar, work_day);
    return view;
}

static int
compare_codes(const void *a, const void *b)
{
    return strcmp((*(const struct location *const *)a)->code,
                  (*(const struct location *const *)b)->code);
}

/* Those with a profile behind a code, in order of theirs. */
static size_t
list_after(struct turn *turn, const char *after, const struct location ***list)
{
    const struct memory *memory = store_memory(turn);
    size_t count = 0;

    *list = arena_take(turn_arena(turn), memory->profile_count * sizeof **list);
    for (uint32_t i = 0; i < memory->location_count; i++) {
        const struct location *location = memory->locations[i];
        if (location->profile != NULL && strcmp(location->code, after) > 0)
            (*list)[count++] = location;
    }
    qsort(*list, count, sizeof **list, compare_codes);
    return count;
}

void
on_get_profiles(struct turn *turn, const struct input *input)
{
    const struct asked_profiles *asked = input->message;
    const char *code = asked->location;
    Crossdock__Routing__V1__ProfilesView view = CROSSDOCK__ROUTING__V1__PROFILES_VIEW__INIT;
    const struct location **list = arena_take(turn_arena(turn), sizeof *list);
    size_t count = 1;

    if (code[0] == '\0' && input->from->role == ROLE_WAREHOUSE)
        code = input->from->subject;
    if (code[0] == '\0') {
        count = list_after(turn, asked->after, &list);
    } else if (!step_may_speak_for(turn, input, code)) {
        return;
    } else if ((list[0] = location_find(store_memory(turn), code)) == NULL) {
        step_no_location(turn, code);
        return;
    }
    view.n_profiles = count < asked->limit ? count : asked->limit;
    view.more = count > view.n_profiles;
    view.profiles = arena_take(turn_arena(turn), view.n_profiles * sizeof *view.profiles);
    for (size_t i = 0; i < view.n_profiles; i++)
        view.profiles[i] = view_of(turn, list[i]);
    turn_accept(turn, &view.base);
}

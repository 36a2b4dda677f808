/*
 * The capacity of a location: every fulfillment order takes a slot of the day on which it leaves,
 * and gives it back when it is not shipped from there after all. What has left keeps its slot.
 *
 * Slots are counted for every location whose days are counted, also where there is no limit: so a
 * limit that comes later finds them. They are told by fulfillment_order.dispatch_day alone, and
 * counted again from there at start.
 */
#include <stdlib.h>
#include <string.h>

#include "services/fulfillment-routing/handlers.h"
#include "services/fulfillment-routing/reroute.h"
#include "services/fulfillment-routing/store.h"

#define KEEP_DAYS 60
#define SLICE     200

static const struct reroute too_many = {ON_CLOSE, "CAPACITY_CLOSED", true, false};

/* --- slots ------------------------------------------------------------------------------------ */

/* The last one that is not later; NULL: there is none. The days that are asked for are the last. */
static struct day_use *
slot_before(const struct location *location, int32_t day)
{
    struct slots *slots = location->slots;

    for (uint32_t i = slots == NULL ? 0 : slots->count; i-- > 0;) {
        if (slots->list[i].day <= day)
            return &slots->list[i];
    }
    return NULL;
}

static struct day_use *
slot_find(const struct location *location, int32_t day)
{
    struct day_use *slot = slot_before(location, day);

    return slot != NULL && slot->day == day ? slot : NULL;
}

/* With this day in it; days long gone are left out. */
static void
slots_widen(struct memory *memory, struct location *location, int32_t day)
{
    const struct slots *old = location->slots;
    const uint32_t old_count = old == NULL ? 0 : old->count;
    struct slots *fresh = calloc(1, sizeof *fresh + (old_count + 1) * sizeof *fresh->list);
    uint32_t at = 0;

    assert(fresh != NULL);
    while (at < old_count && old->list[at].day < day) {
        if (old->list[at].day >= day - KEEP_DAYS)
            fresh->list[fresh->count++] = old->list[at];
        at++;
    }
    fresh->list[fresh->count++].day = day;
    while (at < old_count)
        fresh->list[fresh->count++] = old->list[at++];
    memory_keep(memory, &location->slots, sizeof location->slots);
    memory_replaced(memory, location->slots, fresh);
    location->slots = fresh;
}

void
slot_add(struct memory *memory, struct location *location, int32_t day, int64_t orders,
         int64_t units)
{
    if (slot_find(location, day) == NULL)
        slots_widen(memory, location, day);
    struct day_use *slot = slot_find(location, day);
    memory_keep(memory, slot, sizeof *slot);
    slot->orders += orders;
    slot->units += units;
}

static int64_t
units_of(const struct fulfillment *fulfillment)
{
    int64_t units = 0;

    for (uint32_t i = 0; i < fulfillment->line_count; i++)
        units += fulfillment->lines[i].quantity;
    return units;
}

void
slot_take(struct memory *memory, struct fulfillment *fulfillment)
{
    if (fulfillment->dispatch_day == 0)
        return;
    fulfillment->has_slot = true;
    slot_add(memory, fulfillment->location, fulfillment->dispatch_day, 1, units_of(fulfillment));
}

void
slot_give_back(struct memory *memory, struct fulfillment *fulfillment)
{
    if (!fulfillment->has_slot)
        return;
    memory_keep(memory, &fulfillment->has_slot, sizeof fulfillment->has_slot);
    fulfillment->has_slot = false;
    struct day_use *slot = slot_find(fulfillment->location, fulfillment->dispatch_day);
    if (slot == NULL)
        return; /* a day long gone */
    memory_keep(memory, slot, sizeof *slot);
    slot->orders--;
    slot->units -= units_of(fulfillment);
    assert(slot->orders >= 0 && slot->units >= 0);
}

/* An order that is bigger than a day takes a day on which there is nothing else. */
static bool
has_room(const struct location *location, int32_t day, int64_t units)
{
    const struct profile *profile = location->profile;
    const struct day_use *slot = slot_find(location, day);

    if (slot == NULL || slot->orders == 0)
        return true;
    if (profile->capacity_orders > 0 && slot->orders >= profile->capacity_orders)
        return false;
    return profile->capacity_units == 0 || slot->units + units <= profile->capacity_units;
}

int32_t
slot_day_with_room(const struct location *location, int32_t from_day, int64_t units)
{
    const struct profile *profile = location->profile;
    int32_t day = from_day;

    if (profile == NULL || (profile->capacity_orders == 0 && profile->capacity_units == 0))
        return day;
    const struct calendar calendar = location_calendar(location);
    while (day != CALENDAR_NEVER && !has_room(location, day, units))
        day = calendar_open_day(&calendar, day + 1);
    return day;
}

static int64_t
permille(int64_t used, int64_t capacity)
{
    if (capacity == 0 || used == 0)
        return 0;
    return used >= capacity ? 1000 : used * 1000 / capacity;
}

int32_t
slot_load_permille(const struct location *location, int32_t day)
{
    const struct profile *profile = location->profile;
    const struct day_use *slot = profile == NULL ? NULL : slot_find(location, day);

    if (slot == NULL)
        return 0;
    const int64_t orders = permille(slot->orders, profile->capacity_orders);
    const int64_t units = permille(slot->units, profile->capacity_units);
    return (int32_t)(orders > units ? orders : units);
}

/* --- more is taken than there is any more ----------------------------------------------------- */

static bool
is_over(const struct location *location, const struct day_use *slot)
{
    const struct profile *profile = location->profile;

    if (profile == NULL || slot == NULL || slot->orders <= 1)
        return false;
    return (profile->capacity_orders > 0 && slot->orders > profile->capacity_orders) ||
           (profile->capacity_units > 0 && slot->units > profile->capacity_units);
}

static void
set_crowded(struct memory *memory, struct location *location, bool crowded)
{
    if (location->crowded == crowded)
        return;
    memory_keep(memory, &location->crowded, sizeof location->crowded);
    memory_keep(memory, &memory->crowded_count, sizeof memory->crowded_count);
    location->crowded = crowded;
    if (crowded)
        memory->crowded_count++;
    else
        memory->crowded_count--;
}

void
capacity_changed(struct memory *memory, struct location *location)
{
    bool crowded = false;

    for (uint32_t i = 0; location->slots != NULL && i < location->slots->count; i++)
        crowded = crowded || is_over(location, &location->slots->list[i]);
    set_crowded(memory, location, crowded);
}

static bool
is_too_many(const struct fulfillment *fulfillment)
{
    return fulfillment->has_slot &&
           is_over(fulfillment->location,
                   slot_find(fulfillment->location, fulfillment->dispatch_day));
}

/* The newest one that is on no list yet and whose day is too full; NULL: none. */
static struct fulfillment *
newest_too_many(const struct memory *memory, const struct location *location)
{
    struct fulfillment *newest = location->wave_last;
    struct fulfillment *const *waits;

    while (newest != NULL && !is_too_many(newest))
        newest = newest->wave_prev;
    for (size_t at = 0; (waits = map_next(memory->later, &at)) != NULL;) {
        if ((*waits)->location == location && is_too_many(*waits) &&
            (newest == NULL || (*waits)->id > newest->id))
            newest = *waits;
    }
    return newest;
}

/* They may be many, so they go a slice a turn. */
void
capacity_go_on(struct turn *turn, const struct input *input)
{
    struct memory *memory = store_memory(turn);
    int left = SLICE;

    (void)input;
    for (uint32_t i = 0; i < memory->location_count && memory->crowded_count > 0; i++) {
        struct location *location = memory->locations[i];
        struct fulfillment *fulfillment = NULL;
        if (!location->crowded)
            continue;
        while (left-- > 0 && (fulfillment = newest_too_many(memory, location)) != NULL)
            reroute_fulfillment(turn, fulfillment, &too_many);
        if (left <= 0)
            return;
        set_crowded(memory, location, false);
    }
}

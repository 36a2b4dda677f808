/*
 * Launches of new items; see event_launch.h.
 */
#include "services/forecasting/event_launch.h"

#include <math.h>
#include <string.h>

#include "services/forecasting/event_effects.h"

/* The first day of an item that was asked for; DAY_OPEN: never. */
static int32_t
first_day_of(const struct item *item)
{
    const struct place *network = memory_find_place(item, NULL);
    return network == NULL ? DAY_OPEN : place_first_day(network);
}

/* Demand of so many days from a day on, without promotions and holidays; sold out: not known. */
static double *
plain_units(const struct memory *memory, const struct item *item, const struct place *place,
            int32_t from_day, int32_t days, struct arena *arena)
{
    double *units = arena_take(arena, (size_t)(days + 1) * sizeof *units);
    const struct effects effects =
        event_effects(memory, item, place_location_id(place), from_day, days, arena);

    for (int32_t i = 0; i < days; i++)
        units[i] = place_was_sold_out(place, from_day + i)
                       ? NAN
                       : (double)place_units(place, from_day + i);
    effects_take_out(&effects, from_day, units, days);
    return units;
}

/* Days that are over, of a window that begins on a day. */
static int32_t
days_over(const struct memory *memory, int32_t from_day)
{
    const int64_t days = (int64_t)memory->planning_day - from_day;
    return days < 0 ? 0 : days > LAUNCH_DAYS ? LAUNCH_DAYS : (int32_t)days;
}

/* Those of its category with the nearest price whose first days are remembered. */
static uint32_t
choose_like(const struct memory *memory, const struct item *item, struct arena *arena,
            struct item **like)
{
    struct item **all = arena_take(arena, (map_count(memory->items) + 1) * sizeof(struct item *));
    double *prices = arena_take(arena, (map_count(memory->items) + 1) * sizeof *prices);
    int chosen[LAUNCH_ANALOGUES_NEAREST], count = 0;

    for (struct item *other = memory->first_item; other != NULL; other = other->next) {
        if (other == item || strcmp(other->facts.category, item->facts.category) != 0 ||
            first_day_of(other) == DAY_OPEN ||
            days_over(memory, first_day_of(other)) < LAUNCH_OWN_DAYS)
            continue;
        prices[count] = (double)other->facts.unit_cost_minor;
        all[count++] = other;
    }
    const int taken = launch_nearest((double)item->facts.unit_cost_minor, prices, count, chosen);
    for (int i = 0; i < taken; i++)
        like[i] = all[chosen[i]];
    return (uint32_t)taken;
}

static bool
learn_from(const struct memory *memory, struct item *const *like, uint32_t count, double scale,
           struct location *location, struct arena *arena, struct launch *launch)
{
    struct analogue analogues[LAUNCH_ANALOGUES_MAX];
    int known = 0;

    for (uint32_t i = 0; i < count; i++) {
        const struct place *place = memory_find_place(like[i], location);
        const int32_t first_day = first_day_of(like[i]);
        if (place == NULL || first_day == DAY_OPEN)
            continue;
        const int32_t days = days_over(memory, first_day);
        analogues[known++] =
            (struct analogue){plain_units(memory, like[i], place, first_day, days, arena), days};
    }
    return launch_from_analogues(analogues, known, scale, launch);
}

bool
event_launch(const struct memory *memory, const struct item *item, const struct place *place,
             struct arena *arena, struct known_launch *known)
{
    const struct analogues *told = events_analogues(&memory->events, item);
    struct item *nearest[LAUNCH_ANALOGUES_NEAREST], *const *like = nearest;

    if (told == NULL || memory->planning_day < 0)
        return false;
    known->day = told->launch_day > 0 ? told->launch_day : first_day_of(item);
    if (known->day == DAY_OPEN || memory->planning_day - known->day >= LAUNCH_DAYS)
        return false;
    const uint32_t count =
        told->count > 0 ? told->count : choose_like(memory, item, arena, nearest);
    if (told->count > 0)
        like = told->like;
    if (!learn_from(memory, like, count, told->scale, place == NULL ? NULL : place->location, arena,
                    &known->launch))
        return false;
    if (place != NULL) {
        const int32_t days = days_over(memory, known->day);
        const double *units = plain_units(memory, item, place, known->day, days, arena);
        if (launch_is_over(&known->launch, units, days))
            return false;
        launch_learn(&known->launch, units, days);
    }
    return true;
}

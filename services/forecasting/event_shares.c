/*
 * Shares of channels and countries in a SKU's demand; see event_shares.h.
 */
#include "services/forecasting/event_shares.h"

#include <string.h>

#define SHARE_DAYS 56

double
share_of_channel(const struct memory *memory, const struct item *item, const char *channel)
{
    (void)memory;
    (void)item;
    (void)channel;
    return 1;
}

static bool
concerns(const struct events *events, uint32_t holiday, const char *country)
{
    const struct holiday *first = &events->holidays[holiday];

    for (uint32_t i = holiday; i < events->holiday_count && events->holidays[i].day == first->day;
         i++)
        if (events->holidays[i].name == first->name &&
            (events->holidays[i].country[0] == '\0' ||
             strcmp(events->holidays[i].country, country) == 0))
            return true;
    return false;
}

/* What arose near a location in the eight weeks before the planning day. */
static double
units_near(const struct memory *memory, const struct place *place)
{
    double units = 0;

    for (int32_t back = 1; back <= SHARE_DAYS; back++)
        units += place_units(place, memory->planning_day - back);
    return units;
}

/* As long as it is not known where demand arises: as much near every location. */
static double
share_of_locations(const struct memory *memory, uint32_t holiday)
{
    size_t at = 0, all = 0, part = 0;

    for (const struct location *location; (location = map_next(memory->locations, &at)) != NULL;) {
        if (location->country == NULL || location->country[0] == '\0')
            continue;
        all++;
        part += concerns(&memory->events, holiday, location->country);
    }
    return all > 0 ? (double)part / (double)all : 0;
}

/* By where demand arises: each location's counts for its country. */
double
share_of_holiday(const struct memory *memory, const struct item *item, int32_t location_id,
                 uint32_t holiday)
{
    double all = 0, part = 0;

    if (concerns(&memory->events, holiday, ""))
        return 1;
    for (const struct place *place = item->places; place != NULL; place = place->next) {
        const struct location *location = place->location;
        if (location == NULL || location->country[0] == '\0' ||
            (location_id != NETWORK && location->id != location_id))
            continue;
        const double weight = location_id != NETWORK ? 1 : units_near(memory, place);
        all += weight;
        part += concerns(&memory->events, holiday, location->country) ? weight : 0;
    }
    return all > 0 ? part / all : share_of_locations(memory, holiday);
}

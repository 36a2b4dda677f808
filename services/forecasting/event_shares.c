/*
 * Shares of channels and countries in a SKU's demand; see event_shares.h.
 */
#include "services/forecasting/event_shares.h"

#include <string.h>

#include "services/forecasting/core/plan/plan.h"

#define SHARE_WEEKS 8
#define WEEK_DAYS   7

/* Units of an item that outlets of one kind asked for, and all. */
struct parts {
    double part, all;
};

static struct parts
parts_of(const struct memory *memory, const struct item *item, int32_t before_day,
         bool (*is_meant)(const struct memory *memory, const struct outlet *outlet,
                          const void *what),
         const void *what)
{
    const int32_t until = before_day < memory->planning_day ? before_day : memory->planning_day;
    struct parts parts = {0};

    for (int32_t back = 1; back <= SHARE_WEEKS; back++) {
        const struct mix_week *week =
            mix_week_of(&memory->mix, item->id, week_of_day(until) - back * WEEK_DAYS);
        for (uint32_t i = 0; week != NULL && i < week->cell_count; i++) {
            const double units = (double)week->cells[i].units;
            parts.all += units;
            if (is_meant(memory, mix_outlet(&memory->mix, week->cells[i].outlet_id), what))
                parts.part += units;
        }
    }
    return parts;
}

static bool
is_of_channel(const struct memory *memory, const struct outlet *outlet, const void *what)
{
    (void)memory;
    return strcmp(outlet->channel, what) == 0;
}

double
share_of_channel(const struct memory *memory, const struct item *item, const char *channel,
                 int32_t before_day)
{
    const struct parts parts = parts_of(memory, item, before_day, is_of_channel, channel);
    return parts.all > 0 ? parts.part / parts.all : 1;
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

static bool
is_of_holiday(const struct memory *memory, const struct outlet *outlet, const void *what)
{
    const uint32_t *holiday = what;
    return concerns(&memory->events, *holiday, outlet->region);
}

static const struct location *
location_of(const struct item *item, int32_t location_id)
{
    for (const struct place *place = item->places; place != NULL; place = place->next)
        if (place->location != NULL && place->location->id == location_id)
            return place->location;
    return NULL;
}

/* What arises near a location is of its country; while that is unknown it is as the network. */
double
share_of_holiday(const struct memory *memory, const struct item *item, int32_t location_id,
                 uint32_t holiday)
{
    if (concerns(&memory->events, holiday, ""))
        return 1;
    const struct location *location = location_of(item, location_id);
    if (location != NULL && location->country[0] != '\0')
        return concerns(&memory->events, holiday, location->country);
    const struct parts parts =
        parts_of(memory, item, memory->events.holidays[holiday].day, is_of_holiday, &holiday);
    return parts.all > 0 ? parts.part / parts.all : 0;
}

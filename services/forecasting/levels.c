/*
 * Needs of an item's locations; see levels.h.
 *
 * What is expected of the network is shared out by what arose near each location lately; as long
 * as nothing is known to have arisen near any, to the one that holds the stock. A closed location
 * gets nothing: others serve its orders. Of a share p of a law with mean M and variance V the mean
 * is p M and the variance p2 V + p (1 - p) M (each unit falls to it by chance; Ross, Introduction
 * to Probability Models, 3.4).
 */
#include "services/forecasting/levels.h"

#include "services/forecasting/inbound.h"
#include "services/forecasting/proposal.h"

#define SHARE_DAYS 91 /* a quarter of a year */

static bool
is_planned(const struct place *place)
{
    return place->location != NULL;
}

/* Units that arose near here lately. */
static int64_t
recent_units(const struct memory *memory, const struct place *place)
{
    const int32_t end = place->first_day + (int32_t)place->day_count;
    int32_t day = memory->planning_day - SHARE_DAYS;
    int64_t units = 0;

    for (day = day > place->first_day ? day : place->first_day; day < end; day++)
        units += place_units(place, day);
    return units;
}

static struct place *
holder(const struct item *item)
{
    struct place *most = NULL;

    for (struct place *place = item->places; place != NULL; place = place->next) {
        if (!is_planned(place) || place->location->closed)
            continue;
        const int64_t here = place->on_hand + place_on_order(place);
        const int64_t there = most != NULL ? most->on_hand + place_on_order(most) : 0;
        if (most == NULL || here > there ||
            (here == there && place->location->id < most->location->id))
            most = place;
    }
    return most;
}

/* Approved and not yet a document of inventory. */
static int64_t
approved_units(const struct place *place)
{
    int64_t units = 0;

    for (const struct proposal *p = place->proposals; p != NULL; p = p->next)
        units += p->state == PROPOSAL_APPROVED ? p->approved : 0;
    return units;
}

/* The same, of transfers from here. */
static int64_t
approved_away(const struct place *place)
{
    int64_t units = 0;

    for (const struct place *to = place->item->places; to != NULL; to = to->next)
        for (const struct proposal *p = to->proposals; p != NULL; p = p->next)
            units += p->state == PROPOSAL_APPROVED && p->from == place ? p->approved : 0;
    return units;
}

int64_t
place_position(const struct place *place)
{
    const struct inventory_position position = {
        .on_hand = place->on_hand,
        .on_order = place_on_order(place) + approved_units(place),
        .in_transfer = place_in_transfer(place),
        .committed = place_leaving(place) + approved_away(place),
    };
    return position_units(&position);
}

static void
fill_need(const struct memory *memory, const struct item *item, double share,
          struct place_need *need)
{
    const struct rate all = item->forecast.per_day;
    const double mean = share * all.mean;
    const double variance = share * share * all.variance + share * (1 - share) * all.mean;

    need->terms = terms_of(memory, item, need->place->location);
    need->demand = demand_over_lead_of(mean, variance, &need->terms.stock);
    need->levels = stock_levels(&need->terms.stock, &need->demand);
    need->position = place_position(need->place);
    need->free = need->place->on_hand - place_leaving(need->place) - approved_away(need->place);
}

struct place_need *
levels_of_item(const struct memory *memory, const struct item *item, struct arena *arena,
               size_t *count)
{
    const struct place *only = NULL;
    int64_t total = 0;
    size_t places = 0;

    for (const struct place *place = item->places; place != NULL; place = place->next)
        places += is_planned(place) && places < PLACES_MAX;
    struct place_need *needs = arena_take(arena, (places + 1) * sizeof *needs);
    int64_t *units = arena_take(arena, (places + 1) * sizeof *units);
    *count = 0;
    for (struct place *place = item->places; *count < places; place = place->next) {
        if (!is_planned(place))
            continue;
        units[*count] = place->location->closed ? 0 : recent_units(memory, place);
        total += units[*count];
        needs[(*count)++].place = place;
    }
    if (total == 0)
        only = holder(item);
    for (size_t i = 0; i < *count; i++)
        fill_need(memory, item,
                  total > 0 ? (double)units[i] / (double)total : needs[i].place == only, &needs[i]);
    return needs;
}

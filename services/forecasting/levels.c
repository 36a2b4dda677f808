/*
 * Needs of an item's locations; see levels.h.
 *
 * A location needs what its own outlook says. When one is closed, others serve its orders: then
 * what is expected of the network is shared out by what arose near each open location lately; as
 * long as nothing is known to have arisen near any, to the one that holds the stock. Of a share p
 * of a law with mean M and variance V the mean is p M and the variance p2 V + p (1 - p) M (each
 * unit falls to it by chance; Ross, Introduction to Probability Models, 3.4).
 */
#include "services/forecasting/levels.h"

#include "services/forecasting/inbound.h"
#include "services/forecasting/proposal.h"

#define SHARE_DAYS 91   /* a quarter of a year */
#define PART_KNOWN 0.95 /* of the network's demand */

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
place_position(const struct place *place, int64_t waiting)
{
    const struct inventory_position position = {
        .on_hand = place->on_hand,
        .on_order = place_on_order(place) + approved_units(place),
        .in_transfer = place_in_transfer(place),
        .committed = place_leaving(place) + approved_away(place) + waiting,
    };
    return position_units(&position);
}

/* As the outlook of the place says; after a start its laws are there with the first look. */
static struct demand_over_lead
own_demand(const struct place *place, const struct stock_terms *terms)
{
    const struct outlook_said *said = &place->said;

    if (said->demand.per_day > 0)
        return said->demand;
    return demand_over_lead_of(said->mean_per_day, said->variance_per_day, terms);
}

static struct demand_over_lead
shared_demand(const struct item *item, double share, const struct stock_terms *terms)
{
    const struct place *network = memory_find_place(item, NULL);
    const double mean = network != NULL ? network->said.mean_per_day : 0;
    const double variance = network != NULL ? network->said.variance_per_day : 0;

    return demand_over_lead_of(share * mean, share * share * variance + share * (1 - share) * mean,
                               terms);
}

/* share below 0: the place's own outlook. */
static void
fill_need(const struct memory *memory, const struct item *item, double share,
          struct place_need *need)
{
    need->terms = terms_of(memory, item, need->place->location);
    need->demand = share < 0 ? own_demand(need->place, &need->terms.stock)
                             : shared_demand(item, share, &need->terms.stock);
    need->levels = stock_levels(&need->terms.stock, &need->demand);
    need->free = need->place->on_hand - place_leaving(need->place) - approved_away(need->place);
}

/* What customers wait for is nowhere yet: it counts where it will be asked for. */
static void
share_backorders(const struct item *item, struct place_need *needs, size_t count,
                 struct arena *arena)
{
    struct backorder_site *sites = arena_take(arena, (count + 1) * sizeof *sites);
    int64_t *shares = arena_take(arena, (count + 1) * sizeof *shares);

    for (size_t i = 0; i < count; i++)
        sites[i] = (struct backorder_site){
            .per_day = needs[i].demand.per_day,
            .stock = needs[i].place->on_hand + place_on_order(needs[i].place),
            .closed = needs[i].place->location->closed,
        };
    backorder_shares(item->backordered, sites, count, shares);
    for (size_t i = 0; i < count; i++)
        needs[i].waiting = shares[i];
}

/* Of every location near which anything arose lately, none of which is closed; and together they
 * know of nearly all that the network is asked for. */
static bool
have_outlooks(const struct item *item, const struct place_need *needs, const int64_t *units,
              size_t count)
{
    const struct place *network = memory_find_place(item, NULL);
    double known = 0;

    for (size_t i = 0; i < count; i++) {
        const struct place *place = needs[i].place;
        if (place->outlook == NULL && units[i] > 0)
            return false;
        if (place->outlook == NULL)
            continue;
        if (place->location->closed && place->said.mean_per_day > 0)
            return false;
        known += place->said.mean_per_day;
    }
    return network == NULL || known >= PART_KNOWN * network->said.mean_per_day;
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
    const bool own = total > 0 && have_outlooks(item, needs, units, *count);
    for (size_t i = 0; i < *count; i++) {
        const double part = total > 0 ? (double)units[i] / (double)total : needs[i].place == only;
        fill_need(memory, item, own && units[i] > 0 ? -1 : part, &needs[i]);
        needs[i].waiting = 0;
    }
    if (item->backordered > 0)
        share_backorders(item, needs, *count, arena);
    for (size_t i = 0; i < *count; i++)
        needs[i].position = place_position(needs[i].place, needs[i].waiting);
    return needs;
}

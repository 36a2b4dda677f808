/*
 * Forecasts follow in rounds, in small slices, so that counting never waits for them; see
 * forecasts.h. When a new day begins all items are looked at, otherwise those of which something
 * changed.
 */
#include "services/forecasting/forecasts.h"

#include "services/forecasting/alerts.h"
#include "services/forecasting/demand.h"
#include "services/forecasting/event_effects.h"
#include "services/forecasting/outlooks.h"
#include "services/forecasting/proposals.h"
#include "services/forecasting/store.h"
#include "services/forecasting/wire_forecast.h"

#define SLICE_PLACES   500  /* looked at by one turn: some 20 ms */
#define SLICE_FITS     200  /* taken by one turn */
#define LINES_BUSY     300  /* of demand between two ticks: others need the processor ... */
#define SLICE_BUSY     10   /* ... so a slice is this much smaller */
#define SHARED_MAX     1024 /* of an item, that are made to add up */
#define ELSEWHERE_DAYS 28
#define YEAR_DAYS      365

/* --- asked ----------------------------------------------------------------------------------- */

/* GetForecast -> the forecast that was published, and the days that it is made of */
void
on_get_forecast(struct turn *turn, const struct input *input)
{
    const struct memory *memory = turn_state(turn);
    const struct forecast_asked *asked = input->message;
    const struct item *item = memory_find_item(memory, asked->sku);
    const bool whole = asked->location[0] == '\0';
    const struct location *location = whole ? NULL : memory_find_location(memory, asked->location);
    const struct place *place =
        item == NULL || (!whole && location == NULL) ? NULL : memory_find_place(item, location);

    turn_accept(turn, write_forecast_view(turn_arena(turn), memory, asked, place));
}

/* --- an item, all of its places -------------------------------------------------------------- */

/* Units a day that the network was asked for and no location is near, over the newest days. */
static double
units_elsewhere(const struct place *network)
{
    const int32_t last = network->outlook->now.day;
    const int32_t days = last - network->outlook->first_day + 1 < ELSEWHERE_DAYS
                             ? last - network->outlook->first_day + 1
                             : ELSEWHERE_DAYS;
    int64_t units = 0;

    for (int32_t day = last; day > last - days; day--) {
        units += place_units(network, day);
        for (const struct place *place = network->next; place != NULL; place = place->next)
            units -= place_units(place, day);
    }
    return units > 0 ? (double)units / days : 0;
}

static void
set_share(struct turn *turn, struct place *place, double share)
{
    if (place->share == share)
        return;
    journal_keep(turn_journal(turn), &place->share, sizeof place->share);
    place->share = share;
}

/* Forecasts of the locations add up to that of the network. */
static void
share_out(struct turn *turn, struct item *item)
{
    struct place *places[SHARED_MAX];
    double levels[SHARED_MAX], variances[SHARED_MAX], shares[SHARED_MAX];
    int count = 0;

    if (item->places->location != NULL || item->places->outlook == NULL)
        return;
    for (struct place *place = item->places; place != NULL; place = place->next) {
        if (place->outlook == NULL)
            continue;
        if (count == SHARED_MAX)
            return;
        levels[count] = place->outlook->now.level;
        variances[count] = place->outlook->now.variance;
        places[count++] = place;
    }
    outlook_shares(levels, variances, count, units_elsewhere(item->places), shares);
    for (int i = 0; i < count; i++)
        set_share(turn, places[i], shares[i]);
}

static bool
is_as_published(const struct outlook_said *said, const struct outlook_said *published)
{
    return said->day == published->day && said->mean == published->mean &&
           said->lower == published->lower && said->upper == published->upper &&
           said->horizon_days == published->horizon_days &&
           said->variance_per_day == published->variance_per_day;
}

static void
publish(struct turn *turn, struct place *place, bool on_new_day)
{
    struct item *item = place->item;
    const struct outlook_said said = outlooks_say(turn, place);
    const bool again = !on_new_day && is_as_published(&said, &place->said);

    journal_keep(turn_journal(turn), &place->said, sizeof place->said);
    place->said = said;
    if (place->location == NULL && item->class[1] != said.xyz && item->class[0] != '\0') {
        journal_keep(turn_journal(turn), item->class, sizeof item->class);
        item->class[1] = said.xyz;
    }
    if (again)
        return;
    turn_say(turn, map_text_of(item), place_code(place),
             write_forecast_published(turn_arena(turn), place));
    stage_forecast(turn, place);
}

/* Returns how many places were looked at. */
static int
look_at(struct turn *turn, struct item *item)
{
    const struct memory *memory = turn_state(turn);
    const bool on_new_day = item->planning_day < memory->planning_day;
    int places = 1;
    bool any = false;

    if (memory->planning_day < 0)
        return places;
    if (item->places == NULL && events_analogues(&memory->events, item) != NULL)
        memory_place_for(turn_journal(turn), item, NULL); /* nobody asked for it yet */
    for (struct place *place = item->places; place != NULL; place = place->next, places++)
        any = outlooks_bring_up(turn, place) || any;
    if (!any)
        return places;
    if (on_new_day) {
        journal_keep(turn_journal(turn), &item->planning_day, sizeof item->planning_day);
        item->planning_day = memory->planning_day;
    }
    share_out(turn, item);
    for (struct place *place = item->places; place != NULL; place = place->next)
        if (place->outlook != NULL)
            publish(turn, place, on_new_day);
    proposals_look_at(turn, item);
    alerts_look_at(turn, item);
    return places;
}

void
forecasts_refit(struct turn *turn, struct item *item)
{
    outlooks_want_fit(turn, item);
}

/* --- classes of all items -------------------------------------------------------------------- */

static double
mean_cost(const struct memory *memory)
{
    double sum = 0;
    int count = 0;

    for (const struct item *item = memory->first_item; item != NULL; item = item->next)
        if (item->facts.unit_cost_minor > 0) {
            sum += (double)item->facts.unit_cost_minor;
            count++;
        }
    return count > 0 ? sum / count : 1;
}

static double
value_of(const struct item *item, double cost)
{
    const struct place *network = memory_find_place(item, NULL);

    if (item->facts.unit_cost_minor > 0)
        cost = (double)item->facts.unit_cost_minor;
    return network == NULL ? 0 : network->said.mean_per_day * YEAR_DAYS * cost;
}

/* A, B, C by the value of a year's demand; an item without a cost counts with the mean one. */
static void
classify(struct turn *turn)
{
    struct memory *memory = turn_state(turn);
    const size_t mark = arena_mark(turn_arena(turn)), count = map_count(memory->items);
    struct abc_value *values = arena_take(turn_arena(turn), count * sizeof *values);
    struct item **items = arena_take(turn_arena(turn), count * sizeof(struct item *));
    const double cost = mean_cost(memory);
    uint32_t at = 0;

    for (struct item *item = memory->first_item; item != NULL; item = item->next, at++) {
        items[at] = item;
        values[at] = (struct abc_value){.id = at, .value = value_of(item, cost)};
    }
    abc_classes(values, count);
    for (size_t i = 0; i < count; i++) {
        struct item *item = items[values[i].id];
        const struct place *network = memory_find_place(item, NULL);
        if (network == NULL || network->outlook == NULL || item->class[0] == values[i].class)
            continue;
        journal_keep(turn_journal(turn), item->class, sizeof item->class);
        item->class[0] = values[i].class;
        item->class[1] = network->said.xyz;
    }
    arena_reset(turn_arena(turn), mark);
}

/* --- rounds ---------------------------------------------------------------------------------- */

/* Of all items, on a new day and after a start. Returns how many places are left to look at. */
static int
look_at_all(struct turn *turn, int places)
{
    struct memory *memory = turn_state(turn);

    if (memory->run_at == NULL)
        return places;
    journal_keep(turn_journal(turn), &memory->run_at, sizeof memory->run_at);
    while (memory->run_at != NULL && places > 0) {
        places -= look_at(turn, memory->run_at);
        memory->run_at = memory->run_at->next;
    }
    if (memory->run_at == NULL)
        classify(turn);
    return places;
}

static void
begin_round(struct turn *turn)
{
    struct memory *memory = turn_state(turn);

    journal_keep(turn_journal(turn), &memory->next_round_us, sizeof memory->next_round_us);
    memory->next_round_us = turn_now_us(turn) + service_setting("CROSSDOCK_FORECAST_MS") * 1000;
    memory->round_left = memory->dirty_count;
    if (memory->run_day == memory->planning_day)
        return;
    journal_keep(turn_journal(turn), &memory->run_day, sizeof memory->run_day);
    journal_keep(turn_journal(turn), &memory->run_at, sizeof memory->run_at);
    memory->run_day = memory->planning_day;
    memory->run_at = memory->first_item;
}

/* Forecasts of today are as good in a minute; orders are not. */
static int
slice_divisor(struct turn *turn)
{
    struct memory *memory = turn_state(turn);
    const bool busy = memory->lines_heard > LINES_BUSY;

    journal_keep(turn_journal(turn), &memory->lines_heard, sizeof memory->lines_heard);
    memory->lines_heard = 0;
    return busy ? SLICE_BUSY : 1;
}

/* A round takes whatever is dirty when it begins, a slice with every tick. */
void
on_forecast_tick(struct turn *turn, const struct input *input)
{
    struct memory *memory = turn_state(turn);

    const int divisor = slice_divisor(turn);

    (void)input;
    outlooks_take_fits(turn, SLICE_FITS / divisor);
    if (!demand_is_caught_up(turn))
        return;
    journal_keep(turn_journal(turn), &memory->round_left, sizeof memory->round_left);
    if (memory->round_left == 0 && memory->run_at == NULL) {
        if ((memory->dirty_count == 0 && memory->run_day == memory->planning_day) ||
            turn_now_us(turn) < memory->next_round_us)
            return;
        begin_round(turn);
    }
    int places = look_at_all(turn, SLICE_PLACES / divisor);
    while (memory->round_left > 0 && places > 0) {
        memory->round_left--;
        places -= look_at(turn, memory_take_dirty(memory, turn_journal(turn)));
    }
}

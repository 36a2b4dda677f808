/*
 * Counting; see demand.h.
 */
#include "services/forecasting/demand.h"

#include "services/forecasting/facts.h"
#include "services/forecasting/outlooks.h"
#include "services/forecasting/proposals.h"
#include "services/forecasting/scarcity.h"
#include "services/forecasting/mix.h"
#include "services/forecasting/store.h"
#include "services/forecasting/wire_demand.h"

#define OLD_EVENT_US   INT64_C(5000000)
#define CAUGHT_UP_US   INT64_C(2000000)
#define DAYS_AHEAD_MAX 366

void
demand_note_age(struct turn *turn, const struct input *input)
{
    struct memory *memory = turn_state(turn);

    if (turn_now_us(turn) - input->time_us < OLD_EVENT_US)
        return;
    journal_keep(turn_journal(turn), &memory->behind_us, sizeof memory->behind_us);
    memory->behind_us = turn_now_us(turn);
}

bool
demand_is_caught_up(struct turn *turn)
{
    const struct memory *memory = turn_state(turn);
    return turn_now_us(turn) - memory->behind_us > CAUGHT_UP_US;
}

struct item *
demand_item_for(struct turn *turn, const char *sku)
{
    struct memory *memory = turn_state(turn);
    struct item *item = memory_find_item(memory, sku);

    if (item == NULL) {
        item = memory_add_item(memory, turn_journal(turn), sku, LEAD_TIME_DAYS_DEFAULT);
        stage_item(turn, item, sku);
    }
    return item;
}

struct location *
demand_location_for(struct turn *turn, const char *code)
{
    struct memory *memory = turn_state(turn);
    struct location *location = memory_find_location(memory, code);

    if (location == NULL) {
        location = memory_add_location(memory, turn_journal(turn), code);
        stage_location(turn, location, code);
    }
    return location;
}

/* The journal entry that this turn writes when it counts anything. */
static struct entry
entry_of(struct turn *turn)
{
    const struct memory *memory = turn_state(turn);

    return (struct entry){.id = memory->last_entry_id + 1, .at_us = turn_now_us(turn)};
}

static void
count_demand(struct turn *turn, const struct demand_heard *heard, int32_t day,
             struct location *location)
{
    struct memory *memory = turn_state(turn);
    const struct entry entry = entry_of(turn);

    journal_keep(turn_journal(turn), &memory->lines_heard, sizeof memory->lines_heard);
    memory->lines_heard += (uint32_t)heard->count;
    for (size_t i = 0; i < heard->count; i++) {
        const int64_t units = heard->lines[i].units;
        struct item *item = demand_item_for(turn, heard->lines[i].sku);
        struct place *place = memory_place_for(turn_journal(turn), item, location);
        if (day < memory->floor_day) {
            stage_old_demand(turn, place, day, units);
            continue;
        }
        if (!memory_add_demand(memory, turn_journal(turn), &entry, place, day, units))
            turn_give_up(turn, "%s: more units in a day than can be counted", heard->lines[i].sku);
        stage_demand(turn, place, day, units);
        if (place->outlook == NULL)
            memory_mark_dirty(memory, turn_journal(turn), item);
        else
            outlooks_note_late(turn, place, day);
    }
}

/* A shop whose clock is wrong moves the planning day of no one. */
static int32_t
day_ordered(const struct demand_heard *heard, int64_t said_us)
{
    const int32_t today = (int32_t)(said_us / DAY_US);

    return heard->day == DAY_OF_EVENT || heard->day - today > DAYS_AHEAD_MAX ? today : heard->day;
}

/* OrderPlaced, OrderAmended -> demand of the network; the newest day is the planning day. What is
 * cancelled later was asked for all the same, and returns are the shop's, not the market's. */
void
on_units_ordered(struct turn *turn, const struct input *input)
{
    struct memory *memory = turn_state(turn);
    const struct demand_heard *heard = input->message;
    const int32_t day = day_ordered(heard, input->time_us);

    demand_note_age(turn, input);
    if (day > memory->planning_day) {
        memory_move_day(memory, turn_journal(turn), day);
        stage_planning_day(turn);
    }
    count_demand(turn, heard, day, NULL);
    mix_count(turn, heard, day, input->subject);
}

/* FulfillmentPlanned -> demand near a location, once for each unit */
void
on_fulfillment_planned(struct turn *turn, const struct input *input)
{
    const struct demand_heard *heard = input->message;

    demand_note_age(turn, input);
    if (heard->count == 0 || heard->location[0] == '\0')
        return;
    count_demand(turn, heard, day_ordered(heard, input->time_us),
                 demand_location_for(turn, heard->location));
}

static void
mark_sold_out(struct turn *turn, struct place *place, int64_t before, int64_t after, int32_t day)
{
    const struct sold_out *span =
        place_mark_sold_out(turn_journal(turn), place, before, after, day);

    if (span == NULL)
        return;
    stage_sold_out(turn, place, span);
    outlooks_note_late(turn, place, day);
}

/* What moved at a place; the network may be sold out with it, or have something again. */
static void
move_stock(struct turn *turn, struct place *place, int64_t units, int32_t day)
{
    struct memory *memory = turn_state(turn);
    struct place *network = memory_place_for(turn_journal(turn), place->item, NULL);
    const struct entry entry = entry_of(turn);
    const int64_t here = place->on_hand, in_all = item_on_hand(place->item);

    memory_add_stock(memory, turn_journal(turn), &entry, place, units);
    stage_stock(turn, place, units);
    if (place != network)
        mark_sold_out(turn, place, here, here + units, day);
    mark_sold_out(turn, network, in_all, in_all + units, day);
}

/* StockMoved -> stock that is fit for sale; a look at it when it crossed the reorder point */
void
on_stock_moved(struct turn *turn, const struct input *input)
{
    struct memory *memory = turn_state(turn);
    const struct stock_heard *heard = input->message;
    const int32_t day = (int32_t)(input->time_us / DAY_US);

    demand_note_age(turn, input);
    for (size_t i = 0; i < heard->count; i++) {
        const struct stock_line *line = &heard->lines[i];
        struct item *item = demand_item_for(turn, line->sku);
        struct location *location =
            line->location[0] == '\0' ? NULL : demand_location_for(turn, line->location);
        struct place *place = memory_place_for(turn_journal(turn), item, location);
        move_stock(turn, place, line->units, day);
        if (proposals_crossed(place) || scarcity_is_computed())
            memory_mark_dirty(memory, turn_journal(turn), item);
    }
}

/* ItemChanged -> lead time, and with it when to buy */
void
on_item_changed(struct turn *turn, const struct input *input)
{
    struct memory *memory = turn_state(turn);
    const struct item_heard *heard = input->message;
    struct item *item = memory_find_item(memory, heard->sku);

    if (item == NULL) {
        item = memory_add_item(memory, turn_journal(turn), heard->sku, heard->lead_time_days);
        stage_item(turn, item, heard->sku);
        item_facts_change(turn, item, &heard->facts);
        return;
    }
    item_facts_change(turn, item, &heard->facts);
    if (item->lead_time_days == heard->lead_time_days)
        return;
    journal_keep(turn_journal(turn), &item->lead_time_days, sizeof item->lead_time_days);
    item->lead_time_days = heard->lead_time_days;
    if (item->planning_day >= 0)
        memory_mark_dirty(memory, turn_journal(turn), item);
    stage_lead_time(turn, item);
}

/* Rows are written some seconds after their first change, with all that came meanwhile. */
void
on_fold_tick(struct turn *turn, const struct input *input)
{
    const struct memory *memory = turn_state(turn);
    const int64_t until_us = turn_now_us(turn) - service_setting("CROSSDOCK_FOLD_MS") * 1000;
    const struct unfolded *day = memory->unfolded_days.first;
    const struct unfolded *place = memory->unfolded_places.first;

    (void)input;
    if ((day != NULL && day->since.at_us <= until_us) ||
        (place != NULL && place->since.at_us <= until_us))
        store_fold(turn, until_us);
}

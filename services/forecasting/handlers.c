/*
 * What forecasting hears, is asked, and does by itself. Demand and stock are counted at once;
 * forecasts follow in rounds, in small slices, so that counting never waits for them.
 */
#include "services/forecasting/handlers.h"

#include <inttypes.h>
#include <stdio.h>

#include "crossdock/forecasting/v1/forecasting.pb-c.h"
#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/forecasting/scarcity.h"
#include "services/forecasting/store.h"
#include "services/forecasting/wire.h"

#define TICK_MS      100
#define SLICE_ITEMS  200 /* forecasts of one turn: some 10 ms */
#define OLD_EVENT_US INT64_C(5000000)
#define CAUGHT_UP_US INT64_C(2000000)

/* Feeds come independently: after a stop demand may be here long before the stock that covers it,
 * and half of a day's history before the rest. So nothing is concluded while old events arrive. */
static void
note_age(struct turn *turn, const struct input *input)
{
    struct memory *memory = turn_state(turn);

    if (turn_now_us(turn) - input->time_us < OLD_EVENT_US)
        return;
    journal_keep(turn_journal(turn), &memory->behind_us, sizeof memory->behind_us);
    memory->behind_us = turn_now_us(turn);
}

static bool
is_caught_up(struct turn *turn)
{
    const struct memory *memory = turn_state(turn);
    return turn_now_us(turn) - memory->behind_us > CAUGHT_UP_US;
}

static struct item *
item_for(struct turn *turn, const char *sku)
{
    struct memory *memory = turn_state(turn);
    struct item *item = memory_find_item(memory, sku);

    if (item == NULL) {
        item = memory_add_item(memory, turn_journal(turn), sku, LEAD_TIME_DAYS_DEFAULT);
        stage_item(turn, item, sku);
    }
    return item;
}

static int32_t
location_for(struct turn *turn, const char *code)
{
    struct memory *memory = turn_state(turn);
    struct location *location = memory_find_location(memory, code);

    if (location == NULL) {
        location = memory_add_location(memory, turn_journal(turn), code);
        stage_location(turn, location, code);
    }
    return location->id;
}

/* The journal entry that this turn writes when it counts anything. */
static struct entry
entry_of(struct turn *turn)
{
    const struct memory *memory = turn_state(turn);

    return (struct entry){.id = memory->last_entry_id + 1, .at_us = turn_now_us(turn)};
}

static void
count_demand(struct turn *turn, const struct demand_heard *heard, int32_t day, int32_t location_id)
{
    struct memory *memory = turn_state(turn);
    const struct entry entry = entry_of(turn);

    for (size_t i = 0; i < heard->count; i++) {
        const int64_t units = heard->lines[i].units;
        struct item *item = item_for(turn, heard->lines[i].sku);
        if (day < memory->floor_day) {
            stage_old_demand(turn, item, location_id, day, units);
            continue;
        }
        memory_add_demand(memory, turn_journal(turn), &entry, item, location_id, day, units);
        stage_demand(turn, item, location_id, day, units);
        if (item->planning_day < memory->planning_day)
            memory_mark_dirty(memory, turn_journal(turn), item);
    }
}

/* OrderPlaced, OrderAmended -> demand of the network; the newest day is the planning day. What is
 * cancelled later was asked for all the same, and returns are the shop's, not the market's. */
static void
on_units_ordered(struct turn *turn, const struct input *input)
{
    struct memory *memory = turn_state(turn);
    const struct demand_heard *heard = input->message;

    const int32_t day =
        heard->day == DAY_OF_EVENT ? (int32_t)(input->time_us / DAY_US) : heard->day;

    note_age(turn, input);
    if (day > memory->planning_day) {
        journal_keep(turn_journal(turn), &memory->planning_day, sizeof memory->planning_day);
        memory->planning_day = day;
    }
    count_demand(turn, heard, day, 0);
}

/* FulfillmentPlanned -> demand near a location, once for each unit */
static void
on_fulfillment_planned(struct turn *turn, const struct input *input)
{
    const struct demand_heard *heard = input->message;

    note_age(turn, input);
    if (heard->count == 0 || heard->location[0] == '\0')
        return;
    count_demand(turn, heard, heard->day, location_for(turn, heard->location));
}

/* Stock is on the other side of the reorder point than the open proposal says. */
static bool
has_crossed(const struct item *item)
{
    return item->planning_day >= 0 &&
           (item->on_hand <= item->levels.reorder_point) != (item->proposal.id != 0);
}

/* StockMoved -> stock that is fit for sale; a look at it when it crossed the reorder point */
static void
on_stock_moved(struct turn *turn, const struct input *input)
{
    struct memory *memory = turn_state(turn);
    const struct stock_heard *heard = input->message;
    const struct entry entry = entry_of(turn);

    note_age(turn, input);
    for (size_t i = 0; i < heard->count; i++) {
        struct item *item = item_for(turn, heard->lines[i].sku);
        memory_add_stock(memory, turn_journal(turn), &entry, item, heard->lines[i].units);
        stage_stock(turn, item, heard->lines[i].units);
        if (has_crossed(item))
            memory_mark_dirty(memory, turn_journal(turn), item);
    }
}

/* ItemChanged -> lead time, and with it when to buy */
static void
on_item_changed(struct turn *turn, const struct input *input)
{
    struct memory *memory = turn_state(turn);
    const struct item_heard *heard = input->message;
    struct item *item = memory_find_item(memory, heard->sku);

    if (item == NULL) {
        item = memory_add_item(memory, turn_journal(turn), heard->sku, heard->lead_time_days);
        stage_item(turn, item, heard->sku);
        return;
    }
    if (item->lead_time_days == heard->lead_time_days)
        return;
    journal_keep(turn_journal(turn), &item->lead_time_days, sizeof item->lead_time_days);
    journal_keep(turn_journal(turn), &item->levels, sizeof item->levels);
    item->lead_time_days = heard->lead_time_days;
    if (item->planning_day >= 0) {
        item->levels = reorder_levels(&item->forecast, item->lead_time_days);
        memory_mark_dirty(memory, turn_journal(turn), item);
    }
    stage_lead_time(turn, item);
}

/* GetForecast -> the forecast that was published; near a location, one made now */
static void
on_get_forecast(struct turn *turn, const struct input *input)
{
    const struct memory *memory = turn_state(turn);
    const struct forecast_asked *asked = input->message;
    const struct item *item = memory_find_item(memory, asked->sku);
    const struct location *location = memory_find_location(memory, asked->location);
    const bool whole = asked->location[0] == '\0';
    const int32_t location_id = whole || location == NULL ? 0 : location->id;
    const struct forecast *forecast = NULL;
    struct forecast made;

    if (item != NULL && whole && item->planning_day >= 0) {
        forecast = &item->forecast;
    } else if (item != NULL && (whole || location != NULL)) {
        int32_t last_day = 0;
        const struct history history =
            memory_history(memory, item, location_id, turn_arena(turn), &last_day);
        if (history.days > 0) {
            made = forecast_decide(&history, last_day, item->lead_time_days);
            forecast = &made;
        }
    }
    if (!whole && location == NULL)
        item = NULL; /* nothing ever arose there */
    turn_accept(turn, write_forecast_view(turn_arena(turn), asked, forecast, item, location_id));
}

/* --- forecasts and proposals, in rounds ---------------------------------------------------- */

static void
publish_forecast(struct turn *turn, struct item *item)
{
    struct memory *memory = turn_state(turn);
    const size_t mark = arena_mark(turn_arena(turn));
    int32_t last_day = 0;
    const struct history history = memory_history(memory, item, 0, turn_arena(turn), &last_day);

    if (history.days == 0)
        return;
    journal_keep(turn_journal(turn), &item->forecast, sizeof item->forecast);
    journal_keep(turn_journal(turn), &item->levels, sizeof item->levels);
    journal_keep(turn_journal(turn), &item->planning_day, sizeof item->planning_day);
    item->forecast = forecast_decide(&history, last_day, item->lead_time_days);
    item->levels = reorder_levels(&item->forecast, item->lead_time_days);
    item->planning_day = memory->planning_day;
    arena_reset(turn_arena(turn), mark);

    const char *sku = map_text_of(item);
    turn_say(turn, sku, "", write_forecast_published(turn_arena(turn), sku, &item->forecast));
    stage_forecast(turn, item);
}

static void
propose(struct turn *turn, struct item *item, int64_t quantity)
{
    struct memory *memory = turn_state(turn);
    struct proposal *proposal = &item->proposal;

    journal_keep(turn_journal(turn), &memory->last_proposal_id, sizeof memory->last_proposal_id);
    journal_keep(turn_journal(turn), proposal, sizeof *proposal);
    *proposal = (struct proposal){
        .id = ++memory->last_proposal_id,
        .quantity = quantity,
        .position = item->on_hand,
        .levels = item->levels,
        .day = memory->planning_day,
        .lead_time_days = item->lead_time_days,
    };
    snprintf(proposal->reason, sizeof proposal->reason,
             "%" PRId64 " units are not above %" PRId64 ", what may be asked in the %" PRId32
             " days until a purchase arrives.",
             item->on_hand, item->levels.reorder_point, item->lead_time_days + REORDER_REVIEW_DAYS);

    const char *sku = map_text_of(item);
    turn_say(turn, sku, "", write_replenishment_proposed(turn_arena(turn), sku, proposal));
    stage_proposal(turn, item);
}

static void
expire_proposal(struct turn *turn, struct item *item)
{
    stage_expired_proposal(turn, &item->proposal);
    journal_keep(turn_journal(turn), &item->proposal.id, sizeof item->proposal.id);
    item->proposal.id = 0;
}

static void
look_at(struct turn *turn, struct item *item)
{
    struct memory *memory = turn_state(turn);

    if (item->planning_day < memory->planning_day && memory->planning_day >= 0)
        publish_forecast(turn, item);
    if (item->planning_day < 0)
        return;

    const struct stock_position position = {
        .units = item->on_hand,
        .proposal_open = item->proposal.id != 0,
    };
    const struct replenishment decided = replenishment_decide(&item->levels, &position);
    if (decided.outcome == REPLENISHMENT_PROPOSED)
        propose(turn, item, decided.quantity);
    else if (decided.outcome == REPLENISHMENT_RECOVERED)
        expire_proposal(turn, item);
}

/* A round takes whatever is dirty when it begins, a slice with every tick. */
static void
on_forecast_tick(struct turn *turn, const struct input *input)
{
    struct memory *memory = turn_state(turn);

    (void)input;
    if (!is_caught_up(turn))
        return;
    if (memory->round_left == 0) {
        if (memory->dirty_count == 0 || turn_now_us(turn) < memory->next_round_us)
            return;
        journal_keep(turn_journal(turn), &memory->next_round_us, sizeof memory->next_round_us);
        memory->next_round_us = turn_now_us(turn) + service_setting("CROSSDOCK_FORECAST_MS") * 1000;
    }
    journal_keep(turn_journal(turn), &memory->round_left, sizeof memory->round_left);
    if (memory->round_left == 0)
        memory->round_left = memory->dirty_count;
    for (int i = 0; i < SLICE_ITEMS && memory->round_left > 0; i++) {
        memory->round_left--;
        look_at(turn, memory_take_dirty(memory, turn_journal(turn)));
    }
}

/* Rows are written some seconds after their first change, with all that came meanwhile. */
static void
on_fold_tick(struct turn *turn, const struct input *input)
{
    const struct memory *memory = turn_state(turn);
    struct stage *stage = turn_stage(turn);
    const int64_t until_us = turn_now_us(turn) - service_setting("CROSSDOCK_FOLD_MS") * 1000;
    const struct unfolded *day = memory->unfolded_days.first;
    const struct unfolded *item = memory->unfolded_items.first;

    (void)input;
    if ((day != NULL && day->since.at_us <= until_us) ||
        (item != NULL && item->since.at_us <= until_us))
        stage->fold_until_us = until_us;
}

/* --- the tables ---------------------------------------------------------------------------- */

#define ORDER(message)       &crossdock__order__v1__##message##__descriptor
#define INVENTORY(message)   &crossdock__inventory__v1__##message##__descriptor
#define ROUTING(message)     &crossdock__routing__v1__##message##__descriptor
#define FORECASTING(message) &crossdock__forecasting__v1__##message##__descriptor

/* clang-format off */
const struct handler forecasting_handlers[] = {
    { .input = ORDER(order_placed), .source = "order",
      .read = read_order_placed, .handle = on_units_ordered },
    { .input = ORDER(order_amended), .source = "order",
      .read = read_order_amended, .handle = on_units_ordered },
    { .input = INVENTORY(item_changed), .source = "inventory",
      .read = read_item_changed, .handle = on_item_changed },
    { .input = INVENTORY(stock_moved), .source = "inventory",
      .read = read_stock_moved, .handle = on_stock_moved },
    { .input = ROUTING(fulfillment_planned), .source = "fulfillment-routing",
      .read = read_fulfillment_planned, .handle = on_fulfillment_planned },
    { .input = FORECASTING(get_forecast), .allow = ROLE_ANYONE, .flags = HANDLER_QUERY,
      .read = read_get_forecast, .handle = on_get_forecast },
    { .input = FORECASTING(set_scarcity_prices), .allow = ROLE_OPERATOR,
      .read = read_set_scarcity_prices, .handle = on_set_scarcity_prices,
      .says = { FORECASTING(scarcity_priced) } },
    { .input = NULL },
};

const struct timer forecasting_timers[] = {
    { .name = "forecast", .every_ms = TICK_MS, .handle = on_forecast_tick,
      .says = { FORECASTING(forecast_published), FORECASTING(replenishment_proposed) } },
    { .name = "fold", .every_ms = TICK_MS, .handle = on_fold_tick },
    { .name = NULL },
};

const struct setting forecasting_settings[] = {
    { .name = "CROSSDOCK_FOLD_MS", .fallback = "10000", .min = 100, .max = 600000,
      .help = "how long demand and stock rows wait to be written; they are durable before" },
    { .name = "CROSSDOCK_FORECAST_MS", .fallback = "2000", .min = 100, .max = 86400000,
      .help = "how often a round of forecasts begins" },
    { .name = NULL },
};
/* clang-format on */

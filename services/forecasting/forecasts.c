/*
 * Forecasts follow in rounds, in small slices, so that counting never waits for them; see
 * forecasts.h.
 */
#include "services/forecasting/forecasts.h"

#include "services/forecasting/alerts.h"
#include "services/forecasting/demand.h"
#include "services/forecasting/event_effects.h"
#include "services/forecasting/event_launch.h"
#include "services/forecasting/proposals.h"
#include "services/forecasting/store.h"
#include "services/forecasting/wire_forecast.h"

#define SLICE_ITEMS 200 /* forecasts of one turn: some 10 ms */

/* A rate of plain days over days that have effects. */
static struct rate
with_effects(struct rate per_day, const struct effects *effects, int32_t day, int32_t days)
{
    const double factor = effects_over(effects, day, days);

    return (struct rate){per_day.mean * factor, per_day.variance * factor * factor};
}

/* A new item: as its launch says, until its own history says more. */
static bool
decide_launch(const struct memory *memory, const struct item *item, const struct place *place,
              struct arena *arena, struct forecast *forecast)
{
    const int32_t horizon = item->lead_time_days + REVIEW_DAYS;
    struct known_launch known;

    if (!event_launch(memory, item, place, arena, &known))
        return false;
    const double weight = launch_weight(&known.launch, memory->planning_day - known.day, horizon);
    const struct launch_demand demand = launch_demand(&known.launch, weight);
    *forecast = (struct forecast){
        .method = "launch",
        .day = memory->planning_day - 1,
        .history_days = memory->planning_day > known.day ? memory->planning_day - known.day : 0,
        .horizon_days = horizon,
        .per_day = {demand.mean / horizon, demand.variance / horizon},
    };
    return true;
}

/* With what is known beforehand: out of history, and into what is expected. */
static bool
decide(const struct memory *memory, const struct item *item, const struct place *place,
       struct arena *arena, struct forecast *forecast)
{
    const int32_t horizon = item->lead_time_days + REVIEW_DAYS;
    const int32_t location_id = place == NULL ? NETWORK : place_location_id(place);

    if (!decide_launch(memory, item, place, arena, forecast)) {
        int32_t last_day = 0;
        struct history history = {0};
        if (place != NULL)
            history = memory_history(memory, place, arena, &last_day);
        if (history.days == 0)
            return false;
        const int32_t days = (int32_t)history.days, first_day = last_day - days + 1;
        double *plain = arena_copy(arena, history.units, history.days * sizeof *plain);
        const struct effects past =
            event_effects(memory, item, location_id, first_day, days, arena);
        effects_take_out(&past, first_day, plain, days);
        history.units = plain;
        *forecast = forecast_decide(&history, last_day, item->lead_time_days);
    }
    const struct effects ahead =
        event_effects(memory, item, location_id, forecast->day + 1, horizon, arena);
    forecast->per_day = with_effects(forecast->per_day, &ahead, forecast->day + 1, horizon);
    forecast->mean = forecast->per_day.mean * horizon;
    forecast->lower = demand_quantile(forecast->per_day, horizon, PROBABILITY_LOWER);
    forecast->upper = demand_quantile(forecast->per_day, horizon, PROBABILITY_UPPER);
    return true;
}

/* GetForecast -> the forecast that was published; near a location, one made now */
void
on_get_forecast(struct turn *turn, const struct input *input)
{
    const struct memory *memory = turn_state(turn);
    const struct forecast_asked *asked = input->message;
    const struct item *item = memory_find_item(memory, asked->sku);
    const struct location *location = memory_find_location(memory, asked->location);
    const bool whole = asked->location[0] == '\0';
    const struct place *place =
        item == NULL || (!whole && location == NULL) ? NULL : memory_find_place(item, location);
    const struct forecast *forecast = NULL;
    struct forecast made;

    if (item != NULL && whole && item->planning_day >= 0) {
        forecast = &item->forecast;
    } else if (place != NULL) {
        if (decide(memory, item, place, turn_arena(turn), &made))
            forecast = &made;
    }
    if (!whole && location == NULL)
        item = NULL; /* nothing ever arose there */
    turn_accept(turn, write_forecast_view(turn_arena(turn), asked, forecast, item, place));
}

static void
publish_forecast(struct turn *turn, struct item *item)
{
    struct memory *memory = turn_state(turn);
    const struct place *network = memory_find_place(item, NULL);
    const size_t mark = arena_mark(turn_arena(turn));
    struct forecast made;

    if (!decide(memory, item, network, turn_arena(turn), &made))
        return;
    journal_keep(turn_journal(turn), &item->forecast, sizeof item->forecast);
    journal_keep(turn_journal(turn), &item->levels, sizeof item->levels);
    journal_keep(turn_journal(turn), &item->planning_day, sizeof item->planning_day);
    item->forecast = made;
    item->levels = reorder_levels(&item->forecast, item->lead_time_days);
    item->planning_day = memory->planning_day;
    arena_reset(turn_arena(turn), mark);

    const char *sku = map_text_of(item);
    turn_say(turn, sku, "", write_forecast_published(turn_arena(turn), sku, &item->forecast));
    stage_forecast(turn, item);
}

static void
look_at(struct turn *turn, struct item *item)
{
    struct memory *memory = turn_state(turn);

    if (item->planning_day < memory->planning_day && memory->planning_day >= 0)
        publish_forecast(turn, item);
    if (item->planning_day < 0)
        return;

    proposals_look_at(turn, item);
    alerts_look_at(turn, item);
}

void
forecasts_refit(struct turn *turn, struct item *item)
{
    struct memory *memory = turn_state(turn);

    journal_keep(turn_journal(turn), &item->planning_day, sizeof item->planning_day);
    if (item->planning_day >= 0)
        item->planning_day = memory->planning_day - 1;
    memory_mark_dirty(memory, turn_journal(turn), item);
}

/* A round takes whatever is dirty when it begins, a slice with every tick. */
void
on_forecast_tick(struct turn *turn, const struct input *input)
{
    struct memory *memory = turn_state(turn);

    (void)input;
    if (!demand_is_caught_up(turn))
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

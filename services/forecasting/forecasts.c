/*
 * Forecasts follow in rounds, in small slices, so that counting never waits for them; see
 * forecasts.h.
 */
#include "services/forecasting/forecasts.h"

#include "services/forecasting/demand.h"
#include "services/forecasting/proposals.h"
#include "services/forecasting/store.h"
#include "services/forecasting/wire_forecast.h"

#define SLICE_ITEMS 200 /* forecasts of one turn: some 10 ms */

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
        int32_t last_day = 0;
        const struct history history = memory_history(memory, place, turn_arena(turn), &last_day);
        if (history.days > 0) {
            made = forecast_decide(&history, last_day, item->lead_time_days);
            forecast = &made;
        }
    }
    if (!whole && location == NULL)
        item = NULL; /* nothing ever arose there */
    turn_accept(turn, write_forecast_view(turn_arena(turn), asked, forecast, item, place));
}

static void
publish_forecast(struct turn *turn, struct item *item)
{
    struct memory *memory = turn_state(turn);
    const struct place *network = memory_place_for(turn_journal(turn), item, NULL);
    const size_t mark = arena_mark(turn_arena(turn));
    int32_t last_day = 0;
    const struct history history = memory_history(memory, network, turn_arena(turn), &last_day);

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
look_at(struct turn *turn, struct item *item)
{
    struct memory *memory = turn_state(turn);

    if (item->planning_day < memory->planning_day && memory->planning_day >= 0)
        publish_forecast(turn, item);
    if (item->planning_day < 0)
        return;

    proposals_look_at(turn, item);
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

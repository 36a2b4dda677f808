/*
 * Levels are told when they changed; see safety_stock.h. A tenth, and more than a unit, is a
 * change: what differs by less is the noise of a day.
 */
#include "services/forecasting/safety_stock.h"

#include <stdio.h>
#include <stdlib.h>

#include "services/forecasting/store.h"
#include "services/forecasting/wire_replenishment.h"

#define NOISE 10 /* a part in so many */

static bool
differs(int64_t told, int64_t now)
{
    if (told == 0 || now == 0)
        return told != now;
    return llabs(now - told) > 1 && llabs(now - told) * NOISE > told;
}

static bool
is_news(const struct told_levels *told, const struct stock_levels *now)
{
    return differs(told->safety_stock, now->safety_stock) ||
           differs(told->reorder_point, now->reorder_point) ||
           differs(told->order_up_to, now->order_up_to) || differs(told->held_back, now->held_back);
}

void
safety_stock_look_at(struct turn *turn, const struct place_need *need)
{
    struct place *place = need->place;
    const struct stock_levels *now = &need->levels;
    const struct stock_terms *terms = &need->terms.stock;
    char reason[200];

    if (place->reorder_point != now->reorder_point) {
        journal_keep(turn_journal(turn), &place->reorder_point, sizeof place->reorder_point);
        place->reorder_point = now->reorder_point;
    }
    if (!is_news(&place->told, now))
        return;
    journal_keep(turn_journal(turn), &place->told, sizeof place->told);
    place->told = (struct told_levels){
        .safety_stock = now->safety_stock,
        .reorder_point = now->reorder_point,
        .order_up_to = now->order_up_to,
        .held_back = now->held_back,
    };
    snprintf(reason, sizeof reason,
             "Demand of %.1f a day, %.1f days until a purchase arrives, no stock-out in %.2f %% of "
             "the times.",
             need->demand.per_day, terms->lead_time_days, 100 * terms->service_level);
    turn_say(turn, map_text_of(place->item), place_code(place),
             write_safety_stock_changed(turn_arena(turn), place, terms->service_level, reason));
    stage_told_levels(turn, place);
}

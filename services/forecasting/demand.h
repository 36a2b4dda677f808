/*
 * Counting: units asked for by day, units fit for sale, what an item is. Every event counts at
 * once.
 */
#ifndef FORECASTING_DEMAND_H
#define FORECASTING_DEMAND_H

#include "common/service.h"
#include "services/forecasting/memory.h"

/* Feeds come independently: after a stop demand may be here long before the stock that covers it,
 * and half of a day's history before the rest. So nothing is concluded while old events arrive. */
void demand_note_age(struct turn *turn, const struct input *input);
bool demand_is_caught_up(struct turn *turn);

/* Found, or made and staged. */
struct item *demand_item_for(struct turn *turn, const char *sku);
struct location *demand_location_for(struct turn *turn, const char *code);

void on_units_ordered(struct turn *turn, const struct input *input);
void on_fulfillment_planned(struct turn *turn, const struct input *input);
void on_stock_moved(struct turn *turn, const struct input *input);
void on_item_changed(struct turn *turn, const struct input *input);
void on_fold_tick(struct turn *turn, const struct input *input);

#endif

/*
 * The tables of the forecasting schema: rebuilt into memory at start, staged by every turn. One
 * pair of files a subject.
 */
#ifndef FORECASTING_STORE_H
#define FORECASTING_STORE_H

#include "common/service.h"
#include "services/forecasting/memory.h"
#include "services/forecasting/store_alerts.h"
#include "services/forecasting/store_backorders.h"
#include "services/forecasting/store_demand.h"
#include "services/forecasting/store_events.h"
#include "services/forecasting/store_facts.h"
#include "services/forecasting/store_forecasts.h"
#include "services/forecasting/store_goals.h"
#include "services/forecasting/store_items.h"
#include "services/forecasting/store_journal.h"
#include "services/forecasting/store_mix.h"
#include "services/forecasting/store_plans.h"
#include "services/forecasting/store_proposals.h"
#include "services/forecasting/store_scarcity.h"
#include "services/forecasting/store_stock.h"
#include "services/forecasting/store_supply.h"
#include "services/forecasting/store_terms.h"

extern const size_t store_stage_bytes;

/* Rows that wait since before are folded with this turn. */
void store_fold(struct turn *turn, int64_t until_us);

/* The doors of the runtime, see service.h. */
void store_open(void *state, struct db *db, struct arena *scratch);
void store_close(void *state);
void store_save(struct turn *turn);

#endif

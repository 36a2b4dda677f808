/*
 * Rows of alerts.
 */
#ifndef FORECASTING_STORE_ALERTS_H
#define FORECASTING_STORE_ALERTS_H

#include "common/turn.h"
#include "services/forecasting/alert_book.h"

struct alerts_stage {
    struct column ids, kinds, item_ids, location_ids, days, values, raised_ats, ended_ats;
    struct column stock_out_days, evidences, ended_days, acknowledged_bys, notes;
};

/* As it is now. */
void stage_alert(struct turn *turn, const struct alert *alert);

/* For store.c. */
struct opening;
void alerts_load(struct opening *opening);
void alerts_save(struct turn *turn);

#endif

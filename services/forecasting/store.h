/*
 * The tables of the forecasting schema: rebuilt into memory at start, staged by every turn.
 */
#ifndef FORECASTING_STORE_H
#define FORECASTING_STORE_H

#include "common/service.h"
#include "services/forecasting/memory.h"
#include "services/forecasting/scarcity.h"

/* Rows that the turn's inputs left to be saved, column by column. Zeroed: none. */
struct stage {
    struct {
        struct column item_ids, skus, lead_times;
    } items;
    struct {
        struct column location_ids, codes;
    } locations;
    struct {
        struct column item_ids, lead_times;
    } lead_times;
    struct demand_columns {
        struct column item_ids, location_ids, days, units;
    } demand, old_demand;
    struct {
        struct column item_ids, units;
    } stock;
    struct {
        struct column item_ids, planning_days, days, history_days, horizon_days;
        struct column means_per_day, variances_per_day, means, lowers, uppers, methods;
    } forecasts;
    struct {
        struct column ids, item_ids, quantities, days, lead_times;
        struct column positions, reorder_points, order_up_tos, reasons;
    } proposals;
    struct column expired_proposals;
    struct {
        struct column skus, locations, prices, currencies;
    } scarcity;
    int64_t fold_until_us; /* rows that wait since before are folded; 0: none */
};

void stage_item(struct turn *turn, const struct item *item, const char *sku);
void stage_location(struct turn *turn, const struct location *location, const char *code);
void stage_lead_time(struct turn *turn, const struct item *item);
void stage_demand(struct turn *turn, const struct item *item, int32_t location_id, int32_t day,
                  int64_t units);
/* Of a day below memory's floor. */
void stage_old_demand(struct turn *turn, const struct item *item, int32_t location_id, int32_t day,
                      int64_t units);
void stage_stock(struct turn *turn, const struct item *item, int64_t units);
void stage_forecast(struct turn *turn, const struct item *item);
void stage_proposal(struct turn *turn, const struct item *item);
void stage_expired_proposal(struct turn *turn, const struct proposal *proposal);
void stage_scarcity_price(struct turn *turn, const struct scarcity_price *price);

/* The doors of the runtime, see service.h. */
void store_open(void *state, struct db *db, struct arena *scratch);
void store_close(void *state);
void store_save(struct turn *turn);

#endif

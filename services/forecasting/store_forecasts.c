/*
 * Rows of what was published, one an item.
 */
#include "queries.h"
#include "services/forecasting/store_stage.h"

void
stage_forecast(struct turn *turn, const struct item *item)
{
    struct stage *stage = store_stage(turn);
    const struct forecast *forecast = &item->forecast;

    stage_int4(turn, &stage->forecasts.item_ids, item->id);
    stage_int4(turn, &stage->forecasts.planning_days, item->planning_day);
    stage_int4(turn, &stage->forecasts.days, forecast->day);
    stage_int4(turn, &stage->forecasts.history_days, forecast->history_days);
    stage_int4(turn, &stage->forecasts.horizon_days, forecast->horizon_days);
    stage_double(turn, &stage->forecasts.means_per_day, forecast->per_day.mean);
    stage_double(turn, &stage->forecasts.variances_per_day, forecast->per_day.variance);
    stage_double(turn, &stage->forecasts.means, forecast->mean);
    stage_int8(turn, &stage->forecasts.lowers, forecast->lower);
    stage_int8(turn, &stage->forecasts.uppers, forecast->upper);
    stage_text(turn, &stage->forecasts.methods, forecast->method);
}

void
forecasts_save(struct turn *turn)
{
    struct forecasts_stage *s = &store_stage(turn)->forecasts;
    struct column *const all[] = {
        &s->item_ids,      &s->planning_days,     &s->days,  &s->history_days, &s->horizon_days,
        &s->means_per_day, &s->variances_per_day, &s->means, &s->lowers,       &s->uppers,
        &s->methods,
    };

    STAGE(turn, QUERY_SAVE_FORECASTS, all, NULL);
}

void
forecasts_load(struct opening *opening)
{
    struct rows *rows = db_read(opening->db, QUERY_LOAD_FORECASTS, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        struct item *item = opening_item(opening, row_int8(rows, i, 0));
        item->planning_day = (int32_t)row_int8(rows, i, 1);
        item->forecast = (struct forecast){
            .day = (int32_t)row_int8(rows, i, 2),
            .history_days = (int32_t)row_int8(rows, i, 3),
            .horizon_days = (int32_t)row_int8(rows, i, 4),
            .per_day = {.mean = row_double(rows, i, 5), .variance = row_double(rows, i, 6)},
            .mean = row_double(rows, i, 7),
            .lower = row_int8(rows, i, 8),
            .upper = row_int8(rows, i, 9),
            .method = forecast_method_name(row_text(rows, i, 10)),
        };
        item->levels = reorder_levels(&item->forecast, item->lead_time_days);
    }
    rows_free(&rows);
}

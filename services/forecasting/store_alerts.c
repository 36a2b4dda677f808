/*
 * Rows of alerts; see store_alerts.h.
 */
#include <stdio.h>

#include "queries.h"
#include "services/forecasting/store_stage.h"

void
stage_alert(struct turn *turn, const struct alert *alert)
{
    struct alerts_stage *s = &store_stage(turn)->alerts;

    stage_int8(turn, &s->ids, alert->id);
    stage_int4(turn, &s->kinds, alert->kind);
    stage_int4(turn, &s->item_ids, alert->place->item->id);
    stage_int4(turn, &s->location_ids, place_location_id(alert->place));
    stage_int4(turn, &s->days, alert->day);
    stage_double(turn, &s->values, alert->value);
    stage_double(turn, &s->raised_ats, alert->raised_at);
    stage_double(turn, &s->ended_ats, alert->ended_at);
    stage_int4(turn, &s->stock_out_days, alert->stock_out_day);
    stage_text(turn, &s->evidences, alert->evidence);
    stage_int4(turn, &s->ended_days, alert->ended_day);
    stage_text(turn, &s->acknowledged_bys, alert->acknowledged_by);
    stage_text(turn, &s->notes, alert->note);
}

void
alerts_save(struct turn *turn)
{
    struct alerts_stage *s = &store_stage(turn)->alerts;
    struct column *const columns[] = {
        &s->ids,          &s->kinds,      &s->item_ids,
        &s->location_ids, &s->days,       &s->values,
        &s->raised_ats,   &s->ended_ats,  &s->stock_out_days,
        &s->evidences,    &s->ended_days, &s->acknowledged_bys,
        &s->notes,
    };

    STAGE(turn, QUERY_SAVE_ALERTS, columns, NULL);
}

/* --- open ------------------------------------------------------------------------------------ */

static struct alert
read_alert(struct opening *opening, const struct rows *rows, int row)
{
    struct alert alert = {
        .id = row_int8(rows, row, 0),
        .kind = (enum alert_kind)row_int8(rows, row, 1),
        .place = opening_place(opening, row_int8(rows, row, 2), row_int8(rows, row, 3)),
        .day = (int32_t)row_int8(rows, row, 4),
        .value = row_double(rows, row, 5),
        .raised_at = row_double(rows, row, 6),
        .ended_at = row_double(rows, row, 7),
        .stock_out_day = (int32_t)row_int8(rows, row, 8),
        .ended_day = (int32_t)row_int8(rows, row, 10),
    };

    snprintf(alert.evidence, sizeof alert.evidence, "%s", row_text(rows, row, 9));
    snprintf(alert.acknowledged_by, sizeof alert.acknowledged_by, "%s", row_text(rows, row, 11));
    snprintf(alert.note, sizeof alert.note, "%s", row_text(rows, row, 12));
    return alert;
}

void
alerts_load(struct opening *opening)
{
    const struct param params[] = {param_int8(opening->scratch, ALERTS_ENDED_MAX)};
    struct rows *last = db_read(opening->db, QUERY_LOAD_LAST_ALERT, NULL, 0);

    opening->memory->last_alert_id = row_int8(last, 0, 0);
    rows_free(&last);
    struct rows *rows = db_read(opening->db, QUERY_LOAD_ALERTS, PARAMS(params));
    for (int i = 0; i < rows_count(rows); i++) {
        const struct alert alert = read_alert(opening, rows, i);
        alert_add(opening->memory, NULL, &alert);
    }
    rows_free(&rows);
}

/*
 * Rows of what was published, one a place; and of what fits found, from which outlooks are walked
 * again at start.
 */
#include <stdlib.h>
#include <string.h>

#include "common/text.h"
#include "queries.h"
#include "services/forecasting/store_stage.h"

void
stage_forecast(struct turn *turn, const struct place *place)
{
    struct forecasts_stage *s = &store_stage(turn)->forecasts;
    const struct outlook_said *said = &place->said;

    stage_int4(turn, &s->item_ids, place->item->id);
    stage_int4(turn, &s->location_ids, place_location_id(place));
    stage_int4(turn, &s->planning_days, place->item->planning_day);
    stage_int4(turn, &s->days, said->day);
    stage_int4(turn, &s->history_days, said->history_days);
    stage_int4(turn, &s->horizon_days, said->horizon_days);
    stage_double(turn, &s->means_per_day, said->mean_per_day);
    stage_double(turn, &s->variances_per_day, said->variance_per_day);
    stage_double(turn, &s->means, said->mean);
    stage_int8(turn, &s->lowers, said->lower);
    stage_int8(turn, &s->uppers, said->upper);
    stage_double(turn, &s->wapes, said->wape);
    stage_double(turn, &s->mases, said->mase);
    stage_double(turn, &s->biases, said->bias);
    stage_double(turn, &s->tracking_signals, said->tracking_signal);
    stage_text(turn, &s->methods, place->outlook->method);
    stage_text(turn, &s->reasons, place->outlook->reason);
    stage_text(turn, &s->classes, place->item->class);
}

static void
stage_bytes(struct turn *turn, struct column *column, const void *bytes, size_t count)
{
    if (column->arena == NULL)
        column_start(column, turn_arena(turn), COLUMN_BYTES);
    column_add_bytes(column, bytes, count);
}

void
stage_outlook(struct turn *turn, const struct place *place)
{
    struct outlooks_stage *s = &store_stage(turn)->outlooks;
    double numbers[OUTLOOK_NUMBERS];
    const int count = outlook_pack(place->outlook, numbers);

    stage_int4(turn, &s->item_ids, place->item->id);
    stage_int4(turn, &s->location_ids, place_location_id(place));
    stage_int4(turn, &s->fitted_days, place->outlook->fitted_day);
    stage_text(turn, &s->methods, place->outlook->method);
    stage_text(turn, &s->reasons, place->outlook->reason);
    stage_bytes(turn, &s->numbers, numbers, (size_t)count * sizeof *numbers);
}

void
forecasts_save(struct turn *turn)
{
    struct forecasts_stage *s = &store_stage(turn)->forecasts;
    struct outlooks_stage *o = &store_stage(turn)->outlooks;
    struct column *const forecasts[] = {
        &s->item_ids,     &s->location_ids, &s->planning_days,    &s->days,
        &s->history_days, &s->horizon_days, &s->means_per_day,    &s->variances_per_day,
        &s->means,        &s->lowers,       &s->uppers,           &s->wapes,
        &s->mases,        &s->biases,       &s->tracking_signals, &s->methods,
        &s->reasons,      &s->classes,
    };
    struct column *const outlooks[] = {
        &o->item_ids, &o->location_ids, &o->fitted_days, &o->methods, &o->reasons, &o->numbers,
    };

    STAGE(turn, QUERY_SAVE_FORECASTS, forecasts, NULL);
    STAGE(turn, QUERY_SAVE_OUTLOOKS, outlooks, NULL);
}

/* --- open ---------------------------------------------------------------------------------- */

/* Methods are told apart by their constant names. */
static const char *
method_name(const char *text)
{
    const struct model *model = model_named(text);

    return model != NULL ? model->name : "earlier";
}

/* Of another version: fitted again, as if it had never been. */
static void
load_outlooks(struct opening *opening)
{
    struct rows *rows = db_read(opening->db, QUERY_LOAD_OUTLOOKS, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        struct place *place = opening_place(opening, row_int8(rows, i, 0), row_int8(rows, i, 1));
        struct outlook *outlook = calloc(1, sizeof *outlook);
        double numbers[OUTLOOK_NUMBERS];
        size_t bytes;
        const void *packed = row_bytes(rows, i, 4, &bytes);

        assert(outlook != NULL);
        if (bytes > sizeof numbers)
            bytes = 0;
        memcpy(numbers, packed, bytes);
        if (!outlook_unpack(numbers, (int)(bytes / sizeof *numbers), outlook)) {
            free(outlook);
            continue;
        }
        outlook->method = method_name(row_text(rows, i, 2));
        text_copy(outlook->reason, sizeof outlook->reason, row_text(rows, i, 3));
        place->outlook = outlook;
        place->from_rows = true;
    }
    rows_free(&rows);
}

static void
load_said(struct opening *opening)
{
    struct rows *rows = db_read(opening->db, QUERY_LOAD_FORECASTS, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        struct place *place = opening_place(opening, row_int8(rows, i, 0), row_int8(rows, i, 1));
        if (place->item->planning_day < row_int8(rows, i, 2))
            place->item->planning_day = (int32_t)row_int8(rows, i, 2);
        place->said = (struct outlook_said){
            .day = (int32_t)row_int8(rows, i, 3),
            .history_days = (int32_t)row_int8(rows, i, 4),
            .horizon_days = (int32_t)row_int8(rows, i, 5),
            .mean_per_day = row_double(rows, i, 6),
            .variance_per_day = row_double(rows, i, 7),
            .mean = row_double(rows, i, 8),
            .lower = row_int8(rows, i, 9),
            .upper = row_int8(rows, i, 10),
            .wape = row_double(rows, i, 11),
            .mase = row_double(rows, i, 12),
            .bias = row_double(rows, i, 13),
            .tracking_signal = row_double(rows, i, 14),
        };
        text_copy(place->item->class, sizeof place->item->class, row_text(rows, i, 15));
    }
    rows_free(&rows);
}

void
forecasts_load(struct opening *opening)
{
    load_outlooks(opening);
    load_said(opening);
}

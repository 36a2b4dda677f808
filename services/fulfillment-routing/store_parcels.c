/*
 * Rows of parcels, of the numbers they are given, and of what followed a shipment.
 */
#include <string.h>

#include "queries.h"
#include "services/fulfillment-routing/store_stage.h"

static struct parcels_stage *
stage_of(struct turn *turn)
{
    return &store_stage(turn)->parcels;
}

void
stage_parcels_start(struct stage *stage, struct arena *arena)
{
    struct parcels_stage *s = &stage->parcels;
    struct column *const int8s[] = {
        &s->shipment_ids,  &s->packed.id,     &s->packed.number,   &s->packed.weight,
        &s->packed.length, &s->packed.width,  &s->packed.height,   &s->counters.next,
        &s->delivered_ids, &s->exceptions.id, &s->exceptions.kind,
    };
    struct column *const texts[] = {
        &s->ssccs,           &s->packed.sscc,      &s->packed.lines,    &s->packed.quantities,
        &s->tracked.sscc,    &s->tracked.tracking, &s->counters.series, &s->exceptions.sscc,
        &s->exceptions.note,
    };

    stage_start_columns(arena, COLUMN_INT8, int8s, COUNT(int8s));
    stage_start_columns(arena, COLUMN_TEXT, texts, COUNT(texts));
}

/* --- wanted ----------------------------------------------------------------------------------- */

void
store_want_parcel(struct turn *turn, const char *sscc)
{
    if (sscc[0] != '\0')
        column_add_text(&stage_of(turn)->ssccs, sscc);
}

void
store_want_shipment(struct turn *turn, int64_t id)
{
    column_add_int8(&stage_of(turn)->shipment_ids, id);
}

static void
load_parcels(struct turn *turn, struct parcels_stage *stage)
{
    struct arena *arena = turn_arena(turn);
    struct rows *rows = stage_find(turn, QUERY_FIND_SSCCS, &stage->ssccs);

    for (int i = 0; i < rows_count(rows); i++) {
        struct stored_parcel *parcel = arena_take(arena, sizeof *parcel);
        parcel->sscc = arena_text(arena, row_text(rows, i, 0));
        parcel->fulfillment_order_id = row_int8(rows, i, 1);
        parcel->next = stage->found;
        stage->found = parcel;
    }
    rows_free(&rows);
}

static void
load_shipments(struct turn *turn, struct parcels_stage *stage)
{
    struct arena *arena = turn_arena(turn);
    struct rows *rows = stage_find(turn, QUERY_FIND_SHIPMENTS, &stage->shipment_ids);
    int64_t *numbers = arena_take(arena, 2 * LINES_MAX * sizeof *numbers);
    const char **skus = arena_take(arena, LINES_MAX * sizeof *skus);

    for (int i = 0; i < rows_count(rows); i++) {
        struct stored_shipment *shipment = arena_take(arena, sizeof *shipment);
        shipment->id = row_int8(rows, i, 0);
        shipment->order_id = row_int8(rows, i, 1);
        shipment->location = arena_text(arena, row_text(rows, i, 2));
        shipment->state = (enum fulfillment_state)row_int8(rows, i, 3);
        shipment->pickup_location = arena_text(arena, row_text(rows, i, 7));
        const size_t count = row_int8_list(rows, i, 4, numbers, LINES_MAX);
        row_text_list(rows, i, 5, arena, skus, LINES_MAX);
        row_int8_list(rows, i, 6, numbers + LINES_MAX, LINES_MAX);
        shipment->lines = arena_take(arena, count * sizeof *shipment->lines);
        for (size_t line = 0; line < count; line++) {
            if (numbers[LINES_MAX + line] == 0)
                continue;
            shipment->lines[shipment->line_count++] =
                (struct ask){.line = (int32_t)numbers[line],
                             .sku = sku_of(store_memory(turn), skus[line]),
                             .quantity = numbers[LINES_MAX + line]};
        }
        shipment->next = stage->shipments;
        stage->shipments = shipment;
    }
    rows_free(&rows);
}

void
stage_parcels_load(struct turn *turn)
{
    struct parcels_stage *stage = stage_of(turn);

    if (stage->ssccs.count > 0)
        load_parcels(turn, stage);
    if (stage->shipment_ids.count > 0)
        load_shipments(turn, stage);
}

const struct stored_parcel *
store_parcel(struct turn *turn, const char *sscc)
{
    const struct stored_parcel *parcel = stage_of(turn)->found;

    while (parcel != NULL && strcmp(parcel->sscc, sscc) != 0)
        parcel = parcel->next;
    return parcel;
}

struct stored_shipment *
store_shipment(struct turn *turn, int64_t id)
{
    struct stored_shipment *shipment = stage_of(turn)->shipments;

    while (shipment != NULL && shipment->id != id)
        shipment = shipment->next;
    return shipment;
}

/* --- changed ---------------------------------------------------------------------------------- */

void
store_note_parcel(struct turn *turn, const struct parcel *parcel)
{
    struct parcels_stage *s = stage_of(turn);
    int64_t *values = arena_take(turn_arena(turn), parcel->line_count * sizeof *values);

    column_add_text(&s->packed.sscc, parcel->sscc);
    column_add_int8(&s->packed.id, parcel->fulfillment_order_id);
    column_add_int8(&s->packed.number, parcel->number);
    for (uint32_t i = 0; i < parcel->line_count; i++)
        values[i] = parcel->lines[i].line;
    column_add_int8_list(&s->packed.lines, values, parcel->line_count);
    for (uint32_t i = 0; i < parcel->line_count; i++)
        values[i] = parcel->lines[i].quantity;
    column_add_int8_list(&s->packed.quantities, values, parcel->line_count);
    column_add_int8(&s->packed.weight, parcel->weight_g);
    column_add_int8(&s->packed.length, parcel->length_mm);
    column_add_int8(&s->packed.width, parcel->width_mm);
    column_add_int8(&s->packed.height, parcel->height_mm);
}

void
store_note_tracking(struct turn *turn, const struct parcel *parcel)
{
    struct parcels_stage *s = stage_of(turn);

    column_add_text(&s->tracked.sscc, parcel->sscc);
    column_add_text(&s->tracked.tracking, parcel->tracking);
}

void
store_note_counter(struct turn *turn, const struct sscc_counter *counter)
{
    struct parcels_stage *s = stage_of(turn);

    column_add_text(&s->counters.series, counter->series);
    column_add_int8(&s->counters.next, counter->next);
}

void
store_note_delivered(struct turn *turn, int64_t id)
{
    column_add_int8(&stage_of(turn)->delivered_ids, id);
}

void
store_note_exception(struct turn *turn, const struct told_exception *told)
{
    struct parcels_stage *s = stage_of(turn);

    column_add_int8(&s->exceptions.id, told->fulfillment_order_id);
    column_add_int8(&s->exceptions.kind, told->kind);
    column_add_text(&s->exceptions.sscc, told->sscc);
    column_add_text(&s->exceptions.note, told->note);
}

/* --- saved ------------------------------------------------------------------------------------ */

void
stage_parcels_save(struct turn *turn)
{
    struct parcels_stage *s = stage_of(turn);
    const struct param now = param_time(turn_arena(turn), turn_now_us(turn));
    struct column *const packed[] = {
        &s->packed.sscc,   &s->packed.id,         &s->packed.number,
        &s->packed.lines,  &s->packed.quantities, &s->packed.weight,
        &s->packed.length, &s->packed.width,      &s->packed.height,
    };
    struct column *const tracked[] = {&s->tracked.sscc, &s->tracked.tracking};
    struct column *const counters[] = {&s->counters.series, &s->counters.next};
    struct column *const delivered[] = {&s->delivered_ids};
    struct column *const exceptions[] = {&s->exceptions.id, &s->exceptions.kind,
                                         &s->exceptions.sscc, &s->exceptions.note};

    STAGE(turn, QUERY_INSERT_PARCELS, packed, &now);
    STAGE(turn, QUERY_TRACK_PARCELS, tracked, NULL);
    STAGE(turn, QUERY_UPSERT_SSCC_COUNTERS, counters, NULL);
    STAGE(turn, QUERY_DELIVER_FULFILLMENT_ORDERS, delivered, &now);
    STAGE(turn, QUERY_INSERT_SHIPMENT_EXCEPTIONS, exceptions, &now);
}

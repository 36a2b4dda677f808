/* See store_shown.h. */
#include "queries.h"
#include "services/fulfillment-routing/store_stage.h"

#define LINES_MAX 2000

typedef Crossdock__Routing__V1__FulfillmentLine line_view;

static struct shown_stage *
stage_of(struct turn *turn)
{
    return &store_stage(turn)->shown;
}

void
stage_shown_start(struct stage *stage, struct arena *arena)
{
    struct column *const int8s[] = {&stage->shown.ids, &stage->shown.order_ids};

    stage_start_columns(arena, COLUMN_INT8, int8s, COUNT(int8s));
}

void
store_want_shown(struct turn *turn, int64_t fulfillment_order_id)
{
    column_add_int8(&stage_of(turn)->ids, fulfillment_order_id);
}

void
store_want_shown_of_order(struct turn *turn, int64_t order_id)
{
    column_add_int8(&stage_of(turn)->order_ids, order_id);
}

struct shown_fulfillment *
store_shown(struct turn *turn)
{
    return stage_of(turn)->first;
}

static char *
text_at(struct arena *arena, const struct rows *rows, int row, int column)
{
    return (char *)arena_text(arena, row_text(rows, row, column));
}

static void
read_lines(struct arena *arena, const struct rows *rows, int row,
           Crossdock__Routing__V1__FulfillmentView *view)
{
    int64_t *numbers = arena_take(arena, 4 * LINES_MAX * sizeof *numbers);
    int64_t *quantities = numbers + LINES_MAX, *picked = quantities + LINES_MAX;
    int64_t *missing = picked + LINES_MAX;
    const char **skus = arena_take(arena, LINES_MAX * sizeof *skus);

    view->n_lines = row_int8_list(rows, row, 19, numbers, LINES_MAX);
    (void)row_text_list(rows, row, 20, arena, skus, LINES_MAX);
    (void)row_int8_list(rows, row, 21, quantities, LINES_MAX);
    (void)row_int8_list(rows, row, 22, picked, LINES_MAX);
    (void)row_int8_list(rows, row, 23, missing, LINES_MAX);
    view->lines = arena_take(arena, (view->n_lines + 1) * sizeof *view->lines);
    for (size_t i = 0; i < view->n_lines; i++) {
        line_view *line = view->lines[i] = arena_take(arena, sizeof *line);
        crossdock__routing__v1__fulfillment_line__init(line);
        line->line = (uint32_t)numbers[i];
        line->sku = (char *)skus[i];
        line->quantity = quantities[i];
        line->picked = picked[i];
        line->missing = missing[i];
    }
}

static struct shown_fulfillment *
read_shown(struct arena *arena, const struct rows *rows, int row)
{
    struct shown_fulfillment *shown = arena_take(arena, sizeof *shown);
    Crossdock__Routing__V1__FulfillmentView *view = &shown->view;

    crossdock__routing__v1__fulfillment_view__init(view);
    view->fulfillment_order_id = (uint64_t)row_int8(rows, row, 0);
    view->order_id = (uint64_t)row_int8(rows, row, 1);
    view->location = text_at(arena, rows, row, 2);
    view->status = (Crossdock__Routing__V1__FulfillmentStatus)row_int8(rows, row, 3);
    view->pick_list_id = (uint64_t)row_int8(rows, row, 4);
    view->planned_at_us = row_int8(rows, row, 5);
    view->changed_at_us = row_int8(rows, row, 6);
    view->dispatch_by_us = row_is_null(rows, row, 7) ? 0 : row_int8(rows, row, 7);
    view->deliver_on_day = (int32_t)row_int8(rows, row, 8);
    view->carrier = text_at(arena, rows, row, 9);
    view->service = text_at(arena, rows, row, 10);
    view->tracking = text_at(arena, rows, row, 11);
    view->pickup_location = text_at(arena, rows, row, 12);
    view->distance_m = row_int8(rows, row, 13);
    view->parent = (uint64_t)row_int8(rows, row, 14);
    shown->to = (struct destination){text_at(arena, rows, row, 15), text_at(arena, rows, row, 16),
                                     text_at(arena, rows, row, 17), text_at(arena, rows, row, 18)};
    read_lines(arena, rows, row, view);
    return shown;
}

/* --- parcels ---------------------------------------------------------------------------------- */

static Crossdock__Routing__V1__Parcel *
read_parcel(struct arena *arena, const struct rows *rows, int row,
            const Crossdock__Routing__V1__FulfillmentView *of)
{
    Crossdock__Routing__V1__Parcel *parcel = arena_take(arena, sizeof *parcel);
    int64_t *numbers = arena_take(arena, 2 * LINES_MAX * sizeof *numbers);
    int64_t *quantities = numbers + LINES_MAX;

    crossdock__routing__v1__parcel__init(parcel);
    parcel->sscc = text_at(arena, rows, row, 1);
    parcel->tracking = text_at(arena, rows, row, 2);
    parcel->weight_g = row_int8(rows, row, 3);
    parcel->n_lines = row_int8_list(rows, row, 4, numbers, LINES_MAX);
    (void)row_int8_list(rows, row, 5, quantities, LINES_MAX);
    parcel->lines = arena_take(arena, (parcel->n_lines + 1) * sizeof *parcel->lines);
    for (size_t i = 0; i < parcel->n_lines; i++) {
        Crossdock__Order__V1__LineQuantity *line = parcel->lines[i] =
            arena_take(arena, sizeof *line);
        crossdock__order__v1__line_quantity__init(line);
        line->line = (uint32_t)numbers[i];
        line->quantity = quantities[i];
        for (size_t n = 0; n < of->n_lines; n++) {
            if (of->lines[n]->line == line->line)
                line->sku = of->lines[n]->sku;
        }
    }
    return parcel;
}

static void
load_parcels(struct turn *turn, struct shown_fulfillment *first)
{
    struct arena *arena = turn_arena(turn);
    struct column ids;

    column_start(&ids, arena, COLUMN_INT8);
    for (struct shown_fulfillment *s = first; s != NULL; s = s->next)
        column_add_int8(&ids, (int64_t)s->view.fulfillment_order_id);
    struct rows *rows = stage_find(turn, QUERY_SHOW_PARCELS, &ids);
    for (struct shown_fulfillment *s = first; s != NULL; s = s->next) {
        const int64_t id = (int64_t)s->view.fulfillment_order_id;
        size_t count = 0;
        for (int row = 0; row < rows_count(rows); row++)
            count += row_int8(rows, row, 0) == id;
        s->view.parcels = arena_take(arena, (count + 1) * sizeof *s->view.parcels);
        for (int row = 0; row < rows_count(rows); row++) {
            if (row_int8(rows, row, 0) == id)
                s->view.parcels[s->view.n_parcels++] = read_parcel(arena, rows, row, &s->view);
        }
    }
    rows_free(&rows);
}

void
stage_shown_load(struct turn *turn)
{
    struct shown_stage *stage = stage_of(turn);
    struct shown_fulfillment **end = &stage->first;

    if (stage->ids.count == 0 && stage->order_ids.count == 0)
        return;
    const struct param params[] = {param_column(&stage->ids), param_column(&stage->order_ids)};
    struct rows *rows = db_read(turn_db(turn), QUERY_SHOW_FULFILLMENTS, params, 2);
    for (int row = 0; row < rows_count(rows); row++) {
        *end = read_shown(turn_arena(turn), rows, row);
        end = &(*end)->next;
    }
    rows_free(&rows);
    if (stage->first != NULL)
        load_parcels(turn, stage->first);
}

/*
 * Rows of parked parts of orders, and of what is remembered of changed orders.
 */
#include "queries.h"
#include "services/fulfillment-routing/store_stage.h"

/* --- parked ----------------------------------------------------------------------------------- */

void
stage_parked_start(struct stage *stage, struct arena *arena)
{
    struct parked_stage *s = &stage->parked;
    struct column *const int8s[] = {&s->parked.id, &s->parked.order_id, &s->parked.parent,
                                    &s->parked_end.id};
    struct column *const int4s[] = {&s->parked.reason, &s->parked_end.state};
    struct column *const texts[] = {&s->parked.country,     &s->parked.region,  &s->parked.city,
                                    &s->parked.postal_code, &s->parked.lines,   &s->parked.skus,
                                    &s->parked.quantities,  &s->parked.together};

    stage_start_columns(arena, COLUMN_INT8, int8s, COUNT(int8s));
    stage_start_columns(arena, COLUMN_INT4, int4s, COUNT(int4s));
    stage_start_columns(arena, COLUMN_TEXT, texts, COUNT(texts));
    column_start(&s->parked.placed_at, arena, COLUMN_TIME);
}

void
store_note_parked(struct turn *turn, const struct parked *parked)
{
    struct parked_stage *stage = &store_stage(turn)->parked;
    const struct destination *to = &parked->order->destination;

    column_add_int8(&stage->parked.id, parked->id);
    column_add_int8(&stage->parked.order_id, parked->order->id);
    column_add_int4(&stage->parked.reason, (int32_t)parked->reason);
    column_add_int8(&stage->parked.parent, parked->parent_id);
    column_add_text(&stage->parked.country, to->country);
    column_add_text(&stage->parked.region, to->region);
    column_add_text(&stage->parked.city, to->city);
    column_add_text(&stage->parked.postal_code, to->postal_code);
    column_add_time(&stage->parked.placed_at, parked->order->placed_at_us);
    stage_add_lines(parked->lines, parked->line_count, &stage->parked.lines, &stage->parked.skus,
                    &stage->parked.quantities);
    stage_add_together(parked->lines, parked->line_count, &stage->parked.together);
}

void
store_note_parked_end(struct turn *turn, int64_t parked_id, enum parked_end end)
{
    column_add_int8(&store_stage(turn)->parked.parked_end.id, parked_id);
    column_add_int4(&store_stage(turn)->parked.parked_end.state, (int32_t)end);
}

static void
save_parked(struct turn *turn, struct parked_stage *s)
{
    struct param params[] = {
        param_column(&s->parked.id),         param_column(&s->parked.order_id),
        param_column(&s->parked.reason),     param_column(&s->parked.parent),
        param_column(&s->parked.country),    param_column(&s->parked.region),
        param_column(&s->parked.city),       param_column(&s->parked.postal_code),
        param_column(&s->parked.placed_at),  param_column(&s->parked.lines),
        param_column(&s->parked.skus),       param_time(turn_arena(turn), turn_now_us(turn)),
        param_column(&s->parked.quantities), param_column(&s->parked.together),
    };

    db_stage(turn_db(turn), QUERY_INSERT_PARKED, params, COUNT(params));
}

void
stage_parked_save(struct turn *turn)
{
    struct parked_stage *s = &store_stage(turn)->parked;
    struct column *const parked_ends[] = {&s->parked_end.id, &s->parked_end.state};

    if (s->parked.id.count > 0)
        save_parked(turn, s);
    STAGE(turn, QUERY_UPDATE_PARKED, parked_ends, NULL);
}

/* --- what is remembered ----------------------------------------------------------------------- */

/* What is remembered of an order: read, or as this turn has left it. */
struct kept_past {
    struct kept_past *next;
    int64_t order_id;
    bool changed;
    struct past past;
};

void
stage_pasts_start(struct stage *stage, struct arena *arena)
{
    struct pasts_stage *s = &stage->pasts;
    struct column *const int8s[] = {&s->past_ids, &s->past.order_id};
    struct column *const texts[] = {&s->past.refused_by, &s->past.lines, &s->past.units};

    stage_start_columns(arena, COLUMN_INT8, int8s, COUNT(int8s));
    stage_start_columns(arena, COLUMN_TEXT, texts, COUNT(texts));
    column_start(&s->past.reroutes, arena, COLUMN_INT4);
}

void
store_want_past(struct turn *turn, int64_t order_id)
{
    column_add_int8(&store_stage(turn)->pasts.past_ids, order_id);
}

/* The columns that order_past's queries share: refused_by, lines, units, reroutes from
 * `column` on. */
void
store_read_past(struct memory *memory, struct arena *arena, const struct rows *rows, int row,
                int column, struct past *past)
{
    const char *codes[EXCLUDED_MAX];
    const size_t refused = row_text_list(rows, row, column, arena, codes, EXCLUDED_MAX);
    const size_t count = row_int8_list(rows, row, column + 1, NULL, 0);
    int64_t *values = arena_take(arena, 2 * count * sizeof *values);
    struct planned_before *before = arena_take(arena, count * sizeof *before);

    past->excluded_count = refused < EXCLUDED_MAX ? (uint32_t)refused : EXCLUDED_MAX;
    for (uint32_t i = 0; i < past->excluded_count; i++)
        past->excluded[i] = location_find(memory, codes[i])->number;
    row_int8_list(rows, row, column + 1, values, count);
    row_int8_list(rows, row, column + 2, values + count, count);
    for (size_t i = 0; i < count; i++)
        before[i] = (struct planned_before){(int32_t)values[i], values[count + i]};
    past->before = before;
    past->before_count = (uint32_t)count;
    past->reroutes = (uint32_t)row_int8(rows, row, column + 3);
}

void
stage_pasts_load(struct turn *turn)
{
    struct pasts_stage *stage = &store_stage(turn)->pasts;

    if (stage->past_ids.count == 0)
        return;
    struct rows *rows = stage_find(turn, QUERY_FIND_ORDER_PASTS, &stage->past_ids);
    for (int i = 0; i < rows_count(rows); i++) {
        struct kept_past *kept = arena_take(turn_arena(turn), sizeof *kept);
        kept->order_id = row_int8(rows, i, 0);
        store_read_past(store_memory(turn), turn_arena(turn), rows, i, 1, &kept->past);
        kept->next = stage->pasts;
        stage->pasts = kept;
    }
    rows_free(&rows);
}

static struct kept_past *
kept_past_of(struct turn *turn, int64_t order_id)
{
    struct kept_past *kept = store_stage(turn)->pasts.pasts;

    while (kept != NULL && kept->order_id != order_id)
        kept = kept->next;
    return kept;
}

const struct past *
store_past(struct turn *turn, int64_t order_id)
{
    const struct kept_past *kept = kept_past_of(turn, order_id);

    return kept == NULL ? NULL : &kept->past;
}

/* A copy: the order may be gone when the turn is saved. */
void
store_note_past(struct turn *turn, const struct order *order)
{
    struct pasts_stage *stage = &store_stage(turn)->pasts;
    struct kept_past *kept = kept_past_of(turn, order->id);

    if (kept == NULL) {
        kept = arena_take(turn_arena(turn), sizeof *kept);
        kept->order_id = order->id;
        kept->next = stage->pasts;
        stage->pasts = kept;
    }
    kept->changed = true;
    kept->past = order_past(order);
    if (order->before_count > 0)
        kept->past.before = arena_copy(turn_arena(turn), order->before,
                                       order->before_count * sizeof *order->before);
}

void
stage_pasts_save(struct turn *turn)
{
    struct pasts_stage *stage = &store_stage(turn)->pasts;
    struct memory *memory = store_memory(turn);
    struct column *const all[] = {&stage->past.order_id, &stage->past.refused_by,
                                  &stage->past.lines, &stage->past.units, &stage->past.reroutes};

    for (const struct kept_past *kept = stage->pasts; kept != NULL; kept = kept->next) {
        const char *codes[EXCLUDED_MAX];
        const struct past *past = &kept->past;
        const uint32_t refused =
            past->excluded_count < EXCLUDED_MAX ? past->excluded_count : EXCLUDED_MAX;
        int64_t *values = arena_take(turn_arena(turn), past->before_count * sizeof *values);
        if (!kept->changed)
            continue;
        for (uint32_t i = 0; i < refused; i++)
            codes[i] = memory->locations[past->excluded[i]]->code;
        column_add_int8(&stage->past.order_id, kept->order_id);
        column_add_text_list(&stage->past.refused_by, codes, refused);
        for (uint32_t i = 0; i < past->before_count; i++)
            values[i] = past->before[i].line;
        column_add_int8_list(&stage->past.lines, values, past->before_count);
        for (uint32_t i = 0; i < past->before_count; i++)
            values[i] = past->before[i].units;
        column_add_int8_list(&stage->past.units, values, past->before_count);
        column_add_int4(&stage->past.reroutes, (int32_t)past->reroutes);
    }
    STAGE(turn, QUERY_UPSERT_ORDER_PASTS, all, NULL);
}

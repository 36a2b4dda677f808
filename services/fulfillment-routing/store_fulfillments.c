/*
 * Rows of fulfillment orders and pick lists.
 */
#include "queries.h"
#include "services/fulfillment-routing/store_stage.h"

static struct fulfillments_stage *
stage_of(struct turn *turn)
{
    return &store_stage(turn)->fulfillments;
}

void
stage_fulfillments_start(struct stage *stage, struct arena *arena)
{
    struct fulfillments_stage *s = &stage->fulfillments;
    struct column *const int8s[] = {&s->fulfillment_ids, &s->pick_list_ids, &s->released.id,
                                    &s->accepted_ids, &s->leased.id};
    struct column *const texts[] = {&s->released.location, &s->released.fulfillments,
                                    &s->leased.picker};
    struct column *const times[] = {&s->released.cut_off_at, &s->leased.lease_until};

    stage_start_columns(arena, COLUMN_INT8, int8s, COUNT(int8s));
    stage_start_columns(arena, COLUMN_TEXT, texts, COUNT(texts));
    stage_start_columns(arena, COLUMN_TIME, times, COUNT(times));
    s->touched_end = &s->touched;
}

/* --- wanted ----------------------------------------------------------------------------------- */

void
store_want_fulfillment(struct turn *turn, int64_t id)
{
    if (map_find(store_memory(turn)->fulfillments, id) == NULL)
        column_add_int8(&stage_of(turn)->fulfillment_ids, id);
}

void
store_want_pick_list(struct turn *turn, int64_t id)
{
    column_add_int8(&stage_of(turn)->pick_list_ids, id);
}

static void
load_past_fulfillments(struct turn *turn, struct fulfillments_stage *stage)
{
    struct rows *rows = stage_find(turn, QUERY_FIND_FULFILLMENT_ORDERS, &stage->fulfillment_ids);

    for (int i = 0; i < rows_count(rows); i++) {
        struct past_fulfillment *past = arena_take(turn_arena(turn), sizeof *past);
        past->id = row_int8(rows, i, 0);
        past->location = arena_text(turn_arena(turn), row_text(rows, i, 1));
        past->state = (enum fulfillment_state)row_int8(rows, i, 2);
        past->pickup_location = arena_text(turn_arena(turn), row_text(rows, i, 3));
        past->next = stage->past_fulfillments;
        stage->past_fulfillments = past;
    }
    rows_free(&rows);
}

static void
load_pick_lists(struct turn *turn, struct fulfillments_stage *stage)
{
    struct arena *arena = turn_arena(turn);
    struct rows *rows = stage_find(turn, QUERY_FIND_PICK_LISTS, &stage->pick_list_ids);

    for (int i = 0; i < rows_count(rows); i++) {
        struct stored_list *list = arena_take(arena, sizeof *list);
        list->id = row_int8(rows, i, 0);
        list->location = arena_text(arena, row_text(rows, i, 1));
        list->accepted = row_int8(rows, i, 2) == 2;
        list->released_at_us = row_int8(rows, i, 3);
        list->next = stage->pick_lists;
        stage->pick_lists = list;
    }
    rows_free(&rows);
}

void
stage_fulfillments_load(struct turn *turn)
{
    struct fulfillments_stage *stage = stage_of(turn);

    if (stage->fulfillment_ids.count > 0)
        load_past_fulfillments(turn, stage);
    if (stage->pick_list_ids.count > 0)
        load_pick_lists(turn, stage);
}

const struct past_fulfillment *
store_past_fulfillment(struct turn *turn, int64_t id)
{
    const struct past_fulfillment *past = stage_of(turn)->past_fulfillments;

    while (past != NULL && past->id != id)
        past = past->next;
    return past;
}

struct stored_list *
store_pick_list(struct turn *turn, int64_t id)
{
    struct stored_list *list = stage_of(turn)->pick_lists;

    while (list != NULL && list->id != id)
        list = list->next;
    return list;
}

/* --- changed ---------------------------------------------------------------------------------- */

struct touched *
store_touch(struct turn *turn, struct fulfillment *fulfillment)
{
    struct fulfillments_stage *stage = stage_of(turn);
    struct memory *memory = store_memory(turn);

    if (fulfillment->touched_turn == memory->turn)
        return fulfillment->touched;
    memory_keep(memory, fulfillment, sizeof *fulfillment);
    struct touched *touched = arena_take(turn_arena(turn), sizeof *touched);
    touched->fulfillment = fulfillment;
    *stage->touched_end = touched;
    stage->touched_end = &touched->next;
    fulfillment->touched = touched;
    fulfillment->touched_turn = memory->turn;
    return touched;
}

void
store_note_pick_list(struct turn *turn, const struct pick_list *list, const int64_t *fulfillments,
                     size_t count)
{
    struct fulfillments_stage *stage = stage_of(turn);

    column_add_int8(&stage->released.id, list->id);
    column_add_text(&stage->released.location, list->location->code);
    column_add_int8_list(&stage->released.fulfillments, fulfillments, count);
    column_add_time(&stage->released.cut_off_at, list->cut_off_at_us);
}

void
store_note_accepted(struct turn *turn, int64_t pick_list_id)
{
    column_add_int8(&stage_of(turn)->accepted_ids, pick_list_id);
}

void
store_note_lease(struct turn *turn, const struct pick_list *list)
{
    struct fulfillments_stage *stage = stage_of(turn);

    column_add_int8(&stage->leased.id, list->id);
    column_add_text(&stage->leased.picker, list->lease.picker);
    column_add_time(&stage->leased.lease_until, list->lease.until_us);
}

/* --- saved ------------------------------------------------------------------------------------ */

/* Null: as planned, or not picked yet; the common case, and the cheap one. */
static void
add_picked(const struct fulfillment *fulfillment, struct column *picked)
{
    int64_t *values = arena_take(picked->arena, fulfillment->line_count * sizeof *values);
    bool as_planned = true;

    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        values[i] = fulfillment->lines[i].picked;
        as_planned = as_planned && values[i] == fulfillment->lines[i].quantity;
    }
    if (fulfillment->state < FULFILLMENT_PICKING ||
        (as_planned && fulfillment->state >= FULFILLMENT_PACKED))
        column_add_text(picked, NULL);
    else
        column_add_int8_list(picked, values, fulfillment->line_count);
}

/* Null: nothing is, or it is packed and picked says it. */
static void
add_missing(const struct fulfillment *fulfillment, struct column *missing)
{
    int64_t *values = arena_take(missing->arena, fulfillment->line_count * sizeof *values);
    bool any = false;

    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        values[i] = fulfillment->lines[i].missing;
        any = any || values[i] != 0;
    }
    if (any && fulfillment->state == FULFILLMENT_PICKING)
        column_add_int8_list(missing, values, fulfillment->line_count);
    else
        column_add_text(missing, NULL);
}

/* Null: its days are not counted and nothing has a price, the common case. */
static void
add_plan(const struct fulfillment *f, struct column *plan, struct column *way)
{
    const int64_t values[] = {f->dispatch_day, f->deliver_on_day, f->dispatch_by_us, f->cost_nano,
                              f->policy};
    const char *const texts[] = {f->carrier, f->service};

    if (f->dispatch_day == 0 && f->cost_nano == 0) {
        column_add_text(plan, NULL);
        column_add_text(way, NULL);
        return;
    }
    column_add_int8_list(plan, values, COUNT(values));
    column_add_text_list(way, texts, f->carrier[0] == '\0' ? 0 : COUNT(texts));
}

static void
save_new_fulfillments(struct turn *turn, const struct fulfillments_stage *stage)
{
    struct {
        struct column id, order_id, location, state, pick_list_id, parent, distance;
        struct column country, region, city, postal_code, placed_at, planned_at;
        struct column lines, skus, quantities, picked, together, reason, plan, way;
    } c;
    struct column *const all[] = {
        &c.id,         &c.order_id, &c.location, &c.state,      &c.pick_list_id, &c.parent,
        &c.distance,   &c.country,  &c.region,   &c.city,       &c.postal_code,  &c.placed_at,
        &c.planned_at, &c.lines,    &c.skus,     &c.quantities, &c.picked,       &c.together,
        &c.reason,     &c.plan,     &c.way,
    };
    static const enum column_type types[] = {
        COLUMN_INT8, COLUMN_INT8, COLUMN_TEXT, COLUMN_INT4, COLUMN_INT8, COLUMN_INT8, COLUMN_INT8,
        COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TIME, COLUMN_TIME, COLUMN_TEXT,
        COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
    };

    for (size_t i = 0; i < COUNT(all); i++)
        column_start(all[i], turn_arena(turn), types[i]);
    for (const struct touched *t = stage->touched; t != NULL; t = t->next) {
        const struct fulfillment *f = t->fulfillment;
        if (!t->is_new)
            continue;
        const struct destination *to = &f->order->destination;
        column_add_int8(&c.id, f->id);
        column_add_int8(&c.order_id, f->order->id);
        column_add_text(&c.location, f->location->code);
        column_add_int4(&c.state, (int32_t)f->state);
        column_add_int8(&c.pick_list_id, f->pick_list_id);
        column_add_int8(&c.parent, f->parent_id);
        column_add_int8(&c.distance, f->distance_m);
        column_add_text(&c.country, to->country);
        column_add_text(&c.region, to->region);
        column_add_text(&c.city, to->city);
        column_add_text(&c.postal_code, to->postal_code);
        column_add_time(&c.placed_at, f->order->placed_at_us);
        column_add_time(&c.planned_at, f->planned_at_us);
        stage_add_lines(f->lines, f->line_count, &c.lines, &c.skus, &c.quantities);
        add_picked(f, &c.picked);
        stage_add_together(f->lines, f->line_count, &c.together);
        column_add_text(&c.reason, t->reason);
        add_plan(f, &c.plan, &c.way);
    }
    STAGE(turn, QUERY_INSERT_FULFILLMENT_ORDERS, all, NULL);
}

static void
save_changed_fulfillments(struct turn *turn, const struct fulfillments_stage *stage)
{
    struct {
        struct column id, state, pick_list_id, picked, carrier, tracking, stock_seen, reason,
            missing;
    } c;
    struct column *const all[] = {&c.id,         &c.state,   &c.pick_list_id,
                                  &c.picked,     &c.carrier, &c.tracking,
                                  &c.stock_seen, &c.reason,  &c.missing};
    static const enum column_type types[] = {COLUMN_INT8, COLUMN_INT4, COLUMN_INT8,
                                             COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
                                             COLUMN_BOOL, COLUMN_TEXT, COLUMN_TEXT};
    const struct param now = param_time(turn_arena(turn), turn_now_us(turn));

    for (size_t i = 0; i < COUNT(all); i++)
        column_start(all[i], turn_arena(turn), types[i]);
    for (const struct touched *t = stage->touched; t != NULL; t = t->next) {
        const struct fulfillment *f = t->fulfillment;
        if (t->is_new)
            continue;
        column_add_int8(&c.id, f->id);
        column_add_int4(&c.state, (int32_t)f->state);
        column_add_int8(&c.pick_list_id, f->pick_list_id);
        add_picked(f, &c.picked);
        column_add_text(&c.carrier, t->carrier);
        column_add_text(&c.tracking, t->tracking);
        column_add_bool(&c.stock_seen, f->stock_seen);
        column_add_text(&c.reason, t->reason);
        add_missing(f, &c.missing);
    }
    STAGE(turn, QUERY_UPDATE_FULFILLMENT_ORDERS, all, &now);
}

void
stage_fulfillments_save(struct turn *turn)
{
    struct fulfillments_stage *s = stage_of(turn);
    const struct param now = param_time(turn_arena(turn), turn_now_us(turn));
    struct column *const pick_lists[] = {&s->released.id, &s->released.location,
                                         &s->released.fulfillments, &s->released.cut_off_at};
    struct column *const accepted[] = {&s->accepted_ids};
    struct column *const leased[] = {&s->leased.id, &s->leased.picker, &s->leased.lease_until};

    if (s->touched != NULL) {
        save_new_fulfillments(turn, s);
        save_changed_fulfillments(turn, s);
    }
    STAGE(turn, QUERY_INSERT_PICK_LISTS, pick_lists, &now);
    STAGE(turn, QUERY_ACCEPT_PICK_LISTS, accepted, NULL);
    STAGE(turn, QUERY_LEASE_PICK_LISTS, leased, NULL);
}

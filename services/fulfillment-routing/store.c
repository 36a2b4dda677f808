/*
 * Notes what a turn changes and stages it in one statement per table. open.c rebuilds memory from
 * the same tables: who adds a column here adds it there.
 */
#include "services/fulfillment-routing/store.h"

#include <stdlib.h>
#include <string.h>

#include "queries.h"

/* A shelf whose row is written: named, since shelves move while a turn goes on. */
struct touched_shelf {
    const struct sku *sku;
    const struct location *location;
};

/* What is remembered of an order: read, or as this turn has left it. */
struct kept_past {
    struct kept_past *next;
    int64_t order_id;
    bool changed;
    struct past past;
};

struct stage {
    bool started;
    /* wanted */
    struct column fulfillment_ids, pick_list_ids, decision_ids, past_ids;
    struct kept_past *pasts; /* the newest first */
    struct past_fulfillment *past_fulfillments;
    struct pick_list *pick_lists;
    struct kept_decision *decisions;
    /* changed */
    struct touched *touched, **touched_end;
    struct touched_shelf *shelves;
    size_t shelf_count, shelf_max;
    struct {
        struct column order_id, decision_id, rule, geocoded_by, body, channel;
    } decided;
    struct {
        struct column id, location, fulfillments;
    } released;
    struct column accepted_ids;
    struct {
        struct column id, order_id, reason, parent, country, region, city, postal_code, placed_at;
        struct column lines, skus, quantities, together;
    } parked;
    struct {
        struct column id, state;
    } parked_end;
    struct {
        struct column order_id, refused_by, lines, units;
    } past;
    struct {
        struct column location, sku, lot, expires_on, quantity;
    } lot;
    struct {
        struct column code, name, latitude, longitude, closed, safety_stock;
    } location;
    struct {
        struct column country, code, city, region, latitude, longitude;
    } postal;
};

const size_t store_stage_bytes = sizeof(struct stage);

#define COUNT(list) (sizeof(list) / sizeof *(list))

static void
start_columns(struct arena *arena, enum column_type type, struct column *const *columns,
              size_t count)
{
    for (size_t i = 0; i < count; i++)
        column_start(columns[i], arena, type);
}

static void
start(struct stage *s, struct arena *arena)
{
    struct column *const int8s[] = {
        &s->fulfillment_ids,  &s->pick_list_ids,       &s->decision_ids,
        &s->decided.order_id, &s->decided.decision_id, &s->released.id,
        &s->accepted_ids,     &s->parked.id,           &s->parked.order_id,
        &s->parked.parent,    &s->parked_end.id,       &s->location.safety_stock,
        &s->past_ids,         &s->past.order_id,       &s->lot.quantity,
    };
    struct column *const int4s[] = {&s->parked.reason, &s->parked_end.state, &s->postal.latitude,
                                    &s->postal.longitude, &s->lot.expires_on};
    struct column *const texts[] = {
        &s->decided.rule,      &s->decided.geocoded_by,   &s->decided.channel,
        &s->released.location, &s->released.fulfillments, &s->parked.country,
        &s->parked.region,     &s->parked.city,           &s->parked.postal_code,
        &s->parked.lines,      &s->parked.skus,           &s->parked.quantities,
        &s->parked.together,   &s->location.code,         &s->location.name,
        &s->postal.country,    &s->postal.code,           &s->postal.city,
        &s->postal.region,     &s->past.refused_by,       &s->past.lines,
        &s->past.units,        &s->lot.location,          &s->lot.sku,
        &s->lot.lot,
    };
    struct column *const doubles[] = {&s->location.latitude, &s->location.longitude};

    start_columns(arena, COLUMN_INT8, int8s, COUNT(int8s));
    start_columns(arena, COLUMN_INT4, int4s, COUNT(int4s));
    start_columns(arena, COLUMN_TEXT, texts, COUNT(texts));
    start_columns(arena, COLUMN_DOUBLE, doubles, COUNT(doubles));
    column_start(&s->parked.placed_at, arena, COLUMN_TIME);
    column_start(&s->location.closed, arena, COLUMN_BOOL);
    column_start(&s->decided.body, arena, COLUMN_BYTES);
    s->touched_end = &s->touched;
    s->started = true;
}

static struct stage *
stage_of(struct turn *turn)
{
    struct stage *stage = turn_stage(turn);

    if (!stage->started) {
        start(stage, turn_arena(turn));
        store_memory(turn)->turn++;
    }
    return stage;
}

struct memory *
store_memory(struct turn *turn)
{
    struct memory *memory = turn_state(turn);

    memory->journal = turn_journal(turn);
    return memory;
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

void
store_want_decisions(struct turn *turn, int64_t order_id)
{
    column_add_int8(&stage_of(turn)->decision_ids, order_id);
}

static struct rows *
find(struct turn *turn, int query, struct column *ids)
{
    const struct param params[] = {param_column(ids)};

    return db_read(turn_db(turn), query, params, 1);
}

void
store_want_past(struct turn *turn, int64_t order_id)
{
    column_add_int8(&stage_of(turn)->past_ids, order_id);
}

static void
load_past_fulfillments(struct turn *turn, struct stage *stage)
{
    struct rows *rows = find(turn, QUERY_FIND_FULFILLMENT_ORDERS, &stage->fulfillment_ids);

    for (int i = 0; i < rows_count(rows); i++) {
        struct past_fulfillment *past = arena_take(turn_arena(turn), sizeof *past);
        past->id = row_int8(rows, i, 0);
        past->location = arena_text(turn_arena(turn), row_text(rows, i, 1));
        past->state = (enum fulfillment_state)row_int8(rows, i, 2);
        past->next = stage->past_fulfillments;
        stage->past_fulfillments = past;
    }
    rows_free(&rows);
}

static void
load_pick_lists(struct turn *turn, struct stage *stage)
{
    struct arena *arena = turn_arena(turn);
    struct rows *rows = find(turn, QUERY_FIND_PICK_LISTS, &stage->pick_list_ids);

    for (int i = 0; i < rows_count(rows); i++) {
        struct pick_list *list = arena_take(arena, sizeof *list);
        list->id = row_int8(rows, i, 0);
        list->location = arena_text(arena, row_text(rows, i, 1));
        list->accepted = row_int8(rows, i, 2) == 2;
        list->fulfillment_count = row_int8_list(rows, i, 3, NULL, 0);
        int64_t *ids = arena_take(arena, list->fulfillment_count * sizeof *ids);
        row_int8_list(rows, i, 3, ids, list->fulfillment_count);
        list->fulfillments = ids;
        list->next = stage->pick_lists;
        stage->pick_lists = list;
    }
    rows_free(&rows);
}

static void
load_decisions(struct turn *turn, struct stage *stage)
{
    struct kept_decision **end = &stage->decisions;
    struct rows *rows = find(turn, QUERY_FIND_DECISIONS, &stage->decision_ids);

    for (int i = 0; i < rows_count(rows); i++) {
        struct kept_decision *kept = arena_take(turn_arena(turn), sizeof *kept);
        const void *body = row_bytes(rows, i, 1, &kept->bytes);
        kept->order_id = row_int8(rows, i, 0);
        kept->channel = arena_text(turn_arena(turn), row_text(rows, i, 2));
        kept->body = arena_copy(turn_arena(turn), body, kept->bytes);
        *end = kept;
        end = &kept->next;
    }
    rows_free(&rows);
}

/* The columns that order_past's queries share: refused_by, lines, units from `column` on. */
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
}

static void
load_pasts(struct turn *turn, struct stage *stage)
{
    struct rows *rows = find(turn, QUERY_FIND_ORDER_PASTS, &stage->past_ids);

    for (int i = 0; i < rows_count(rows); i++) {
        struct kept_past *kept = arena_take(turn_arena(turn), sizeof *kept);
        kept->order_id = row_int8(rows, i, 0);
        store_read_past(store_memory(turn), turn_arena(turn), rows, i, 1, &kept->past);
        kept->next = stage->pasts;
        stage->pasts = kept;
    }
    rows_free(&rows);
}

void
store_load(struct turn *turn)
{
    struct stage *stage = stage_of(turn);

    if (stage->past_ids.count > 0)
        load_pasts(turn, stage);

    if (stage->fulfillment_ids.count > 0)
        load_past_fulfillments(turn, stage);
    if (stage->pick_list_ids.count > 0)
        load_pick_lists(turn, stage);
    if (stage->decision_ids.count > 0)
        load_decisions(turn, stage);
}

const struct past_fulfillment *
store_past_fulfillment(struct turn *turn, int64_t id)
{
    const struct past_fulfillment *past = stage_of(turn)->past_fulfillments;

    while (past != NULL && past->id != id)
        past = past->next;
    return past;
}

struct pick_list *
store_pick_list(struct turn *turn, int64_t id)
{
    struct pick_list *list = stage_of(turn)->pick_lists;

    while (list != NULL && list->id != id)
        list = list->next;
    return list;
}

static struct kept_past *
kept_past_of(struct turn *turn, int64_t order_id)
{
    struct kept_past *kept = stage_of(turn)->pasts;

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

const struct kept_decision *
store_decisions(struct turn *turn)
{
    return stage_of(turn)->decisions;
}

/* --- changed ---------------------------------------------------------------------------------- */

struct touched *
store_touch(struct turn *turn, struct fulfillment *fulfillment)
{
    struct stage *stage = stage_of(turn);
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
store_touch_shelf(struct turn *turn, struct sku *sku, const struct location *location)
{
    struct stage *stage = stage_of(turn);

    if (stage->shelf_count == stage->shelf_max) {
        const size_t max = stage->shelf_max == 0 ? 256 : 2 * stage->shelf_max;
        struct touched_shelf *more = arena_take(turn_arena(turn), max * sizeof *more);
        if (stage->shelf_count > 0)
            memcpy(more, stage->shelves, stage->shelf_count * sizeof *more);
        stage->shelves = more;
        stage->shelf_max = max;
    }
    stage->shelves[stage->shelf_count++] = (struct touched_shelf){sku, location};
}

void
store_note_decision(struct turn *turn, int64_t order_id, int64_t decision_id, const char *rule,
                    const char *geocoded_by, const char *channel, const uint8_t *body, size_t bytes)
{
    struct stage *stage = stage_of(turn);

    column_add_int8(&stage->decided.order_id, order_id);
    column_add_int8(&stage->decided.decision_id, decision_id);
    column_add_text(&stage->decided.rule, rule);
    column_add_text(&stage->decided.geocoded_by, geocoded_by);
    column_add_bytes(&stage->decided.body, body, bytes);
    column_add_text(&stage->decided.channel, channel);
}

void
store_note_pick_list(struct turn *turn, int64_t id, const struct location *location,
                     const int64_t *fulfillments, size_t count)
{
    struct stage *stage = stage_of(turn);

    column_add_int8(&stage->released.id, id);
    column_add_text(&stage->released.location, location->code);
    column_add_int8_list(&stage->released.fulfillments, fulfillments, count);
}

void
store_note_accepted(struct turn *turn, int64_t pick_list_id)
{
    column_add_int8(&stage_of(turn)->accepted_ids, pick_list_id);
}

/* Lines as the three packed columns that fulfillment_order and parked share. */
static void
add_lines(const struct ask *lines, uint32_t count, struct column *numbers, struct column *skus,
          struct column *quantities)
{
    int64_t *values = arena_take(numbers->arena, count * sizeof *values);
    const char **texts = arena_take(numbers->arena, count * sizeof *texts);

    for (uint32_t i = 0; i < count; i++)
        values[i] = lines[i].line;
    column_add_int8_list(numbers, values, count);
    for (uint32_t i = 0; i < count; i++)
        texts[i] = lines[i].sku->code;
    column_add_text_list(skus, texts, count);
    for (uint32_t i = 0; i < count; i++)
        values[i] = lines[i].quantity;
    column_add_int8_list(quantities, values, count);
}

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
    if (as_planned || fulfillment->state < FULFILLMENT_PACKED)
        column_add_text(picked, NULL);
    else
        column_add_int8_list(picked, values, fulfillment->line_count);
}

/* Null: no lines that stay together, as in most orders. */
static void
add_together(const struct ask *lines, uint32_t count, struct column *together)
{
    int64_t *values = arena_take(together->arena, count * sizeof *values);
    bool any = false;

    for (uint32_t i = 0; i < count; i++) {
        values[i] = lines[i].together;
        any = any || values[i] != 0;
    }
    if (any)
        column_add_int8_list(together, values, count);
    else
        column_add_text(together, NULL);
}

void
store_note_parked(struct turn *turn, const struct parked *parked)
{
    struct stage *stage = stage_of(turn);
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
    add_lines(parked->lines, parked->line_count, &stage->parked.lines, &stage->parked.skus,
              &stage->parked.quantities);
    add_together(parked->lines, parked->line_count, &stage->parked.together);
}

void
store_note_parked_end(struct turn *turn, int64_t parked_id, enum parked_end end)
{
    column_add_int8(&stage_of(turn)->parked_end.id, parked_id);
    column_add_int4(&stage_of(turn)->parked_end.state, (int32_t)end);
}

void
store_note_lot(struct turn *turn, const struct sku *sku, const struct location *location,
               const struct lot *lot)
{
    struct stage *stage = stage_of(turn);

    column_add_text(&stage->lot.location, location->code);
    column_add_text(&stage->lot.sku, sku->code);
    column_add_text(&stage->lot.lot, lot->name);
    column_add_int4(&stage->lot.expires_on, lot->expires_on);
    column_add_int8(&stage->lot.quantity, lot->quantity);
}

/* A copy: the order may be gone when the turn is saved. */
void
store_note_past(struct turn *turn, const struct order *order)
{
    struct stage *stage = stage_of(turn);
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
store_note_location(struct turn *turn, const struct location_change *change)
{
    struct stage *stage = stage_of(turn);

    column_add_text(&stage->location.code, change->code);
    column_add_text(&stage->location.name, change->name);
    column_add_double(&stage->location.latitude, change->at.latitude_deg);
    column_add_double(&stage->location.longitude, change->at.longitude_deg);
    column_add_bool(&stage->location.closed, change->closed);
    column_add_int8(&stage->location.safety_stock, change->safety_stock);
}

void
store_note_postal_codes(struct turn *turn, const struct postal_codes *codes)
{
    struct stage *stage = stage_of(turn);

    for (size_t i = 0; i < codes->count; i++) {
        const struct postal_entry *entry = &codes->entries[i];
        column_add_text(&stage->postal.country, entry->country);
        column_add_text(&stage->postal.code, entry->code);
        column_add_text(&stage->postal.city, entry->city);
        column_add_text(&stage->postal.region, entry->region);
        column_add_int4(&stage->postal.latitude, entry->row.latitude_e7);
        column_add_int4(&stage->postal.longitude, entry->row.longitude_e7);
    }
}

/* --- saved ------------------------------------------------------------------------------------ */

/* columns become $1, $2, ...; `more` follows them when it is not NULL. */
static void
stage_columns(struct turn *turn, int query, struct column *const *columns, size_t count,
              const struct param *more)
{
    struct param params[24];
    size_t filled = 0;

    assert(count < COUNT(params));
    if (columns[0]->count == 0)
        return;
    for (; filled < count; filled++)
        params[filled] = param_column(columns[filled]);
    if (more != NULL)
        params[filled++] = *more;
    db_stage(turn_db(turn), query, params, (int)filled);
}

#define STAGE(turn, query, columns, more) stage_columns(turn, query, columns, COUNT(columns), more)

static void
save_new_fulfillments(struct turn *turn, const struct stage *stage)
{
    struct {
        struct column id, order_id, location, state, pick_list_id, parent, distance;
        struct column country, region, city, postal_code, placed_at, planned_at;
        struct column lines, skus, quantities, picked, together, reason;
    } c;
    struct column *const all[] = {
        &c.id,          &c.order_id,  &c.location,   &c.state,  &c.pick_list_id,
        &c.parent,      &c.distance,  &c.country,    &c.region, &c.city,
        &c.postal_code, &c.placed_at, &c.planned_at, &c.lines,  &c.skus,
        &c.quantities,  &c.picked,    &c.together,   &c.reason,
    };
    static const enum column_type types[] = {
        COLUMN_INT8, COLUMN_INT8, COLUMN_TEXT, COLUMN_INT4, COLUMN_INT8, COLUMN_INT8, COLUMN_INT8,
        COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TIME, COLUMN_TIME, COLUMN_TEXT,
        COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
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
        add_lines(f->lines, f->line_count, &c.lines, &c.skus, &c.quantities);
        add_picked(f, &c.picked);
        add_together(f->lines, f->line_count, &c.together);
        column_add_text(&c.reason, t->reason);
    }
    STAGE(turn, QUERY_INSERT_FULFILLMENT_ORDERS, all, NULL);
}

static void
save_changed_fulfillments(struct turn *turn, const struct stage *stage)
{
    struct {
        struct column id, state, pick_list_id, picked, carrier, tracking, stock_seen, reason;
    } c;
    struct column *const all[] = {&c.id,      &c.state,    &c.pick_list_id, &c.picked,
                                  &c.carrier, &c.tracking, &c.stock_seen,   &c.reason};
    static const enum column_type types[] = {COLUMN_INT8, COLUMN_INT4, COLUMN_INT8, COLUMN_TEXT,
                                             COLUMN_TEXT, COLUMN_TEXT, COLUMN_BOOL, COLUMN_TEXT};
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
    }
    STAGE(turn, QUERY_UPDATE_FULFILLMENT_ORDERS, all, &now);
}

static int
compare_shelves(const void *left, const void *right)
{
    const struct touched_shelf *a = left;
    const struct touched_shelf *b = right;

    if (a->location != b->location)
        return a->location->number < b->location->number ? -1 : 1;
    return strcmp(a->sku->code, b->sku->code);
}

/* Each shelf once, as it is now. */
static void
save_shelves(struct turn *turn, struct stage *stage)
{
    struct column location, sku, on_hand, unavailable, bin, doubtful;
    struct column *const all[] = {&location, &sku, &on_hand, &unavailable, &bin, &doubtful};
    static const enum column_type types[] = {COLUMN_TEXT, COLUMN_TEXT, COLUMN_INT8,
                                             COLUMN_INT8, COLUMN_TEXT, COLUMN_BOOL};

    if (stage->shelf_count == 0)
        return;
    for (size_t i = 0; i < COUNT(all); i++)
        column_start(all[i], turn_arena(turn), types[i]);
    qsort(stage->shelves, stage->shelf_count, sizeof *stage->shelves, compare_shelves);
    for (size_t i = 0; i < stage->shelf_count; i++) {
        const struct touched_shelf *touched = &stage->shelves[i];
        if (i > 0 && compare_shelves(touched, touched - 1) == 0)
            continue;
        const struct shelf *shelf = shelf_find(touched->sku, touched->location);
        column_add_text(&location, touched->location->code);
        column_add_text(&sku, touched->sku->code);
        column_add_int8(&on_hand, shelf->on_hand);
        column_add_int8(&unavailable, shelf->unavailable);
        column_add_text(&bin, shelf->bin);
        column_add_bool(&doubtful, shelf->doubtful);
    }
    STAGE(turn, QUERY_UPSERT_STOCK_VIEW, all, NULL);
}

static void
save_parked(struct turn *turn, struct stage *s)
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

static void
save_pasts(struct turn *turn, struct stage *stage)
{
    struct memory *memory = store_memory(turn);
    struct column *const all[] = {&stage->past.order_id, &stage->past.refused_by,
                                  &stage->past.lines, &stage->past.units};

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
    }
    STAGE(turn, QUERY_UPSERT_ORDER_PASTS, all, NULL);
}

void
store_save(struct turn *turn)
{
    struct stage *s = stage_of(turn);
    const struct param now = param_time(turn_arena(turn), turn_now_us(turn));
    struct column *const locations[] = {&s->location.code,     &s->location.name,
                                        &s->location.latitude, &s->location.longitude,
                                        &s->location.closed,   &s->location.safety_stock};
    struct column *const postal_codes[] = {&s->postal.country,  &s->postal.code,
                                           &s->postal.city,     &s->postal.region,
                                           &s->postal.latitude, &s->postal.longitude};
    struct column *const pick_lists[] = {&s->released.id, &s->released.location,
                                         &s->released.fulfillments};
    struct column *const accepted[] = {&s->accepted_ids};
    struct column *const decisions[] = {&s->decided.order_id, &s->decided.decision_id,
                                        &s->decided.rule,     &s->decided.geocoded_by,
                                        &s->decided.body,     &s->decided.channel};
    struct column *const lots[] = {&s->lot.location, &s->lot.sku, &s->lot.lot, &s->lot.expires_on,
                                   &s->lot.quantity};
    struct column *const parked_ends[] = {&s->parked_end.id, &s->parked_end.state};

    STAGE(turn, QUERY_UPSERT_LOCATIONS, locations, NULL);
    STAGE(turn, QUERY_UPSERT_POSTAL_CODES, postal_codes, NULL);
    save_shelves(turn, s);
    if (s->touched != NULL) {
        save_new_fulfillments(turn, s);
        save_changed_fulfillments(turn, s);
    }
    STAGE(turn, QUERY_INSERT_PICK_LISTS, pick_lists, &now);
    STAGE(turn, QUERY_ACCEPT_PICK_LISTS, accepted, NULL);
    if (s->parked.id.count > 0)
        save_parked(turn, s);
    STAGE(turn, QUERY_UPDATE_PARKED, parked_ends, NULL);
    STAGE(turn, QUERY_UPSERT_LOT_VIEW, lots, NULL);
    if (s->pasts != NULL)
        save_pasts(turn, s);
    STAGE(turn, QUERY_INSERT_DECISIONS, decisions, NULL);
}

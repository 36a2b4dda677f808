/* See orders.h. */
#include "services/gateway/orders.h"

#include <stdlib.h>
#include <string.h>

#include "queries.h"
#include "services/gateway/store.h"
#include "services/gateway/timeline.h"

#define PARCELS_AT_FIRST 2
/* A turn may bring so many more than are kept, before it ends. */
#define QUEUE_ROOM (ORDERS_IN_MEMORY_MAX + 2 * 65536)

static struct orders_memory *
memory_of(struct turn *turn)
{
    return &((struct state *)turn_state(turn))->orders;
}

static struct orders_stage *
stage_of(struct turn *turn)
{
    return &((struct stage *)turn_stage(turn))->orders;
}

/* --- in memory ------------------------------------------------------------------------------- */

void
orders_open(struct orders_memory *memory, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_LOAD_LAST_ORDER, NULL, 0);

    memory->orders = map_create();
    memory->queue = calloc(QUEUE_ROOM, sizeof *memory->queue);
    assert(memory->queue != NULL);
    memory->order_id_max = row_int8(rows, 0, 0);
    rows_free(&rows);
}

void
orders_close(struct orders_memory *memory)
{
    map_destroy(&memory->orders);
    free(memory->queue);
    memory->queue = NULL;
}

static struct order_fold *
remember(struct turn *turn, int64_t order_id, uint32_t parcels_max)
{
    struct orders_memory *memory = memory_of(turn);
    struct order_fold *order =
        map_add(memory->orders, turn_journal(turn), order_id, order_fold_bytes(parcels_max));

    order->order_id = order_id;
    order->parcels_max = parcels_max;
    journal_keep(turn_journal(turn), &memory->queue_end, sizeof memory->queue_end);
    memory->queue[memory->queue_end++ % QUEUE_ROOM] = order_id;
    if (order_id > memory->order_id_max) {
        journal_keep(turn_journal(turn), &memory->order_id_max, sizeof memory->order_id_max);
        memory->order_id_max = order_id;
    }
    return order;
}

/* The oldest leave; their rows stay. */
static void
forget_oldest(struct turn *turn)
{
    struct orders_memory *memory = memory_of(turn);

    if (map_count(memory->orders) <= ORDERS_IN_MEMORY_MAX)
        return;
    journal_keep(turn_journal(turn), &memory->queue_first, sizeof memory->queue_first);
    while (map_count(memory->orders) > ORDERS_IN_MEMORY_MAX)
        map_remove(memory->orders, turn_journal(turn), memory->queue[memory->queue_first++ % QUEUE_ROOM]);
}

/* --- before the handlers --------------------------------------------------------------------- */

void
orders_want(struct turn *turn, uint64_t order_id)
{
    const struct orders_memory *memory = memory_of(turn);
    struct orders_stage *stage = stage_of(turn);

    if (order_id == 0 || order_id > (uint64_t)memory->order_id_max ||
        map_find(memory->orders, (int64_t)order_id) != NULL)
        return;
    if (stage->wanted_count == stage->wanted_max) {
        const uint32_t max = stage->wanted_max == 0 ? 64 : stage->wanted_max * 2;
        int64_t *wanted = arena_take(turn_arena(turn), max * sizeof *wanted);
        if (stage->wanted_count > 0)
            memcpy(wanted, stage->wanted, stage->wanted_count * sizeof *wanted);
        stage->wanted = wanted;
        stage->wanted_max = max;
    }
    stage->wanted[stage->wanted_count++] = (int64_t)order_id;
}

void
orders_load(struct turn *turn)
{
    const struct orders_stage *stage = stage_of(turn);
    struct column ids;

    if (stage->wanted_count == 0)
        return;
    column_start(&ids, turn_arena(turn), COLUMN_INT8);
    for (uint32_t i = 0; i < stage->wanted_count; i++)
        column_add_int8(&ids, stage->wanted[i]);
    const struct param params[] = { param_column(&ids) };
    struct rows *rows = db_read(turn_db(turn), QUERY_LOAD_ORDERS, params, 1);
    for (int i = 0; i < rows_count(rows); i++) {
        size_t bytes;
        const uint8_t *packed = row_bytes(rows, i, 1, &bytes);
        const int64_t parcels = order_packed_parcels(packed, bytes);
        assert(parcels >= 0);
        struct order_fold *order = remember(turn, row_int8(rows, i, 0), (uint32_t)parcels + PARCELS_AT_FIRST);
        if (!order_unpack(order, packed, bytes))
            WRONG("the bytes of an order cannot be read");
    }
    rows_free(&rows);
}

/* --- in the handlers ------------------------------------------------------------------------- */

static struct touched_order *
begin_touch(struct turn *turn, struct order_fold *order, bool is_new)
{
    struct orders_stage *stage = stage_of(turn);
    struct touched_order *touched = arena_take(turn_arena(turn), sizeof *touched);

    if (stage->touched_count == stage->touched_max) {
        const uint32_t max = stage->touched_max == 0 ? 256 : stage->touched_max * 2;
        struct touched_order **list = arena_take(turn_arena(turn), max * sizeof *list);
        if (stage->touched_count > 0)
            memcpy(list, stage->touched, stage->touched_count * sizeof *list);
        stage->touched = list;
        stage->touched_max = max;
    }
    *touched = (struct touched_order){ .order = order, .is_new = is_new };
    stage->touched[stage->touched_count++] = touched;
    order->staged = stage->touched_count;
    return touched;
}

struct touched_order *
orders_touch(struct turn *turn, uint64_t order_id, int64_t at_us)
{
    const struct orders_stage *stage = stage_of(turn);
    struct order_fold *order = map_find(memory_of(turn)->orders, (int64_t)order_id);
    struct touched_order *touched;

    if (order != NULL && order->staged != 0) {
        touched = stage->touched[order->staged - 1];
    } else if (order != NULL) {
        journal_keep(turn_journal(turn), order, order_fold_bytes(order->parcels_max));
        touched = begin_touch(turn, order, false);
        tally_order(turn, order, -1);
    } else {
        touched = begin_touch(turn, remember(turn, (int64_t)order_id, PARCELS_AT_FIRST), true);
    }
    order = touched->order;
    if (at_us > order->changed_at_us)
        order->changed_at_us = at_us;
    return touched;
}

/* Entries of a map do not move, so a bigger one takes its place. */
static void
make_room(struct turn *turn, struct touched_order *touched)
{
    struct orders_memory *memory = memory_of(turn);
    struct order_fold *old = touched->order;
    const uint32_t max = old->parcels_max * 2;

    map_remove(memory->orders, turn_journal(turn), old->order_id);
    touched->order = map_add(memory->orders, turn_journal(turn), old->order_id, order_fold_bytes(max));
    memcpy(touched->order, old, order_fold_bytes(old->parcel_count));
    touched->order->parcels_max = max;
}

struct parcel *
orders_plan(struct turn *turn, struct touched_order *touched, int64_t fulfillment_id, const char *location,
            int64_t units)
{
    if (touched->order->parcel_count == touched->order->parcels_max)
        make_room(turn, touched);
    return order_plan(touched->order, fulfillment_id, location, units);
}

/* --- save ------------------------------------------------------------------------------------ */

static void
add_words(struct column *row, const struct order_words *words)
{
    column_add_text(&row[0], words->external_id);
    column_add_text(&row[1], words->country);
    column_add_text(&row[2], words->city);
    column_add_text(&row[3], words->postal_code);
    column_add_text(&row[4], words->currency);
    column_add_int8(&row[5], words->value_minor);
}

static void
add_locations(struct column *column, const struct order_fold *order)
{
    const char *codes[256];
    size_t count = 0;

    for (uint32_t i = 0; i < order->parcel_count && count < sizeof codes / sizeof codes[0]; i++) {
        bool is_there = false;
        for (size_t j = 0; j < count && !is_there; j++)
            is_there = strcmp(codes[j], order->parcels[i].location) == 0;
        if (!is_there)
            codes[count++] = order->parcels[i].location;
    }
    column_add_text_list(column, codes, count);
}

/* The columns that every change writes. */
static void
add_state(struct turn *turn, struct column *row, struct touched_order *touched)
{
    const struct order_fold *order = touched->order;
    const bool has_trouble = order_is_open(order) && (order->holds != 0 || order->is_parked ||
                                                      units_backordered(&order->units) > 0);
    uint8_t *packed = arena_take(turn_arena(turn), order_packed_bytes_max(order));

    column_add_int8(&row[0], order->order_id);
    column_add_int8(&row[1], order->changed_at_us);
    column_add_int4(&row[2], (int32_t)order->status);
    column_add_int4(&row[3], (int32_t)order_progress(&order->units));
    column_add_int4(&row[4], (int32_t)order->holds);
    column_add_int4(&row[5], (int32_t)order->reroutes);
    column_add_int8(&row[6], order->units.ordered);
    column_add_bool(&row[7], has_trouble);
    add_locations(&row[8], order);
    column_add_int8(&row[9], timeline_add(turn, touched));
    column_add_bytes(&row[10], packed, order_pack(order, packed));
    column_add_bool(&row[11], !order_is_done(order));
}

static void
add_placed(struct column *row, const struct touched_order *touched)
{
    static const struct order_words nothing = { "", "", "", "", "", 0 };

    column_add_int8(&row[0], touched->order->placed_at_us);
    column_add_text(&row[1], touched->order->channel);
    column_add_int4(&row[2], (int32_t)touched->order->lines);
    add_words(&row[3], touched->placed != NULL ? touched->placed : &nothing);
}

static void
save_order(struct turn *turn, struct touched_order *touched)
{
    const int64_t order_id = touched->order->order_id;
    struct column *row;

    if (touched->is_new) {
        row = batch_row(turn, BATCH_NEW_ORDERS);
        add_state(turn, row, touched);
        add_placed(&row[12], touched);
    } else {
        add_state(turn, batch_row(turn, BATCH_ORDERS), touched);
    }
    if (!touched->is_new && touched->placed != NULL) {
        row = batch_row(turn, BATCH_PLACED_ORDERS);
        column_add_int8(&row[0], order_id);
        add_placed(&row[1], touched);
    }
    if (touched->redirected != NULL) {
        row = batch_row(turn, BATCH_REDIRECTED_ORDERS);
        column_add_int8(&row[0], order_id);
        column_add_text(&row[1], touched->redirected->country);
        column_add_text(&row[2], touched->redirected->city);
        column_add_text(&row[3], touched->redirected->postal_code);
    }
    if (touched->parked != NULL) {
        row = batch_row(turn, BATCH_PARKED_ORDERS);
        column_add_int8(&row[0], order_id);
        column_add_text(&row[1], touched->parked);
    }
}

void
orders_save(struct turn *turn)
{
    const struct orders_stage *stage = stage_of(turn);

    for (uint32_t i = 0; i < stage->touched_count; i++) {
        struct touched_order *touched = stage->touched[i];
        tally_order(turn, touched->order, 1);
        save_order(turn, touched);
        touched->order->staged = 0;
    }
    forget_oldest(turn);
}

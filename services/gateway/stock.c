/* See stock.h. */
#include "services/gateway/stock.h"

#include <stdlib.h>

#include "queries.h"
#include "services/gateway/handlers.h"
#include "services/gateway/store.h"

#define LOCATIONS_MAX 65536
#define WRITE_AT_ONCE 300 /* balances: so few cost less than being kept apart */
#define WRITE_MAX     200000
#define WRITE_US      ((int64_t)10 * 1000 * 1000)

static struct stock_memory *
memory_of(struct turn *turn)
{
    return &((struct state *)turn_state(turn))->stock;
}

/* --- numbers and balances ----------------------------------------------------------------------- */

static struct stock_sku *
sku_of(struct turn *turn, const char *sku)
{
    struct map *skus = memory_of(turn)->skus;
    struct stock_sku *known = map_find_text(skus, sku);

    if (known != NULL)
        return known;
    known = map_add_text(skus, turn_journal(turn), sku, sizeof *known);
    known->number = (int64_t)map_count(skus);
    struct column *row = batch_row(turn, BATCH_SKU_NUMBERS);
    column_add_text(&row[0], sku);
    column_add_int8(&row[1], known->number);
    return known;
}

static int64_t
location_number(struct turn *turn, const char *code)
{
    struct map *locations = memory_of(turn)->locations;
    int64_t *number;

    if (code[0] == '\0')
        return 0;
    number = map_find_text(locations, code);
    if (number != NULL)
        return *number;
    number = map_add_text(locations, turn_journal(turn), code, sizeof *number);
    *number = (int64_t)map_count(locations);
    assert(*number < LOCATIONS_MAX);
    struct column *row = batch_row(turn, BATCH_LOCATION_NUMBERS);
    column_add_text(&row[0], code);
    column_add_int8(&row[1], *number);
    return *number;
}

static void
mark_unwritten(struct stock_memory *memory, struct balance *balance)
{
    if (balance->is_unwritten)
        return;
    balance->is_unwritten = true;
    balance->next_unwritten = memory->unwritten;
    memory->unwritten = balance;
    memory->unwritten_count++;
}

static void
change(struct turn *turn, int64_t balance_id, enum stock_sum sum, int64_t value)
{
    struct stock_memory *memory = memory_of(turn);
    struct balance *balance = map_find(memory->balances, balance_id);

    if (balance == NULL) {
        balance = map_add(memory->balances, turn_journal(turn), balance_id, sizeof *balance);
        balance->balance_id = balance_id;
    } else {
        journal_keep(turn_journal(turn), balance, sizeof *balance);
    }
    balance->sums[sum] += value;
    mark_unwritten(memory, balance);
}

static void
begin(struct turn *turn, struct stock_stage *stage)
{
    column_start(&stage->balances, turn_arena(turn), COLUMN_INT8);
    column_start(&stage->sums, turn_arena(turn), COLUMN_INT4);
    column_start(&stage->values, turn_arena(turn), COLUMN_INT8);
    stage->is_started = true;
    journal_keep(turn_journal(turn), memory_of(turn), sizeof(struct stock_memory));
}

void
stock_add(struct turn *turn, const char *sku, const char *location, enum stock_sum sum, int64_t value)
{
    struct stock_stage *stage = &((struct stage *)turn_stage(turn))->stock;

    if (value == 0)
        return;
    if (!stage->is_started)
        begin(turn, stage);
    const int64_t balance_id = sku_of(turn, sku)->number * LOCATIONS_MAX + location_number(turn, location);
    change(turn, balance_id, sum, value);
    column_add_int8(&stage->balances, balance_id);
    column_add_int4(&stage->sums, sum);
    column_add_int8(&stage->values, value);
}

/* --- what events tell --------------------------------------------------------------------------- */

void
stock_add_promised(struct turn *turn, Crossdock__Order__V1__LineQuantity *const *lines, size_t count, int sign)
{
    for (size_t i = 0; i < count; i++)
        stock_add(turn, lines[i]->sku, "", STOCK_PROMISED, sign * lines[i]->quantity);
}

void
stock_add_released(struct turn *turn, const char *sku, int64_t promised)
{
    stock_add(turn, sku, "", STOCK_PROMISED, -promised);
}

void
stock_add_allocated(struct turn *turn, const char *location, Crossdock__Order__V1__LineQuantity *const *lines,
                    size_t count, int sign)
{
    for (size_t i = 0; i < count; i++)
        stock_add(turn, lines[i]->sku, location, STOCK_ALLOCATED, sign * lines[i]->quantity);
}

int64_t
stock_sku_number(struct turn *turn, const char *sku)
{
    return sku_of(turn, sku)->number;
}

int64_t
stock_unit_cost(struct turn *turn, const char *sku)
{
    const struct stock_sku *known = map_find_text(memory_of(turn)->skus, sku);

    return known == NULL ? 0 : known->unit_cost_minor;
}

void
stock_set_unit_cost(struct turn *turn, const char *sku, int64_t minor)
{
    struct stock_sku *known = sku_of(turn, sku);

    journal_keep(turn_journal(turn), known, sizeof *known);
    known->unit_cost_minor = minor;
}

/* --- open -------------------------------------------------------------------------------------- */

static void
load_numbers(struct stock_memory *memory, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_LOAD_SKU_NUMBERS, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        struct stock_sku *sku = map_add_text(memory->skus, NULL, row_text(rows, i, 0), sizeof *sku);
        *sku = (struct stock_sku){ row_int8(rows, i, 1), row_int8(rows, i, 2) };
    }
    rows_free(&rows);
    rows = db_read(db, QUERY_LOAD_LOCATION_NUMBERS, NULL, 0);
    for (int i = 0; i < rows_count(rows); i++) {
        int64_t *number = map_add_text(memory->locations, NULL, row_text(rows, i, 0), sizeof *number);
        *number = row_int8(rows, i, 1);
    }
    rows_free(&rows);
}

static struct balance *
find_or_add(struct stock_memory *memory, int64_t balance_id)
{
    struct balance *balance = map_find(memory->balances, balance_id);

    if (balance == NULL) {
        balance = map_add(memory->balances, NULL, balance_id, sizeof *balance);
        balance->balance_id = balance_id;
    }
    return balance;
}

static void
load_balances(struct stock_memory *memory, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_LOAD_STOCK, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        struct balance *balance = find_or_add(memory, row_int8(rows, i, 0));
        for (int sum = 0; sum < STOCK_SUMS; sum++)
            balance->sums[sum] = row_int8(rows, i, 1 + sum);
    }
    rows_free(&rows);
    rows = db_read(db, QUERY_LOAD_STOCK_CHANGES, NULL, 0);
    for (int i = 0; i < rows_count(rows); i++) {
        struct balance *balance = find_or_add(memory, row_int8(rows, i, 0));
        balance->sums[row_int8(rows, i, 1)] += row_int8(rows, i, 2);
        mark_unwritten(memory, balance);
    }
    rows_free(&rows);
    rows = db_read(db, QUERY_LOAD_LAST_STOCK_CHANGE, NULL, 0);
    memory->change_id = row_int8(rows, 0, 0);
    rows_free(&rows);
}

void
stock_open(struct stock_memory *memory, struct db *db)
{
    memory->skus = map_create();
    memory->locations = map_create();
    memory->balances = map_create();
    load_numbers(memory, db);
    load_balances(memory, db);
}

void
stock_close(struct stock_memory *memory)
{
    map_destroy(&memory->skus);
    map_destroy(&memory->locations);
    map_destroy(&memory->balances);
}

/* --- save -------------------------------------------------------------------------------------- */

static int
by_id(const void *a, const void *b)
{
    const int64_t one = (*(struct balance *const *)a)->balance_id, other = (*(struct balance *const *)b)->balance_id;

    return one < other ? -1 : one > other;
}

/* All that are unwritten, in the order of their ids: neighbours lie on the same pages. */
static void
write_balances(struct turn *turn, struct stock_memory *memory)
{
    struct balance **list = arena_take(turn_arena(turn), (size_t)memory->unwritten_count * sizeof(struct balance *));
    size_t count = 0;

    journal_keep(turn_journal(turn), memory, sizeof *memory);
    for (struct balance *at = memory->unwritten; at != NULL; at = at->next_unwritten)
        list[count++] = at;
    assert(count == (size_t)memory->unwritten_count);
    qsort(list, count, sizeof(struct balance *), by_id);
    for (size_t i = 0; i < count; i++) {
        struct column *row = batch_row(turn, BATCH_BALANCES);
        journal_keep(turn_journal(turn), list[i], sizeof *list[i]);
        list[i]->is_unwritten = false;
        list[i]->next_unwritten = NULL;
        column_add_int8(&row[0], list[i]->balance_id);
        for (int sum = 0; sum < STOCK_SUMS; sum++)
            column_add_int8(&row[1 + sum], list[i]->sums[sum]);
    }
    memory->unwritten = NULL;
    memory->unwritten_count = 0;
    memory->written_at_us = turn_now_us(turn);
    db_stage(turn_db(turn), QUERY_REMOVE_STOCK_CHANGES, NULL, 0);
}

static void
add_change(struct turn *turn, struct stock_stage *stage, struct stock_memory *memory)
{
    const struct param params[] = {
        param_int8(turn_arena(turn), ++memory->change_id),
        param_column(&stage->balances),
        param_column(&stage->sums),
        param_column(&stage->values),
    };

    db_stage(turn_db(turn), QUERY_ADD_STOCK_CHANGE, params, sizeof params / sizeof params[0]);
}

void
stock_save(struct turn *turn)
{
    struct stock_stage *stage = &((struct stage *)turn_stage(turn))->stock;
    struct stock_memory *memory = memory_of(turn);

    if (memory->unwritten_count == 0)
        return;
    if (memory->unwritten_count <= WRITE_AT_ONCE || memory->unwritten_count >= WRITE_MAX ||
        turn_now_us(turn) - memory->written_at_us >= WRITE_US)
        write_balances(turn, memory);
    else if (stage->is_started)
        add_change(turn, stage, memory);
}

/* Its turn is what writes: balances must not wait for the next event. */
void
on_stock_timer(struct turn *turn, const struct input *input)
{
    (void)turn, (void)input;
}

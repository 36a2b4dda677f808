/*
 * The movements behind balances, read from the ledger for questions.
 */
#include <string.h>

#include "queries.h"
#include "services/inventory/store.h"

void
store_want_movements(struct turn *turn, const char *location, const char *sku, int64_t newest,
                     int64_t most)
{
    static const enum column_type types[EXPLAIN_COLUMNS] = {
        COLUMN_TEXT, COLUMN_TEXT, COLUMN_INT8, COLUMN_INT8,
    };
    struct column *c = ((struct stage *)turn_stage(turn))->explained;

    if (c->arena == NULL)
        store_start_columns(turn, c, types, EXPLAIN_COLUMNS);
    column_add_text(c++, location);
    column_add_text(c++, sku);
    column_add_int8(c++, newest);
    column_add_int8(c++, most);
}

void
store_load_movements(struct turn *turn)
{
    struct stage *stage = turn_stage(turn);
    struct param params[EXPLAIN_COLUMNS];

    if (stage->explained[0].count == 0)
        return;
    for (int i = 0; i < EXPLAIN_COLUMNS; i++)
        params[i] = param_column(&stage->explained[i]);
    stage->movements = db_read(turn_db(turn), QUERY_EXPLAIN_STOCK, params, EXPLAIN_COLUMNS);
}

/* Columns of explain_stock.sql. */
/* clang-format off */
enum {
    LOCATION, SKU, NEWEST, MOVEMENT_ID, KIND, QUANTITY, ON_HAND_AFTER, STATE, LOT, REASON, ACTOR,
    CAUSE, AT
};
/* clang-format on */

static struct movement_fact
fact_of(const struct rows *rows, int row)
{
    return (struct movement_fact){
        .movement_id = row_int8(rows, row, MOVEMENT_ID),
        .link = {.kind = (enum movement_kind)row_int8(rows, row, KIND),
                 .quantity = row_int8(rows, row, QUANTITY),
                 .on_hand_after = row_int8(rows, row, ON_HAND_AFTER)},
        .state = (enum stock_state)row_int8(rows, row, STATE),
        .lot = row_text(rows, row, LOT),
        .reason = row_text(rows, row, REASON),
        .actor = row_text(rows, row, ACTOR),
        .cause = row_text(rows, row, CAUSE),
        .at_us = row_int8(rows, row, AT),
    };
}

size_t
store_find_movements(struct turn *turn, const char *location, const char *sku, int64_t newest,
                     struct movement_fact *facts, size_t facts_max)
{
    const struct rows *rows = ((struct stage *)turn_stage(turn))->movements;
    size_t count = 0;

    for (int row = 0; rows != NULL && row < rows_count(rows) && count < facts_max; row++) {
        if (row_int8(rows, row, NEWEST) == newest && strcmp(row_text(rows, row, SKU), sku) == 0 &&
            strcmp(row_text(rows, row, LOCATION), location) == 0)
            facts[count++] = fact_of(rows, row);
    }
    return count;
}

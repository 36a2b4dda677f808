/*
 * Rows of items, locations and the ledger, and the balances that are folded from it.
 */
#include <string.h>

#include "queries.h"
#include "services/inventory/store.h"

#define FOLD_ROWS_MAX 2000 /* balances written by one turn */

void
store_add_item(struct turn *turn, const struct item_definition *item)
{
    static const enum column_type types[ITEM_COLUMNS] = {
        COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_INT8,
        COLUMN_INT8, COLUMN_TEXT, COLUMN_INT4, COLUMN_TEXT,
    };
    struct column *c = ((struct stage *)turn_stage(turn))->items;

    if (c->arena == NULL)
        store_start_columns(turn, c, types, ITEM_COLUMNS);
    column_add_text(c++, item->sku);
    column_add_text(c++, item->name);
    column_add_text(c++, item->gtin);
    column_add_int8(c++, item->weight_g);
    column_add_int8(c++, item->unit_cost_minor);
    column_add_text(c++, item->currency);
    column_add_int4(c++, item->lead_time_days);
    column_add_text(c++, item->supplier);
}

void
store_add_location(struct turn *turn, const struct location_definition *location)
{
    static const enum column_type types[LOCATION_COLUMNS] = {
        COLUMN_TEXT,   COLUMN_TEXT,   COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
        COLUMN_DOUBLE, COLUMN_DOUBLE, COLUMN_TEXT, COLUMN_BOOL, COLUMN_INT8, COLUMN_TEXT,
    };
    struct column *c = ((struct stage *)turn_stage(turn))->locations;

    if (c->arena == NULL)
        store_start_columns(turn, c, types, LOCATION_COLUMNS);
    column_add_text(c++, location->code);
    column_add_text(c++, location->name);
    column_add_text(c++, location->country);
    column_add_text(c++, location->region);
    column_add_text(c++, location->city);
    column_add_text(c++, location->postal_code);
    column_add_double(c++, location->latitude_deg);
    column_add_double(c++, location->longitude_deg);
    column_add_text(c++, location->time_zone);
    column_add_bool(c++, location->closed);
    column_add_int8(c++, location->safety_stock);
    column_add_text(c++, location->gln);
}

void
store_add_posting(struct turn *turn, const struct input *input, const struct posting *posting)
{
    static const enum column_type types[POSTING_COLUMNS] = {
        COLUMN_INT8, COLUMN_INT4, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
        COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
    };
    struct column *c = ((struct stage *)turn_stage(turn))->postings;
    int64_t quantities[LINES_MAX], on_hand_after[LINES_MAX];
    const char *skus[LINES_MAX], *bins[LINES_MAX];
    size_t bin_count = 0;

    for (size_t i = 0; i < posting->count; i++) {
        const struct movement *movement = &posting->movements[i];
        skus[i] = movement->stock->item->sku;
        quantities[i] = movement->quantity;
        on_hand_after[i] = movement->on_hand_after;
        bins[i] = movement->new_bin ? movement->stock->bin : "";
        if (movement->new_bin)
            bin_count = i + 1;
    }
    if (c->arena == NULL)
        store_start_columns(turn, c, types, POSTING_COLUMNS);
    column_add_int8(c++, posting->first_movement_id);
    column_add_int4(c++, posting->kind);
    column_add_text(c++, posting->location);
    column_add_text(c++, posting->reason);
    column_add_text(c++, input->from != NULL ? input->from->name : input->source);
    column_add_text(c++, input->id);
    column_add_text_list(c++, skus, posting->count);
    column_add_int8_list(c++, quantities, posting->count);
    column_add_int8_list(c++, on_hand_after, posting->count);
    column_add_text_list(c++, bins, bin_count);
}

static void
save_postings(struct turn *turn)
{
    struct stage *stage = turn_stage(turn);
    struct param *params = arena_take(turn_arena(turn), (POSTING_COLUMNS + 1) * sizeof *params);

    for (int i = 0; i < POSTING_COLUMNS; i++)
        params[i] = param_column(&stage->postings[i]);
    params[POSTING_COLUMNS] = param_time(turn_arena(turn), turn_now_us(turn));
    db_stage(turn_db(turn), QUERY_INSERT_POSTINGS, params, POSTING_COLUMNS + 1);
}

void
store_save_goods(struct turn *turn)
{
    struct stage *stage = turn_stage(turn);

    if (stage->items[0].count > 0)
        store_stage_columns(turn, QUERY_SAVE_ITEMS, stage->items, ITEM_COLUMNS);
    if (stage->locations[0].count > 0)
        store_stage_columns(turn, QUERY_SAVE_LOCATIONS, stage->locations, LOCATION_COLUMNS);
    if (stage->postings[0].count > 0)
        save_postings(turn);
}

enum { FOLD_COLUMNS = 6 };

/* Balances in memory have all movements so far, so that is what their rows say. */
static void
fold(struct turn *turn, struct books *books, int64_t changed_before_us)
{
    static const enum column_type types[FOLD_COLUMNS] = {
        COLUMN_INT8, COLUMN_TEXT, COLUMN_TEXT, COLUMN_INT8, COLUMN_INT8, COLUMN_TEXT,
    };
    struct param *params = arena_take(turn_arena(turn), (FOLD_COLUMNS + 2) * sizeof *params);
    struct column columns[FOLD_COLUMNS];
    const struct stock *stock;

    store_start_columns(turn, columns, types, FOLD_COLUMNS);
    while ((stock = books->unfolded_first) != NULL && columns[0].count < FOLD_ROWS_MAX &&
           stock->unfolded_at_us <= changed_before_us) {
        column_add_int8(&columns[0], stock->stock_id);
        column_add_text(&columns[1], stock->location->code);
        column_add_text(&columns[2], stock->item->sku);
        column_add_int8(&columns[3], stock->on_hand);
        column_add_int8(&columns[4], stock->unavailable);
        column_add_text(&columns[5], stock->bin);
        books_note_folded(books, turn_journal(turn));
    }
    for (int i = 0; i < FOLD_COLUMNS; i++)
        params[i] = param_column(&columns[i]);
    params[FOLD_COLUMNS] = param_int8(turn_arena(turn), books->movement_last);
    db_stage(turn_db(turn), QUERY_FOLD_STOCK, params, FOLD_COLUMNS + 1);

    params[FOLD_COLUMNS + 1] = param_int8(turn_arena(turn), stock != NULL ? stock->unfolded_from - 1
                                                                          : books->movement_last);
    db_stage(turn_db(turn), QUERY_MOVE_FOLD, &params[FOLD_COLUMNS + 1], 1);
}

void
store_fold_if_due(struct turn *turn)
{
    struct books *books = turn_state(turn);
    const int64_t changed_before_us =
        turn_now_us(turn) - service_setting("CROSSDOCK_FOLD_MS") * 1000;

    if (books->unfolded_first != NULL && books->unfolded_first->unfolded_at_us <= changed_before_us)
        fold(turn, books, changed_before_us);
}

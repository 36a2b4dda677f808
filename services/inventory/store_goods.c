/*
 * Rows of items, locations and the ledger, and the balances that are folded from it.
 */
#include <string.h>

#include "queries.h"
#include "services/inventory/store.h"

#define FOLD_ROWS_MAX 2000 /* balances written by one turn */

static void
add_packs(struct column *c, const struct item_definition *item)
{
    const char *names[PACKS_MAX], *gtins[PACKS_MAX];
    int64_t units[PACKS_MAX];

    for (uint32_t i = 0; i < item->pack_count; i++) {
        names[i] = item->packs[i].name;
        units[i] = item->packs[i].units;
        gtins[i] = item->packs[i].gtin;
    }
    column_add_text_list(c++, names, item->pack_count);
    column_add_int8_list(c++, units, item->pack_count);
    column_add_text_list(c++, gtins, item->pack_count);
}

void
store_add_item(struct turn *turn, const struct item_definition *item)
{
    static const enum column_type types[ITEM_COLUMNS] = {
        COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_INT8, COLUMN_INT8, COLUMN_TEXT, COLUMN_INT4,
        COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_BOOL, COLUMN_INT4,
        COLUMN_INT4, COLUMN_INT8, COLUMN_INT8, COLUMN_INT8, COLUMN_INT8, COLUMN_INT8, COLUMN_BOOL,
        COLUMN_BOOL, COLUMN_BOOL, COLUMN_TEXT, COLUMN_TEXT,
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
    column_add_text(c++, item->unit);
    add_packs(c, item);
    c += 3;
    column_add_bool(c++, item->lot_tracked);
    column_add_int4(c++, item->shelf_life_days_min);
    column_add_int4(c++, item->backorder);
    column_add_int8(c++, item->backorder_cap);
    column_add_int8(c++, item->preorder_cap);
    column_add_int8(c++, item->available_from_us);
    column_add_int8(c++, item->low_stock);
    column_add_int8(c++, item->recovered_stock);
    column_add_bool(c++, item->hazmat);
    column_add_bool(c++, item->oversize);
    column_add_bool(c++, item->no_export);
    column_add_text_list(c++, item->substitutes, item->substitute_count);
    column_add_text(c++, item->category);
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

/* A movement's lists. Those that are mostly empty end with the last that is not. */
struct lists {
    int64_t *quantities, *on_hand_after, *previous, *states;
    const char **skus, **bins, **lots;
    size_t bin_count, state_count, lot_count;
};

static struct lists
lists_of(struct turn *turn, const struct posting *posting)
{
    const size_t count = posting->count;
    struct arena *arena = turn_arena(turn);
    int64_t *numbers = arena_take(arena, 4 * count * sizeof *numbers);
    const char **texts = arena_take(arena, 3 * count * sizeof *texts);
    struct lists lists = {numbers,
                          numbers + count,
                          numbers + 2 * count,
                          numbers + 3 * count,
                          texts,
                          texts + count,
                          texts + 2 * count,
                          0,
                          0,
                          0};

    for (size_t i = 0; i < count; i++) {
        const struct movement *movement = &posting->movements[i];
        lists.skus[i] = movement->stock->item->sku;
        lists.quantities[i] = movement->quantity;
        lists.on_hand_after[i] = movement->on_hand_after;
        lists.previous[i] = movement->previous;
        lists.bins[i] = movement->new_bin ? movement->stock->bin : "";
        lists.states[i] = movement->state;
        lists.lots[i] = movement->lot != NULL ? movement->lot->code : "";
        if (movement->new_bin)
            lists.bin_count = i + 1;
        if (movement->state != STOCK_AVAILABLE)
            lists.state_count = i + 1;
        if (movement->lot != NULL)
            lists.lot_count = i + 1;
    }
    return lists;
}

void
store_add_posting(struct turn *turn, const struct input *input, const struct posting *posting)
{
    static const enum column_type types[POSTING_COLUMNS] = {
        COLUMN_INT8, COLUMN_INT4, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
        COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
    };
    const struct lists lists = lists_of(turn, posting);
    const char *sender = input->from != NULL ? input->from->name : input->source;
    struct column *c = ((struct stage *)turn_stage(turn))->postings;

    if (c->arena == NULL)
        store_start_columns(turn, c, types, POSTING_COLUMNS);
    column_add_int8(c++, posting->first_movement_id);
    column_add_int4(c++, posting->kind);
    column_add_text(c++, posting->location->code);
    column_add_text(c++, posting->reason);
    column_add_text(c++, posting->actor != NULL ? posting->actor : sender);
    column_add_text(c++, posting->cause != NULL ? posting->cause : input->id);
    column_add_text_list(c++, lists.skus, posting->count);
    column_add_int8_list(c++, lists.quantities, posting->count);
    column_add_int8_list(c++, lists.on_hand_after, posting->count);
    column_add_text_list(c++, lists.bins, lists.bin_count);
    column_add_int8_list(c++, lists.states, lists.state_count);
    column_add_text_list(c++, lists.lots, lists.lot_count);
    column_add_int8_list(c++, lists.previous, posting->count);
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

/* --- balances -------------------------------------------------------------------------------- */

enum { FOLD_COLUMNS = 6 };

static const enum column_type fold_types[FOLD_COLUMNS] = {
    COLUMN_INT8, COLUMN_TEXT, COLUMN_TEXT, COLUMN_INT8, COLUMN_TEXT, COLUMN_INT8,
};

/* Balances in memory have all movements so far, so that is what their rows say. */
static void
add_balance(struct column *c, const struct stock *stock)
{
    column_add_int8(c++, stock->stock_id);
    column_add_text(c++, stock->location->code);
    column_add_text(c++, stock->item->sku);
    column_add_int8(c++, stock->on_hand);
    column_add_text(c++, stock->bin);
    column_add_int8(c++, stock->movement_last);
}

/* Room for one parameter more is left behind them. */
static struct param *
stage_balances(struct turn *turn, struct column *columns)
{
    const struct books *books = turn_state(turn);
    struct param *params = arena_take(turn_arena(turn), (FOLD_COLUMNS + 2) * sizeof *params);

    for (int i = 0; i < FOLD_COLUMNS; i++)
        params[i] = param_column(&columns[i]);
    params[FOLD_COLUMNS] = param_int8(turn_arena(turn), books->movement_last);
    db_stage(turn_db(turn), QUERY_FOLD_STOCK, params, FOLD_COLUMNS + 1);
    return params + FOLD_COLUMNS + 1;
}

void
store_note_balance(struct turn *turn, struct stock *stock)
{
    struct stage *stage = turn_stage(turn);

    if (stock->is_noted)
        return;
    journal_keep(turn_journal(turn), stock, sizeof *stock);
    stock->is_noted = true;
    stock->next_noted = stage->noted_balances;
    stage->noted_balances = stock;
}

static void
save_noted_balances(struct turn *turn)
{
    struct stage *stage = turn_stage(turn);
    struct column columns[FOLD_COLUMNS];

    if (stage->noted_balances == NULL)
        return;
    store_start_columns(turn, columns, fold_types, FOLD_COLUMNS);
    for (struct stock *stock = stage->noted_balances; stock != NULL; stock = stock->next_noted) {
        add_balance(columns, stock);
        stock->is_noted = false; /* kept when it was set */
    }
    stage_balances(turn, columns);
}

static void
fold(struct turn *turn, struct books *books, int64_t changed_before_us)
{
    struct column columns[FOLD_COLUMNS];
    const struct stock *stock;

    store_start_columns(turn, columns, fold_types, FOLD_COLUMNS);
    while ((stock = books->unfolded_first) != NULL && columns[0].count < FOLD_ROWS_MAX &&
           stock->unfolded_at_us <= changed_before_us) {
        add_balance(columns, stock);
        store_fold_days(turn, stock->item);
        books_note_folded(books, turn_journal(turn));
    }
    struct param *param = stage_balances(turn, columns);
    *param = param_int8(turn_arena(turn),
                        stock != NULL ? stock->unfolded_from - 1 : books->movement_last);
    db_stage(turn_db(turn), QUERY_MOVE_FOLD, param, 1);
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

/* --- all of a turn -----------------------------------------------------------------------------
 */

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
    store_save_piles(turn);
    save_noted_balances(turn);
}

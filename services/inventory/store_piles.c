/*
 * Rows of what is not plainly available: lots, piles, and what SKUs keep back at a place. Piles are
 * written with the turn that changed them, so their rows are exact at any time.
 */
#include "queries.h"
#include "services/inventory/store.h"

void
store_add_lot(struct turn *turn, const struct lot *lot)
{
    static const enum column_type types[LOT_COLUMNS] = {COLUMN_TEXT, COLUMN_TEXT, COLUMN_INT4};
    struct column *c = ((struct stage *)turn_stage(turn))->lots;

    if (c->arena == NULL)
        store_start_columns(turn, c, types, LOT_COLUMNS);
    column_add_text(c++, lot->item->sku);
    column_add_text(c++, lot->code);
    column_add_int4(c++, lot->expires_on);
}

void
store_add_safety_stock(struct turn *turn, const struct stock *stock)
{
    static const enum column_type types[SAFETY_STOCK_COLUMNS] = {COLUMN_TEXT, COLUMN_TEXT,
                                                                 COLUMN_INT8, COLUMN_INT8};
    struct column *c = ((struct stage *)turn_stage(turn))->safety_stocks;

    if (c->arena == NULL)
        store_start_columns(turn, c, types, SAFETY_STOCK_COLUMNS);
    column_add_text(c++, stock->location->code);
    column_add_text(c++, stock->item->sku);
    column_add_int8(c++, stock->safety_stock);
    column_add_int8(c++, stock->held_back);
}

void
store_note_pile(struct turn *turn, struct pile *pile)
{
    struct stage *stage = turn_stage(turn);

    if (pile->is_changed)
        return;
    journal_keep(turn_journal(turn), pile, sizeof *pile);
    pile->is_changed = true;
    pile->next_changed = stage->changed_piles;
    stage->changed_piles = pile;
}

enum { PILE_COLUMNS = 6 };

static void
add_pile(struct column *c, const struct pile *pile)
{
    column_add_int8(c++, pile->pile_id);
    column_add_text(c++, pile->stock->location->code);
    column_add_text(c++, pile->stock->item->sku);
    column_add_int4(c++, pile->state);
    column_add_text(c++, pile->lot != NULL ? pile->lot->code : "");
    column_add_int8(c++, pile->quantity);
}

/* Piles of nothing leave. */
static void
save_changed_piles(struct turn *turn)
{
    static const enum column_type types[PILE_COLUMNS] = {COLUMN_INT8, COLUMN_TEXT, COLUMN_TEXT,
                                                         COLUMN_INT4, COLUMN_TEXT, COLUMN_INT8};
    static const enum column_type id_type[] = {COLUMN_INT8};
    struct stage *stage = turn_stage(turn);
    struct column saved[PILE_COLUMNS], gone[1];

    store_start_columns(turn, saved, types, PILE_COLUMNS);
    store_start_columns(turn, gone, id_type, 1);
    for (struct pile *pile = stage->changed_piles, *next; pile != NULL; pile = next) {
        next = pile->next_changed;
        pile->is_changed = false; /* kept when it was set */
        if (pile->quantity != 0) {
            add_pile(saved, pile);
        } else {
            column_add_int8(gone, pile->pile_id);
            books_remove_pile(turn_state(turn), turn_journal(turn), pile);
        }
    }
    if (gone->count > 0)
        store_stage_columns(turn, QUERY_DELETE_PILES, gone, 1);
    if (saved->count > 0)
        store_stage_columns(turn, QUERY_SAVE_PILES, saved, PILE_COLUMNS);
}

void
store_save_piles(struct turn *turn)
{
    struct stage *stage = turn_stage(turn);

    if (stage->lots[0].count > 0)
        store_stage_columns(turn, QUERY_INSERT_LOTS, stage->lots, LOT_COLUMNS);
    if (stage->safety_stocks[0].count > 0)
        store_stage_columns(turn, QUERY_SAVE_SAFETY_STOCKS, stage->safety_stocks,
                            SAFETY_STOCK_COLUMNS);
    if (stage->changed_piles != NULL)
        save_changed_piles(turn);
}

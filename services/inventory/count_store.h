/*
 * The cycle counts of a turn: wanted by its inputs, loaded at once, changed by handlers, written at
 * its end, like documents. In memory stays which balances are being counted (stock.count_id).
 */
#ifndef INVENTORY_COUNT_STORE_H
#define INVENTORY_COUNT_STORE_H

#include "common/service.h"
#include "services/inventory/books.h"
#include "services/inventory/core/documents.h"

/* Of the turn's stage. */
struct count_stage {
    struct column wanted;      /* count ids */
    struct stock_count *first; /* by next */
};

void store_want_count(struct turn *turn, int64_t count_id);
void store_load_counts(struct turn *turn);
void store_save_counts(struct turn *turn);

/* One that was wanted or made in this turn; NULL: there is none. */
struct stock_count *store_count(struct turn *turn, int64_t count_id);
/* With the next id, no state, and room for so many lines. */
struct stock_count *store_new_count(struct turn *turn, struct location *location,
                                    size_t line_count);
/* It has changed: it is written, and the balances of its open lines are marked. */
void store_note_count(struct turn *turn, struct stock_count *count);

/* Rebuild which balances are being counted. */
void store_open_counts(struct books *books, struct db *db, struct arena *scratch);

#endif

/*
 * What inventory keeps in memory between turns: every item, location and balance, and the open
 * reservations. A cache of its own tables, rebuilt by store_open; finished reservations
 * leave it with the turn that finished them.
 *
 * All additions are journaled; journal may be NULL while the books are rebuilt.
 */
#ifndef INVENTORY_BOOKS_H
#define INVENTORY_BOOKS_H

#include "common/journal.h"
#include "common/map.h"
#include "services/inventory/core/inventory.h"

struct books {
    struct map *items;        /* by SKU */
    struct map *locations;    /* by code */
    struct map *stocks;       /* by location and item number */
    struct map *reservations; /* by order id */
    int64_t movement_last;    /* id of the newest movement */
    int64_t stock_last;       /* id of the newest balance */
    /* balances that changed since they were written, the longest ago first, by next_unfolded */
    struct stock *unfolded_first, *unfolded_last;
    struct changed changed; /* not shown yet */
};

/* What a new reservation needs to know; the texts are copied. */
struct new_reservation {
    int64_t order_id;
    int64_t placed_at_us;
    int32_t priority;
    bool ship_complete;
    uint32_t line_count;
    const char *channel, *country, *region, *city, *postal_code;
};

void books_open(struct books *books);
void books_close(struct books *books);

struct keeper books_keeper(struct journal *journal);

struct item *books_find_item(const struct books *books, const char *sku);
struct item *books_item(struct books *books, struct journal *journal, const char *sku);
struct location *books_find_location(const struct books *books, const char *code);
struct location *books_add_location(struct books *books, struct journal *journal, const char *code);
struct stock *books_find_stock(const struct books *books, const struct location *location,
                               const struct item *item);
/* Found or added with nothing on hand and no bin. */
struct stock *books_stock(struct books *books, struct journal *journal, struct location *location,
                          struct item *item);
struct reservation *books_find_reservation(const struct books *books, int64_t order_id);
/* lines[] are zero but for of. */
struct reservation *books_add_reservation(struct books *books, struct journal *journal,
                                          const struct new_reservation *order);

/* This movement changed a balance: its row is to be written. */
void books_note_unfolded(struct books *books, struct journal *journal, struct stock *stock,
                         int64_t movement_id, int64_t now_us);
/* The first of that list was written with all movements so far. */
void books_note_folded(struct books *books, struct journal *journal);

/* Are the totals of all items what their stock and lines add up to? */
bool books_add_up(const struct books *books);

#endif

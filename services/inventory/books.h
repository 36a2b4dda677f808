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
#include "services/inventory/core/audit.h"
#include "services/inventory/core/insight.h"
#include "services/inventory/core/inventory.h"

/* What the audit walks over, and how far it has come. */
enum { AUDIT_ITEMS, AUDIT_BALANCES, AUDIT_RESERVATIONS, AUDIT_LEDGER, AUDIT_WALKS };
struct audit {
    struct audit_walk walks[AUDIT_WALKS];
    int next;            /* the walk whose turn it is */
    int64_t movement_id; /* the ledger was audited through this movement as it came */
    int64_t saved_at_us;
};

struct books {
    struct map *items;        /* by SKU */
    struct map *locations;    /* by code */
    struct map *stocks;       /* by location and item number */
    struct map *reservations; /* by order id */
    struct map *lots;         /* by item number and lot code */
    struct map *piles;        /* by pile id */
    struct map *packs;        /* by item number: its packs */
    struct map *barcodes;     /* by GTIN, 14 digits */
    struct map *changes;      /* of reservations, by change id */
    struct map *destinations; /* new ones of open reservations, by order id */
    struct map *channels;     /* those that have rules, by code */
    struct map *allotments;   /* by channel and item number */
    struct map *holds;        /* cart holds, by channel and hold id */
    struct map *ticks;        /* the same, by when they expire */
    int64_t tick;             /* everything that expires before this tick is over */
    int64_t change_last;      /* id of the newest change */
    struct map *inbound;      /* by document and line */
    int64_t count_last;       /* id of the newest cycle count */
    int64_t movement_last;    /* id of the newest movement */
    int64_t stock_last;       /* id of the newest balance */
    int64_t pile_last;        /* id of the newest pile */
    int32_t today;            /* days since 1970-01-01: which lots are out was looked at for this day */
    bool expiry_due;          /* units in lots that are out may still be AVAILABLE */
    /* balances that changed since they were written, the longest ago first, by next_unfolded */
    struct stock *unfolded_first, *unfolded_last;
    struct changed changed; /* not shown yet */
    uint32_t untold;        /* items whose backorders_told is BACKORDERS_UNTOLD */
    size_t untold_at;       /* how far the walk over items has come that tells them */
    struct map *item_days;  /* by item number and day */
    struct audit audit;
};

/* What a new reservation needs to know; the texts are copied. */
struct new_reservation {
    int64_t order_id;
    int64_t placed_at_us;
    int32_t priority;
    bool ship_complete;
    uint32_t line_count;
    const char *channel, *country, *region, *city, *postal_code;
    struct delivery_terms terms;
};

void books_open(struct books *books);
void books_close(struct books *books);

struct keeper books_keeper(struct journal *journal);
/* journal_keep, unless the journal is NULL. */
void books_keep(struct journal *journal, void *memory, size_t bytes);

struct item *books_find_item(const struct books *books, const char *sku);
struct item *books_item(struct books *books, struct journal *journal, const char *sku);
struct location *books_find_location(const struct books *books, const char *code);
struct location *books_add_location(struct books *books, struct journal *journal, const char *code);
struct stock *books_find_stock(const struct books *books, const struct location *location,
                               const struct item *item);
/* Found or added with nothing on hand and no bin. */
struct stock *books_stock(struct books *books, struct journal *journal, struct location *location,
                          struct item *item);
/* NULL: nobody ever heard of it. */
struct lot *books_find_lot(const struct books *books, const struct item *item, const char *code);
struct lot *books_add_lot(struct books *books, struct journal *journal, struct item *item,
                          const char *code, int32_t expires_on);
/* Every lot is looked at when the day is another than the last time. */
void books_begin_day(struct books *books, const struct keeper *keeper, int32_t today);
/* NULL: no such pile, or what is plainly available (AVAILABLE, lot NULL). */
struct pile *books_find_pile(const struct stock *stock, enum stock_state state,
                             const struct lot *lot);
struct pile *books_add_pile(struct books *books, struct journal *journal, struct stock *stock,
                            enum stock_state state, const struct lot *lot, int64_t pile_id);
void books_remove_pile(struct books *books, struct journal *journal, struct pile *pile);

/* The packs and GTINs of an item, in place of those it had; the packs are copied. */
void books_set_packs(struct books *books, struct journal *journal, struct item *item,
                     const char *gtin, const struct pack *packs, uint32_t count);
void books_forget_barcodes(struct books *books, struct journal *journal, struct item *item);
const struct barcode *books_find_barcode(const struct books *books, const char *gtin);

struct reservation *books_find_reservation(const struct books *books, int64_t order_id);
/* lines[] are zero but for of. */
struct reservation *books_add_reservation(struct books *books, struct journal *journal,
                                          const struct new_reservation *order);

/* A finished one leaves. */
void books_remove_reservation(struct books *books, struct journal *journal,
                              struct reservation *reservation);
/* From now on its goods go elsewhere; the texts are copied. */
void books_set_destination(struct books *books, struct journal *journal,
                           struct reservation *reservation, const char *country,
                           const char *region, const char *city, const char *postal_code);

/* What a new change needs to know; the texts are copied, NULL is none. lines[] are zero. */
struct new_change {
    enum change_kind kind;
    uint32_t request;
    uint32_t line_count;
    const char *country, *region, *city, *postal_code;
};
struct change *books_add_change(struct books *books, struct journal *journal, int64_t change_id,
                                int64_t order_id, const struct new_change *new);

/* --- books_channels.c */

struct channel *books_find_channel(const struct books *books, const char *code);
struct channel *books_channel(struct books *books, struct journal *journal, const char *code);
struct allotment *books_allotment(struct books *books, struct journal *journal,
                                  struct channel *channel, struct item *item);
/* New rules; those of single SKUs are forgotten. */
void books_set_channel(struct books *books, struct journal *journal, struct channel *channel,
                       int32_t priority, int64_t buffer, int64_t cap, bool differs);
void books_set_channel_item(struct books *books, struct journal *journal, struct channel *channel,
                            struct item *item, int64_t buffer, int64_t cap);
/* The rules of its channel, for a reservation whose lines have their items. */
void books_use_rules(struct books *books, struct journal *journal,
                     struct reservation *reservation);
/* NULL when the channel does not count. */
struct allotment *books_allotment_of(struct books *books, struct journal *journal,
                                     const char *channel, struct item *item);

/* Before the rules of the channels that are marked as redefined change: their orders and cart holds
 * wait nowhere and count nowhere. After it: they do again, by the new rules; then who waits is to be
 * served. */
void books_leave_channels(struct books *books, struct journal *journal);
void books_join_channels(struct books *books, struct journal *journal);

/* --- books_holds.c */

/* The texts are copied; lines[] are zero. */
struct new_hold {
    const char *channel, *hold_id;
    int64_t since_us, expires_at_us;
    uint32_t line_count;
};
struct cart_hold *books_find_hold(const struct books *books, const char *channel,
                                  const char *hold_id);
struct cart_hold *books_add_hold(struct books *books, struct journal *journal,
                                 const struct new_hold *new);
/* Its memory stays valid until the turn commits. */
void books_remove_hold(struct books *books, struct journal *journal, struct cart_hold *hold);
/* One that has expired by now; NULL: none is left. */
struct cart_hold *books_expired_hold(struct books *books, struct journal *journal,
                                     int64_t now_us);

/* This movement changed a balance: its row is to be written. */
void books_note_unfolded(struct books *books, struct journal *journal, struct stock *stock,
                         int64_t movement_id, int64_t now_us);
/* The first of that list was written with all movements so far. */
void books_note_folded(struct books *books, struct journal *journal);

/* What that day brings of the item; found or added. When the clock was set back, the latest day. */
struct item_day *books_item_day(struct books *books, struct journal *journal, struct item *item,
                                int32_t day);

/* Are the totals of all items what their stock and lines add up to? */
bool books_add_up(const struct books *books);

#endif

/*
 * Inventory's tables: rebuild (store_open.c), load and save (store.c). One function per query; rows
 * are gathered as columns in the turn's stage and written by one statement per table.
 *
 * Balances are not written with every turn but folded: each is written CROSSDOCK_FOLD_MS after it
 * changed, with all that changed it until then and the id of the newest movement. What came after
 * is added from the ledger when the service starts. So a row that changes often is written seldom,
 * and no turn writes many at once.
 */
#ifndef INVENTORY_STORE_H
#define INVENTORY_STORE_H

#include "common/service.h"
#include "services/inventory/books.h"
#include "services/inventory/core/sum_up_balance.h"
#include "services/inventory/count_store.h"
#include "services/inventory/documents.h"
#include "services/inventory/posting.h"
#include "services/inventory/wire_channels.h"
#include "services/inventory/wire_goods.h"

#define LINES_MAX 2000 /* of an order, of a posting */
#define DAY_US    INT64_C(86400000000)

enum {
    ITEM_COLUMNS = 25,
    LOCATION_COLUMNS = 12,
    POSTING_COLUMNS = 13,
    LOT_COLUMNS = 3,
    SAFETY_STOCK_COLUMNS = 4,
    ITEM_DAY_COLUMNS = 4,
    EXPLAIN_COLUMNS = 4,
    CHANNEL_COLUMNS = 9,
};
enum { RESERVATION_CHANNEL = 6 }; /* column of open_reservations.sql and find_reservations.sql */

#define CHANNEL_LINES_MAX 1000 /* SKUs that differ on a channel */

struct ended_hold {
    const struct cart_hold *hold;
    struct ended_hold *next;
};

/* Promises of this item may have lost their stock. */
struct item_at_risk {
    struct item *item;
    struct item_at_risk *next;
};

/* The rows of one turn. */
struct stage {
    struct column wanted; /* order ids that may be finished */
    struct rows *found;
    struct column explained[EXPLAIN_COLUMNS]; /* questions about balances */
    struct rows *movements;
    struct column items[ITEM_COLUMNS];
    struct column locations[LOCATION_COLUMNS];
    struct column postings[POSTING_COLUMNS];
    struct column lots[LOT_COLUMNS];
    struct column safety_stocks[SAFETY_STOCK_COLUMNS];
    struct pile *changed_piles;   /* by next_changed */
    struct stock *noted_balances; /* by next_noted */
    struct reservation *changed_first, *changed_last; /* by next_changed */
    struct change *changes;                           /* by next_noted */
    struct item_at_risk *at_risk;
    struct document_stage documents;
    struct count_stage counts;
    struct column item_days[ITEM_DAY_COLUMNS];
    struct column low, recovered;
    struct cart_hold *holds;    /* by next_noted */
    struct ended_hold *expired; /* with the turn's clock; to be said */
    bool freed;                 /* nobody was served with what they held */
    struct column channels[CHANNEL_COLUMNS];
};

extern const struct setting store_settings[];

void store_open(void *state, struct db *db, struct arena *scratch);
void store_close(void *state);
void store_load(struct turn *turn);
void store_save(struct turn *turn);

/* Ask for an order that is not open; after the load, its channel: NULL when it is unknown. */
void store_want_finished(struct turn *turn, int64_t order_id);
const char *store_finished_channel(struct turn *turn, int64_t order_id);

/* The same, taken back into the books; NULL when it is unknown. */
struct reservation *store_reopen(struct turn *turn, int64_t order_id);

void store_add_item(struct turn *turn, const struct item_definition *item);
void store_add_location(struct turn *turn, const struct location_definition *location);
void store_add_posting(struct turn *turn, const struct input *input, const struct posting *posting);
void store_add_lot(struct turn *turn, const struct lot *lot);
/* What is kept back of it, by hand and as planned. */
void store_add_safety_stock(struct turn *turn, const struct stock *stock);
void store_note_pile(struct turn *turn, struct pile *pile);
/* The balance is written with this turn, not some time later. */
void store_note_balance(struct turn *turn, struct stock *stock);
void store_note_reservation(struct turn *turn, struct reservation *reservation);
void store_note_change(struct turn *turn, struct change *change);
void store_note_hold(struct turn *turn, struct cart_hold *hold);
void store_add_channel(struct turn *turn, const struct channel_definition *channel);

/* One row of the ledger, for people. */
struct movement_fact {
    int64_t movement_id;
    struct chain_link link;
    enum stock_state state;
    const char *lot;
    const char *reason, *actor, *cause;
    int64_t at_us;
};

/* Ask for this movement of a balance and those before it, so many in all. */
void store_want_movements(struct turn *turn, const char *location, const char *sku, int64_t newest,
                          int64_t most);
/* After the load: newest first; none when `newest` is not a movement of this balance. */
size_t store_find_movements(struct turn *turn, const char *location, const char *sku,
                            int64_t newest, struct movement_fact *facts, size_t facts_max);

/* Shared by store_*.c: columns of these types; one statement with the columns as its parameters. */
void store_start_columns(struct turn *turn, struct column *columns, const enum column_type *types,
                         size_t count);
void store_stage_columns(struct turn *turn, int query, struct column *columns, size_t count);
void store_load_orders(struct turn *turn);
void store_load_movements(struct turn *turn);
void store_save_orders(struct turn *turn);
void store_save_changes(struct turn *turn);
void store_save_holds(struct turn *turn);
void store_save_channels(struct turn *turn);
void store_save_goods(struct turn *turn);
void store_save_piles(struct turn *turn);

/* What a movement means for its day; and the rows of all days of an item that have none yet. */
void store_note_day(struct turn *turn, enum movement_kind kind, const struct movement *movement);
void store_fold_days(struct turn *turn, const struct item *item);
/* is_low has changed. */
void store_note_low(struct turn *turn, const struct item *item);
void store_save_insight(struct turn *turn);
void store_open_insight(struct books *books, struct db *db);
/* A movement from the ledger; true when the row of its day does not have it yet. */
bool store_open_moved(struct books *books, struct item *item, int32_t on, enum movement_kind kind,
                      int64_t movement_id, int64_t quantity);

/* Write the balances whose time has come. */
void store_fold_if_due(struct turn *turn);

#endif

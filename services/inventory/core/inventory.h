/*
 * The words of inventory: items, locations, stock and reservations, as plain structs, and the
 * rules over them, one per file.
 *
 * The functions here change memory that lives between turns. They tell a keeper before they do, so
 * that a failed turn can be undone; what the keeper does with it is not their business. Quantities
 * are units, always int64.
 *
 * What always holds (tests/unit/inventory/books_test.c proves it on random histories):
 *   item.on_hand     = sum of its stock's on_hand
 *   stock.on_hand    = its piles + what is plainly available (stock_plain)
 *   stock.unavailable = its piles that are not fit for sale
 *   item.unavailable = sum of its stock's unavailable
 *   item.sellable    = sum of sellable_at() of its stock
 *   item.reserved    = sum of promised of all its reservation lines
 *   item.backordered = sum of backordered of its lines
 *   item.recalling   = sum of recalling of its lines
 *   item.held        = sum of its lines of cart holds
 *   allotment.used   = sum of promised of its channel's lines + its channel's cart holds, of its item
 *   of each line     : ordered = promised + backordered + shipped + cancelled, unrouted <= promised
 *   a reservation has open changes exactly while routing is asked for units of it
 */
#ifndef INVENTORY_CORE_INVENTORY_H
#define INVENTORY_CORE_INVENTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/check.h"

#define SKU_BYTES_MAX           64
#define LOCATION_CODE_BYTES_MAX 32
#define LOT_BYTES_MAX           64
#define PACK_NAME_BYTES_MAX     16
#define PACKS_MAX               8 /* of one item */
#define BIN_BYTES_MAX           32
#define MOVEMENT_QUANTITY_MAX   1000000000       /* units in one movement */
#define ON_HAND_MAX             1000000000000000 /* units of one SKU at one location */
#define SAFETY_STOCK_MAX        1000000000
#define ORDER_QUANTITY_MAX      1000000 /* units of one order line */
#define PRIORITY_MAX            9
#define SAFETY_STOCK_OF_LOCATION (-1) /* of a stock: what its location keeps back of every SKU */

/* What changed and has not been shown yet (board.c), each once; lists by next_changed. */
struct changed {
    struct item *items;
    struct stock *stocks;
    struct location *locations;
};

/* Is told of memory before it changes. */
struct keeper {
    void (*keep)(void *owner, void *memory, size_t bytes); /* NULL: nobody needs to know */
    void *owner;
    struct changed *changed; /* NULL: nobody asks */
};

static inline void
keep(const struct keeper *keeper, void *memory, size_t bytes)
{
    if (keeper->keep != NULL)
        keeper->keep(keeper->owner, memory, bytes);
}

/* May what is not there wait? As in inventory.proto and in the table item. */
enum backorder_policy { BACKORDER_ALLOW = 1, BACKORDER_DENY = 2 };

/* A carton, an inner, a pallet of one SKU. */
struct pack {
    char name[PACK_NAME_BYTES_MAX + 1];
    int64_t units;
    char gtin[15]; /* 14 digits or empty */
};

#define BACKORDERS_UNTOLD (-1) /* not since the start */

/* One SKU, over the whole network. */
struct item {
    const char *sku;
    uint32_t number; /* unique in this process */
    bool defined;    /* false: only known because somebody ordered it */
    bool lot_tracked;
    enum backorder_policy backorder; /* 0 counts as ALLOW */
    int32_t shelf_life_days_min;     /* a lot with fewer days left is not sellable */
    int64_t unit_cost_minor;
    int64_t backorder_cap;           /* units that may wait at once; 0: no limit */
    int64_t preorder_cap;            /* > 0: sold before the first receipt, so many in all */
    int64_t available_from_us;       /* told to customers of a preorder; 0: unknown */
    int64_t low_stock;               /* available at or below this is low; 0: never */
    int64_t recovered_stock;         /* above this it is not low any more */
    const struct pack *packs;
    uint32_t pack_count;
    struct barcode *barcodes;        /* its GTIN and those of its packs */
    struct lot *lots;                /* every lot ever heard of */
    int64_t on_hand;
    int64_t unavailable; /* of on_hand: not fit for sale */
    int64_t sellable;
    int64_t reserved;
    int64_t backordered;
    int64_t recalling; /* of reserved: routing is to give them back, their stock is lost */
    int64_t held;      /* in cart holds; not of reserved */
    struct allotment *allotments; /* of channels that count, by next_of_item */
    struct hold_line *holds;      /* the newest first, by next_of_item */
    struct stock *stocks;             /* everywhere it ever lay */
    struct reservation_line *waiting; /* root of those that wait for it, see waiting_line.c */
    /* lines of open reservations, the older order first, by next_of_item */
    struct reservation_line *lines_first, *lines_last;
    struct inbound *inbound;          /* what is awaited: due first, first; unknown dates last */
    int64_t on_order;                 /* of it: units of open purchase orders and ASNs */
    int64_t in_transit;               /* of it: units between two locations */
    struct item_day *days;            /* what each day brought, the latest first, see insight.h */
    int32_t shipped_last_on;          /* days since 1970-01-01; 0: never */
    int32_t stocked_first_on;         /* the day of its first movement; 0: none */
    bool is_low;                      /* see low_stock.c */
    int64_t backorders_told;          /* as said last, or BACKORDERS_UNTOLD; see backorders.c */
    struct item *next_changed;        /* see struct changed */
    bool is_changed;
};

/* A warehouse or store. */
struct location {
    const char *code;
    uint32_t number; /* unique in this process */
    bool closed;
    int64_t safety_stock; /* of every SKU */
    struct stock *stocks; /* everything that ever lay here */
    struct location *next_changed; /* see struct changed */
    bool is_changed;
};

/* What a unit on hand is fit for; only AVAILABLE is sellable. As in inventory.proto, and in posting and pile. */
enum stock_state {
    STOCK_AVAILABLE = 1,
    STOCK_DAMAGED = 2,
    STOCK_QUALITY_HOLD = 3,
    STOCK_QUARANTINE = 4,
    STOCK_REFURBISH = 5,
    STOCK_RETURN_TO_VENDOR = 6,
    STOCK_EXPIRED = 7,
};

/* A GTIN, and what it stands for. */
struct barcode {
    struct item *item;
    struct barcode *next_of_item;
    const char *gtin;
    int32_t pack; /* index in the item's packs; -1: one unit of the item */
};

/* Units of one SKU that were made, and expire, together. */
struct lot {
    struct item *item;
    const char *code;
    struct lot *next_of_item;
    int32_t expires_on; /* days since 1970-01-01; 0: never */
    bool is_out;        /* too few days are left today, see shelf_life.c */
};

/* Units at one place that are not plainly available: of a lot, or in another state. */
struct pile {
    struct stock *stock;
    struct pile *next;     /* of the stock: by state, then what expires first, then by lot */
    enum stock_state state;
    const struct lot *lot; /* NULL: none */
    int64_t quantity;      /* below 0 only when more of a lot shipped than the books knew of */

    /* of the service: its row, and its place among those to be written */
    int64_t pile_id;
    struct pile *next_changed;
    bool is_changed;
};

/* The movement of a balance that a walk over the ledger met last, see audit_movement.c. */
struct audited {
    int64_t movement_id; /* 0: none */
    int64_t on_hand_after;
};

/* One SKU at one location. */
struct stock {
    struct item *item;
    struct location *location;
    struct stock *next_of_item;
    struct stock *next_at_location;
    int64_t on_hand;      /* below 0 only when more was shipped than the books knew of */
    int64_t unavailable;  /* of on_hand: in piles that are not fit for sale */
    int64_t safety_stock; /* kept back here by hand, or SAFETY_STOCK_OF_LOCATION */
    int64_t held_back;    /* kept back here as planned; by hand wins */
    struct pile *piles;   /* what is not plainly available */
    char bin[BIN_BYTES_MAX + 1];
    int64_t count_id;      /* the open cycle count that it is part of; 0: none */
    int64_t movement_last; /* id of its newest movement; 0: none */

    /* of the service: what its row says, and its place among those to be written */
    int64_t stock_id;
    int64_t folded_through; /* the row has the movements through this one */
    int64_t unfolded_from;  /* the first movement the row does not have; 0: it has all */
    int64_t unfolded_at_us; /* when that was */
    struct stock *next_unfolded;
    struct audited audited_new, audited_old;
    struct stock *next_changed; /* see struct changed */
    bool is_changed;
    struct stock *next_noted; /* among those to be written with this turn */
    bool is_noted;
};

enum inbound_kind {
    INBOUND_ORDERED,    /* by a purchase order */
    INBOUND_ANNOUNCED,  /* by an ASN */
    INBOUND_IN_TRANSIT, /* by a transfer that left */
};

/* Units of one SKU that a line of a document lets expect at a location. */
struct inbound {
    struct item *item;
    struct location *location;
    enum inbound_kind kind;
    int64_t due_at_us; /* 0: unknown */
    int64_t units;
    const char *reference; /* number of the document; lives as long as the entry */
    struct inbound *next_of_item;
};

/* As in inventory.proto and in the table posting. */
enum movement_kind {
    MOVEMENT_RECEIVE = 1,
    MOVEMENT_SHIP = 2,
    MOVEMENT_ADJUST = 3,
    MOVEMENT_COUNT = 4,
    MOVEMENT_TRANSFER_OUT = 5,
    MOVEMENT_TRANSFER_IN = 6,
    MOVEMENT_RETURN_IN = 7,
    MOVEMENT_STATE_CHANGE = 8,
    MOVEMENT_WRITE_OFF = 9,
};

/* As in the table reservation. */
enum reservation_state {
    RESERVATION_NONE = 0,
    RESERVATION_BACKORDERED = 1, /* nothing is promised, something waits */
    RESERVATION_COMMITTED = 2,   /* something is promised and has not shipped */
    RESERVATION_RECALLED = 3,    /* a change is open: routing is asked what it can still stop */
    RESERVATION_FULFILLED = 4,   /* nothing is left, something shipped */
    RESERVATION_RELEASED = 5,    /* nothing is left, nothing shipped */
};
#define RESERVATION_STATE_COUNT 6

/* What an input left behind, see reservation_steps.c. */
enum reservation_change {
    ON_RECALL,  /* routing is asked */
    ON_PROMISE, /* else: something is promised */
    ON_WAIT,    /* else: something waits */
    ON_FULFIL,  /* nothing is left, something shipped */
    ON_RELEASE, /* nothing is left, nothing shipped */
};
#define RESERVATION_CHANGE_COUNT 5

struct reservation_line {
    struct reservation *of;
    struct item *item;
    struct allotment *allotment; /* NULL: its channel does not count */
    uint32_t line;
    uint32_t together; /* lines of one number are promised as a whole; 0: by itself */
    int64_t ordered;
    int64_t promised;    /* and not shipped */
    int64_t unrouted;    /* of promised: routing does not have them (held, or given back) */
    int64_t kept;        /* of the others: routing could not give them back */
    int64_t backordered; /* waits for stock */
    int64_t shipped;
    int64_t cancelled;
    int64_t recalling; /* of promised: routing is to give them back, their stock is lost */

    /* done by the input at work, to be announced; 0 between inputs */
    int64_t wanted;    /* newly ordered */
    int64_t granted;   /* became promised, goes to routing */
    int64_t set_aside; /* became promised, stays unrouted */
    int64_t rerouted;  /* was promised and unrouted, goes to routing */
    int64_t lost;      /* was promised, waits again */
    int64_t refused;   /* newly ordered, not there and may not wait */

    /* its place among those that wait for the item */
    bool waits;
    int64_t need;     /* units that must be there before it can be served at all */
    int64_t need_min; /* the least need below and including this one */
    struct reservation_line *left, *right;

    /* its place among all open lines of the item */
    struct reservation_line *previous_of_item, *next_of_item;
};

/* As in the table reservation_change. */
enum change_kind {
    CHANGE_CANCEL = 1,   /* give back units, or what waits of them */
    CHANGE_HOLD = 2,     /* nothing is to be routed, what is routed comes back */
    CHANGE_RELEASE = 3,  /* route it again */
    CHANGE_REDIRECT = 4, /* the goods go elsewhere */
    CHANGE_AMEND = 5,    /* more is ordered */
    CHANGE_REVOKE = 6,   /* stock is lost: promised units wait again */
};

struct change_line {
    uint32_t index; /* in the lines of its reservation */
    int64_t asked;  /* units that are still to be taken, or added */
    int64_t took_waiting;
    int64_t took_promised;
};

/* A change of an order that is not made yet. Changes of one order are made one after the other. */
struct change {
    int64_t change_id; /* they are made in this order */
    int64_t order_id;
    enum change_kind kind;
    uint32_t request;  /* of the order service, which awaits an answer to it; 0: nobody does */
    bool whole;        /* CANCEL: everything that is left when it is made */
    bool waiting_only; /* CANCEL: only what waits */
    bool asked;        /* routing was asked for what it needs */
    bool made;         /* REDIRECT: something goes to the new address */
    const char *country, *region, *city, *postal_code; /* REDIRECT */
    struct change *next;

    /* of the service: its row */
    bool is_stored, is_noted, is_over;
    struct change *next_noted;

    uint32_t line_count;
    struct change_line lines[];
};

/* How a channel may draw on the stock. */
struct channel {
    const char *code;
    uint32_t number; /* unique in this process */
    int32_t priority;
    int64_t buffer; /* units of every SKU that it does not see */
    int64_t cap;    /* units of a SKU that may be promised to it at once; 0: no limit */
    bool counts;    /* has a cap or a rule for single SKUs: its units are counted, see allotment */
    bool is_redefined; /* by the input at work */
};

/* One SKU on one channel that counts. */
struct allotment {
    struct channel *channel;
    struct item *item;
    bool differs; /* has a buffer and a cap of its own */
    int64_t buffer;
    int64_t cap;
    int64_t used;                     /* promised or held, and not shipped */
    struct reservation_line *waiting; /* root of the channel's lines that wait for the item */
    struct allotment *next_of_item;
};

struct hold_line {
    struct cart_hold *of;
    struct item *item;
    struct allotment *allotment; /* NULL: its channel does not count */
    int64_t units;
    struct hold_line *previous_of_item, *next_of_item;
};

/* Units set aside for a customer who has not ordered yet. */
struct cart_hold {
    const char *channel;
    const char *hold_id;
    int64_t since_us;
    int64_t expires_at_us;
    struct cart_hold *previous_at_tick, *next_at_tick; /* of those that expire at about this time */

    /* of the service: its row */
    bool is_over, is_noted;
    struct cart_hold *next_noted;
    const char *why;  /* it ended */
    int64_t order_id; /* that took it over */

    uint32_t line_count;
    struct hold_line lines[];
};

/* How the customer wants it: inventory tells it with every promise, and decides nothing by it. */
struct delivery_terms {
    int32_t deliver_by_day; /* days since 1970-01-01; 0: as soon as it can be */
    bool substitutes_allowed;
    const char *pickup_location; /* the customer collects it there; "": it is delivered */
};

/* What is promised to one order, and what it waits for. */
struct reservation {
    int64_t order_id;
    int64_t placed_at_us;
    const char *channel;
    struct channel *rules; /* of the channel; NULL: it has none */
    const char *country;
    const char *region;
    const char *city;
    const char *postal_code;
    struct delivery_terms terms;
    int32_t priority; /* 0..9, higher first */
    bool ship_complete;
    bool held;   /* nothing is to be routed */
    bool groups; /* some lines are to stay together */
    enum reservation_state state;
    uint32_t round; /* promises told to routing so far */
    struct change *changes_first, *changes_last; /* open; the first one asks routing */

    struct reservation *next_granted; /* see struct grants */
    bool is_granted;
    struct reservation *next_changed; /* the service's list of rows to write */
    bool is_changed;
    bool is_new;
    bool is_amended; /* also what plain orders never change: see amend_reservations.sql */

    uint32_t line_count;
    struct reservation_line lines[];
};

/* Orders that were promised units by the input at work, in the order of the promises. */
struct grants {
    struct reservation *first, *last;
};

/* --- keep_changed.c: before an item or a balance changes -------------------------------------- */

/* As keep(), of the whole struct; whoever changes a field of these calls these and not keep(). */
void keep_item(const struct keeper *keeper, struct item *item);
void keep_totals(const struct keeper *keeper, struct item *item); /* on_hand .. held only */
void keep_stock(const struct keeper *keeper, struct stock *stock);
void keep_location(const struct keeper *keeper, struct location *location);

/* --- sellable_stock.c: what may be promised -------------------------------------------------- */

int64_t sellable_at(const struct stock *stock);
/* Units that are not for sale here: set by hand, else the more of planned and the location's. */
int64_t kept_back(const struct stock *stock);
int64_t available_to_promise(const struct item *item); /* below 0: promises are broken */
bool pile_is_fit(const struct pile *pile);             /* for sale */

/* --- audit_item.c: do the totals add up? ------------------------------------------------------ */

bool item_adds_up(const struct item *item);
bool item_promises_add_up(const struct item *item);

/* --- move_stock.c: goods come, go, or were miscounted ---------------------------------------- */

enum move_outcome { MOVE_OK, MOVE_BELOW_ZERO, MOVE_TOO_MUCH };

/* May this correction or receipt be posted? there: units in the pile, or plainly available. */
enum move_outcome move_stock_check(const struct stock *stock, int64_t there, int64_t quantity);
/* pile NULL: what is plainly available. */
void move_stock(const struct keeper *keeper, struct stock *stock, struct pile *pile,
                int64_t quantity);
/* Units that are available and in no lot. */
int64_t stock_plain(const struct stock *stock);
/* The piles, or what they are fit for, have changed: unavailable and sellable follow. */
void stock_refit(const struct keeper *keeper, struct stock *stock);

/* --- change_safety_stock.c: keep more or less back at one place ------------------------------ */

void change_safety_stock(const struct keeper *keeper, struct stock *stock, int64_t quantity);
/* As planning says, when nobody set a number by hand. True when that changes what is kept back now. */
bool change_held_back(const struct keeper *keeper, struct stock *stock, int64_t quantity);

/* --- shelf_life.c: until when a lot may be sold ---------------------------------------------- */

bool lot_is_out_on(const struct item *item, int32_t expires_on, int32_t day);
/* A new day, or a new rule: note whether the lot is out, and what that makes of its piles. */
void lot_look(const struct keeper *keeper, struct lot *lot, int32_t day);

/* --- first_expired_first_out.c: which units leave -------------------------------------------- */

struct share {
    struct pile *pile; /* NULL: what is plainly available */
    int64_t quantity;
};
/* Which units leave when nobody said which. Returns the count, at most its piles + 1. */
size_t first_expired_first_out(const struct stock *stock, int64_t quantity, struct share *shares);
size_t stock_pile_count(const struct stock *stock);

/* --- change_location.c: close, reopen, keep more or less back -------------------------------- */

void change_location(const struct keeper *keeper, struct location *location, bool closed,
                     int64_t safety_stock);

/* --- channel_limit.c: how much of that a channel may have ------------------------------------- */

/* Units of the item that may be promised to this channel now; may be below 0. channel NULL: one without
 * rules; allotment NULL: the channel does not count. The same for a shop that asks and for a promise. */
int64_t channel_limit(const struct item *item, const struct channel *channel,
                      const struct allotment *allotment);
int64_t channel_buffer(const struct channel *channel, const struct allotment *allotment);
/* The channel has so many units more, or fewer. */
void channel_note(const struct keeper *keeper, struct allotment *allotment, int64_t units);

/* --- availability.c: what a shop is told ------------------------------------------------------ */

struct availability {
    struct item item;  /* without holds that have expired */
    int64_t available; /* to the channel; never below 0 */
};
struct availability availability_at(const struct item *item, const struct channel *channel,
                                    int64_t now_us);

/* --- cart_hold.c: units for a customer who has not ordered yet ------------------------------- */

void cart_hold_begin(const struct keeper *keeper, struct cart_hold *hold);
void cart_hold_end(const struct keeper *keeper, struct cart_hold *hold);

/* --- promise_stock.c: the decision about a new order ----------------------------------------- */

/* Of a reservation whose lines have item and wanted set: what is newly ordered is promised, waits
 * or is refused. */
void promise_stock(const struct keeper *keeper, struct reservation *reservation,
                   struct grants *grants);
/* Look again at what waits of this line, and of those that it stays together with. */
void promise_again(const struct keeper *keeper, struct reservation_line *line,
                   struct grants *grants);
/* The same for one of a waiting line that its stock has come for. */
void promise_next(const struct keeper *keeper, struct reservation_line *line,
                  struct grants *grants);
/* What waits gets its place among the others again, when the books are rebuilt. */
void promise_wait(const struct keeper *keeper, struct reservation *reservation);
/* Units that are promised and not routed go to routing. */
void promise_route(const struct keeper *keeper, struct reservation *reservation,
                   struct grants *grants);
/* What the input at work did was announced. */
void promise_announced(struct reservation *reservation);
/* The first that was granted something leaves the list; NULL: none. */
struct reservation *grants_take(struct grants *grants);
/* Are these two promised all or nothing? Also of one and the same line, unless in parts. */
bool promised_together(const struct reservation_line *a, const struct reservation_line *b);
int64_t routed_units(const struct reservation_line *line);      /* that routing has */
int64_t newly_backordered(const struct reservation_line *line); /* of the newly ordered */

/* As keep(), of the counters of a line. */
static inline void
keep_units(const struct keeper *keeper, struct reservation_line *line)
{
    keep(keeper, &line->ordered,
         offsetof(struct reservation_line, refused) + sizeof line->refused -
             offsetof(struct reservation_line, ordered));
}

/* --- refuse_stock.c: what is not there and may not wait -------------------------------------- */

/* Sold before its first receipt. */
bool is_preorder(const struct item *item);
/* Units of these, which wait already, that may go on waiting. */
int64_t may_wait(const struct item *item, int64_t units);

/* --- release_backorders.c: who is served when stock comes ------------------------------------ */

void release_backorders(const struct keeper *keeper, struct item *item, struct grants *grants);

/* --- waiting_line.c: those that wait for an item, in the order they are served --------------- */

void waiting_line_add(const struct keeper *keeper, struct reservation_line *line, int64_t need);
void waiting_line_remove(const struct keeper *keeper, struct reservation_line *line);
/* Who is served first of all whose need is met; NULL: nobody. */
struct reservation_line *waiting_line_first(const struct item *item);

/* --- inbound.c: what is awaited, in the order in which it is due ------------------------------ */

/* The entry has item, location, kind, due_at_us and units set: it joins its item's list. */
void inbound_add(const struct keeper *keeper, struct inbound *inbound);
void inbound_change(const struct keeper *keeper, struct inbound *inbound, int64_t units);
void inbound_remove(const struct keeper *keeper, struct inbound *inbound);

/* --- expected_at.c, available_by.c: promises on what has not come ----------------------------- */

/* When will so many units that wait have come? units: of the one who asks and of all who are
 * served before it, so that each is counted once. 0: not enough is due, or nothing need come. */
int64_t expected_at(const struct item *item, int64_t units);
/* Units due by then at open locations. */
int64_t due_by(const struct item *item, int64_t until_us);
/* What could be promised then, when all who wait are served first; never below 0. */
int64_t available_by(const struct item *item, int64_t until_us);

/* --- change_queue.c: changes of one order are made one after the other ----------------------- */

void change_add(const struct keeper *keeper, struct reservation *reservation,
                struct change *change);
/* Make the first change; it is off the queue then. NULL: there is none, or it asks routing. */
struct change *change_make(const struct keeper *keeper, struct reservation *reservation,
                           struct grants *grants);
/* No more can be made for now: what is not routed goes to routing, if it may; note the state. */
void change_settle(const struct keeper *keeper, struct reservation *reservation,
                   struct grants *grants);
/* Routing's answer: units of a line that will not ship; at most routed_units(). */
void change_give_back(const struct keeper *keeper, struct reservation_line *line, int64_t units);
/* The whole answer was given back: now the first change is made, and off the queue. */
struct change *change_answered(const struct keeper *keeper, struct reservation *reservation,
                               struct grants *grants);

/* --- cancel_reservation.c: give back what can be given back ---------------------------------- */

/* Take what is there of what is asked: what waits first, then what is not routed. */
void cancel_take(const struct keeper *keeper, struct reservation *reservation,
                 struct change *change, struct grants *grants);
/* Units that wait, wait no more. */
void cancel_waiting(const struct keeper *keeper, struct reservation_line *line, int64_t units);

/* --- revoke_promise.c: stock is lost, the newest promise goes first --------------------------- */

/* Units promised without stock that nobody was asked for yet. */
int64_t units_at_risk(const struct item *item);
/* Units of the line that can be revoked. */
int64_t revocable_units(const struct reservation_line *line);
/* Who loses next, after this one; NULL: begin; NULL: nobody is left. */
struct reservation_line *revoke_next(const struct item *item, const struct reservation_line *after);
/* Take what is not routed, and still missing, of what is asked. */
void revoke_take(const struct keeper *keeper, struct reservation *reservation,
                 struct change *change, struct grants *grants);
/* So many units more, or fewer, are to come back for a loss. */
void revoke_note(const struct keeper *keeper, struct reservation_line *line, int64_t units);

/* --- holders.c: whose units they are ---------------------------------------------------------- */

/* All open lines of an item, by order id. */
void holders_add(const struct keeper *keeper, struct reservation *reservation);
void holders_remove(const struct keeper *keeper, struct reservation *reservation);

/* --- ship_stock.c: goods left ---------------------------------------------------------------- */

/* Units of a line left; at most those that routing has. What left is moved apart, by move_stock. */
void ship_stock(const struct keeper *keeper, struct reservation_line *line, int64_t quantity);

/* --- reservation_steps.c: the lifecycle ------------------------------------------------------ */

struct reservation_step {
    enum reservation_state from;
    enum reservation_change on;
    enum reservation_state to;
    const char *why;
};
extern const struct reservation_step reservation_steps[];
extern const size_t reservation_step_count;

const struct reservation_step *reservation_step_find(enum reservation_state from,
                                                     enum reservation_change on);
/* What its lines and changes say is its state; the step must be in the table. */
void reservation_step(const struct keeper *keeper, struct reservation *reservation);
const char *reservation_state_name(enum reservation_state state);
bool reservation_is_open(const struct reservation *reservation); /* may still change */
struct reservation_line *reservation_line_find(struct reservation *reservation, uint32_t line,
                                               const char *sku);

/* --- assign_bin.c, gs1_check_digit.c --------------------------------------------------------- */

/* A shelf place for a SKU that nobody gave one. */
void assign_bin(const char *sku, char bin[BIN_BYTES_MAX + 1]);

/* GTIN-8, -12, -13 or -14 to 14 digits; false: not a GTIN, or its check digit is wrong. */
bool gtin_normalize(const char *gtin, char normal[15]) must_check;
bool gln_is_valid(const char *gln) must_check;   /* 13 digits */
bool sscc_is_valid(const char *sscc) must_check; /* 18 digits */
/* The check digit of the digits before it: weights 3, 1, 3 ... from the right. */
char gs1_check_digit(const char *digits, size_t count);

/* --- unit_of_measure.c ----------------------------------------------------------------------- */

bool unit_is_known(const char *code) must_check; /* UNECE Recommendation 20 */

#endif

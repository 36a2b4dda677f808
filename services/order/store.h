/*
 * The memory and the tables of the order service.
 *
 * In memory, between turns: the open orders, with their holds and open requests (store_changes.h),
 * the SKUs that inventory has told of, why orders are parked, the next order id. Orders that are
 * closed or cancelled leave memory with the turn that ends them; a later event or question for one
 * loads it for its turn.
 *
 * One query per table and turn: store_want_* note what to load before the turn's handlers run,
 * store_add_order and store_change_order note what to write after them. An order that is placed and
 * changed in one turn is written once.
 */
#ifndef CROSSDOCK_ORDER_STORE_H
#define CROSSDOCK_ORDER_STORE_H

#include "common/map.h"
#include "common/turn.h"
#include "services/order/claims.h"
#include "services/order/core/order.h"
#include "services/order/core/validate.h"

struct state {
    struct map *orders; /* order id -> struct order, open ones */
    struct map
        *items; /* SKU -> an entry without content; never removed, so orders point to its text */
    struct map *parked;       /* order id -> struct parked */
    struct map *holds;        /* open ones: hold_key() -> struct hold */
    struct map *requests;     /* open ones: request_key() -> struct change_request */
    struct map *destinations; /* order id -> texts of a destination that replaced the first one */
    struct map *channels;     /* code -> struct known_channel */
    struct map *watched;      /* order id -> struct order *, for which something will be due */
    int64_t watch_due_us;     /* nothing is due for any of them before */
    int64_t order_id_next;
    struct map *locations;    /* code -> an entry without content */
    int64_t return_id_next;
    int64_t
        return_due_us; /* when the next authorized return runs out, or before; INT64_MAX: none */
};

/* A growing list of pointers in the turn's arena. */
struct list {
    void **items;
    uint32_t count;
    uint32_t count_max;
};

struct stage {
    struct claims claims;
    struct list wanted;             /* int64_t *: order ids to load, repeats allowed */
    struct list wanted_recipients;  /* int64_t * */
    struct list wanted_facts;       /* int64_t * */
    struct list loaded;             /* struct order *, ascending by id; none of them open */
    struct list loaded_recipients;  /* struct known_recipient *, ascending by id */
    struct list loaded_facts;       /* struct known_facts *, ascending by id */
    struct list placed;             /* struct placed *, ascending by id without gaps */
    struct list changed;            /* struct order * */
    struct list new_items;          /* char * */
    struct list added_holds;        /* struct hold *, see store_changes.h for these */
    struct list released_holds;     /* struct released_hold * */
    struct list added_requests;     /* struct change_request * */
    struct list answered_requests;  /* struct answered_request * */
    struct list redirected;         /* struct order * */
    struct list changed_recipients; /* struct known_recipient * */
    struct list changed_channels;   /* struct known_channel * */
    struct list wanted_returns;     /* int64_t *: see store_returns.h */
    struct list wanted_returns_of;  /* int64_t *: order ids */
    struct list returns_due_ids;    /* int64_t * */
    int64_t return_due_next_us;
    struct list returns;         /* struct rma *, ascending by id */
    struct list changed_returns; /* struct rma * */
    struct list new_locations;   /* char * */
    struct list wanted_emails;   /* see store_erase.c */
    struct list erased;          /* int64_t *: order ids */
    struct defects *defects;     /* scratch of the validation */
};

/* Before the handlers run. */
void store_want_order(struct turn *turn, int64_t order_id);
void store_want_recipient(struct turn *turn, int64_t order_id);
void store_want_facts(struct turn *turn, int64_t order_id);
/* Asks for the claim on this pair. */
struct claim *store_want_claim(struct turn *turn, const char *channel, const char *external_id);

/* NULL: no such order. */
struct order *store_find_order(struct turn *turn, int64_t order_id);
struct claim *store_find_claim(struct turn *turn, const char *channel, const char *external_id);
/* False when none is kept, or it was not wanted. */
bool store_find_recipient(struct turn *turn, int64_t order_id, struct recipient *recipient);
/* What was wanted and what this turn adds, packed; see core/fact.h. */
const struct facts *store_find_facts(struct turn *turn, const struct order *order);
/* The lasting text of a known SKU; NULL: not known. */
const char *store_find_sku(struct turn *turn, const char *sku);
/* "" when the order does not wait for people. */
const char *store_waits_for(struct turn *turn, int64_t order_id);

/* A new order with the next id, received now. skus is by line. */
struct order *store_add_order(struct turn *turn, const struct order_request *request,
                              const char *const *skus);
/* Call it before the first change of an order in a turn; more often does no harm. */
void store_change_order(struct turn *turn, struct order *order);
void store_add_sku(struct turn *turn, const char *sku);
/* waits_for "" ends the wait. */
void store_park_order(struct turn *turn, struct order *order, const char *waits_for);

/* For struct service. */
void store_open(void *state, struct db *db, struct arena *scratch);
void store_close(void *state);
void store_load(struct turn *turn);
void store_save(struct turn *turn);

#endif

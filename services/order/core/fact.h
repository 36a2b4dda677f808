/*
 * What happened to an order, in few bytes: facts are appended to the order's row by the update that
 * the event causes anyway, so they have to be small. Nothing of them stays in memory.
 *
 * A packed fact: the kind (with FACT_BY_COMMAND in the highest bit), then as varints: time since
 * the order was received (zigzag, microseconds), position, number, units. The numbers of the kinds
 * are stored: new kinds are added at the end, none is ever used for something else.
 */
#ifndef CROSSDOCK_ORDER_FACT_H
#define CROSSDOCK_ORDER_FACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum fact_kind {
    FACT_NONE = 0,
    FACT_ORDER_PLACED = 1,
    FACT_RESERVATION_COMMITTED = 2,
    FACT_STOCK_RESERVED = 3,
    FACT_STOCK_BACKORDERED = 4,
    FACT_RESERVATION_RELEASED = 5,
    FACT_RESERVATION_REDIRECTED = 6,
    FACT_FULFILLMENT_PLANNED = 7,
    FACT_ORDER_PARKED = 8,
    FACT_ITEM_PICKED = 9,
    FACT_ITEM_SHORT = 10,
    FACT_FULFILLMENT_REJECTED = 11,
    FACT_FULFILLMENT_CANCELLED = 12,
    FACT_FULFILLMENT_SHIPPED = 13,
    FACT_ORDER_HELD = 14,
    FACT_HOLD_RELEASED = 15,
    FACT_ORDER_RELEASED = 16,
    FACT_ORDER_AMENDED = 17,
    FACT_ORDER_REDIRECT_REQUESTED = 18,
    FACT_ORDER_REDIRECTED = 19,
    FACT_ORDER_AMEND_REFUSED = 20,
    FACT_ORDER_CANCEL_REQUESTED = 21,
    FACT_ORDER_LINES_CANCELLED = 22,
    FACT_ORDER_CANCELLED = 23,
    FACT_ORDER_CANCEL_REFUSED = 24,
    FACT_ORDER_CLOSED = 25,
    FACT_RETURN_REQUESTED = 26,
    FACT_RETURN_AUTHORIZED = 27,
    FACT_RETURN_DECLINED = 28,
    FACT_RETURN_CANCELLED = 29,
    FACT_RETURN_EXPIRED = 30,
    FACT_RETURN_RECEIVED = 31,
    FACT_RETURN_INSPECTED = 32,
    FACT_RETURN_RESOLVED = 33,
    FACT_REFUND_DUE = 34,
    FACT_RETURN_CLOSED = 35,
    FACT_CUSTOMER_ERASED = 36,
    FACT_FULFILLMENT_DELIVERED = 37,
    FACT_FULFILLMENT_EXCEPTION = 38,
    FACT_PICKUP_READY = 39,
    FACT_PICKUP_EXPIRED = 40,
    FACT_SHIPPED_WITH_SUBSTITUTES = 41, /* in place of FACT_FULFILLMENT_SHIPPED */
    FACT_PROMISE_CHANGED = 42,
    FACT_KIND_COUNT
};

#define FACT_BY_COMMAND 0x80
#define FACT_BYTES_MAX  41

/* Who said it: what a position counts in. */
enum fact_source { SAID_BY_ORDER, SAID_BY_INVENTORY, SAID_BY_ROUTING };

/* What the number of a fact tells. */
enum fact_number {
    NUMBERS_NOTHING,
    NUMBERS_FULFILLMENT_ORDER,
    NUMBERS_REQUEST,
    NUMBERS_RETURN,
    NUMBERS_HOLD,  /* its reason */
    NUMBERS_AGAIN, /* 1: these units were promised before */
    NUMBERS_FAULT, /* a fulfillment order; in place of units: what is wrong with it */
    NUMBERS_DAY,   /* a fulfillment order; in place of units: a day since 1970-01-01, 0: none */
};

struct fact_kind_row {
    const char *name; /* of the event */
    enum fact_source source;
    enum fact_number number;
    bool has_units;
    const char *words;
    const char *words_again; /* of units that were promised before */
};

extern const struct fact_kind_row fact_kinds[FACT_KIND_COUNT];

struct fact {
    enum fact_kind kind;
    bool by_command; /* of what the order service said: a command led to it */
    int64_t at_us;
    uint64_t position;
    uint64_t number;
    int64_t units;
};

/* Facts of this turn, not yet in the order's row. Zeroed memory is empty. */
struct facts {
    uint8_t *bytes;
    uint32_t used;
    uint32_t bytes_max;
};

/* Returns the bytes written. */
size_t fact_pack(const struct fact *fact, int64_t received_at_us, uint8_t to[FACT_BYTES_MAX]);
/* Returns the bytes read; 0: these are none of fact_pack's. */
size_t fact_unpack(const uint8_t *from, size_t bytes, int64_t received_at_us, struct fact *fact);

/* The reason of a hold as people say it; "" when there is no such reason. */
const char *hold_words(uint64_t reason);
/* What is wrong with a parcel; "" when there is no such kind. */
const char *fault_words(int64_t kind);

#endif

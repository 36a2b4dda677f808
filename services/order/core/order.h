/*
 * An order as the rules see it: what was asked for, and the counters of its lines.
 *
 * Two feeds move the counters, each in its own order, but interleaved in any way: routing may
 * tell of a plan, even of a parcel, before inventory's promise that it rests on is heard here.
 * So no counter is written by both. Inventory moves cancelled, backordered and promised; routing
 * moves planned, picked and shipped. All are sums, therefore every interleaving of the same two
 * feeds ends in the same counters. What people ask for (reserved, allocated, a number that waits)
 * is derived from both halves in line_shown.c, and is never negative.
 *
 * Of one line, always (order_invariant.c):
 *     ordered = cancelled + backordered + promised + undecided, none of them negative;
 *     undecided is 0 as soon as inventory has decided on the order, and on what was added to it.
 */
#ifndef CROSSDOCK_ORDER_ORDER_H
#define CROSSDOCK_ORDER_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ORDER_LINES_MAX       2000
#define ORDER_QUANTITY_MAX    1000000
#define CHANNEL_BYTES_MAX     32
#define EXTERNAL_ID_BYTES_MAX 64
#define SKU_BYTES_MAX         64
#define TEXT_BYTES_MAX        200
#define PRIORITY_MAX          9
#define TOGETHER_MAX          1000000
#define HOLD_ID_BYTES_MAX     64
#define CANCEL_DAYS_MAX       365
#define HOLDS_MAX             7 /* one for each reason */
#define DELIVER_BY_DAYS_MAX   3650
#define CONTENT_HASH_BYTES    16

/* Stored: the numbers are those of the protocol and of the CHECK in the table orders. */
enum order_status {
    ORDER_NONE = 0, /* before it is placed */
    ORDER_ACCEPTED = 1,
    ORDER_CANCEL_PENDING = 2,
    ORDER_CANCELLED = 3,
    ORDER_CLOSED = 4,
    ORDER_STATUS_COUNT
};

/* Units of one line. Stored in this order, flattened over the lines. */
struct line_counters {
    int64_t ordered;     /* added ones included; never less than it was */
    int64_t cancelled;   /* given back by inventory, waiting or promised */
    int64_t backordered; /* wait for stock */
    int64_t promised;    /* promised and not given back, shipped ones included */
    int64_t planned;     /* pinned to a location, not shipped; cancelled ones too: line_shown.c */
    int64_t picked;      /* taken from the shelves, shipped ones included */
    int64_t shipped;
};
#define LINE_COUNTERS 7

struct order_line {
    const char *sku; /* owned by the list of known SKUs */
    int64_t unit_price_minor;
    int64_t expected_at_us; /* when stock for the backordered is due; 0: unknown */
    int64_t delivered;      /* of the shipped: the customer has them */
    uint32_t line;
    uint32_t together; /* lines of one number > 0 stay together */
    struct line_counters units;
};

struct facts;

/* How the customer wants it. */
struct delivery_terms {
    int32_t deliver_by_day;      /* days since 1970-01-01; 0: as soon as it can be */
    bool substitutes_allowed;
    const char *pickup_location; /* the customer collects it there; "": it is delivered */
};

struct destination {
    const char *country;
    const char *region;
    const char *city;
    const char *postal_code;
};

struct order {
    int64_t order_id;
    enum order_status status;
    int staged;          /* the store's note: what this turn has to write */
    struct facts *facts; /* what this turn adds to the timeline; NULL unless staged */
    bool ship_complete;
    bool payment_expiry_asked; /* the clock has asked to cancel it for want of payment, */
    bool unfilled_asked;       /* and what waits for stock; the answer is still to come */
    bool is_watched;           /* the store's note: the clock will act on it */
    uint8_t holds_open;        /* bit 1 << reason, see hold.h */
    uint32_t hold_last;        /* holds and requests are numbered per order, from 1 */
    uint32_t request_last;
    uint32_t requests_open;
    int32_t priority;
    int64_t placed_at_us;
    int64_t received_at_us;
    int64_t payment_expires_at_us;  /* of the open payment hold; 0: never */
    int64_t cancel_unfilled_at_us;  /* what still waits for stock then is cancelled; 0: never */
    int64_t exchange_for_return_id; /* 0: none */
    const char *channel;            /* the texts lie behind the lines */
    const char *external_id;
    const char *currency;
    struct destination destination; /* these too, until they change */
    struct delivery_terms terms;
    uint32_t line_count;
    struct order_line lines[];
};

/* Names a person: stays in this service, apart from the order, where it can be erased. */
struct recipient {
    const char *name;
    const char *street;
    const char *phone;
    const char *email;
};

struct request_line {
    uint32_t line; /* 0 until number_lines() */
    const char *sku;
    int64_t quantity;
    int64_t unit_price_minor;
    uint32_t together;
};

struct request_hold {
    int32_t reason; /* enum hold_reason, when the rules have passed it */
    const char *note;
    int64_t expires_at_us; /* 0: never */
};

/* What a storefront asks for. All texts are set, "" when absent. */
struct order_request {
    const char *channel;
    const char *external_id;
    int64_t placed_at_us; /* 0: now */
    const char *currency;
    struct destination destination;
    struct recipient recipient;
    bool ship_complete;
    bool address_incomplete; /* the country may be missing */
    int32_t priority;
    const char *hold_id;          /* of a cart hold that it takes over */
    int32_t cancel_unfilled_days; /* 0: as the channel says */
    int64_t exchange_for_return_id;
    struct delivery_terms terms;
    size_t holds_given; /* as sent; hold_count is at most HOLDS_MAX of them */
    uint32_t hold_count;
    struct request_hold holds[HOLDS_MAX];
    uint8_t content_hash[CONTENT_HASH_BYTES]; /* of all of the above and below */
    size_t lines_given; /* as sent; line_count is at most ORDER_LINES_MAX of them */
    uint32_t line_count;
    struct request_line *lines;
};

/* Some units of one line, as events tell them. */
struct line_change {
    uint32_t line;
    const char *sku;
    int64_t quantity;
};

bool recipient_is_given(const struct recipient *recipient);

/* Bytes of an order made from this request, lines and texts included. */
size_t order_bytes(const struct order_request *request);
/* Bytes of the part that changes after the order is placed, from its start. */
size_t order_changing_bytes(const struct order *order);
/* Fills zeroed memory of order_bytes(); skus has the lasting text of each line's SKU. */
void order_fill(struct order *order, int64_t order_id, const struct order_request *request,
                const char *const *skus);

/* NULL when there is none. Looks on from *at, where the last line was found: the lines of an event
 * come in the order of the order's, so that each is found at the first look. */
struct order_line *order_find_line(struct order *order, uint32_t line, uint32_t *at);

/* Every unit is shipped or cancelled. */
bool order_is_filled(const struct order *order);

/* Every unit that is not cancelled has reached the customer. */
bool order_is_delivered(const struct order *order);

/* The customer asked for something. */
bool terms_are_given(const struct delivery_terms *terms);

bool destination_equals(const struct destination *a, const struct destination *b);

#endif

/*
 * A return (RMA) as plain data. What was asked for, what came, what became of it and what the
 * customer is owed are separate facts with their own quantities: no step assumes another's. More
 * may come than was asked for, money may be owed before anything came, and what was asked for may
 * never come.
 *
 * Of one line, always (return_holds):
 *     inspected = restocked + refurbished + quarantined + returned to vendor + scrapped <= received
 *     refunded + exchanged + nothing owed <= max(requested, received)
 * and of one line the parts, by location, sum to received and inspected.
 *
 * Returns are few: they are loaded when wanted and live in the arena of a turn.
 */
#ifndef CROSSDOCK_ORDER_RETURNS_H
#define CROSSDOCK_ORDER_RETURNS_H

#include "services/order/core/order.h"

#define RETURN_REFERENCE_BYTES_MAX 64
#define LOCATION_BYTES_MAX         32
#define RETURN_LINES_MAX           ORDER_LINES_MAX
#define RETURN_PARTS_MAX           8000
#define RETURN_EXPIRES_US_MAX      INT64_C(253402300799000000) /* the end of the year 9999 */

/* Stored: the numbers are those of the protocol and of the CHECK in the table rma. */
enum return_status {
    RETURN_NONE = 0, /* before it is there */
    RETURN_REQUESTED = 1,
    RETURN_AUTHORIZED = 2,
    RETURN_DECLINED = 3,
    RETURN_RECEIVED = 4,
    RETURN_INSPECTED = 5,
    RETURN_RESOLVED = 6,
    RETURN_CLOSED = 7,
    RETURN_EXPIRED = 8,
    RETURN_CANCELLED = 9,
    RETURN_STATUS_COUNT
};

/* The numbers of the protocol, like the two below. */
enum return_reason {
    RETURN_REASON_UNSPECIFIED = 0, /* it came without having been asked for */
    RETURN_UNWANTED = 1,
    RETURN_DEFECTIVE = 2,
    RETURN_DAMAGED_IN_TRANSIT = 3,
    RETURN_WRONG_ITEM = 4,
    RETURN_NOT_AS_DESCRIBED = 5,
    RETURN_TOO_LATE = 6,
    RETURN_UNDELIVERABLE = 7,
    RETURN_OTHER = 8,
    RETURN_REASON_COUNT
};

enum disposition {
    DISPOSITION_UNSPECIFIED = 0,
    DISPOSITION_RESTOCK = 1,
    DISPOSITION_REFURBISH = 2,
    DISPOSITION_QUARANTINE = 3,
    DISPOSITION_RETURN_TO_VENDOR = 4,
    DISPOSITION_SCRAP = 5,
    DISPOSITION_COUNT
};

enum resolution {
    RESOLUTION_UNSPECIFIED = 0,
    RESOLUTION_REFUND = 1,
    RESOLUTION_EXCHANGE = 2,
    RESOLUTION_NONE = 3,
    RESOLUTION_COUNT
};

/* Units of one line of a return. Stored in this order, flattened over the lines. */
struct return_units {
    int64_t requested;
    int64_t received;
    int64_t inspected;
    int64_t by_disposition[DISPOSITION_COUNT - 1]; /* restocked first */
    int64_t refunded;
    int64_t exchanged;
    int64_t nothing_owed;
    int64_t refund_minor; /* money owed for the refunded ones */
};
#define RETURN_COUNTERS 12

struct return_line {
    uint32_t line; /* of the order; if it has no such line: something it did not hold */
    const char *sku;
    enum return_reason reason;
    int64_t unit_price_minor; /* of the order; 0 when it is not known */
    struct return_units units;
};

/* What came of one line at one location: it is looked at and restocked where it was received. */
struct return_part {
    const char *location;
    uint32_t line;
    int64_t received;
    int64_t inspected;
};

struct rma {
    int64_t return_id;
    int64_t order_id; /* 0: nobody knows of which order */
    enum return_status status;
    bool blind;          /* it came without having been announced */
    bool staged;         /* the store's note */
    const char *channel; /* "" when the order is not known */
    const char *currency;
    const char *reference;
    int64_t requested_at_us;
    int64_t expires_at_us;     /* 0: not authorized yet */
    int64_t exchange_order_id; /* 0: none */
    uint32_t line_count, line_max;
    struct return_line *lines;
    uint32_t part_count, part_max;
    struct return_part *parts;
};

/* What a command tells of one line. */
struct return_change {
    uint32_t line;   /* 0: known by its SKU */
    const char *sku; /* "": known by its line */
    int64_t quantity;
    enum return_reason reason;
    enum disposition disposition;
    enum resolution resolution;
    int64_t refund_minor;
    const char *condition; /* for people */
};

/* Of the counters above. */
int64_t units_settled(const struct return_units *units);
/* What the customer may be owed something for. */
int64_t units_to_settle(const struct return_units *units);

struct return_line *return_find_line(const struct rma *rma, uint32_t line);
struct return_part *return_find_part(const struct rma *rma, uint32_t line, const char *location);

bool return_holds(const struct rma *rma);

/* Rules, one file each. Those that return a text refuse with it, and have changed nothing then. */

/* return_window.c: whether people need not look at the request first. shipped_at_us: when the last
 * parcel of the order left, 0: none has. */
bool return_needs_no_look(const struct rma *rma, int64_t shipped_at_us, int64_t window_us,
                          int64_t now_us);

/* returnable_units.c: units of this order line that may still be asked back, given all returns of
 * the order. */
int64_t returnable_units(const struct order_line *line, const struct rma *const *returns,
                         uint32_t return_count, int64_t now_us);

/* receive_return.c */
void receive_return(struct return_line *line, struct return_part *part, int64_t quantity);
/* disposition.c */
const char *inspect_return(struct return_line *line, struct return_part *part,
                           enum disposition disposition, int64_t quantity);
/* refund_due.c: *due_minor is what is owed for these units, 0 unless they are refunded. */
const char *resolve_return(struct return_line *line, enum resolution resolution, int64_t quantity,
                           int64_t refund_minor, int64_t *due_minor);

/* return_exchange.c: whether an order of this channel may replace goods of it. */
bool return_may_be_exchanged(const struct rma *rma, const char *channel, int64_t now_us);

/* return_expiry.c: an authorized return whose time is over is expired, noticed or not. */
enum return_status return_status_at(const struct rma *rma, int64_t now_us);

/* return_totals.c: what the returns of an order add up to, of one line. */
struct return_totals {
    int64_t requested; /* of returns that were not declined, expired or cancelled */
    int64_t received;
    int64_t restocked;
    int64_t refunded;
};
struct return_totals return_totals(uint32_t line, const struct rma *const *returns,
                                   uint32_t return_count, int64_t now_us);

#endif

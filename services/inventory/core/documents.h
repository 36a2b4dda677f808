/*
 * Documents: goods that are expected, or were counted. Purchase orders, advance ship notices (ASN),
 * transfers and cycle counts, as plain structs, and the rules over them.
 *
 * A document is loaded for the turn that needs it and written back by it; it is not memory that
 * lives between turns, so no keeper is told of its changes. What stays in memory is what is
 * awaited of each item (struct inbound in inventory.h), which follows from the documents.
 *
 * Of each line of a document holds
 *   purchase order : expected + over = received + missing + announced + open
 *   ASN            : expected + over = received + missing + open,   announced <= open
 *   transfer       : shipped  + over = received + missing + open    (open: in transit)
 * and announced of a purchase order's SKU = the sum of announced of its ASNs' lines.
 */
#ifndef INVENTORY_CORE_DOCUMENTS_H
#define INVENTORY_CORE_DOCUMENTS_H

#include "services/inventory/core/inventory.h"

/* As in the table document. */
enum document_kind {
    DOCUMENT_PURCHASE_ORDER = 1,
    DOCUMENT_SHIPMENT = 2, /* an ASN */
    DOCUMENT_TRANSFER = 3,
};

/* As in the table document. */
enum document_state {
    DOCUMENT_NONE = 0,
    DOCUMENT_DRAFT = 1,   /* a transfer that has not left */
    DOCUMENT_OPEN = 2,    /* ordered or announced, nothing came yet */
    DOCUMENT_SHIPPED = 3, /* a transfer on its way */
    DOCUMENT_PARTLY_RECEIVED = 4,
    DOCUMENT_RECEIVED = 5,  /* all that was expected came */
    DOCUMENT_CLOSED = 6,    /* nothing more will come; what is missing has a reason */
    DOCUMENT_CANCELLED = 7, /* nothing had come, nothing is wanted */
};
#define DOCUMENT_STATE_COUNT 8

enum document_change {
    ON_DOCUMENT_CREATE,
    ON_DOCUMENT_SHIP,         /* a transfer leaves */
    ON_DOCUMENT_RECEIVE_PART, /* goods came, more is expected */
    ON_DOCUMENT_RECEIVE_REST, /* goods came, nothing more is expected */
    ON_DOCUMENT_CLOSE,
    ON_DOCUMENT_CANCEL,
};
#define DOCUMENT_CHANGE_COUNT 6

/* As in inventory.proto and in the table document. */
enum discrepancy {
    DISCREPANCY_NONE = 0,
    DISCREPANCY_LOST = 1,
    DISCREPANCY_DAMAGED = 2,
    DISCREPANCY_MISCOUNT = 3,
    DISCREPANCY_OVERAGE = 4,
};

struct document_line {
    uint32_t line;
    struct item *item;
    const char *sscc;   /* of the package, or empty */
    const char *lot;    /* as announced or to be sent, or empty */
    int32_t expires_on; /* of the lot */
    int32_t state;      /* of the units of a transfer, as enum stock_state */
    int64_t due_at_us;  /* 0: unknown */
    int64_t unit_cost_minor;
    int64_t expected;  /* ordered, announced, to be sent */
    int64_t announced; /* open units of a purchase order that an ASN carries: on both */
    int64_t shipped;   /* of a transfer */
    int64_t received;  /* over among them */
    int64_t damaged;   /* of received */
    int64_t over;      /* of received: beyond what was expected */
    int64_t missing;   /* closed or cancelled without them */
    bool came;         /* the input at work brought units of it */
};

struct document {
    enum document_kind kind;
    const char *number;
    enum document_state state;
    const char *partner;        /* supplier of a purchase order, carrier of an ASN */
    const char *purchase_order; /* of an ASN, or empty */
    const char *location;       /* where the goods go */
    const char *origin;         /* of a transfer: where they come from */
    const char *currency;
    const char *reason;
    enum discrepancy discrepancy;
    int64_t due_at_us;
    int64_t created_at_us;
    int64_t content; /* hash of the command that made it: the same again is a repeat */
    size_t line_count, line_max;
    struct document_line *lines;

    /* of the service: its place among the documents of the turn */
    struct document *next;
    bool is_changed;
};

/* --- the lifecycles: purchase_order_steps.c, shipment_steps.c, transfer_steps.c --------------- */

struct document_step {
    enum document_state from;
    enum document_change on;
    enum document_state to;
    const char *why;
};
struct document_steps {
    const struct document_step *steps;
    size_t count;
};
extern const struct document_steps purchase_order_steps, shipment_steps, transfer_steps;

/* --- document_steps.c: look a step up --------------------------------------------------------- */

const struct document_step *document_step_find(enum document_kind kind, enum document_state from,
                                               enum document_change on);
/* False: refused, nothing changed. */
bool document_step(struct document *document, enum document_change on) must_check;
const char *document_state_name(enum document_state state);
/* "purchase order", "ASN", "transfer" */
const char *document_kind_name(enum document_kind kind);

/* --- document_lines.c: what is open, and lines that nobody expected --------------------------- */

/* Units still expected by this document itself. */
int64_t document_line_open(const struct document *document, const struct document_line *line);
/* Nothing is open, nor carried by an ASN. */
bool document_is_complete(const struct document *document);
/* A line without expectation; there must be room for it. */
struct document_line *document_add_line(struct document *document, struct item *item);

/* --- receipt_over_rule.c: may so much come? --------------------------------------------------- */

/* Units of one item that came. */
struct receipt {
    struct item *item;
    const char *sscc; /* of this package; empty: any */
    int64_t units;
    bool damaged;
};
/* The index of the first receipt that brings more than is expected; count: none does. over tells
 * how much. */
size_t receipt_over_rule(const struct document *document, const struct receipt *receipts,
                         size_t count, int64_t *over);

/* --- receive_document.c: goods came ----------------------------------------------------------- */

/* Goods are about to come: no line has any yet. */
void begin_receipt(struct document *document);
/* Units came against this document; order is the purchase order of an ASN, or NULL. There must be
 * room for a line in both. */
void receive_document(struct document *document, struct document *order,
                      const struct receipt *receipt);
/* All receipts are noted: step. */
void document_received(struct document *document);

/* --- announce_shipment.c: an ASN takes expectation over from its purchase order --------------- */

void announce_shipment(struct document *shipment, struct document *order);

/* --- close_document.c: nothing more will come ------------------------------------------------- */

/* What is open is missing. An ASN gives what it carried back to its order (or NULL). False:
 * refused. */
bool close_document(struct document *document, struct document *order,
                    enum document_change on) must_check;

/* --- ship_transfer.c: units leave for another location ---------------------------------------- */

/* Could the promises of this item be kept without so many units of this stock? unavailable: of
 * units, not fit for sale anyhow. */
bool transfer_keeps_promises(const struct stock *stock, int64_t units, int64_t unavailable);

/* --- count_steps.c: the lifecycle of a cycle count ---------------------------------------------
 */

/* As in inventory.proto and in the table stock_count. */
enum count_state {
    COUNT_NONE = 0,
    COUNT_REQUESTED = 1,
    COUNT_RECOUNT = 2,
    COUNT_REVIEW = 3,
    COUNT_COMPLETED = 4,
    COUNT_CANCELLED = 5,
};
#define COUNT_STATE_COUNT 6

enum count_change {
    ON_COUNT_REQUEST,
    ON_COUNT_CLOSE, /* counted, and every line is within the tolerance */
    ON_COUNT_FAR,   /* counted, and some lines are not */
    ON_COUNT_APPROVE,
    ON_COUNT_CANCEL,
};
#define COUNT_CHANGE_COUNT 5

struct count_step {
    enum count_state from;
    enum count_change on;
    enum count_state to;
    const char *why;
};
extern const struct count_step count_steps[];
extern const size_t count_step_count;
const struct count_step *count_step_find(enum count_state from, enum count_change on);
const char *count_state_name(enum count_state state);

/* A SKU that is to be counted. */
struct count_line {
    struct item *item;
    bool is_done; /* booked, or given up with the count */
};

/* What was found of it, in one state and lot, and what the books said then. */
struct count_found {
    struct item *item;
    enum stock_state state;
    const char *lot; /* empty: none */
    int32_t expires_on;
    int64_t counted;
    int64_t on_hand; /* by the books, when the count was submitted */
    bool is_booked;
};

struct stock_count {
    int64_t count_id;
    enum count_state state;
    struct location *location;
    int64_t tolerance_units;
    int32_t tolerance_percent;
    int64_t requested_at_us;
    const char *reason; /* why it was approved or cancelled */
    size_t line_count, found_count, found_max;
    struct count_line *lines;
    struct count_found *found;

    /* of the service: its place among the counts of the turn */
    struct stock_count *next;
    bool is_changed;
};

/* --- count_variance.c: what was found against what the books say now ---------------------------
 */

/* Sets on_hand of what was found of the item, adds what the books know and nobody found; returns
 * how many entries there are then: at most count + the stock's piles + 1, for which there must be
 * room. stock NULL: the books know of nothing. */
size_t count_variance(const struct item *item, const struct stock *stock, struct count_found *found,
                      size_t count);

/* --- count_tolerance.c -------------------------------------------------------------------------
 */

/* May a difference between the books and a count be booked at once? */
bool count_tolerance(int64_t on_hand, int64_t difference, int64_t tolerance_units,
                     int32_t tolerance_percent);

#endif

/*
 * What was asked to be changed of an order and is not answered yet. Requests are numbered per
 * order; inventory takes those of one order one after the other and answers each once, so several
 * may be open at a time.
 */
#ifndef CROSSDOCK_ORDER_CHANGE_REQUEST_H
#define CROSSDOCK_ORDER_CHANGE_REQUEST_H

#include "services/order/core/order.h"

/* More than these at once are refused, so that no storefront fills the queue of one order. */
#define REQUESTS_OPEN_MAX 32

/* Stored: the numbers are those of the CHECK in the table order_request. */
enum request_kind {
    REQUEST_CANCEL_ALL = 1,
    REQUEST_CANCEL_LINES = 2,
    REQUEST_CANCEL_UNFILLED = 3, /* what waits for stock, by the clock */
    REQUEST_INCREASE = 4,        /* done at once; inventory's promises follow */
    REQUEST_DECREASE = 5,
    REQUEST_REDIRECT = 6,
};

/* Stored likewise. */
enum request_outcome {
    REQUEST_OPEN = 0,
    REQUEST_DONE = 1, /* perhaps in part */
    REQUEST_REFUSED = 2,
};

struct change_request {
    int64_t order_id;
    uint32_t number;
    enum request_kind kind;
    const char *reason;
    uint32_t line_count;
    struct line_change *lines;      /* the units asked for; none: all */
    struct destination destination; /* REQUEST_REDIRECT */
    bool recipient_given;
    struct recipient recipient;
};

/* Of requests that bring none. */
#define NO_ADDRESS .destination = {"", "", "", ""}, .recipient = {"", "", "", ""}

/* The line that lines[i] names, by number and perhaps SKU, for the first time; or why not. *at as
 * in order_find_line (named_line.c). */
const char *find_named_line(struct order *order, const struct line_change *lines, uint32_t i,
                            uint32_t *at, struct order_line **found);

/* --- cancel_lines.c -------------------------------------------------------------------------- */

/* Why these units cannot be cancelled, and of which line; NULL: they can. SKUs are filled in. */
const char *cancel_lines_defect(struct order *order, struct line_change *lines, uint32_t line_count,
                                uint32_t *line);

/* --- amend_lines.c --------------------------------------------------------------------------- */

struct amendment {
    uint32_t increase_count;
    struct line_change *increase; /* room for all lines, given by the caller */
    uint32_t decrease_count;
    struct line_change *decrease;
};

/* What new quantities mean, beside the decreases that are already asked for (asked_less: by index
 * of the order's line). NULL, or why they cannot be, and of which line. */
const char *amend_lines(struct order *order, const struct line_change *lines, uint32_t line_count,
                        const int64_t *asked_less, struct amendment *amendment, uint32_t *line);

#endif

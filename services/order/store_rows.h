/* What the files store_*.c share: lists of a turn, and rows that become orders. */
#ifndef CROSSDOCK_ORDER_STORE_ROWS_H
#define CROSSDOCK_ORDER_STORE_ROWS_H

#include "services/order/core/fact.h"
#include "services/order/store.h"

enum { STAGED_NOT, STAGED_PLACED, STAGED_CHANGED };

struct placed {
    struct order *order;
    const struct order_request *request;
};

struct known_recipient {
    int64_t order_id;
    struct recipient recipient;
};

struct known_facts {
    int64_t order_id;
    struct facts facts;
};

struct parked {
    char waits_for[TEXT_BYTES_MAX + 1];
};

void list_add(struct list *list, struct arena *arena, void *item);
void list_add_id(struct list *list, struct arena *arena, int64_t order_id);
/* The item whose first member, an order id, is this one; the list is ascending. */
void *list_find_id(const struct list *list, int64_t order_id);
/* The ids at the start of the items. */
struct param param_ids(const struct list *list, struct column *column, struct arena *arena);

/* A row of load_orders or load_open_orders. */
struct order_row {
    struct order_request request;
    int64_t counters[ORDER_LINES_MAX * LINE_COUNTERS];
    int64_t numbers[ORDER_LINES_MAX];
    int64_t prices[ORDER_LINES_MAX];
    int64_t together[ORDER_LINES_MAX];
    int64_t expected[ORDER_LINES_MAX];
    int64_t delivered[ORDER_LINES_MAX];
    size_t together_count; /* 0 or one for each line */
    size_t expected_count;
    size_t delivered_count;
    const char *skus[ORDER_LINES_MAX];
    struct request_line lines[ORDER_LINES_MAX];
};

void row_read(const struct rows *rows, int at, struct arena *arena, struct order_row *row);
int64_t row_order_id(const struct rows *rows, int at);
const char *row_waits_for(const struct rows *rows, int at);
/* Fills zeroed memory of order_bytes(). skus is by line. */
void row_fill_order(struct order *order, const struct rows *rows, int at,
                    const struct order_row *row, const char *const *skus);

void store_start_metrics(const struct state *state);

#endif

/* What store_changes.c and store_change_rows.c share: memory, and rows to write. */
#ifndef CROSSDOCK_ORDER_STORE_CHANGE_ROWS_H
#define CROSSDOCK_ORDER_STORE_CHANGE_ROWS_H

#include "services/order/store_changes.h"
#include "services/order/store_rows.h"

#define REQUEST_KEY_BYTES 40

struct released_hold {
    int64_t order_id;
    uint32_t number;
    const char *by;
    const char *note;
};

struct answered_request {
    int64_t order_id;
    uint32_t number;
    enum request_outcome outcome;
};

struct known_channel {
    int32_t cancel_unfilled_days;
    bool is_staged;
};

/* Keys in state->holds and state->requests. */
int64_t hold_key(int64_t order_id, enum hold_reason reason);
void request_key(int64_t order_id, uint32_t number, char key[REQUEST_KEY_BYTES]);

/* Lasting copies, noted in the order; journal may be NULL while the service starts. */
const struct hold *change_rows_keep_hold(struct state *state, struct journal *journal,
                                         struct order *order, const struct hold *hold);
const struct change_request *change_rows_keep_request(struct state *state, struct journal *journal,
                                                      struct order *order,
                                                      const struct change_request *request);
void change_rows_keep_destination(struct state *state, struct journal *journal, struct order *order,
                                  const struct destination *destination);

#endif

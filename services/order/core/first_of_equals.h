/*
 * Which lines repeat an earlier one? A small hash set on the stack, so that the largest order costs
 * no more per line than the smallest.
 */
#ifndef CROSSDOCK_ORDER_FIRST_OF_EQUALS_H
#define CROSSDOCK_ORDER_FIRST_OF_EQUALS_H

#include "services/order/core/order.h"

/* Twice the lines at most, a power of two. */
#define EQUALS_SLOTS_MAX 4096

struct equals {
    const struct order_request *request;
    bool (*equal)(const struct request_line *a, const struct request_line *b);
    uint32_t mask;
    uint16_t slots[EQUALS_SLOTS_MAX]; /* index of a line + 1; 0: free */
};

void equals_start(struct equals *equals, const struct order_request *request,
                  bool (*equal)(const struct request_line *a, const struct request_line *b));

/* True when no line before this one was equal to it. */
bool equals_is_first(struct equals *equals, uint32_t index, uint64_t hash);

#endif

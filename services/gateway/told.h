/* What handlers of events about orders share. */
#ifndef GATEWAY_TOLD_H
#define GATEWAY_TOLD_H

#include "crossdock/order/v1/order.pb-c.h"
#include "services/gateway/store.h"

typedef Crossdock__Order__V1__LineQuantity told_line;

/* The field order_id of any message; 0: it has none, or it is of no order. */
uint64_t told_order(const struct input *input);
int64_t told_units(told_line *const *lines, size_t count);
/* Touches the order of the event and notes the words (as of printf) in its timeline; NULL: it is of no order. */
struct touched_order *tell_order(struct turn *turn, const struct input *input, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif

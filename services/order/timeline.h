/*
 * The timeline of an order: every fact that this service hears or says about it, in the order in
 * which it learned them. What is said is noted by say_of_order, what is heard by the handlers.
 */
#ifndef CROSSDOCK_ORDER_TIMELINE_H
#define CROSSDOCK_ORDER_TIMELINE_H

#include <protobuf-c/protobuf-c.h>

#include "common/turn.h"
#include "services/order/core/fact.h"
#include "services/order/core/order.h"

/* The order must be staged (store_add_order, store_change_order). */

/* The event being handled. */
void timeline_heard(struct turn *turn, const struct order *order, int64_t number, int64_t units);
/* The same as another kind than that of the event. */
void timeline_heard_as(struct turn *turn, const struct order *order, enum fact_kind kind,
                       int64_t number, int64_t units);
/* An event that was just said; one that only repeats what was heard leaves no fact. */
void timeline_said(struct turn *turn, const struct order *order, const ProtobufCMessage *event,
                   uint64_t position);

#endif

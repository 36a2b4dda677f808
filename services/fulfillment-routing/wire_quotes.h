/*
 * What shops ask before an order is placed.
 */
#ifndef ROUTING_WIRE_QUOTES_H
#define ROUTING_WIRE_QUOTES_H

#include "services/fulfillment-routing/wire_promises.h"

/* struct promise, without an order. */
READ(read_quote_promise);

#endif

/* The fingerprint of a request: tells a repeat from another order under the same number. */
#ifndef CROSSDOCK_ORDER_CONTENT_HASH_H
#define CROSSDOCK_ORDER_CONTENT_HASH_H

#include "services/order/core/order.h"

/* Stored with the order for ever: a change of it makes repeats of old orders conflicts. */
void content_hash(const struct order_request *request, uint8_t hash[CONTENT_HASH_BYTES]);

/* 128-bit FNV-1a of some bytes, most significant byte first. */
void fnv1a_128(const void *bytes, size_t count, uint8_t hash[CONTENT_HASH_BYTES]);

#endif

/*
 * Checks at the edge, shared by wire_*.c: each says in the refusal what was wrong, and is false
 * then. Limits are those of routing.proto.
 */
#ifndef ROUTING_WIRE_CHECK_H
#define ROUTING_WIRE_CHECK_H

#include "common/service.h"
#include "crossdock/order/v1/order.pb-c.h"
#include "services/fulfillment-routing/memory.h"

#define TEXT_BYTES_MAX 200
#define QUANTITY_MAX   INT64_C(1000000000000)

/* The read functions of handlers.c; what they return lives as long as the turn. */
#define READ(name)                                                                                 \
    const void *name(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)

bool refuse(struct refusal *refusal, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool read_id(uint64_t id, const char *what, int64_t *value, struct refusal *refusal);
/* 0: not named, and nothing is written. */
bool read_id_or_none(uint64_t id, const char *what, int64_t *value, struct refusal *refusal);
bool check_text(const char *text, const char *what, size_t bytes_min, size_t bytes_max,
                struct refusal *refusal);
bool check_country(const char *country, struct refusal *refusal);
bool check_coordinates(double latitude, double longitude, struct refusal *refusal);
bool check_quantity(int64_t quantity, int64_t min, struct refusal *refusal);
bool read_destination(const Crossdock__Order__V1__Destination *from, struct destination *to,
                      struct refusal *refusal);

#endif

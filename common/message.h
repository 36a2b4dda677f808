/*
 * Protobuf at the edge: foreign bytes become a checked message in an arena, or a reason.
 */
#ifndef CROSSDOCK_MESSAGE_H
#define CROSSDOCK_MESSAGE_H

#include <protobuf-c/protobuf-c.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"

/* Checks the wire format against the descriptor (lengths, nesting, every string valid UTF-8 without
 * NUL) before it unpacks. NULL when refused; *reason then names the defect ("field 'sku': not UTF-8").
 * Memory: at most 64 times the bytes plus 4 KiB, at most 16 MiB, else refused. */
const ProtobufCMessage *message_read(struct arena *arena, const ProtobufCMessageDescriptor *type,
                                     const uint8_t *data, size_t bytes, const char **reason);

uint8_t *message_pack(struct arena *arena, const ProtobufCMessage *message, size_t *bytes);

/* Write the protobuf length prefix of one element of EventBatch.events (tag 0x0A and a varint);
 * at most 11 bytes. A batch is a concatenation of these and the stored event bytes. */
size_t message_batch_prefix(uint8_t *to, size_t event_bytes);

/* Walk an EventBatch without unpacking it: sets event and event_bytes to the next element and moves
 * *at on; false at the end or when broken (then *at != bytes). Elements with other tags are refused. */
bool message_batch_next(const uint8_t *data, size_t bytes, size_t *at, const uint8_t **event,
                        size_t *event_bytes);

#endif

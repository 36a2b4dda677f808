/*
 * The edge: protobuf in, checked plain structs out; decisions in, events out. One pair of files for
 * each subject (wire_goods, wire_orders, wire_availability), this one for what they share.
 *
 * wire_read_* are the `read` of the handler table. Texts they hand on point into the message and
 * live as long as the turn. wire_say_* pack and say; wire_reply_* answer.
 */
#ifndef INVENTORY_WIRE_H
#define INVENTORY_WIRE_H

#include "common/service.h"

/* The read column of the handler table. */
typedef const void *(read_function)(struct arena *arena, const ProtobufCMessage *message,
                                    struct refusal *refusal);

/* protobuf-c wants char *; it does not write there. */
char *wire_text(const char *value);
/* "<before>123" */
const char *wire_text_of_id(struct turn *turn, const char *before, int64_t id);

void wire_reply_done(struct turn *turn, size_t count);
/* DUPLICATE, with the reply of the first time. */
void wire_repeat_done(struct turn *turn, size_t count);
void wire_reply_moved(struct turn *turn, int64_t first_movement_id, size_t count);

#endif

/*
 * The edge of the order service: messages become plain structs, checked; orders become messages.
 * One pair of files for each subject (wire_place, wire_change, wire_show, wire_progress), this one
 * for what they share. No other file sees protobuf.
 */
#ifndef CROSSDOCK_ORDER_WIRE_H
#define CROSSDOCK_ORDER_WIRE_H

#include "common/service.h"
#include "services/order/core/hold.h"
#include "services/order/core/order.h"

struct Crossdock__Order__V1__DeliveryTerms;
struct Crossdock__Order__V1__Destination;
struct Crossdock__Order__V1__Hold;
struct Crossdock__Order__V1__LineQuantity;
struct Crossdock__Order__V1__Recipient;

/* The read column of the handler table. */
typedef const void *(read_function)(struct arena *arena, const ProtobufCMessage *message,
                                    struct refusal *refusal);

/* NULL, so that a reader can return the refusal. */
const void *refuse(struct refusal *refusal, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Ids travel unsigned and are stored in an int8. */
bool id_is_valid(uint64_t id);
/* The first bytes of a text, never half a character. */
const char *cut_text(struct arena *arena, const char *text, size_t bytes_max);

/* On the order feed: key = order id, subject = channel. */
void say_of_order(struct turn *turn, const struct order *order, const ProtobufCMessage *event);

/* The reply of a command that has nothing else to say. */
const ProtobufCMessage *wire_done(struct arena *arena);

/* Parts of several messages. */
struct Crossdock__Order__V1__Destination *make_destination(struct arena *arena,
                                                           const struct destination *destination);
struct Crossdock__Order__V1__Hold *make_hold(struct arena *arena, const struct hold *hold);
/* NULL, as in most orders, when none are given. */
struct Crossdock__Order__V1__DeliveryTerms *make_terms(struct arena *arena,
                                                       const struct delivery_terms *terms);
/* NULL, as in a message without them, is all texts empty. */
struct destination read_destination(const struct Crossdock__Order__V1__Destination *message);
struct delivery_terms read_terms(const struct Crossdock__Order__V1__DeliveryTerms *message);
struct recipient read_recipient(const struct Crossdock__Order__V1__Recipient *message);
struct request_hold read_hold(const struct Crossdock__Order__V1__Hold *message);
struct Crossdock__Order__V1__LineQuantity **
make_quantities(struct arena *arena, const struct line_change *lines, uint32_t line_count);

#endif

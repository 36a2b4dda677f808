/* Events as facts of a timeline, and the timeline as an answer. */
#ifndef CROSSDOCK_ORDER_WIRE_TIMELINE_H
#define CROSSDOCK_ORDER_WIRE_TIMELINE_H

#include "services/order/core/fact.h"
#include "services/order/wire.h"

read_function wire_read_get_timeline; /* struct order_query */

/* FACT_NONE: it leaves none. */
enum fact_kind wire_fact_kind(const ProtobufCMessageDescriptor *type);
/* Number and units of an event of this service. */
void wire_read_fact(const ProtobufCMessage *event, struct fact *fact);

/* All facts of the order in packed form, oldest first. */
const ProtobufCMessage *wire_timeline(struct arena *arena, const struct order *order,
                                      const struct facts *facts);

#endif

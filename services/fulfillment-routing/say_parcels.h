/*
 * Messages out: what is in the parcels of a fulfillment order.
 */
#ifndef ROUTING_SAY_PARCELS_H
#define ROUTING_SAY_PARCELS_H

#include "common/turn.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/fulfillment-routing/memory.h"
#include "services/fulfillment-routing/wire_warehouse.h"

/* Which lots leave, what stands in for what was ordered, and in which parcels. */
void say_contents(struct turn *turn, const struct fulfillment *fulfillment,
                  const struct shipment *shipment,
                  Crossdock__Routing__V1__FulfillmentShipped *event);
/* What stands in for what was ordered; the list is made when there is any. */
size_t say_substitutions(struct turn *turn, const struct fulfillment *fulfillment,
                         Crossdock__Routing__V1__Substitution ***list);
void say_packed(struct turn *turn, const struct fulfillment *fulfillment);

#endif

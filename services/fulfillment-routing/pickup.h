/*
 * Orders that customers collect; see pickup.c.
 */
#ifndef ROUTING_PICKUP_H
#define ROUTING_PICKUP_H

#include "common/turn.h"
#include "services/fulfillment-routing/memory.h"

/* The customer collects it where it is picked: nothing of it is handed to a carrier. */
bool pickup_is_here(const struct fulfillment *fulfillment);
/* It is sent to where the customer collects it. */
bool pickup_is_elsewhere(const struct fulfillment *fulfillment);
/* Memory keeps it, though its stock was seen to leave: it is on its way there, or ready. */
bool pickup_goes_on(const struct fulfillment *fulfillment);
/* Its units can be called back: what had been sent there has shipped. */
bool pickup_may_be_recalled(const struct fulfillment *fulfillment);

/* Steps of others after which something follows here; nothing does for what is not collected. */
void pickup_is_picked(struct turn *turn, struct fulfillment *fulfillment);  /* it is PACKED now */
void pickup_is_shipped(struct turn *turn, struct fulfillment *fulfillment); /* SHIPPED */
void pickup_is_recalled(struct turn *turn, const struct fulfillment *fulfillment); /* was READY */

/* At start, of a fulfillment order that is READY or on its way. */
void pickup_open(struct memory *memory, struct fulfillment *fulfillment);

#endif

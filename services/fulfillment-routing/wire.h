/*
 * Messages in and out: protobuf becomes checked plain structs here, and nowhere else. One pair of
 * files wire_* per subject; say.c for what goes out.
 */
#ifndef ROUTING_WIRE_H
#define ROUTING_WIRE_H

#include "services/fulfillment-routing/say.h"
#include "services/fulfillment-routing/wire_ask.h"
#include "services/fulfillment-routing/wire_decisions.h"
#include "services/fulfillment-routing/wire_items.h"
#include "services/fulfillment-routing/wire_lists.h"
#include "services/fulfillment-routing/wire_moves.h"
#include "services/fulfillment-routing/wire_parcels.h"
#include "services/fulfillment-routing/wire_fulfillments.h"
#include "services/fulfillment-routing/wire_pickup.h"
#include "services/fulfillment-routing/wire_places.h"
#include "services/fulfillment-routing/wire_policies.h"
#include "services/fulfillment-routing/wire_profiles.h"
#include "services/fulfillment-routing/wire_promises.h"
#include "services/fulfillment-routing/wire_quotes.h"
#include "services/fulfillment-routing/wire_scarcity.h"
#include "services/fulfillment-routing/wire_stock.h"
#include "services/fulfillment-routing/wire_warehouse.h"

#endif

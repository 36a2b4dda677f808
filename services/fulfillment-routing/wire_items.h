/*
 * Items as inventory tells them.
 */
#ifndef ROUTING_WIRE_ITEMS_H
#define ROUTING_WIRE_ITEMS_H

#include "services/fulfillment-routing/wire_check.h"

READ(read_item_changed); /* struct item_change */

#endif

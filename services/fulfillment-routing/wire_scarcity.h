/*
 * Scarcity prices as forecasting tells them.
 */
#ifndef ROUTING_WIRE_SCARCITY_H
#define ROUTING_WIRE_SCARCITY_H

#include "services/fulfillment-routing/wire_check.h"

READ(read_scarcity_priced); /* struct scarcity_price */

#endif

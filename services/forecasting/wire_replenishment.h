/*
 * What to buy, as messages. Memory is the turn's.
 */
#ifndef FORECASTING_WIRE_REPLENISHMENT_H
#define FORECASTING_WIRE_REPLENISHMENT_H

#include "crossdock/forecasting/v1/forecasting.pb-c.h"
#include "services/forecasting/memory.h"
#include "services/forecasting/wire_check.h"

Crossdock__Forecasting__V1__ReplenishmentProposed *
replenishment_message(struct arena *arena, const char *sku, const struct proposal *proposal);
const ProtobufCMessage *write_replenishment_proposed(struct arena *arena, const char *sku,
                                                     const struct proposal *proposal);

#endif

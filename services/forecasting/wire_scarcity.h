/*
 * Scarcity prices that are set by hand, checked and made plain; and said. Memory is the turn's.
 */
#ifndef FORECASTING_WIRE_SCARCITY_H
#define FORECASTING_WIRE_SCARCITY_H

#include "services/forecasting/scarcity.h"
#include "services/forecasting/wire_check.h"

const void *read_set_scarcity_prices(struct arena *arena, const ProtobufCMessage *message,
                                     struct refusal *refusal);

const ProtobufCMessage *write_scarcity_priced(struct arena *arena,
                                              const struct scarcity_price *price);

#endif

/*
 * What is asked of forecasts, and forecasts as messages. Memory is the turn's.
 */
#ifndef FORECASTING_WIRE_FORECAST_H
#define FORECASTING_WIRE_FORECAST_H

#include "services/forecasting/memory.h"
#include "services/forecasting/wire_check.h"

/* GetForecast. */
struct forecast_asked {
    const char *sku;
    const char *location;
    int32_t days; /* to look ahead, one by one */
};

const void *read_get_forecast(struct arena *arena, const ProtobufCMessage *message,
                              struct refusal *refusal);

/* Of a place with an outlook. */
const ProtobufCMessage *write_forecast_published(struct arena *arena, const struct place *place);
/* place NULL: nothing was ever asked there. */
const ProtobufCMessage *write_forecast_view(struct arena *arena, const struct memory *memory,
                                            const struct forecast_asked *asked,
                                            const struct place *place);

#endif

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
};

const void *read_get_forecast(struct arena *arena, const ProtobufCMessage *message,
                              struct refusal *refusal);

const ProtobufCMessage *write_forecast_published(struct arena *arena, const char *sku,
                                                 const struct forecast *forecast);
/* forecast, item and place may be NULL. */
const ProtobufCMessage *write_forecast_view(struct arena *arena, const struct forecast_asked *asked,
                                            const struct forecast *forecast,
                                            const struct item *item, const struct place *place);

#endif

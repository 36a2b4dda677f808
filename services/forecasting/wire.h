/*
 * What comes in, checked and made plain; what goes out, made a message. Memory is the turn's.
 */
#ifndef FORECASTING_WIRE_H
#define FORECASTING_WIRE_H

#include "common/service.h"
#include "services/forecasting/memory.h"

struct sku_units {
    const char *sku;
    int64_t units;
};

#define DAY_OF_EVENT (-1)
#define DAY_US       (INT64_C(86400) * 1000000)

/* OrderPlaced, OrderAmended, FulfillmentPlanned: units asked on a day. */
struct demand_heard {
    int32_t day;          /* DAY_OF_EVENT: the day on which the event was said */
    const char *location; /* where it arose; "": the network */
    size_t count;
    struct sku_units lines[];
};

/* StockMoved: units that are fit for sale. */
struct stock_heard {
    size_t count;
    struct sku_units lines[];
};

/* ItemChanged. */
struct item_heard {
    const char *sku;
    int32_t lead_time_days;
};

/* GetForecast. */
struct forecast_asked {
    const char *sku;
    const char *location;
};

const void *read_order_placed(struct arena *arena, const ProtobufCMessage *message,
                              struct refusal *refusal);
const void *read_order_amended(struct arena *arena, const ProtobufCMessage *message,
                               struct refusal *refusal);
const void *read_fulfillment_planned(struct arena *arena, const ProtobufCMessage *message,
                                     struct refusal *refusal);
const void *read_stock_moved(struct arena *arena, const ProtobufCMessage *message,
                             struct refusal *refusal);
const void *read_item_changed(struct arena *arena, const ProtobufCMessage *message,
                              struct refusal *refusal);
const void *read_get_forecast(struct arena *arena, const ProtobufCMessage *message,
                              struct refusal *refusal);

const ProtobufCMessage *write_forecast_published(struct arena *arena, const char *sku,
                                                 const struct forecast *forecast);
const ProtobufCMessage *write_replenishment_proposed(struct arena *arena, const char *sku,
                                                     const struct proposal *proposal);
/* forecast and item may be NULL. */
const ProtobufCMessage *write_forecast_view(struct arena *arena, const struct forecast_asked *asked,
                                            const struct forecast *forecast,
                                            const struct item *item, int32_t location_id);

#endif

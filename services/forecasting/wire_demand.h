/*
 * What was asked for, what moved, what an item is: checked and made plain. Memory is the turn's.
 */
#ifndef FORECASTING_WIRE_DEMAND_H
#define FORECASTING_WIRE_DEMAND_H

#include "services/forecasting/memory.h"
#include "services/forecasting/wire_check.h"

struct sku_units {
    const char *sku;
    int64_t units;
    int64_t value_minor; /* of an order's line, in the order's currency; 0: unknown */
};

#define DAY_OF_EVENT (-1)

/* OrderPlaced, OrderAmended, FulfillmentPlanned: units asked on a day. */
struct demand_heard {
    int32_t day;          /* DAY_OF_EVENT: the day on which the event was said */
    const char *location; /* where it arose; "": the network */
    const char *region;   /* country it goes to, of an order; "": unknown, like the currency */
    const char *currency;
    size_t count;
    struct sku_units lines[];
};

/* StockMoved: units that are fit for sale. */
struct stock_heard {
    size_t count;
    struct stock_line {
        const char *sku, *location;
        int64_t units;
    } lines[];
};

/* ItemChanged. */
struct item_heard {
    const char *sku;
    struct item_facts facts;
    int32_t lead_time_days;
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

#endif

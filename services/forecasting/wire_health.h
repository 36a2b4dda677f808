/*
 * The state of stock, asked for and told. Memory is the turn's.
 */
#ifndef FORECASTING_WIRE_HEALTH_H
#define FORECASTING_WIRE_HEALTH_H

#include "services/forecasting/levels.h"
#include "services/forecasting/wire_check.h"

enum health_show { SHOW_ALL, SHOW_SHORT, SHOW_OVERSTOCK, SHOW_AGED, SHOW_DEAD };

/* GetStockHealth. */
struct health_asked {
    const char *location, *sku;
    enum health_show show;
    uint32_t limit;
};

struct health_line {
    const struct place *place;
    struct stock_levels levels;
    struct stock_health health;
    double per_day;
    int64_t on_order, position, unit_cost_minor;
    int32_t stock_out_day, idle_days;
};

struct health_view {
    const struct health_line *lines;
    size_t count;
    bool more;
    uint32_t classes[3][3]; /* SKUs of A, B, C by X, Y, Z */
};

const void *read_get_stock_health(struct arena *arena, const ProtobufCMessage *message,
                                  struct refusal *refusal);
const ProtobufCMessage *write_stock_health(struct arena *arena, const struct health_view *view);

#endif

/*
 * Items, locations and goods that move: messages in, checked structs out; events out.
 */
#ifndef INVENTORY_WIRE_GOODS_H
#define INVENTORY_WIRE_GOODS_H

#include "services/inventory/posting.h"
#include "services/inventory/wire.h"

struct item_definition {
    const char *sku, *name, *currency, *supplier;
    char gtin[15]; /* 14 digits or empty */
    int64_t weight_g, unit_cost_minor;
    int32_t lead_time_days;
};

struct location_definition {
    const char *code, *name, *country, *region, *city, *postal_code, *time_zone, *gln;
    double latitude_deg, longitude_deg;
    bool closed;
    int64_t safety_stock;
};

struct define_items {
    size_t count;
    struct item_definition items[];
};

struct define_locations {
    size_t count;
    struct location_definition locations[];
};

struct stock_line {
    const char *sku;
    const char *bin; /* empty: none given */
    int64_t quantity;
};

/* ReceiveStock and AdjustStock. */
struct move_command {
    const char *location;
    const char *reason;
    size_t count;
    struct stock_line lines[];
};

read_function wire_read_define_items;
read_function wire_read_define_locations;
read_function wire_read_receive_stock;
read_function wire_read_adjust_stock;

void wire_say_item_changed(struct turn *turn, const struct item_definition *item);
void wire_say_location_changed(struct turn *turn, const struct location_definition *location);
void wire_say_stock_moved(struct turn *turn, const struct posting *posting);

#endif

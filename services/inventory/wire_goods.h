/*
 * Items, locations and goods that move: messages in, checked structs out; events out.
 */
#ifndef INVENTORY_WIRE_GOODS_H
#define INVENTORY_WIRE_GOODS_H

#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "services/inventory/posting.h"
#include "services/inventory/wire.h"

#define SUBSTITUTES_MAX 8

struct item_definition {
    const char *sku, *name, *currency, *supplier, *category;
    char gtin[15]; /* 14 digits or empty */
    int64_t weight_g, unit_cost_minor;
    int32_t lead_time_days;
    const char *unit;
    uint32_t pack_count;
    struct pack packs[PACKS_MAX];
    bool lot_tracked;
    int32_t shelf_life_days_min;
    enum backorder_policy backorder;
    int64_t backorder_cap, preorder_cap, available_from_us, low_stock, recovered_stock;
    bool hazmat, oversize, no_export;
    uint32_t substitute_count;
    const char *substitutes[SUBSTITUTES_MAX]; /* SKUs that may be shipped instead */
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

/* As it was said; resolve_goods() makes goods of it. */
struct stock_line {
    const char *sku;  /* or empty, when there is a gtin */
    char gtin[15];    /* 14 digits or empty */
    const char *pack; /* empty: quantity counts units */
    int64_t quantity;
    enum stock_state state;
    const char *lot; /* empty: none */
    int32_t expires_on;
    const char *bin; /* empty: none given */
};

/* ReceiveStock, AdjustStock, WriteOffStock, ChangeStockState. */
struct move_command {
    const char *location;
    const char *reason;
    enum stock_state to; /* of ChangeStockState */
    size_t count;
    struct stock_line lines[];
};

/* AssignBins and SetSafetyStock. */
struct place_command {
    const char *location;
    size_t count;
    struct stock_line lines[];
};

/* One StockLine of any command; quantity between quantity_min and MOVEMENT_QUANTITY_MAX. */
bool wire_read_stock_line(struct stock_line *to, const Crossdock__Inventory__V1__StockLine *line,
                          int64_t quantity_min, struct refusal *refusal);

read_function wire_read_define_items;
read_function wire_read_define_locations;
read_function wire_read_receive_stock;
read_function wire_read_adjust_stock;
read_function wire_read_write_off_stock;
read_function wire_read_change_stock_state;
read_function wire_read_assign_bins;
read_function wire_read_set_safety_stock;

void wire_say_item_changed(struct turn *turn, const struct item_definition *item);
void wire_say_location_changed(struct turn *turn, const struct location_definition *location);
void wire_say_bins_assigned(struct turn *turn, const struct place_command *command,
                            const struct goods *goods);
void wire_say_safety_stock_set(struct turn *turn, const struct place_command *command,
                               const struct goods *goods);
void wire_say_stock_moved(struct turn *turn, const struct posting *posting);

#endif

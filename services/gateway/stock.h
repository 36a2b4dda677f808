/*
 * Stock by SKU and location: what is on hand (inventory), promised over the network (inventory, less what
 * shipped), pinned to a location (routing). All sums.
 *
 * An order changes some six balances, and the same ones come again and again. So a turn writes what it changed as
 * one row (stock_change), and the balances themselves, which memory has, seconds later: once for all that happened to each.
 * Views read stock_of(), which is both.
 */
#ifndef GATEWAY_STOCK_H
#define GATEWAY_STOCK_H

#include "common/map.h"
#include "common/turn.h"
#include "crossdock/order/v1/order.pb-c.h"

/* Stored: see stock_change. */
enum stock_sum {
    STOCK_ON_HAND,
    STOCK_UNAVAILABLE, /* of on hand: not fit for sale */
    STOCK_PROMISED,    /* location "": not shipped yet */
    STOCK_ALLOCATED,
    STOCK_SUMS,
};

struct balance {
    int64_t balance_id; /* number of the SKU x 65,536 + number of the location */
    int64_t sums[STOCK_SUMS];
    struct balance *next_unwritten;
    bool is_unwritten;
};

struct stock_sku {
    int64_t number;
    int64_t unit_cost_minor; /* what movements are worth; 0: not known */
};

struct stock_memory {
    struct map *skus;       /* SKU -> struct stock_sku */
    struct map *locations;  /* code -> int64_t: its number */
    struct map *balances;   /* balance id -> struct balance */
    struct balance *unwritten;
    int64_t unwritten_count, written_at_us;
    int64_t change_id; /* last one given */
};

struct stock_stage {
    bool is_started;
    struct column balances, sums, values;
};

void stock_add(struct turn *turn, const char *sku, const char *location, enum stock_sum sum, int64_t value);
void stock_add_promised(struct turn *turn, Crossdock__Order__V1__LineQuantity *const *lines, size_t count, int sign);
void stock_add_released(struct turn *turn, const char *sku, int64_t promised);
void stock_add_allocated(struct turn *turn, const char *location, Crossdock__Order__V1__LineQuantity *const *lines,
                         size_t count, int sign);
int64_t stock_sku_number(struct turn *turn, const char *sku); /* from 1; a new SKU gets the next */
int64_t stock_unit_cost(struct turn *turn, const char *sku); /* 0: not known */
void stock_set_unit_cost(struct turn *turn, const char *sku, int64_t minor);

void stock_open(struct stock_memory *memory, struct db *db);
void stock_close(struct stock_memory *memory);
void stock_save(struct turn *turn);

#endif

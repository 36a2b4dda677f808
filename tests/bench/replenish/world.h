/*
 * A made-up company for the bench of replenishment: SKUs at some locations, two years of demand
 * that planners know, a year that they do not, suppliers that are late. All of it from a seed.
 */
#ifndef BENCH_REPLENISH_WORLD_H
#define BENCH_REPLENISH_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "services/forecasting/core/random.h"

#define SITES        4
#define HISTORY_DAYS 730
#define WARM_UP_DAYS 60 /* played, not counted: every policy begins with its own stock */
#define YEAR_DAYS    365
#define BEYOND_DAYS  180 /* for the one who knows what comes */
#define DAYS         (HISTORY_DAYS + WARM_UP_DAYS + YEAR_DAYS + BEYOND_DAYS)
#define LEAD_MAX     75

enum kind { SMOOTH, PROMOTED, INTERMITTENT, FADING, KIND_COUNT };

struct sku {
    enum kind kind;
    int64_t unit_cost_minor;
    int64_t minimum_units, pack_units;
    double lead_mean, lead_sd; /* of its supplier, as told */
    int supplier;
    float lift[DAYS]; /* what promotions do; 1: none */
    bool promoted[DAYS];
    int32_t demand[SITES][DAYS];
};

struct world {
    uint64_t seed;
    int sku_count;
    struct sku *skus;
};

struct world world_make(uint64_t seed, int sku_count);
void world_free(struct world *world);

/* Days until a purchase made in the evening of this day is there; the same whoever asks. Each
 * supplier has a bad month in the year. */
int world_lead_time(const struct world *world, int sku, int day);

#endif

/*
 * Rows of days: where they begin, what was lost, how far they were from the best.
 */
#ifndef ROUTING_STORE_REGRET_H
#define ROUTING_STORE_REGRET_H

#include "common/turn.h"
#include "services/fulfillment-routing/memory.h"

/* One fulfillment order as a page of the measurement shows it. */
struct parcel_row {
    int64_t id, order_id;
    const char *location;
    bool gone;      /* taken back */
    bool collected; /* its order is, by the customer */
    struct destination destination;
    size_t line_count;
    const int64_t *lines, *units;
    const char *const *skus;
};

struct regret_row {
    int32_t day;
    int64_t orders, cost, bound, parcels, distance_m;
    uint32_t policy;
    bool by_distance;
    int64_t loose, left_out;
    const char *currency;
    int64_t measured_at_us;
};

/* A day whose measurement may begin. */
struct day_range {
    int32_t day;
    int64_t first_id, end_id; /* end_id 0: no later day has begun */
};

struct stock_loss {
    const char *location, *sku;
    int64_t units;
};

struct regret_stage {
    int64_t next_id; /* of memory, when the turn began */
    /* wanted */
    int32_t measured_day; /* 0: none */
    bool regrets_wanted;
    int32_t from_day, to_day;
    struct regret_row *regrets;
    size_t regret_count;
    struct day_range *range; /* that may begin; NULL: none */
    struct parcel_row *page; /* of the measurement that runs; NULL: not now */
    size_t page_count;
    bool page_is_last;
    const struct stock_loss *losses; /* with the first page */
    size_t loss_count;
    /* noted */
    struct {
        struct column location, sku, units;
    } lost;
    const struct regret_row *measured;
};

void store_want_day(struct turn *turn, int32_t day);
void store_want_regrets(struct turn *turn, int32_t from_day, int32_t to_day);
struct regret_stage *store_regret(struct turn *turn);
void store_note_loss(struct turn *turn, const struct sku *sku, const struct location *location,
                     int64_t units);
void store_note_regret(struct turn *turn, const struct regret_row *row);

/* For store.c and open.c. */
struct stage;
void stage_regret_start(struct stage *stage, struct arena *arena);
void stage_regret_load(struct turn *turn);
void stage_regret_save(struct turn *turn);
void store_open_day_start(struct memory *memory, struct db *db);

#endif

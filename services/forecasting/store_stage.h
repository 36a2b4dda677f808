/*
 * Private to store_*.c: what a turn has gathered, one member per subject, and how it becomes
 * statements; and what is at hand while memory is rebuilt at start.
 *
 * A new subject: a pair of files store_X with its struct X_stage, X_save and X_load, a member
 * here, a row in the table of store.c.
 */
#ifndef FORECASTING_STORE_STAGE_H
#define FORECASTING_STORE_STAGE_H

#include "services/forecasting/store.h"

#define COUNT(list)   (sizeof(list) / sizeof *(list))
#define PARAMS(array) (array), (int)COUNT(array)

/* Zeroed: nothing is to be saved. */
struct stage {
    struct items_stage items;
    struct demand_stage demand;
    struct stock_stage stock;
    struct forecasts_stage forecasts;
    struct outlooks_stage outlooks;
    struct proposals_stage proposals;
    struct scarcity_stage scarcity;
    struct events_stage events;
    struct facts_stage facts;
    struct backorders_stage backorders;
    struct supply_stage supply;
    struct terms_stage terms;
    struct alerts_stage alerts;
    struct mix_stage mix;
    struct plans_stage plans;
    struct goals_stage goals;
    int64_t fold_until_us; /* rows that wait since before are folded; 0: none */
};

struct stage *store_stage(struct turn *turn);

/* A column starts when it gets its first value. */
void stage_int4(struct turn *turn, struct column *column, int32_t value);
void stage_int8(struct turn *turn, struct column *column, int64_t value);
void stage_double(struct turn *turn, struct column *column, double value);
void stage_text(struct turn *turn, struct column *column, const char *value);
void stage_bool(struct turn *turn, struct column *column, bool value);
void stage_time(struct turn *turn, struct column *column, int64_t unix_us);
void stage_int8_list(struct turn *turn, struct column *column, const int64_t *values, size_t count);
void stage_double_list(struct turn *turn, struct column *column, const double *values, size_t count);
void stage_text_list(struct turn *turn, struct column *column, const char *const *values,
                     size_t count);

/* columns become $1, $2, ...; `more` follows them when it is not NULL. No rows: no statement. */
void stage_columns(struct turn *turn, int query, struct column *const *columns, size_t count,
                   const struct param *more);

#define STAGE(turn, query, columns, more) stage_columns(turn, query, columns, COUNT(columns), more)

/* Memory while it is rebuilt. */
struct opening {
    struct memory *memory;
    struct db *db;
    struct arena *scratch;
    struct item **items; /* by id - 1: the tables know them by id only */
    size_t item_count;
    struct location **locations; /* likewise */
    size_t location_count;
};

struct item *opening_item(const struct opening *opening, int64_t item_id);
/* Made when it is the first row of its place. */
struct place *opening_place(const struct opening *opening, int64_t item_id, int64_t location_id);

#endif

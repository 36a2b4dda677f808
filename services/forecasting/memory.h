/*
 * What forecasting remembers between turns: items with their demand by day, stock, forecast and
 * open proposal; and which of them are not folded into their rows or not forecast yet.
 *
 * Every change goes through these functions, which tell the journal first; the journal is NULL
 * only while the state is rebuilt at start.
 */
#ifndef FORECASTING_MEMORY_H
#define FORECASTING_MEMORY_H

#include "common/arena.h"
#include "common/journal.h"
#include "common/map.h"
#include "services/forecasting/core/forecast.h"

#define LEAD_TIME_DAYS_DEFAULT 7

struct location_units {
    int32_t location_id;
    int64_t units;
};

struct item;

struct day_demand {
    struct item *item;
    struct day_demand *next_unfolded;
    int64_t units;                    /* asked of the network */
    struct location_units *locations; /* the part that arose near each location, as far as routed */
    uint32_t location_count, location_max;
    int32_t day;
    bool unfolded;
};

struct proposal {
    int64_t id; /* 0: none is open */
    int64_t quantity;
    int64_t position;
    struct reorder_levels levels;
    int32_t day;
    int32_t lead_time_days;
    char reason[160];
};

struct item {
    int32_t id;
    int32_t lead_time_days;
    int64_t on_hand;         /* over all locations */
    struct day_demand **days; /* oldest first */
    uint32_t day_count, day_max;
    int32_t planning_day;    /* when the forecast was made; -1: there is none */
    struct forecast forecast;
    struct reorder_levels levels;
    struct proposal proposal;
    struct item *next_dirty, *next_unfolded;
    bool dirty, unfolded; /* waits for a forecast or a look at its stock; on_hand is not folded */
};

struct location {
    int32_t id;
};

struct memory {
    struct map *items;     /* by SKU */
    struct map *locations; /* by code */
    int32_t planning_day;  /* newest day of the order feed; -1: none seen */
    int32_t floor_day;     /* older days are only in the table */
    int64_t last_proposal_id;
    struct item *dirty_first, *dirty_last;
    uint32_t dirty_count, round_left; /* items of the round that is under way */
    struct day_demand *unfolded_days;
    uint32_t unfolded_day_count;
    struct item *unfolded_items;
    int64_t next_fold_us, next_round_us;
};

/* The same, empty; and its end. */
void memory_open(struct memory *memory);
void memory_close(struct memory *memory);

/* NULL when absent; add: it must be absent. */
struct item *memory_find_item(const struct memory *memory, const char *sku);
struct item *memory_add_item(struct memory *memory, struct journal *journal, const char *sku,
                             int32_t lead_time_days);
struct location *memory_find_location(const struct memory *memory, const char *code);
struct location *memory_add_location(struct memory *memory, struct journal *journal,
                                     const char *code);

/* Units asked on a day; location_id 0: of the network. */
void memory_add_demand(struct memory *memory, struct journal *journal, struct item *item,
                       int32_t location_id, int32_t day, int64_t units);
void memory_add_stock(struct memory *memory, struct journal *journal, struct item *item,
                      int64_t units);
/* The rows of everything that changed are staged: nothing is unfolded. */
void memory_mark_folded(struct memory *memory, struct journal *journal);

void memory_mark_dirty(struct memory *memory, struct journal *journal, struct item *item);
struct item *memory_take_dirty(struct memory *memory, struct journal *journal);

/* Units by day from the first sale to the last day of history, as an array of the arena; no days
 * when nothing was sold. location_id 0: the network. The planning day is not over, so it only
 * counts for who has nothing else. */
struct history memory_history(const struct memory *memory, const struct item *item,
                              int32_t location_id, struct arena *arena, int32_t *last_day);
int64_t day_units(const struct day_demand *day, int32_t location_id);

#endif

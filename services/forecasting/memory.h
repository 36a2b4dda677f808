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

/* An entry of the journal: what one turn counts. */
struct entry {
    int64_t id;
    int64_t at_us;
};

/* Where a row stands that changed and waits for its fold. */
struct unfolded {
    struct unfolded *next;
    struct entry since; /* the first entry that is not in the row */
    bool waits;
};

/* Rows that wait, longest first. */
struct unfolded_queue {
    struct unfolded *first, *last;
    uint32_t count;
};

struct day_demand {
    struct unfolded unfolded; /* first, so that one is the other */
    struct item *item;
    int64_t through;                  /* used while loading: last entry in the row */
    int64_t units;                    /* asked of the network */
    struct location_units *locations; /* the part that arose near each location, as far as routed */
    uint32_t location_count, location_max;
    int32_t day;
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

/* What an item is, as inventory told; texts live as long as memory. */
struct item_facts {
    const char *category, *supplier, *currency; /* "": unknown */
    int64_t unit_cost_minor;                    /* 0: unknown */
};

struct item {
    struct unfolded unfolded; /* on_hand is; first, so that one is the other */
    int64_t through;          /* used while loading: last entry in on_hand */
    int32_t id;
    int32_t lead_time_days;
    int64_t on_hand;          /* over all locations */
    struct day_demand **days; /* oldest first */
    uint32_t day_count, day_max;
    int32_t planning_day; /* when the forecast was made; -1: there is none */
    struct forecast forecast;
    struct reorder_levels levels;
    struct proposal proposal;
    struct item *next_dirty;
    bool dirty; /* waits for a forecast or a look at its stock */
    struct item_facts facts;
};

struct location {
    int32_t id;
    bool closed;
    bool placed; /* it is known where it is */
    double latitude_deg, longitude_deg;
};

struct memory {
    struct map *items;     /* by SKU */
    struct map *locations; /* by code */
    struct map *texts;     /* names that many share */
    int32_t planning_day;  /* newest day of the order feed; -1: none seen */
    int32_t floor_day;     /* older days are only in the table */
    int64_t last_proposal_id;
    int64_t last_entry_id; /* of the journal */
    struct item *dirty_first, *dirty_last;
    uint32_t dirty_count, round_left; /* items of the round that is under way */
    struct unfolded_queue unfolded_days, unfolded_items;
    int64_t next_round_us;
    int64_t behind_us; /* when an old event was heard last: feeds are not caught up */
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

/* The one text that says this, for as long as memory lives. */
const char *memory_text(struct memory *memory, struct journal *journal, const char *text);

/* Units asked on a day, as told by this entry; location_id 0: of the network. */
void memory_add_demand(struct memory *memory, struct journal *journal, const struct entry *entry,
                       struct item *item, int32_t location_id, int32_t day, int64_t units);
void memory_add_stock(struct memory *memory, struct journal *journal, const struct entry *entry,
                      struct item *item, int64_t units);

/* Row by row, the longest waiting first; NULL when none has waited since before until_us. */
struct day_demand *memory_take_unfolded_day(struct memory *memory, struct journal *journal,
                                            int64_t until_us);
struct item *memory_take_unfolded_item(struct memory *memory, struct journal *journal,
                                       int64_t until_us);
/* The oldest entry that a row still needs. */
int64_t memory_first_needed_entry(const struct memory *memory);

/* While loading: a row as it was folded. */
void memory_load_demand(struct item *item, int32_t location_id, int32_t day, int64_t units,
                        int64_t through);
/* The same: the last entry that is in the row, 0 when there is no row. */
int64_t memory_through(struct item *item, int32_t day);

void memory_mark_dirty(struct memory *memory, struct journal *journal, struct item *item);
struct item *memory_take_dirty(struct memory *memory, struct journal *journal);

/* Units by day from the first sale to the last day of history, as an array of the arena; no days
 * when nothing was sold. location_id 0: the network. The planning day is not over, so it only
 * counts for who has nothing else. */
struct history memory_history(const struct memory *memory, const struct item *item,
                              int32_t location_id, struct arena *arena, int32_t *last_day);
int64_t day_units(const struct day_demand *day, int32_t location_id);

#endif

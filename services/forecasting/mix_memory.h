/*
 * Who asks for it: demand of each SKU by outlet (channel, region, currency) and week, and of each
 * outlet by day. Kept like demand: every turn journals what it counted, rows are folded later.
 *
 * Every change goes through these functions; the journal is NULL while memory is rebuilt.
 */
#ifndef FORECASTING_MIX_MEMORY_H
#define FORECASTING_MIX_MEMORY_H

#include <stdbool.h>
#include <stdint.h>

#include "common/journal.h"
#include "common/map.h"

#define MIX_WEEKS_KEPT 106 /* in memory: a goal or a released plan may be of the year before */

struct outlet {
    int32_t id;
    const char *channel, *region, *currency; /* "": unknown */
};

/* Where a row stands that changed and waits for its fold. */
struct mix_wait {
    struct mix_wait *next;
    int64_t entry_id; /* the first that is not in the row */
    int64_t since_us;
    bool waits;
};
struct mix_queue {
    struct mix_wait *first, *last;
    uint32_t count;
};

struct mix_cell {
    int32_t outlet_id;
    int64_t units, value_minor; /* in the outlet's currency */
};
struct mix_week {
    struct mix_wait wait; /* first, so that one is the other */
    int64_t through;      /* used while loading: last entry in the row */
    int32_t item_id, monday;
    struct mix_cell *cells;
    uint32_t cell_count, cell_max;
};
struct outlet_day {
    struct mix_wait wait;
    int64_t through;
    int32_t outlet_id, day;
    int64_t units, value_minor;
};

struct mix {
    struct map *outlets; /* by channel, region, currency */
    struct outlet **outlet_list;
    uint32_t outlet_count, outlet_max;
    struct map *weeks, *days;
    struct mix_queue unfolded_weeks, unfolded_days;
    int64_t last_entry_id;
    int32_t floor_week; /* days and weeks before this Monday are only in their tables */
};

void mix_open(struct mix *mix);
void mix_close(struct mix *mix);

/* NULL when absent; add: it must be. Texts must live as long as memory. */
struct outlet *mix_find_outlet(const struct mix *mix, const char *channel, const char *region,
                               const char *currency);
struct outlet *mix_add_outlet(struct mix *mix, struct journal *journal,
                              const struct outlet *outlet);
const struct outlet *mix_outlet(const struct mix *mix, int32_t outlet_id);

/* What one line or one order adds, as told by this entry. */
struct mix_added {
    int32_t outlet_id;
    int64_t units, value_minor;
    int64_t entry_id, at_us;
};
void mix_add_week(struct mix *mix, struct journal *journal, int32_t item_id, int32_t monday,
                  const struct mix_added *added);
void mix_add_day(struct mix *mix, struct journal *journal, int32_t day,
                 const struct mix_added *added);
/* NULL: nothing was asked for. */
const struct mix_week *mix_week_of(const struct mix *mix, int32_t item_id, int32_t monday);
const struct outlet_day *mix_day_of(const struct mix *mix, int32_t outlet_id, int32_t day);

/* The longest waiting first; NULL when none has waited since before until_us. */
struct mix_week *mix_take_unfolded_week(struct mix *mix, struct journal *journal, int64_t until_us);
struct outlet_day *mix_take_unfolded_day(struct mix *mix, struct journal *journal,
                                         int64_t until_us);
int64_t mix_first_needed_entry(const struct mix *mix);

/* While loading: the row's last entry, 0 when there is no row; and as it was folded. */
int64_t mix_week_through(const struct mix *mix, int32_t item_id, int32_t monday);
int64_t mix_day_through(const struct mix *mix, int32_t outlet_id, int32_t day);
void mix_load_week(struct mix *mix, int32_t item_id, int32_t monday, const struct mix_cell *cells,
                   size_t count, int64_t through);
void mix_load_day(struct mix *mix, int32_t outlet_id, int32_t day, int64_t units,
                  int64_t value_minor, int64_t through);

#endif

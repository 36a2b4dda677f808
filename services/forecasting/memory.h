/*
 * What forecasting remembers between turns: items, what was asked of them day by day over the
 * network and near each location, their stock, forecasts and open proposal; and which of them are
 * not folded into their rows or not looked at yet.
 *
 * Every change goes through these functions, which tell the journal first; the journal is NULL
 * only while the state is rebuilt at start.
 */
#ifndef FORECASTING_MEMORY_H
#define FORECASTING_MEMORY_H

#include "common/arena.h"
#include "common/journal.h"
#include "common/map.h"
#include "services/forecasting/core/outlook.h"
#include "services/forecasting/events_memory.h"
#include "services/forecasting/mix_memory.h"
#include "services/forecasting/plan_memory.h"

#define LEAD_TIME_DAYS_DEFAULT 7
#define HISTORY_DAYS_MAX       800 /* that are remembered */
#define NETWORK                0   /* the location_id of all locations together */
#define DAY_OPEN               INT32_MAX
#define HISTORY_DAYS_MAX       800 /* that are kept in memory */

struct alert;
struct inbound_line;

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

/* A day of an item whose row waits for its fold. */
struct open_day {
    struct unfolded unfolded; /* first, so that one is the other */
    struct item *item;
    struct open_day *next; /* of the item, newest first */
    int32_t day;
};

/* Days on which there was nothing to sell at some time. */
struct sold_out {
    int32_t from_day, to_day; /* to_day DAY_OPEN: it lasts */
};

struct proposal;

/* What inventory was told of the stock that is needed here. */
struct told_levels {
    int64_t safety_stock, reorder_point, order_up_to, held_back;
};

/* An item at a location, or over the network. */
struct place {
    struct unfolded unfolded; /* on_hand is; first, so that one is the other */
    struct place *next;       /* of the item: the network is its first */
    struct item *item;
    struct location *location; /* NULL: the network */
    int32_t *units;            /* asked for, by day: of the network, or what arose near here */
    int32_t first_day;         /* of units[0] */
    uint32_t day_count, day_max;
    struct sold_out *sold_out; /* oldest first */
    uint32_t sold_out_count, sold_out_max;
    int64_t on_hand; /* fit for sale; of the network: what came before locations were known */
    int64_t through; /* used while loading: last entry in on_hand */
    struct outlook *outlook;  /* NULL: none yet */
    struct outlook_said said; /* as published on the item's planning day */
    double share;             /* see outlook_shares */
    int32_t late_day;         /* oldest of the days taken in that changed since; DAY_OPEN: none */
    bool fitting, fit_wanted; /* a thread is at it; it should be soon */
    bool from_rows;           /* the outlook; history may have changed since it was written */
    struct inbound_line *coming;  /* of documents, by next_coming; see inbound.h */
    struct inbound_line *leaving; /* drafts of transfers from here, by next_leaving */
    struct proposal *proposals;   /* newest first; see proposal.h */
    int64_t reorder_point;        /* as it is now */
    int64_t waiting;              /* of the item's backordered, as it was with the last look */
    struct told_levels told;
    struct alert *alerts; /* those that last, see alert_book.h */
};

/* What an item is, as inventory told; texts live as long as memory. */
struct item_facts {
    const char *category, *supplier, *currency; /* "": unknown */
    int64_t unit_cost_minor;                    /* 0: unknown */
};

struct item {
    struct item *next; /* in the order of ids */
    struct place *places;
    struct open_day *open_days;
    int32_t id;
    int32_t lead_time_days;
    int32_t planning_day; /* when the forecast was made; -1: there is none */
    struct item *next_dirty;
    bool dirty; /* waits for a forecast or a look at its stock */
    struct item_facts facts;
    int64_t backordered; /* units that customers wait for, as inventory told */
    char class[3];       /* "AX" by value and variation of demand; "": not known yet */
};

struct location {
    int32_t id;
    struct map *places; /* of this location, by id of the item */
    bool closed;
    bool placed; /* it is known where it is */
    double latitude_deg, longitude_deg;
    const char *country; /* ISO 3166-1 alpha-2; "": unknown */
};

struct memory {
    struct map *items;                       /* by SKU */
    struct map *locations;                   /* by code */
    struct map *texts;                       /* names that many share */
    struct map *proposals;                   /* by id, see proposal.h */
    struct proposal *over_first, *over_last; /* those that are over, by later */
    uint32_t over_count;
    struct map *inbound;  /* documents of what is to come, see inbound.h */
    struct map *scarcity; /* prices as they were said last, see scarcity.h */
    struct map *policies, *policy_lists, *supplier_terms; /* see terms.h */
    struct map *item_lead_times, *supplier_lead_times;    /* see lead_times.h */
    struct map *alerts;                                   /* by id */
    struct {
        struct alert *first, *last;
        uint32_t count;
    } alerts_ended; /* in the order of their ends */
    int64_t last_alert_id;
    struct item *first_item, *last_item;
    struct events events; /* what is known beforehand */
    int32_t planning_day; /* newest day of the order feed; -1: none seen */
    int32_t floor_day;    /* older days are only in the table */
    int64_t last_proposal_id;
    int64_t last_entry_id; /* of the journal */
    struct item *dirty_first, *dirty_last;
    uint32_t dirty_count, round_left; /* items of the round that is under way */
    struct item *run_at;              /* of the look at all that a new day needs; NULL: none */
    int32_t run_day;                  /* for which the newest of these is */
    struct jobs *fits;                /* see outlooks.h */
    struct unfolded_queue unfolded_days, unfolded_places;
    struct mix mix;     /* who asks */
    struct plans plans; /* versions of the plan, and goals */
    int64_t next_round_us;
    int64_t behind_us;    /* when an old event was heard last: feeds are not caught up */
    uint32_t lines_heard; /* lines of demand since the forecast timer ticked */
};

/* Tell the journal before a change; while the state is rebuilt there is none. */
static inline void
memory_keep(struct journal *journal, void *memory, size_t bytes)
{
    if (journal != NULL)
        journal_keep(journal, memory, bytes);
}

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

/* location NULL: the network. NULL when nothing of the item was ever there; place_for makes it. */
struct place *memory_find_place(const struct item *item, const struct location *location);
struct place *memory_place_for(struct journal *journal, struct item *item,
                               struct location *location);
int32_t place_location_id(const struct place *place);
/* "": the network */
const char *place_code(const struct place *place);

/* The planning day moves on; days that are not needed any more are forgotten from now on. */
void memory_move_day(struct memory *memory, struct journal *journal, int32_t day);

/* Units asked on a day that is not below the floor, as told by this entry. False, and nothing is
 * changed, when the day would have more units than can be. */
bool memory_add_demand(struct memory *memory, struct journal *journal, const struct entry *entry,
                       struct place *place, int32_t day, int64_t units);
/* Units that came or left, fit for sale, of a location. */
void memory_add_stock(struct memory *memory, struct journal *journal, const struct entry *entry,
                      struct place *place, int64_t units);
int64_t item_on_hand(const struct item *item);

/* 0 on a day without demand. */
int32_t place_units(const struct place *place, int32_t day);
/* The first day with demand that is remembered; DAY_OPEN: none. */
int32_t place_first_day(const struct place *place);

/* Row by row, the longest waiting first; NULL when none has waited since before until_us. The day
 * is gone with the commit. */
struct open_day *memory_take_open_day(struct memory *memory, struct journal *journal,
                                      int64_t until_us);
struct place *memory_take_unfolded_place(struct memory *memory, struct journal *journal,
                                         int64_t until_us);
/* The oldest entry that a row still needs. */
int64_t memory_first_needed_entry(const struct memory *memory);

/* The span that a place is sold out, opened or closed by what moved: NULL when nothing changed. */
const struct sold_out *place_mark_sold_out(struct journal *journal, struct place *place,
                                           int64_t before, int64_t after, int32_t day);
bool place_was_sold_out(const struct place *place, int32_t day);

/* While loading: units as they were folded. */
void memory_load_stock(struct place *place, int64_t on_hand, int64_t through);
void memory_load_demand(struct memory *memory, struct place *place, int32_t day, int64_t units);
void memory_load_sold_out(struct place *place, const struct sold_out *span);

void memory_mark_dirty(struct memory *memory, struct journal *journal, struct item *item);
struct item *memory_take_dirty(struct memory *memory, struct journal *journal);

#endif

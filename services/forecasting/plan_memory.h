/*
 * Versions of the plan and goals, as they are kept between turns. What a plan is made of is here;
 * its layers are computed from it (core/plan/plan.h).
 *
 * Every change goes through these functions or tells the journal first; the journal is NULL while
 * memory is rebuilt. Texts live as long as memory.
 */
#ifndef FORECASTING_PLAN_MEMORY_H
#define FORECASTING_PLAN_MEMORY_H

#include <stdbool.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/journal.h"
#include "common/map.h"
#include "services/forecasting/core/plan/plan.h"
#include "services/forecasting/core/plan/plan_steps.h"
#include "services/forecasting/core/plan/supply_review.h"

#define PLAN_OVERRIDES_MAX   1000
#define PLAN_ASSUMPTIONS_MAX 100
#define PLAN_GAPS_MAX        100
#define PLANS_OPEN_MAX       50 /* drafts and plans under review */

enum assumption_kind { /* as in plan.proto */
                       ASSUMPTION_NONE = 0,
                       ASSUMPTION_PROMOTION = 1,
                       ASSUMPTION_MARKET = 2,
                       ASSUMPTION_LAUNCH = 3,
                       ASSUMPTION_SUPPLIER_LATE = 4,
                       ASSUMPTION_CLOSED = 5,
                       ASSUMPTION_CAPACITY = 6,
};
enum override_reason { /* as in plan.proto */
                       OVERRIDE_NONE = 0,
                       OVERRIDE_PROMOTION = 1,
                       OVERRIDE_PRICE = 2,
                       OVERRIDE_LISTING = 3,
                       OVERRIDE_COMPETITOR = 4,
                       OVERRIDE_EVENT = 5,
                       OVERRIDE_SUPPLY = 6,
                       OVERRIDE_DATA_ERROR = 7,
                       OVERRIDE_OTHER = 8,
};

/* A scope as it is asked for; "": all. */
struct scope_text {
    const char *sku, *category, *channel, *region;
};

struct assumption {
    enum assumption_kind kind;
    struct scope_text scope;
    int32_t from_day, to_day;
    double percent;
    int32_t days;
    const char *supplier, *location, *like, *name;
};

struct plan_override {
    int64_t id;
    enum plan_layer layer;
    struct scope_text scope;
    int32_t from_day, to_day;
    enum override_reason reason;
    const char *note, *author;
    int64_t at_us;
    bool removed;
    struct override_asked asked;
    struct override_done done;
    struct plan_change change;
};

struct plan_gap {
    uint32_t place; /* of the SKU, from 1 */
    int32_t week;
    double demand, supply;
    enum supply_limit cause;
    const char *proposal;
};

struct plan {
    int64_t id;
    enum plan_state state;
    const char *parent, *author, *note;
    int32_t first_day, weeks, fence_weeks;
    int64_t created_at_us;
    int32_t built_items;  /* the baseline is computed up to this item */
    bool ready;           /* ... and complete */
    bool at_hand;         /* its numbers are in memory: not of plans that are long superseded */
    int32_t released_day; /* planning day; -1: not released */
    int32_t released_nth; /* releases are numbered from 1; 0: not released */
    uint32_t history_count;

    struct assumption *assumptions;
    struct plan_change *assumed; /* of each; set when the plan is ready */
    uint32_t assumption_count;

    struct plan_sku *skus;
    const char **sku_names;
    int32_t *item_ids; /* rising; 0: begun by an assumption, these come last */
    double *paths;
    uint32_t sku_count, sku_max;
    struct plan_key *keys;
    double *fence;
    uint32_t key_count, key_max;

    double *reach; /* NULL: not reviewed */
    double *stock; /* by week */
    struct plan_gap *gaps;
    uint32_t gap_count;

    struct plan_override **overrides;
    uint32_t override_count, override_max;
};

struct goal {
    const char *channel, *region, *currency, *note;
    int32_t from_day, to_day;
    double units;
    int64_t revenue_minor;
};

struct plans {
    struct map *by_name;
    struct plan **list; /* oldest first */
    uint32_t count, max;
    struct plan *in_force; /* NULL: none */
    struct map *words;     /* channels, regions and categories: numbers for core/plan */
    const char **word_list;
    uint32_t word_count, word_max;
    int64_t last_plan_id, last_override_id;
    int32_t last_release;
    struct map *goals;      /* by what they are for */
    struct map *capacities; /* units a week, by location */
};

struct capacity {
    double units_a_week; /* negative: no limit */
};

void plans_open(struct plans *plans);
void plans_close(struct plans *plans);

struct plan *plans_find(const struct plans *plans, const char *name);
const char *plan_name(const struct plan *plan);
/* The name must be free. */
struct plan *plans_add(struct plans *plans, struct journal *journal, const char *name);

/* 0: the empty word. find: -1 when nobody used it. */
int32_t plans_word(struct plans *plans, struct journal *journal, const char *text);
int32_t plans_find_word(const struct plans *plans, const char *text);
const char *plans_text(const struct plans *plans, int32_t word);

/* A SKU with its keys and path, at the end of the plan; keys' sku is set here. */
struct sku_added {
    const char *name;
    int32_t item_id;
    int32_t category;
    int64_t unit_cost_minor;
    const double *path;
    const struct plan_key *keys;
    const double *fence; /* key after key */
    uint32_t key_count;
};
void plan_add_sku(struct plan *plan, struct journal *journal, const struct sku_added *added);
/* From 1; 0: not in this plan. */
int32_t plan_place_of(const struct plan *plan, const char *sku);
int32_t plan_place_of_item(const struct plan *plan, int32_t item_id, const char *sku);

/* Numbers for a scope; false: it names what this plan does not have. */
bool plan_scope_of(const struct plans *plans, const struct plan *plan,
                   const struct scope_text *text, struct plan_scope *scope);

/* What core/plan computes with; lists are of the arena. */
struct plan_body plan_body(const struct plan *plan, struct arena *arena);

/* An override that was spread: at the end. */
struct plan_override *plan_add_override(struct plan *plan, struct journal *journal,
                                        const struct plan_override *added);
struct plan_override *plan_find_override(const struct plan *plan, int64_t override_id);
/* All of a layer are spread again, without those that are removed. */
void plan_spread_again(struct plan *plan, struct journal *journal, struct arena *arena,
                       enum plan_layer layer);

/* Changes that assumptions of demand make, when the plan is complete. */
void plan_assume(struct plans *plans, struct plan *plan, struct journal *journal);

struct goal *plans_find_goal(const struct plans *plans, const struct goal *goal);
struct goal *plans_add_goal(struct plans *plans, struct journal *journal, const struct goal *goal);
void plans_remove_goal(struct plans *plans, struct journal *journal, const struct goal *goal);

#endif

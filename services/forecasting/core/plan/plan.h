/*
 * A plan: units by week for each key (SKU, channel, region), in layers, each starting from the one
 * before. The vocabulary of core/plan; one rule, one file.
 *
 * A layer is never stored: it is what the kept numbers say (paths of SKUs, shares of keys, what
 * each change does in each week), so undoing a change is leaving it out, and sums of any group are
 * the sums of its keys. Layers and their order: research on S&OP, "forecast layers per key and
 * bucket"; forecast value added needs them side by side (Gilliland, The Business Forecasting Deal,
 * 2010, chapter 4).
 */
#ifndef FORECASTING_PLAN_H
#define FORECASTING_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/check.h"

#define PLAN_WEEKS_MAX   78
#define PLAN_NAIVE_WEEKS 4 /* the last weeks, said again and again */
#define PLAN_SHARE_WEEKS 13
#define PLAN_UNITS_MAX   1e12 /* of a scope in a week; beyond it somebody mistyped */
#define PLAN_UNITS_MIN   1e-9 /* less is nothing: it has no proportions */

enum plan_layer { /* as in plan.proto */
                  LAYER_NONE = 0,
                  LAYER_NAIVE = 1,
                  LAYER_BASELINE = 2,
                  LAYER_DEMAND = 3,
                  LAYER_SUPPLY = 4,
                  LAYER_CONSENSUS = 5,
                  LAYER_ACTUAL = 6,
};

/* Which keys. Words and SKUs by their numbers; 0: all. */
struct plan_scope {
    int32_t sku; /* place in the plan, from 1 */
    int32_t category, channel, region;
};

struct plan_key {
    int32_t sku; /* place in the plan, from 1 */
    int32_t channel, region;
    double share;                   /* of its SKU's path */
    double naive[PLAN_NAIVE_WEEKS]; /* units of the last weeks, oldest first */
    int32_t from_week, end_week;    /* planned in from <= week < end; launches and new markets */
};

struct plan_sku {
    int32_t category;
    uint32_t first_key, key_count;
    int64_t unit_cost_minor;
};

/* What an override or an assumption does to the keys of its scope, week by week. */
enum change_how {
    CHANGE_NOTHING,
    CHANGE_TIMES,         /* by its number: shares stay as they are */
    CHANGE_BY_LAST_WEEKS, /* set: its number for each unit of the last weeks */
    CHANGE_EVENLY,        /* set to its number */
};
struct plan_change {
    struct plan_scope scope;
    enum change_how how[PLAN_WEEKS_MAX];
    double by[PLAN_WEEKS_MAX];
};
struct plan_changes {
    const struct plan_change *const *list; /* in the order in which they were made */
    size_t count;
};

struct plan_body {
    int32_t weeks;
    int32_t fence_weeks; /* the first ones, taken from the plan in force */
    const struct plan_sku *skus;
    const struct plan_key *keys; /* by SKU */
    uint32_t sku_count, key_count;
    const double *paths;             /* sku_count * weeks: statistics */
    const double *fence;             /* key_count * fence_weeks */
    const double *reach;             /* sku_count * weeks: supply / demand; NULL: not reviewed */
    struct plan_changes assumptions; /* of demand */
    struct plan_changes demand, consensus; /* overrides */
};

bool plan_scope_has(const struct plan_scope *scope, const struct plan_sku *sku,
                    const struct plan_key *key);
/* The layers that are there, least worked on first: supply and consensus after the review only. */
enum plan_layer plan_last_layer(const struct plan_body *body);

/* plan_layers.c: units of a key by week; what a change makes of them. */
void plan_change_key(const struct plan_change *change, const struct plan_key *key, int32_t weeks,
                     double *units);
void plan_layer_of_key(const struct plan_body *body, uint32_t key, enum plan_layer layer,
                       double *units);
/* All that are there, by layer: cheaper than one after the other. */
void plan_layers_of_key(const struct plan_body *body, uint32_t key,
                        double units[LAYER_ACTUAL][PLAN_WEEKS_MAX]);

/* naive_weeks.c */
double naive_week(const struct plan_key *key, int32_t week);
double last_weeks_of(const struct plan_key *key); /* their sum */

/* plan_weeks.c: days since 1970-01-01; a week is named by its Monday. */
int32_t week_of_day(int32_t day);
int32_t first_plan_week(int32_t planning_day); /* the first Monday that is not over */
/* Part of the week that lies within from..to, 0..1; 0: open. */
double week_within(int32_t monday, int32_t from_day, int32_t to_day);
/* Weeks that begin in from..to, as from <= week < end; 0: open. */
void weeks_between(int32_t first_day, int32_t weeks, int32_t from_day, int32_t to_day,
                   int32_t *from, int32_t *end);

/* mix_shares.c: shares of the keys of one SKU, from units of its last weeks. */
void mix_shares(const double *units, uint32_t keys, double *shares);

/* override_spread.c */
struct override_asked {
    struct plan_scope scope;
    int32_t from_week, end_week;
    bool has_units;
    double percent, units; /* one of them; units are of the whole scope a week */
};
struct override_done {
    double before, after; /* units of the scope over its weeks */
    double most;          /* units of the scope in a week, after */
    uint32_t keys;        /* 0: there is none of this scope */
};
/* Against the layer as it stands with the changes that the body has. */
struct override_done override_spread(const struct plan_body *body, enum plan_layer layer,
                                     const struct override_asked *asked,
                                     struct plan_change *change);
/* All of a layer once more, in order: values is key_count * weeks to work in. What was made after
 * a change that is gone counts as if that had never been. */
void override_spread_again(const struct plan_body *body, enum plan_layer layer,
                           const struct override_asked *asked, size_t count,
                           struct plan_change *const *changes, struct override_done *done,
                           double *values);

/* assumed_demand.c: percent more demand within days. */
void assumed_demand(const struct plan_scope *scope, int32_t first_day, int32_t weeks,
                    int32_t from_day, int32_t to_day, double percent, struct plan_change *change);

#endif

/*
 * Rows of what a shadow would have done.
 */
#ifndef ROUTING_STORE_SHADOW_H
#define ROUTING_STORE_SHADOW_H

#include "common/turn.h"
#include "services/fulfillment-routing/core/compare_plans.h"
#include "services/fulfillment-routing/memory.h"

#define SHADOW_DIFFERENCES_MAX 100 /* kept of each shadow */
#define SHADOW_NOTED_MAX       20  /* told by one turn */

struct shadow_sums {
    struct plan_sums plans; /* that both made */
    int64_t unrouted;
};

/* What a turn adds to the sums, or what is kept. */
struct shadow_row {
    uint32_t version, against;
    int64_t since_us;
    int64_t decisions, differ;
    struct shadow_sums active, shadow;
};

struct shadow_difference {
    int64_t order_id, at_us;
    const char *const *active, *const *shadow; /* codes of locations */
    size_t active_count, shadow_count;
    struct plan_sums less; /* the shadow's less the other's */
};

struct shadow_stage {
    struct shadow_row row;                            /* of this turn; version 0: none */
    struct shadow_difference noted[SHADOW_NOTED_MAX]; /* those that say most, first */
    size_t noted_count;
    uint32_t wanted; /* version; 0: none */
    struct shadow_row *found;
    struct shadow_difference *differences;
    size_t difference_count;
};

void store_want_shadow(struct turn *turn, uint32_t version);
/* NULL: that version was no shadow that decided anything. */
const struct shadow_row *store_shadow(struct turn *turn);
const struct shadow_difference *store_shadow_differences(struct turn *turn, size_t *count);

/* The row to add to. */
struct shadow_row *store_shadow_row(struct turn *turn);
void store_note_shadow_difference(struct turn *turn, const struct shadow_difference *difference);

/* For store.c. */
struct stage;
void stage_shadow_load(struct turn *turn);
void stage_shadow_save(struct turn *turn);

#endif

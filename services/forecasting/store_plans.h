/*
 * Rows of plans, their SKUs, overrides, gaps and history; see sql/migrations/0008_plans.sql. What a
 * turn changed is marked and written from memory when the turn is saved, so that several changes
 * of a plan in one turn are one row.
 */
#ifndef FORECASTING_STORE_PLANS_H
#define FORECASTING_STORE_PLANS_H

#include "common/turn.h"
#include "services/forecasting/memory.h"

struct plan_mark {
    struct plan_mark *next;
    struct plan *plan;
    uint32_t first_new_sku; /* places from 0; sku_count: none is new */
    bool reviewed;          /* reach and gaps */
};
struct override_mark {
    struct override_mark *next;
    const struct plan *plan;
    const struct plan_override *override;
    const char *removed_by, *removed_note;
};
struct plans_stage {
    struct plan_mark *plans;
    struct override_mark *overrides;
    struct {
        struct column plan_ids, nths, kinds, skus, categories, channels, regions, from_days;
        struct column to_days, percents, days, suppliers, locations, likes, names;
    } assumptions;
    struct {
        struct column plan_ids, nths, ats, bys, whats, notes;
    } history;
    struct column capacity_locations, capacity_units;
};

void stage_plan(struct turn *turn, struct plan *plan);
/* SKUs from this place on (from 0) are new. */
void stage_plan_skus(struct turn *turn, struct plan *plan, uint32_t from);
void stage_plan_review(struct turn *turn, struct plan *plan);
void stage_plan_assumptions(struct turn *turn, const struct plan *plan);
void stage_plan_override(struct turn *turn, const struct plan *plan,
                         const struct plan_override *override, const char *removed_by,
                         const char *removed_note);
void stage_plan_history(struct turn *turn, const struct plan *plan, const char *by,
                        const char *what, const char *note);
void stage_capacity(struct turn *turn, const char *location, const struct capacity *capacity);

/* For store.c. */
struct opening;
void plans_load(struct opening *opening);
void plans_save(struct turn *turn);

#endif

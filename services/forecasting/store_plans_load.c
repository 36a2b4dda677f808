/*
 * Plans are rebuilt from their rows; see store_plans.h. What overrides do is computed again, in
 * their order.
 */
#include <string.h>

#include "queries.h"
#include "services/forecasting/blocks.h"
#include "services/forecasting/store_stage.h"

#define SUPERSEDED_KEPT 60 /* whose numbers are kept in memory, for accuracy: the newest */

static void
load_assumptions(struct opening *opening, struct plan *plan, const struct param *plan_id)
{
    struct memory *memory = opening->memory;
    struct rows *rows = db_read(opening->db, QUERY_LOAD_PLAN_ASSUMPTIONS, plan_id, 1);

    plan->assumption_count = (uint32_t)rows_count(rows);
    plan->assumptions = block_new(NULL, plan->assumption_count * sizeof *plan->assumptions);
    for (int i = 0; i < rows_count(rows); i++)
        plan->assumptions[i] = (struct assumption){
            .kind = (enum assumption_kind)row_int8(rows, i, 0),
            .scope = {.sku = memory_text(memory, NULL, row_text(rows, i, 1)),
                      .category = memory_text(memory, NULL, row_text(rows, i, 2)),
                      .channel = memory_text(memory, NULL, row_text(rows, i, 3)),
                      .region = memory_text(memory, NULL, row_text(rows, i, 4))},
            .from_day = (int32_t)row_int8(rows, i, 5),
            .to_day = (int32_t)row_int8(rows, i, 6),
            .percent = row_double(rows, i, 7),
            .days = (int32_t)row_int8(rows, i, 8),
            .supplier = memory_text(memory, NULL, row_text(rows, i, 9)),
            .location = memory_text(memory, NULL, row_text(rows, i, 10)),
            .like = memory_text(memory, NULL, row_text(rows, i, 11)),
            .name = memory_text(memory, NULL, row_text(rows, i, 12)),
        };
    rows_free(&rows);
}

static struct plan_key *
read_keys(struct opening *opening, const struct rows *rows, int row, size_t count)
{
    struct plans *plans = &opening->memory->plans;
    struct arena *scratch = opening->scratch;
    struct plan_key *keys = arena_take(scratch, (count + 1) * sizeof *keys);
    const char **channels = arena_take(scratch, (count + 1) * sizeof *channels);
    const char **regions = arena_take(scratch, (count + 1) * sizeof *regions);
    double *shares = arena_take(scratch, (count + 1) * sizeof *shares);
    double *naive = arena_take(scratch, (count + 1) * sizeof *naive * PLAN_NAIVE_WEEKS);
    int64_t *from = arena_take(scratch, (count + 1) * sizeof *from);
    int64_t *end = arena_take(scratch, (count + 1) * sizeof *end);

    row_text_list(rows, row, 3, scratch, channels, count);
    row_text_list(rows, row, 4, scratch, regions, count);
    row_double_list(rows, row, 5, shares, count);
    row_double_list(rows, row, 6, naive, count * PLAN_NAIVE_WEEKS);
    row_int8_list(rows, row, 7, from, count);
    row_int8_list(rows, row, 8, end, count);
    for (size_t i = 0; i < count; i++) {
        keys[i] = (struct plan_key){
            .channel = plans_word(plans, NULL, channels[i]),
            .region = plans_word(plans, NULL, regions[i]),
            .share = shares[i],
            .from_week = (int32_t)from[i],
            .end_week = (int32_t)end[i],
        };
        memcpy(keys[i].naive, naive + i * PLAN_NAIVE_WEEKS, sizeof keys[i].naive);
    }
    return keys;
}

/* Items that rise stay where they are; what has come since to a launched SKU is found by name. */
static int32_t
item_id_of(const struct plan *plan, int32_t item_id)
{
    const int32_t last = plan->sku_count > 0 ? plan->item_ids[plan->sku_count - 1] : 0;
    return plan->sku_count > 0 && item_id <= last ? 0 : item_id;
}

static void
load_sku(struct opening *opening, struct plan *plan, const struct rows *rows, int row)
{
    struct memory *memory = opening->memory;
    const size_t mark = arena_mark(opening->scratch), weeks = (size_t)plan->weeks;
    const size_t count = row_double_list(rows, row, 5, NULL, 0);
    const size_t fence_count = count * (size_t)plan->fence_weeks;
    double *path = arena_take(opening->scratch, weeks * sizeof *path);
    double *fence = arena_take(opening->scratch, (fence_count + 1) * sizeof *fence);

    row_double_list(rows, row, 10, path, weeks);
    row_double_list(rows, row, 9, fence, fence_count);
    plan_add_sku(plan, NULL,
                 &(struct sku_added){
                     .name = memory_text(memory, NULL, row_text(rows, row, 0)),
                     .item_id = item_id_of(plan, (int32_t)row_int8(rows, row, 12)),
                     .category = plans_word(&memory->plans, NULL, row_text(rows, row, 1)),
                     .unit_cost_minor = row_int8(rows, row, 2),
                     .path = path,
                     .fence = fence,
                     .keys = read_keys(opening, rows, row, count),
                     .key_count = (uint32_t)count,
                 });
    arena_reset(opening->scratch, mark);
}

/* Of each SKU, when the plan was reviewed. */
static void
load_reach(struct plan *plan, const struct rows *rows)
{
    const size_t weeks = (size_t)plan->weeks;

    if (plan->sku_count == 0 || row_double_list(rows, 0, 11, NULL, 0) == 0)
        return;
    plan->reach = block_new(NULL, plan->sku_count * weeks * sizeof *plan->reach);
    for (uint32_t i = 0; i < plan->sku_count; i++)
        row_double_list(rows, (int)i, 11, plan->reach + i * weeks, weeks);
}

static void
load_skus(struct opening *opening, struct plan *plan, const struct param *plan_id)
{
    struct rows *rows = db_read(opening->db, QUERY_LOAD_PLAN_SKUS, plan_id, 1);

    for (int i = 0; i < rows_count(rows); i++)
        load_sku(opening, plan, rows, i);
    load_reach(plan, rows);
    rows_free(&rows);
}

static void
load_overrides(struct opening *opening, struct plan *plan, const struct param *plan_id)
{
    struct memory *memory = opening->memory;
    struct rows *rows = db_read(opening->db, QUERY_LOAD_PLAN_OVERRIDES, plan_id, 1);

    for (int i = 0; i < rows_count(rows); i++) {
        struct plan_override override = {
            .id = row_int8(rows, i, 0),
            .layer = (enum plan_layer)row_int8(rows, i, 1),
            .scope = {.sku = memory_text(memory, NULL, row_text(rows, i, 2)),
                      .category = memory_text(memory, NULL, row_text(rows, i, 3)),
                      .channel = memory_text(memory, NULL, row_text(rows, i, 4)),
                      .region = memory_text(memory, NULL, row_text(rows, i, 5))},
            .from_day = (int32_t)row_int8(rows, i, 6),
            .to_day = (int32_t)row_int8(rows, i, 7),
            .reason = (enum override_reason)row_int8(rows, i, 10),
            .note = memory_text(memory, NULL, row_text(rows, i, 11)),
            .author = memory_text(memory, NULL, row_text(rows, i, 12)),
            .at_us = row_int8(rows, i, 13),
            .removed = row_int8(rows, i, 14) != 0,
        };
        override.asked.has_units = row_int8(rows, i, 8) != 0;
        *(override.asked.has_units ? &override.asked.units : &override.asked.percent) =
            row_double(rows, i, 9);
        weeks_between(plan->first_day, plan->weeks, override.from_day, override.to_day,
                      &override.asked.from_week, &override.asked.end_week);
        plan_scope_of(&memory->plans, plan, &override.scope, &override.asked.scope);
        plan_add_override(plan, NULL, &override);
    }
    rows_free(&rows);
}

static void
load_gaps(struct opening *opening, struct plan *plan, const struct param *plan_id)
{
    struct rows *rows = db_read(opening->db, QUERY_LOAD_PLAN_GAPS, plan_id, 1);

    plan->gap_count = (uint32_t)rows_count(rows);
    plan->gaps = block_new(NULL, plan->gap_count * sizeof *plan->gaps);
    for (int i = 0; i < rows_count(rows); i++)
        plan->gaps[i] = (struct plan_gap){
            .place = (uint32_t)row_int8(rows, i, 0),
            .week = (int32_t)row_int8(rows, i, 1),
            .demand = row_double(rows, i, 2),
            .supply = row_double(rows, i, 3),
            .cause = (enum supply_limit)row_int8(rows, i, 4),
            .proposal = memory_text(opening->memory, NULL, row_text(rows, i, 5)),
        };
    rows_free(&rows);
}

static struct plan *
load_head(struct opening *opening, const struct rows *rows, int row)
{
    struct memory *memory = opening->memory;
    struct plan *plan = plans_add(&memory->plans, NULL, row_text(rows, row, 1));

    plan->id = row_int8(rows, row, 0);
    plan->state = (enum plan_state)row_int8(rows, row, 2);
    plan->parent = memory_text(memory, NULL, row_text(rows, row, 3));
    plan->first_day = (int32_t)row_int8(rows, row, 4);
    plan->weeks = (int32_t)row_int8(rows, row, 5);
    plan->fence_weeks = (int32_t)row_int8(rows, row, 6);
    plan->author = memory_text(memory, NULL, row_text(rows, row, 7));
    plan->created_at_us = row_int8(rows, row, 8);
    plan->note = memory_text(memory, NULL, row_text(rows, row, 9));
    plan->built_items = (int32_t)row_int8(rows, row, 10);
    plan->ready = row_int8(rows, row, 11) != 0;
    plan->released_day = (int32_t)row_int8(rows, row, 12);
    plan->released_nth = (int32_t)row_int8(rows, row, 13);
    if (row_double_list(rows, row, 14, NULL, 0) > 0) {
        plan->stock = block_new(NULL, (size_t)plan->weeks * sizeof *plan->stock);
        row_double_list(rows, row, 14, plan->stock, (size_t)plan->weeks);
    }
    plan->history_count = (uint32_t)row_int8(rows, row, 15);
    if (plan->state == PLAN_RELEASED)
        memory->plans.in_force = plan;
    if (plan->released_nth > memory->plans.last_release)
        memory->plans.last_release = plan->released_nth;
    memory->plans.last_plan_id = plan->id;
    return plan;
}

static void
load_content(struct opening *opening, struct plan *plan)
{
    const size_t mark = arena_mark(opening->scratch);
    const struct param plan_id = param_int8(opening->scratch, plan->id);

    load_assumptions(opening, plan, &plan_id);
    plan->at_hand = plan->state != PLAN_DISCARDED &&
                    (plan->state != PLAN_SUPERSEDED ||
                     plan->released_nth > opening->memory->plans.last_release - SUPERSEDED_KEPT);
    if (!plan->at_hand)
        return;
    load_skus(opening, plan, &plan_id);
    load_overrides(opening, plan, &plan_id);
    load_gaps(opening, plan, &plan_id);
    if (plan->ready) {
        plan_assume(&opening->memory->plans, plan, NULL);
        plan_spread_again(plan, NULL, opening->scratch, LAYER_DEMAND);
        if (plan->reach != NULL)
            plan_spread_again(plan, NULL, opening->scratch, LAYER_CONSENSUS);
    }
    arena_reset(opening->scratch, mark);
}

static void
load_capacities(struct opening *opening)
{
    struct rows *rows = db_read(opening->db, QUERY_LOAD_CAPACITIES, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        struct capacity *capacity = map_add_text(opening->memory->plans.capacities, NULL,
                                                 row_text(rows, i, 0), sizeof *capacity);
        capacity->units_a_week = row_double(rows, i, 1);
    }
    rows_free(&rows);
}

void
plans_load(struct opening *opening)
{
    struct plans *plans = &opening->memory->plans;

    plans_open(plans);
    struct rows *rows = db_read(opening->db, QUERY_LOAD_PLANS, NULL, 0);
    for (int i = 0; i < rows_count(rows); i++)
        load_head(opening, rows, i);
    rows_free(&rows);
    for (uint32_t i = 0; i < plans->count; i++)
        load_content(opening, plans->list[i]);
    rows = db_read(opening->db, QUERY_LOAD_LAST_OVERRIDE, NULL, 0);
    plans->last_override_id = row_int8(rows, 0, 0);
    rows_free(&rows);
    load_capacities(opening);
}

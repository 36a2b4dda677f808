/*
 * The supply review of a plan; see plan_review.h. The rule is core/plan/supply_review.c.
 */
#include "services/forecasting/plan_review.h"

#include <string.h>

#include "services/forecasting/blocks.h"
#include "services/forecasting/store.h"

/* sku_count * weeks */
static double *
demand_of(struct turn *turn, const struct plan *plan)
{
    const struct plan_body body = plan_body(plan, turn_arena(turn));
    const size_t weeks = (size_t)plan->weeks;
    double *demand = arena_take(turn_arena(turn), (plan->sku_count * weeks + 1) * sizeof *demand);
    double units[PLAN_WEEKS_MAX];

    for (uint32_t i = 0; i < body.key_count; i++) {
        double *sums = demand + (size_t)(body.keys[i].sku - 1) * weeks;
        plan_layer_of_key(&body, i, LAYER_DEMAND, units);
        for (size_t week = 0; week < weeks; week++)
            sums[week] += units[week];
    }
    return demand;
}

void
plan_review(struct turn *turn, const struct plan *plan, struct plan_reviewed *reviewed)
{
    struct arena *arena = turn_arena(turn);
    const size_t weeks = (size_t)plan->weeks, cells = plan->sku_count * weeks + 1;
    const size_t room = (plan->sku_count + 64) * 16 * sizeof(double);
    struct scratch scratch = {.bytes = arena_take(arena, room), .size = room};
    struct plan_supply supply;
    const double *demand = demand_of(turn, plan);
    struct supply_found found = {
        .supply = arena_take(arena, cells * sizeof(double)),
        .limits = arena_take(arena, cells),
        .stock = arena_take(arena, weeks * sizeof(double)),
        .short_units = arena_take(arena, weeks * sizeof(double)),
    };

    plan_supply(turn, plan, &supply);
    supply_review(&(struct supply_problem){.weeks = plan->weeks,
                                           .from_week = plan->fence_weeks,
                                           .count = plan->sku_count,
                                           .skus = supply.skus,
                                           .demand = demand,
                                           .capacity = supply.capacity},
                  &scratch, &found);
    *reviewed = (struct plan_reviewed){.stock = found.stock,
                                       .reach = arena_take(arena, cells * sizeof(double))};
    for (size_t cell = 0; cell < plan->sku_count * weeks; cell++)
        reviewed->reach[cell] = demand[cell] > 0 ? found.supply[cell] / demand[cell] : 1;
    for (size_t week = 0; week < weeks; week++)
        reviewed->short_units += found.short_units[week];
    plan_gaps(turn, plan, &supply, demand, &found, reviewed);
}

static void *
copy_of(struct turn *turn, const void *from, size_t bytes)
{
    void *block = block_new(turn_journal(turn), bytes);

    memcpy(block, from, bytes);
    return block;
}

void
plan_keep_review(struct turn *turn, struct plan *plan)
{
    struct memory *memory = turn_state(turn);
    const size_t weeks = (size_t)plan->weeks;
    struct plan_reviewed reviewed;

    plan_review(turn, plan, &reviewed);
    plan_drop_review(turn, plan);
    for (uint32_t i = 0; i < reviewed.gap_count; i++)
        reviewed.gaps[i].proposal =
            memory_text(memory, turn_journal(turn), reviewed.gaps[i].proposal);
    plan->reach = copy_of(turn, reviewed.reach, plan->sku_count * weeks * sizeof *plan->reach);
    plan->stock = copy_of(turn, reviewed.stock, weeks * sizeof *plan->stock);
    plan->gaps = copy_of(turn, reviewed.gaps, reviewed.gap_count * sizeof *plan->gaps);
    plan->gap_count = reviewed.gap_count;
    stage_plan_review(turn, plan);
}

void
plan_drop_review(struct turn *turn, struct plan *plan)
{
    struct journal *journal = turn_journal(turn);

    journal_keep(journal, plan, sizeof *plan);
    block_drop(journal, plan->reach);
    block_drop(journal, plan->stock);
    block_drop(journal, plan->gaps);
    plan->reach = plan->stock = NULL;
    plan->gaps = NULL;
    plan->gap_count = 0;
    stage_plan_review(turn, plan);
}

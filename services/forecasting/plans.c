/*
 * Versions of the plan; see plans.h.
 */
#include "services/forecasting/plans.h"

#include <stdio.h>
#include <string.h>

#include "services/forecasting/blocks.h"
#include "services/forecasting/plan_overrides.h"
#include "services/forecasting/plan_review.h"
#include "services/forecasting/plan_say.h"
#include "services/forecasting/store.h"
#include "services/forecasting/wire_plans.h"

static uint32_t
open_plans(const struct plans *plans)
{
    uint32_t open = 0;

    for (uint32_t i = 0; i < plans->count; i++)
        open += plans->list[i]->state >= PLAN_DRAFT && plans->list[i]->state < PLAN_RELEASED;
    return open;
}

static bool
is_same_scope(const struct scope_text *a, const struct scope_text *b)
{
    return strcmp(a->sku, b->sku) == 0 && strcmp(a->category, b->category) == 0 &&
           strcmp(a->channel, b->channel) == 0 && strcmp(a->region, b->region) == 0;
}

static bool
is_same_assumption(const struct assumption *a, const struct assumption *b)
{
    return a->kind == b->kind && is_same_scope(&a->scope, &b->scope) &&
           a->from_day == b->from_day && a->to_day == b->to_day && a->percent == b->percent &&
           a->days == b->days && strcmp(a->supplier, b->supplier) == 0 &&
           strcmp(a->location, b->location) == 0 && strcmp(a->like, b->like) == 0 &&
           strcmp(a->name, b->name) == 0;
}

static bool
is_same(const struct plan *plan, const struct plan_wanted *wanted)
{
    if (plan->weeks != wanted->weeks || plan->fence_weeks != wanted->fence_weeks ||
        strcmp(plan->parent, wanted->parent) != 0 || strcmp(plan->note, wanted->note) != 0 ||
        plan->assumption_count != wanted->assumption_count)
        return false;
    for (uint32_t i = 0; i < plan->assumption_count; i++)
        if (!is_same_assumption(&plan->assumptions[i], &wanted->assumptions[i]))
            return false;
    return true;
}

static bool
is_sold(const struct memory *memory, const char *sku)
{
    const struct item *item = memory_find_item(memory, sku);
    const struct place *network = item == NULL ? NULL : memory_find_place(item, NULL);

    return network != NULL && place_first_day(network) != DAY_OPEN;
}

/* Names that an assumption goes by must be known, or it would change nothing in silence. */
static const char *
what_is_unknown(const struct memory *memory, const struct assumption *a)
{
    const struct capacity *capacity = map_find_text(memory->plans.capacities, a->location);

    switch (a->kind) {
    case ASSUMPTION_LAUNCH:
        return memory_find_item(memory, a->like) == NULL ? "like: no SKU of this name was sold"
               : is_sold(memory, a->name)                ? "name: this SKU is sold already"
                                                         : NULL;
    case ASSUMPTION_CLOSED:
        return memory_find_location(memory, a->location) == NULL ? "location: unknown" : NULL;
    case ASSUMPTION_CAPACITY:
        return capacity == NULL || capacity->units_a_week < 0
                   ? "location: its profile has no capacity that could change"
                   : NULL;
    default:
        return NULL;
    }
}

/* A scope may name what the same plan launches. */
static bool
is_launched(const struct plan_wanted *wanted, const char *sku)
{
    for (uint32_t i = 0; i < wanted->assumption_count; i++)
        if (wanted->assumptions[i].kind == ASSUMPTION_LAUNCH &&
            strcmp(wanted->assumptions[i].name, sku) == 0)
            return true;
    return false;
}

static const char *
what_is_wrong(const struct memory *memory, const struct plan_wanted *wanted)
{
    const struct plan *parent =
        wanted->parent[0] == '\0' ? NULL : plans_find(&memory->plans, wanted->parent);

    if (memory->planning_day < 0)
        return "nothing was ordered yet: there is nothing to plan from";
    if (wanted->parent[0] != '\0' && parent == NULL)
        return "parent: there is no such plan";
    if (parent != NULL && !(parent->ready && parent->at_hand))
        return "parent: its numbers are not at hand";
    if (wanted->fence_weeks > 0 && memory->plans.in_force == NULL)
        return "fence_weeks: no plan is in force";
    if (open_plans(&memory->plans) >= PLANS_OPEN_MAX)
        return "50 plans are open: release or discard some";
    for (uint32_t i = 0; i < wanted->assumption_count; i++) {
        const char *unknown = what_is_unknown(memory, &wanted->assumptions[i]);
        const char *sku = wanted->assumptions[i].scope.sku;
        if (unknown != NULL)
            return unknown;
        if (sku[0] != '\0' && !is_sold(memory, sku) && !is_launched(wanted, sku))
            return "scope: no SKU of this name was sold";
    }
    return NULL;
}

static void
keep_assumptions(struct turn *turn, struct plan *plan, const struct plan_wanted *wanted)
{
    struct memory *memory = turn_state(turn);
    struct journal *journal = turn_journal(turn);

    plan->assumption_count = wanted->assumption_count;
    plan->assumptions = block_new(journal, plan->assumption_count * sizeof *plan->assumptions);
    for (uint32_t i = 0; i < plan->assumption_count; i++) {
        struct assumption *a = &plan->assumptions[i];
        *a = wanted->assumptions[i];
        a->scope = (struct scope_text){
            .sku = memory_text(memory, journal, a->scope.sku),
            .category = memory_text(memory, journal, a->scope.category),
            .channel = memory_text(memory, journal, a->scope.channel),
            .region = memory_text(memory, journal, a->scope.region),
        };
        a->supplier = memory_text(memory, journal, a->supplier);
        a->location = memory_text(memory, journal, a->location);
        a->like = memory_text(memory, journal, a->like);
        a->name = memory_text(memory, journal, a->name);
    }
}

/* CreatePlan -> a draft; its baseline follows in slices (plan_build.c) */
void
on_create_plan(struct turn *turn, const struct input *input)
{
    const struct plan_wanted *wanted = input->message;
    struct memory *memory = turn_state(turn);
    struct plans *plans = &memory->plans;
    struct journal *journal = turn_journal(turn);
    struct plan *plan = plans_find(plans, wanted->name);
    const char *wrong = plan == NULL ? what_is_wrong(memory, wanted) : NULL;

    if (plan != NULL && is_same(plan, wanted)) {
        turn_duplicate(turn, write_plan_created(turn_arena(turn), plan));
        return;
    }
    if (plan != NULL)
        wrong = "another plan has this name";
    if (wrong != NULL) {
        turn_reject(turn, wrong, NULL);
        return;
    }
    plan = plans_add(plans, journal, wanted->name);
    journal_keep(journal, &plans->last_plan_id, sizeof plans->last_plan_id);
    plan->id = ++plans->last_plan_id;
    plan->state = plan_step(PLAN_NONE, ON_CREATE)->to;
    plan->first_day = first_plan_week(memory->planning_day);
    plan->weeks = wanted->weeks;
    plan->fence_weeks = wanted->fence_weeks;
    plan->parent = memory_text(memory, journal, wanted->parent);
    plan->note = memory_text(memory, journal, wanted->note);
    plan->author = memory_text(memory, journal, input->from->name);
    plan->created_at_us = turn_now_us(turn);
    keep_assumptions(turn, plan, wanted);
    stage_plan_assumptions(turn, plan);
    plan_say(turn, plan, input->from->name, plan_step(PLAN_NONE, ON_CREATE)->why, wanted->note);
    turn_accept(turn, write_plan_created(turn_arena(turn), plan));
}

/* --- steps --------------------------------------------------------------------------------- */

/* One is in force at a time. */
static void
release(struct turn *turn, struct plan *plan, const char *by)
{
    struct memory *memory = turn_state(turn);
    struct plans *plans = &memory->plans;
    struct plan *former = plans->in_force;
    const struct plan_step *step = plan_step(PLAN_RELEASED, ON_OTHER_RELEASED);

    if (former != NULL) {
        journal_keep(turn_journal(turn), &former->state, sizeof former->state);
        former->state = step->to;
        plan_say(turn, former, by, step->why, plan_name(plan));
    }
    journal_keep(turn_journal(turn), &plans->in_force, sizeof plans->in_force);
    journal_keep(turn_journal(turn), &plans->last_release, sizeof plans->last_release);
    plans->in_force = plan;
    plan->released_nth = ++plans->last_release;
    plan->released_day = memory->planning_day;
    plan_publish(turn, plan);
}

static void
take_step(struct turn *turn, struct plan *plan, const struct plan_step *step, const char *by,
          const char *note)
{
    journal_keep(turn_journal(turn), plan, sizeof *plan);
    switch (step->on) {
    case ON_ADVANCE_DEMAND:
        plan_keep_review(turn, plan);
        break;
    case ON_BACK_TO_DRAFT:
        plan_drop_review(turn, plan);
        break;
    case ON_BACK_TO_DEMAND:
        plan_void_consensus(turn, plan, by, note);
        break;
    default:
        break;
    }
    plan->state = step->to;
    if (step->on == ON_ADVANCE_RELEASE)
        release(turn, plan, by);
    plan_say(turn, plan, by, step->why, note);
}

/* AdvancePlan -> one step on, one back, or to the end */
void
on_advance_plan(struct turn *turn, const struct input *input)
{
    const struct step_wanted *wanted = input->message;
    struct memory *memory = turn_state(turn);
    struct plan *plan = plans_find(&memory->plans, wanted->plan);
    const struct plan_step *step = NULL;
    enum plan_input on;
    char reason[120];

    if (plan == NULL) {
        turn_not_found(turn, "plan", "there is no such plan");
        return;
    }
    if (plan->state == wanted->to) {
        turn_duplicate(turn, write_plan_created(turn_arena(turn), plan));
        return;
    }
    if (plan_input_for(plan->state, wanted->to, &on))
        step = plan_step(plan->state, on);
    if (step == NULL) {
        snprintf(reason, sizeof reason, "no step leads from %s to %s", plan_state_name(plan->state),
                 plan_state_name(wanted->to));
        turn_reject(turn, reason, NULL);
        return;
    }
    if (!plan->ready && step->to != PLAN_DISCARDED) {
        turn_reject(turn, "its baseline is not computed yet", NULL);
        return;
    }
    take_step(turn, plan, step, input->from->name, wanted->note);
    turn_accept(turn, write_plan_created(turn_arena(turn), plan));
}

/* GetPlans -> heads, newest first */
void
on_get_plans(struct turn *turn, const struct input *input)
{
    const struct plans_asked *asked = input->message;
    const struct plans *plans = &((const struct memory *)turn_state(turn))->plans;
    struct arena *arena = turn_arena(turn);
    Crossdock__Forecasting__V1__PlansView *view = arena_take(arena, sizeof *view);

    crossdock__forecasting__v1__plans_view__init(view);
    view->plans = arena_take(arena, (plans->count + 1) * sizeof(void *));
    for (uint32_t i = plans->count; i > 0 && view->n_plans < asked->limit; i--)
        view->plans[view->n_plans++] = write_plan_head(arena, plans->list[i - 1]);
    turn_accept(turn, &view->base);
}

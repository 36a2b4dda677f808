/*
 * Overrides of a plan; see plan_overrides.h. What an override does follows from all before it
 * (core/plan/override_spread.c), so the rows hold only what was asked for.
 */
#include "services/forecasting/plan_overrides.h"

#include <stdio.h>

#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "services/forecasting/plan_say.h"
#include "services/forecasting/store.h"
#include "services/forecasting/wire_plans.h"

static const char *
what_is_wrong(const struct plan *plan)
{
    if (!plan->ready)
        return "its baseline is not computed yet";
    if (plan_open_layer(plan->state) == LAYER_NONE)
        return "nothing of it can be changed in this state: take it one step back, or begin a "
               "new one";
    return NULL;
}

static struct scope_text
keep_scope(struct turn *turn, const struct scope_text *scope)
{
    struct memory *memory = turn_state(turn);
    struct journal *journal = turn_journal(turn);

    return (struct scope_text){.sku = memory_text(memory, journal, scope->sku),
                               .category = memory_text(memory, journal, scope->category),
                               .channel = memory_text(memory, journal, scope->channel),
                               .region = memory_text(memory, journal, scope->region)};
}

/* Numbered, kept and staged; NULL when it would change nothing, or is more than can be meant. */
static struct plan_override *
add_override(struct turn *turn, struct plan *plan, struct plan_override *override)
{
    struct memory *memory = turn_state(turn);
    struct plans *plans = &memory->plans;
    struct journal *journal = turn_journal(turn);
    const struct plan_body body = plan_body(plan, turn_arena(turn));
    struct override_asked *asked = &override->asked;

    if (!plan_scope_of(plans, plan, &override->scope, &asked->scope))
        return NULL;
    weeks_between(plan->first_day, plan->weeks, override->from_day, override->to_day,
                  &asked->from_week, &asked->end_week);
    if (asked->end_week <= asked->from_week || asked->end_week <= plan->fence_weeks)
        return NULL;
    override->done = override_spread(&body, override->layer, asked, &override->change);
    if (override->done.keys == 0 || override->done.most > PLAN_UNITS_MAX)
        return NULL;
    journal_keep(journal, &plans->last_override_id, sizeof plans->last_override_id);
    override->id = ++plans->last_override_id;
    override->scope = keep_scope(turn, &override->scope);
    override->note = memory_text(memory, journal, override->note);
    override->author = memory_text(memory, journal, override->author);
    struct plan_override *added = plan_add_override(plan, journal, override);
    stage_plan_override(turn, plan, added, "", "");
    return added;
}

/* OverridePlan -> demand or consensus of a scope */
void
on_override_plan(struct turn *turn, const struct input *input)
{
    const struct override_wanted *wanted = input->message;
    struct memory *memory = turn_state(turn);
    struct plan *plan = plans_find(&memory->plans, wanted->plan);
    const char *wrong = plan == NULL ? NULL : what_is_wrong(plan);
    char what[200];

    if (plan == NULL) {
        turn_not_found(turn, "plan", "there is no such plan");
        return;
    }
    if (wrong == NULL && plan->override_count >= PLAN_OVERRIDES_MAX)
        wrong = "it has 1,000 overrides";
    if (wrong != NULL) {
        turn_reject(turn, wrong, NULL);
        return;
    }
    struct plan_override override = {
        .layer = plan_open_layer(plan->state),
        .scope = wanted->scope,
        .from_day = wanted->from_day,
        .to_day = wanted->to_day,
        .reason = wanted->reason,
        .note = wanted->note,
        .author = input->from->name,
        .at_us = turn_now_us(turn),
        .asked = {.has_units = wanted->has_units,
                  .percent = wanted->percent,
                  .units = wanted->units},
    };
    const struct plan_override *added = add_override(turn, plan, &override);
    if (added == NULL) {
        turn_reject(turn,
                    override.done.most > PLAN_UNITS_MAX
                        ? "it would be more than 1,000,000,000,000 units in a week"
                        : "no key of the plan is in this scope in weeks that can be changed",
                    NULL);
        return;
    }
    snprintf(what, sizeof what, "override %lld: %.0f units become %.0f in %u keys",
             (long long)added->id, added->done.before, added->done.after, added->done.keys);
    plan_say(turn, plan, input->from->name, what, wanted->note);
    turn_accept(turn, write_plan_overridden(turn_arena(turn), added));
}

static void
remove_override(struct turn *turn, struct plan *plan, struct plan_override *override,
                const char *by, const char *note)
{
    journal_keep(turn_journal(turn), &override->removed, sizeof override->removed);
    override->removed = true;
    journal_keep(turn_journal(turn), &override->done, sizeof override->done);
    override->done = (struct override_done){0};
    stage_plan_override(turn, plan, override, by, note);
}

/* RemoveOverride -> as if it had never been made */
void
on_remove_override(struct turn *turn, const struct input *input)
{
    const struct override_unwanted *unwanted = input->message;
    struct memory *memory = turn_state(turn);
    struct plan *plan = plans_find(&memory->plans, unwanted->plan);
    struct plan_override *override =
        plan == NULL ? NULL : plan_find_override(plan, unwanted->override_id);
    const char *wrong = plan == NULL ? NULL : what_is_wrong(plan);
    char what[120];

    if (plan == NULL) {
        turn_not_found(turn, "plan", "there is no such plan");
        return;
    }
    if (override == NULL || override->removed) {
        turn_not_found(turn, "override_id", "the plan has no such override");
        return;
    }
    if (wrong == NULL && override->layer != plan_open_layer(plan->state))
        wrong = "it is of a layer that is fixed by now";
    if (wrong != NULL) {
        turn_reject(turn, wrong, NULL);
        return;
    }
    remove_override(turn, plan, override, input->from->name, unwanted->note);
    plan_spread_again(plan, turn_journal(turn), turn_arena(turn), override->layer);
    snprintf(what, sizeof what, "override %lld is undone", (long long) override->id);
    plan_say(turn, plan, input->from->name, what, unwanted->note);
    turn_accept(turn, NULL);
}

uint32_t
plan_take_over_overrides(struct turn *turn, struct plan *plan)
{
    const struct memory *memory = turn_state(turn);
    const struct plan *parent =
        plan->parent[0] == '\0' ? NULL : plans_find(&memory->plans, plan->parent);
    uint32_t taken = 0;

    if (parent == NULL)
        return 0;
    for (uint32_t i = 0; i < parent->override_count; i++) {
        const struct plan_override *from = parent->overrides[i];
        struct plan_override override = {
            .layer = LAYER_DEMAND,
            .scope = from->scope,
            .from_day = from->from_day,
            .to_day = from->to_day,
            .reason = from->reason,
            .note = from->note,
            .author = from->author,
            .at_us = from->at_us,
            .asked = from->asked,
        };
        if (!from->removed && from->layer == LAYER_DEMAND &&
            add_override(turn, plan, &override) != NULL)
            taken++;
    }
    return taken;
}

void
plan_void_consensus(struct turn *turn, struct plan *plan, const char *by, const char *note)
{
    for (uint32_t i = 0; i < plan->override_count; i++)
        if (plan->overrides[i]->layer == LAYER_CONSENSUS && !plan->overrides[i]->removed)
            remove_override(turn, plan, plan->overrides[i], by, note);
}

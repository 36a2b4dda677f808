/*
 * Goals; see goals.h. The rule is core/plan/goal_progress.c: what was sold, and what the plan in
 * force says for the rest.
 */
#include "services/forecasting/goals.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "services/forecasting/core/plan/goal_progress.h"
#include "services/forecasting/store.h"
#include "services/forecasting/wire_plans.h"

#define WEEK_DAYS  7
#define PRICE_DAYS 91 /* what a unit brought lately */

/* SetGoals -> kept, by scope, period and currency */
void
on_set_goals(struct turn *turn, const struct input *input)
{
    const struct goals_wanted *wanted = input->message;
    struct memory *memory = turn_state(turn);
    struct plans *plans = &memory->plans;
    struct journal *journal = turn_journal(turn);

    for (size_t i = 0; i < wanted->count; i++) {
        struct goal goal = wanted->list[i];
        struct goal *known = plans_find_goal(plans, &goal);
        stage_goal(turn, &goal, input->from->name);
        if (goal.units <= 0 && goal.revenue_minor == 0) {
            if (known != NULL)
                plans_remove_goal(plans, journal, &goal);
            continue;
        }
        goal.channel = memory_text(memory, journal, goal.channel);
        goal.region = memory_text(memory, journal, goal.region);
        goal.currency = memory_text(memory, journal, goal.currency);
        goal.note = memory_text(memory, journal, goal.note);
        if (known == NULL) {
            plans_add_goal(plans, journal, &goal);
            continue;
        }
        journal_keep(journal, known, sizeof *known);
        *known = goal;
    }
    turn_accept(turn, NULL);
}

/* --- progress ------------------------------------------------------------------------------ */

static bool
is_of(const struct goal *goal, const struct outlet *outlet)
{
    return (goal->channel[0] == '\0' || strcmp(goal->channel, outlet->channel) == 0) &&
           (goal->region[0] == '\0' || strcmp(goal->region, outlet->region) == 0);
}

struct sold {
    double units, units_in_currency, value_minor;
};

/* From day to day, both counted. */
static struct sold
sold_between(const struct mix *mix, const struct goal *goal, int32_t from_day, int32_t to_day)
{
    struct sold sold = {0};

    for (uint32_t i = 0; i < mix->outlet_count; i++) {
        const struct outlet *outlet = mix->outlet_list[i];
        if (!is_of(goal, outlet))
            continue;
        const bool same = strcmp(outlet->currency, goal->currency) == 0;
        for (int32_t day = from_day; day <= to_day; day++) {
            const struct outlet_day *at = mix_day_of(mix, outlet->id, day);
            if (at == NULL)
                continue;
            sold.units += (double)at->units;
            sold.units_in_currency += same ? (double)at->units : 0;
            sold.value_minor += same ? (double)at->value_minor : 0;
        }
    }
    return sold;
}

/* Units of a scope by week, of the plan in force; false: it has nothing of the scope. */
static bool
planned_weeks(struct turn *turn, const struct plan *plan, const struct goal *goal, double *sums)
{
    const struct memory *memory = turn_state(turn);
    const struct plan_body body = plan_body(plan, turn_arena(turn));
    const struct scope_text text = {
        .sku = "", .category = "", .channel = goal->channel, .region = goal->region};
    struct plan_scope scope;
    double units[PLAN_WEEKS_MAX];

    if (!plan_scope_of(&memory->plans, plan, &text, &scope))
        return false;
    for (uint32_t i = 0; i < body.key_count; i++) {
        if (!plan_scope_has(&scope, &body.skus[body.keys[i].sku - 1], &body.keys[i]))
            continue;
        plan_layer_of_key(&body, i, LAYER_CONSENSUS, units);
        for (int32_t week = 0; week < plan->weeks; week++)
            sums[week] += units[week];
    }
    return true;
}

/* For the days of the goal that are still to come. A week counts in part; days before the plan's
 * first week count like that one. */
static double
planned_rest(struct turn *turn, const struct goal *goal, int32_t open_day)
{
    const struct plan *plan = ((const struct memory *)turn_state(turn))->plans.in_force;
    const int32_t from_day = goal->from_day > open_day ? goal->from_day : open_day;
    double sums[PLAN_WEEKS_MAX] = {0}, rest = 0;

    if (from_day > goal->to_day || !planned_weeks(turn, plan, goal, sums))
        return 0;
    for (int32_t week = 0; week < plan->weeks; week++)
        rest +=
            sums[week] * week_within(plan->first_day + week * WEEK_DAYS, from_day, goal->to_day);
    const int32_t before_end = goal->to_day < plan->first_day ? goal->to_day + 1 : plan->first_day;
    if (before_end > from_day)
        rest += sums[0] / WEEK_DAYS * (before_end - from_day);
    return rest;
}

static const char *
words_of(struct arena *arena, const struct goal *goal, const struct goal_facts *facts,
         const struct goal_progress *progress)
{
    static const char *const outlooks[] = {"ahead of the goal", "on track", "behind the goal",
                                           "reached", "missed"};
    const int32_t left = goal_days_left(goal->from_day, goal->to_day, facts->today);

    return arena_format(
        arena, "%s: %.1f %% of the goal expected, %d day%s left%s", outlooks[progress->outlook],
        100 * progress->on_track, left, left == 1 ? "" : "s",
        facts->has_plan || left == 0 ? "" : ", at the pace so far: no plan is in force");
}

static Crossdock__Forecasting__V1__Goal *
write_goal(struct arena *arena, const struct goal *goal)
{
    Crossdock__Forecasting__V1__Goal *out = arena_take(arena, sizeof *out);

    crossdock__forecasting__v1__goal__init(out);
    out->channel = arena_text(arena, goal->channel);
    out->region = arena_text(arena, goal->region);
    out->from_day = goal->from_day;
    out->to_day = goal->to_day;
    out->units = goal->units;
    out->revenue_minor = goal->revenue_minor;
    out->currency = arena_text(arena, goal->currency);
    out->note = arena_text(arena, goal->note);
    return out;
}

static Crossdock__Forecasting__V1__GoalProgress *
write_progress(struct turn *turn, const struct goal *goal, int32_t last_day)
{
    const struct memory *memory = turn_state(turn);
    struct arena *arena = turn_arena(turn);
    const int32_t sold_to = goal->to_day < last_day ? goal->to_day : last_day;
    const struct sold sold = sold_between(&memory->mix, goal, goal->from_day, sold_to);
    const struct sold lately = sold_between(&memory->mix, goal, last_day - PRICE_DAYS, last_day);
    struct goal_facts facts = {
        .from_day = goal->from_day,
        .to_day = goal->to_day,
        .today = last_day + 1,
        .units = goal->units,
        .revenue_minor = goal->revenue_minor,
        .actual_units = sold.units,
        .actual_revenue_minor = llround(sold.value_minor),
        .price_minor =
            lately.units_in_currency > 0 ? lately.value_minor / lately.units_in_currency : 0,
        .currency_share = lately.units > 0 ? lately.units_in_currency / lately.units : 0,
        .has_plan = memory->plans.in_force != NULL,
    };
    Crossdock__Forecasting__V1__GoalProgress *out = arena_take(arena, sizeof *out);

    if (facts.has_plan)
        facts.planned_rest = planned_rest(turn, goal, last_day + 1);
    const struct goal_progress progress = goal_progress(&facts);
    crossdock__forecasting__v1__goal_progress__init(out);
    out->goal = write_goal(arena, goal);
    out->actual_units = facts.actual_units;
    out->actual_revenue_minor = facts.actual_revenue_minor;
    out->expected_units = progress.expected_units;
    out->on_track = progress.on_track;
    out->words = (char *)words_of(arena, goal, &facts, &progress);
    return out;
}

static int
by_scope(const void *left, const void *right)
{
    const struct goal *a = *(const struct goal *const *)left;
    const struct goal *b = *(const struct goal *const *)right;
    int order = a->from_day - b->from_day;

    order = order != 0 ? order : a->to_day - b->to_day;
    order = order != 0 ? order : strcmp(a->channel, b->channel);
    order = order != 0 ? order : strcmp(a->region, b->region);
    return order != 0 ? order : strcmp(a->currency, b->currency);
}

/* GetGoals -> all; of a day: those whose days hold it, as they stood */
void
on_get_goals(struct turn *turn, const struct input *input)
{
    const struct goals_asked *asked = input->message;
    const struct memory *memory = turn_state(turn);
    struct arena *arena = turn_arena(turn);
    const int32_t last_day = asked->day != 0 ? asked->day : memory->planning_day;
    const size_t most = map_count(memory->plans.goals);
    const struct goal **list = arena_take(arena, (most + 1) * sizeof(struct goal *));
    Crossdock__Forecasting__V1__GoalsView *view = arena_take(arena, sizeof *view);
    size_t at = 0, count = 0;

    for (const struct goal *goal; (goal = map_next(memory->plans.goals, &at)) != NULL;)
        if (asked->day == 0 || (goal->from_day <= last_day && goal->to_day >= last_day))
            list[count++] = goal;
    qsort(list, count, sizeof *list, by_scope);
    crossdock__forecasting__v1__goals_view__init(view);
    view->goals = arena_take(arena, (count + 1) * sizeof(void *));
    for (size_t i = 0; i < count; i++)
        view->goals[view->n_goals++] = write_progress(turn, list[i], last_day);
    turn_accept(turn, &view->base);
}

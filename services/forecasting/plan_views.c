/*
 * A plan by group, layer and week; and two of them side by side.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "services/forecasting/plan_groups.h"
#include "services/forecasting/plan_review.h"
#include "services/forecasting/plans.h"

#define ALL_LAYERS  0x7EU /* bits 1 to 6 */
#define WEEK_DAYS   7
#define REASONS_MAX 8

typedef Crossdock__Forecasting__V1__PlanView plan_view;
typedef Crossdock__Forecasting__V1__PlanComparison plan_comparison;

static const struct plan *
plan_to_show(struct turn *turn, const char *name, const char **wrong)
{
    const struct plans *plans = &((const struct memory *)turn_state(turn))->plans;
    const struct plan *plan = name[0] == '\0' ? plans->in_force : plans_find(plans, name);

    *wrong = plan == NULL     ? name[0] == '\0' ? "no plan is in force: name one, or release one" : "there is no such plan"
             : !plan->ready   ? "its baseline is not computed yet"
             : !plan->at_hand ? "its numbers are in the tables only"
                              : NULL;
    return plan;
}

/* --- groups, the largest first --------------------------------------------------------------- */

struct ranked {
    uint32_t group;
    double units;
};

static int
by_units(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;

    if (a->units != b->units)
        return a->units < b->units ? 1 : -1;
    return a->group < b->group ? -1 : 1;
}

/* Groups with anything in any layer; ranked by the last of the plan, then by what was sold. */
static struct ranked *
rank(struct arena *arena, const struct plan_groups *groups, uint32_t *count)
{
    struct ranked *list = arena_take(arena, groups->count * sizeof *list);

    *count = 0;
    for (uint32_t i = 0; i < groups->count; i++) {
        double most = 0, units = 0;
        for (int layer = LAYER_NAIVE; layer < LAYER_END; layer++) {
            const double total = plan_group_total(groups, (enum plan_layer)layer, i);
            most = fmax(most, total);
            if (layer < LAYER_ACTUAL && groups->units[layer] != NULL)
                units = total;
        }
        if (most > 0)
            list[(*count)++] = (struct ranked){.group = i, .units = units > 0 ? units : most / 1e6};
    }
    qsort(list, *count, sizeof *list, by_units);
    return list;
}

static Crossdock__Forecasting__V1__PlanSeries *
write_series(struct arena *arena, const struct plan_groups *groups, enum plan_layer layer,
             uint32_t group)
{
    Crossdock__Forecasting__V1__PlanSeries *out = arena_take(arena, sizeof *out);

    crossdock__forecasting__v1__plan_series__init(out);
    out->group = arena_text(arena, plan_group_name(groups, group));
    out->layer = (Crossdock__Forecasting__V1__PlanLayer)layer;
    out->units = groups->units[layer] + group * (size_t)groups->weeks;
    out->n_units = (size_t)(layer == LAYER_ACTUAL ? groups->weeks_over : groups->weeks);
    out->total = plan_group_total(groups, layer, group);
    out->value_minor = plan_value_minor(groups->value[layer][group]);
    return out;
}

static bool
meets(const char *a, const char *b)
{
    return a[0] == '\0' || b[0] == '\0' || strcmp(a, b) == 0;
}

static bool
scopes_meet(const struct scope_text *a, const struct scope_text *b)
{
    return meets(a->sku, b->sku) && meets(a->category, b->category) &&
           meets(a->channel, b->channel) && meets(a->region, b->region);
}

static void
write_overrides(struct arena *arena, const struct plan *plan, const struct scope_text *scope,
                plan_view *view)
{
    view->overrides = arena_take(arena, (plan->override_count + 1) * sizeof(void *));
    for (uint32_t i = plan->override_count; i > 0; i--)
        if (scopes_meet(&plan->overrides[i - 1]->scope, scope))
            view->overrides[view->n_overrides++] =
                write_override_fact(arena, plan->overrides[i - 1]);
}

static void
write_gaps(struct turn *turn, const struct plan *plan, const struct scope_text *scope,
           plan_view *view)
{
    static const char *const causes[] = {"", "STOCK", "LEAD_TIME", "CAPACITY"};
    const struct plans *plans = &((const struct memory *)turn_state(turn))->plans;
    struct arena *arena = turn_arena(turn);

    view->gaps = arena_take(arena, (plan->gap_count + 1) * sizeof(void *));
    for (uint32_t i = 0; i < plan->gap_count; i++) {
        const struct plan_gap *gap = &plan->gaps[i];
        const char *sku = plan->sku_names[gap->place - 1];
        if (!meets(scope->sku, sku) ||
            !meets(scope->category, plans_text(plans, plan->skus[gap->place - 1].category)))
            continue;
        Crossdock__Forecasting__V1__SupplyGap *out = arena_take(arena, sizeof *out);
        crossdock__forecasting__v1__supply_gap__init(out);
        out->sku = arena_text(arena, sku);
        out->week_day = plan->first_day + gap->week * WEEK_DAYS;
        out->demand = gap->demand;
        out->supply = gap->supply;
        out->limit = (char *)causes[gap->cause];
        out->proposal = arena_text(arena, gap->proposal);
        view->gaps[view->n_gaps++] = out;
    }
}

/* GetPlan -> layers by group and week, overrides, gaps */
void
on_get_plan(struct turn *turn, const struct input *input)
{
    const struct plan_asked *asked = input->message;
    struct arena *arena = turn_arena(turn);
    const char *wrong;
    const struct plan *plan = plan_to_show(turn, asked->plan, &wrong);
    plan_view *view = arena_take(arena, sizeof *view);
    struct plan_groups groups;
    uint32_t count;

    if (wrong == NULL && !plan_groups(turn, plan, &asked->scope, asked->by,
                                      asked->layers != 0 ? asked->layers : ALL_LAYERS, &groups))
        wrong = "scope: the plan has nothing of this";
    if (wrong != NULL) {
        turn_reject(turn, wrong, NULL);
        return;
    }
    crossdock__forecasting__v1__plan_view__init(view);
    view->head = write_plan_head(arena, plan);
    const struct ranked *ranked = rank(arena, &groups, &count);
    const uint32_t shown = count < asked->limit ? count : asked->limit;
    view->more = shown < count;
    view->series = arena_take(arena, (shown * (size_t)LAYER_END + 1) * sizeof(void *));
    for (uint32_t i = 0; i < shown; i++)
        for (int layer = LAYER_NAIVE; layer < LAYER_END; layer++)
            if (groups.units[layer] != NULL)
                view->series[view->n_series++] =
                    write_series(arena, &groups, (enum plan_layer)layer, ranked[i].group);
    write_overrides(arena, plan, &asked->scope, view);
    write_gaps(turn, plan, &asked->scope, view);
    turn_accept(turn, &view->base);
}

/* --- two side by side ------------------------------------------------------------------------ */

struct side {
    const struct plan *plan;
    struct plan_groups groups;
    struct ranked *ranked;
    uint32_t count;
};

static const char *
override_words(struct arena *arena, const char *who, const struct plan_override *o)
{
    const char *scope = o->scope.sku[0] != '\0'        ? o->scope.sku
                        : o->scope.category[0] != '\0' ? o->scope.category
                        : o->scope.channel[0] != '\0'  ? o->scope.channel
                        : o->scope.region[0] != '\0'   ? o->scope.region
                                                       : "everything";
    const char *why =
        arena_format(arena, "by %s%s%s", o->author, o->note[0] != '\0' ? ": " : "", o->note);

    return o->asked.has_units
               ? arena_format(arena, "%s: %s set to %.0f units a week, %s", who, scope,
                              o->asked.units, why)
               : arena_format(arena, "%s: %s %+.1f %%, %s", who, scope, o->asked.percent, why);
}

static bool
has_override(const struct plan *plan, const struct plan_override *like)
{
    for (uint32_t i = 0; i < plan->override_count; i++) {
        const struct plan_override *o = plan->overrides[i];
        if (!o->removed && o->from_day == like->from_day && o->to_day == like->to_day &&
            o->asked.has_units == like->asked.has_units && o->asked.units == like->asked.units &&
            o->asked.percent == like->asked.percent && strcmp(o->scope.sku, like->scope.sku) == 0 &&
            strcmp(o->scope.category, like->scope.category) == 0 &&
            strcmp(o->scope.channel, like->scope.channel) == 0 &&
            strcmp(o->scope.region, like->scope.region) == 0)
            return true;
    }
    return false;
}

static const char *
assumption_words(struct arena *arena, const char *who, const struct assumption *a)
{
    switch (a->kind) {
    case ASSUMPTION_PROMOTION:
        return arena_format(arena, "%s assumes a promotion of %+.1f %%", who, a->percent);
    case ASSUMPTION_MARKET:
        return arena_format(arena, "%s assumes that %s begins, with %.0f %% of %s", who, a->name,
                            a->percent, a->like);
    case ASSUMPTION_LAUNCH:
        return arena_format(arena, "%s assumes that %s begins, like %s", who, a->name, a->like);
    case ASSUMPTION_SUPPLIER_LATE:
        return arena_format(arena, "%s assumes that %s is %d days late", who,
                            a->supplier[0] != '\0' ? a->supplier : "every supplier", a->days);
    case ASSUMPTION_CLOSED:
        return arena_format(arena, "%s assumes that %s is closed", who, a->location);
    default:
        return arena_format(arena, "%s assumes %+.1f %% capacity at %s", who, a->percent,
                            a->location);
    }
}

/* What one has and the other has not, as far as it touches the group. */
static size_t
add_reasons(struct arena *arena, const struct side *side, const struct plan *other,
            const char *group, const struct plan_groups *groups, char **reasons, size_t count)
{
    const struct plan *plan = side->plan;
    struct scope_text at = {.sku = "", .category = "", .channel = "", .region = ""};
    const char **parts[] = {NULL, &at.sku, &at.category, &at.channel, &at.region};

    if (parts[groups->by] != NULL)
        *parts[groups->by] = group;
    for (uint32_t i = 0; i < plan->assumption_count && count < REASONS_MAX; i++)
        if (scopes_meet(&plan->assumptions[i].scope, &at))
            reasons[count++] =
                (char *)assumption_words(arena, plan_name(plan), &plan->assumptions[i]);
    for (uint32_t i = 0; i < plan->override_count && count < REASONS_MAX; i++)
        if (!plan->overrides[i]->removed && scopes_meet(&plan->overrides[i]->scope, &at) &&
            !has_override(other, plan->overrides[i]))
            reasons[count++] = (char *)override_words(arena, plan_name(plan), plan->overrides[i]);
    return count;
}

static double
total_named(const struct side *side, enum plan_layer layer, const char *name, double *value)
{
    for (uint32_t i = 0; i < side->count; i++) {
        const uint32_t group = side->ranked[i].group;
        if (strcmp(plan_group_name(&side->groups, group), name) == 0) {
            *value = side->groups.value[layer][group];
            return plan_group_total(&side->groups, layer, group);
        }
    }
    *value = 0;
    return 0;
}

static Crossdock__Forecasting__V1__PlanDifference *
write_difference(struct arena *arena, const struct side *a, const struct side *b,
                 enum plan_layer layer, const char *name)
{
    Crossdock__Forecasting__V1__PlanDifference *out = arena_take(arena, sizeof *out);
    double a_value, b_value;

    crossdock__forecasting__v1__plan_difference__init(out);
    out->group = arena_text(arena, name);
    out->a = total_named(a, layer, name, &a_value);
    out->b = total_named(b, layer, name, &b_value);
    out->a_value_minor = plan_value_minor(a_value);
    out->b_value_minor = plan_value_minor(b_value);
    out->reasons = arena_take(arena, REASONS_MAX * sizeof(char *));
    out->n_reasons = add_reasons(arena, a, b->plan, name, &a->groups, out->reasons, 0);
    out->n_reasons = add_reasons(arena, b, a->plan, name, &b->groups, out->reasons, out->n_reasons);
    return out;
}

/* Of a draft it is what a review would say now. */
static void
write_supply(struct turn *turn, const struct plan *plan, double *gap, double **stock,
             size_t *stock_count)
{
    struct plan_reviewed reviewed;

    *stock_count = (size_t)plan->weeks;
    if (plan->reach == NULL) {
        plan_review(turn, plan, &reviewed);
        *gap = reviewed.short_units;
        *stock = reviewed.stock;
        return;
    }
    const struct plan_body body = plan_body(plan, turn_arena(turn));
    double demand[PLAN_WEEKS_MAX], supply[PLAN_WEEKS_MAX];
    *stock = plan->stock;
    *gap = 0;
    for (uint32_t i = 0; i < body.key_count; i++) {
        plan_layer_of_key(&body, i, LAYER_DEMAND, demand);
        plan_layer_of_key(&body, i, LAYER_SUPPLY, supply);
        for (int32_t week = 0; week < plan->weeks; week++)
            *gap += demand[week] - supply[week];
    }
}

static void
write_differences(struct arena *arena, const struct side *sides, enum plan_layer layer,
                  uint32_t limit, plan_comparison *view)
{
    view->differences =
        arena_take(arena, ((size_t)sides[0].count + sides[1].count + 1) * sizeof(void *));
    for (int s = 0; s < 2; s++) {
        for (uint32_t i = 0; i < sides[s].count && view->n_differences < limit; i++) {
            const char *name = plan_group_name(&sides[s].groups, sides[s].ranked[i].group);
            double value;
            if (s == 1 && total_named(&sides[0], layer, name, &value) > 0)
                continue; /* told with the first side */
            view->differences[view->n_differences++] =
                write_difference(arena, &sides[0], &sides[1], layer, name);
        }
    }
}

/* ComparePlans -> the last layer that both have, by group; gaps and projected stock */
void
on_compare_plans(struct turn *turn, const struct input *input)
{
    const struct plan_asked *asked = input->message;
    struct arena *arena = turn_arena(turn);
    struct side sides[2] = {0};
    const char *names[] = {asked->plan, asked->other}, *wrong = NULL;
    plan_comparison *view = arena_take(arena, sizeof *view);

    for (int s = 0; s < 2 && wrong == NULL; s++)
        sides[s].plan = plan_to_show(turn, names[s], &wrong);
    if (wrong != NULL) {
        turn_reject(turn, wrong, NULL);
        return;
    }
    const enum plan_layer layer = sides[0].plan->reach != NULL && sides[1].plan->reach != NULL
                                      ? LAYER_CONSENSUS
                                      : LAYER_DEMAND;
    for (int s = 0; s < 2; s++) {
        /* A scope that one of them does not have is zero there. */
        (void)plan_groups(turn, sides[s].plan, &asked->scope, asked->by, 1U << layer,
                          &sides[s].groups);
        sides[s].ranked = rank(arena, &sides[s].groups, &sides[s].count);
    }
    crossdock__forecasting__v1__plan_comparison__init(view);
    view->a = write_plan_head(arena, sides[0].plan);
    view->b = write_plan_head(arena, sides[1].plan);
    view->layer = (Crossdock__Forecasting__V1__PlanLayer)layer;
    write_differences(arena, sides, layer, asked->limit, view);
    write_supply(turn, sides[0].plan, &view->a_gap, &view->a_stock, &view->n_a_stock);
    write_supply(turn, sides[1].plan, &view->b_gap, &view->b_stock, &view->n_b_stock);
    turn_accept(turn, &view->base);
}

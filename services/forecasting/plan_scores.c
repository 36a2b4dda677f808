/*
 * How good each step of planning was on the weeks that are over. A cell is a SKU's week within its
 * group; the rules are in core/plan/plan_accuracy.c.
 */
#include <string.h>

#include "services/forecasting/core/plan/plan_accuracy.h"
#include "services/forecasting/plan_groups.h"
#include "services/forecasting/plans.h"

#define WEEK_DAYS       7
#define WEEKS_SCORED    104
#define PLAN_LAYERS_END (LAYER_CONSENSUS + 1)

/* Weeks from `monday` on; each is scored by the plan that was in force, or by the one asked for. */
struct scored {
    const struct plan *plan; /* of the groups */
    struct plan_groups groups;
    int32_t monday, weeks;
    const struct plan *by[WEEKS_SCORED]; /* NULL: by none */
    bool has[PLAN_LAYERS_END];
    struct layer_errors *errors; /* layer * group */
    double *week_errors;         /* layer * group * week */
};

/* Units of one SKU: group * week of each layer, and what was sold. */
struct sku_cells {
    double *planned[PLAN_LAYERS_END], *sold;
    bool *touched; /* by group */
};

/* --- which weeks, by which plan --------------------------------------------------------------- */

/* The one in force when the week was still `lag` weeks ahead, lag 1 being the week before. */
static const struct plan *
in_force_for(const struct plans *plans, int32_t monday, int32_t lag)
{
    const struct plan *best = NULL;

    for (uint32_t i = 0; i < plans->count; i++) {
        const struct plan *plan = plans->list[i];
        if (plan->released_nth == 0 || !plan->at_hand ||
            plan->released_day >= monday - (lag - 1) * WEEK_DAYS || plan->first_day > monday ||
            plan->first_day + plan->weeks * WEEK_DAYS <= monday)
            continue;
        if (best == NULL || plan->released_nth > best->released_nth)
            best = plan;
    }
    return best;
}

static bool
choose_weeks(const struct memory *memory, const struct plan_asked *asked, struct scored *scored,
             const char **wrong)
{
    const struct plans *plans = &memory->plans;
    const struct plan *named = asked->plan[0] != '\0' ? plans_find(plans, asked->plan) : NULL;
    const int32_t open_week = week_of_day(memory->planning_day);

    if (asked->plan[0] != '\0') {
        *wrong = named == NULL                      ? "there is no such plan"
                 : !named->ready || !named->at_hand ? "its numbers are not at hand"
                                                    : NULL;
        if (*wrong != NULL)
            return false;
        scored->plan = named;
        scored->monday = named->first_day;
        scored->weeks = plan_weeks_over(memory, named);
        for (int32_t week = asked->lag_weeks - 1; week < scored->weeks; week++)
            scored->by[week] = named;
        return true;
    }
    scored->plan = plans->in_force;
    *wrong = "no plan is in force";
    if (plans->in_force == NULL)
        return false;
    scored->monday = open_week - WEEKS_SCORED * WEEK_DAYS;
    scored->weeks = WEEKS_SCORED;
    for (int32_t week = 0; week < WEEKS_SCORED; week++)
        scored->by[week] = in_force_for(plans, scored->monday + week * WEEK_DAYS, asked->lag_weeks);
    return true;
}

/* --- planned and sold, SKU by SKU ------------------------------------------------------------- */

static uint32_t
group_in(const struct scored *scored, const struct plan *plan, const struct plan_key *key)
{
    struct plan_groups as_of = scored->groups;

    if (scored->groups.by == BY_SKU) { /* places differ from plan to plan */
        const int32_t place = plan_place_of_item(scored->plan, plan->item_ids[key->sku - 1],
                                                 plan->sku_names[key->sku - 1]);
        return place > 0 ? (uint32_t)place - 1 : scored->groups.count - 1;
    }
    as_of.plan = plan;
    return plan_group_of_key(&as_of, key);
}

static void
add_planned(const struct scored *scored, const struct plan *plan, const struct plan_body *body,
            const struct plan_scope *scope, int32_t place, struct sku_cells *cells)
{
    const struct plan_sku *sku = &body->skus[place - 1];
    const int32_t ahead = (scored->monday - plan->first_day) / WEEK_DAYS;
    double units[LAYER_ACTUAL][PLAN_WEEKS_MAX];

    for (uint32_t i = sku->first_key; i < sku->first_key + sku->key_count; i++) {
        if (!plan_scope_has(scope, sku, &body->keys[i]))
            continue;
        const uint32_t group = group_in(scored, plan, &body->keys[i]);
        cells->touched[group] = true;
        plan_layers_of_key(body, i, units);
        for (int layer = LAYER_NAIVE; layer <= (int)plan_last_layer(body); layer++) {
            double *sums = cells->planned[layer] + group * (size_t)scored->weeks;
            for (int32_t week = 0; week < scored->weeks; week++)
                if (scored->by[week] == plan)
                    sums[week] += units[layer][week + ahead];
        }
    }
}

static void
add_sold_of_item(const struct memory *memory, const struct scored *scored,
                 const struct scope_text *scope, const struct item *item, struct sku_cells *cells)
{
    const struct plan_groups *groups = &scored->groups;
    const int32_t place = plan_place_of_item(scored->plan, item->id, map_text_of(item));

    for (int32_t week = 0; week < scored->weeks; week++) {
        const struct mix_week *sold =
            scored->by[week] == NULL
                ? NULL
                : mix_week_of(&memory->mix, item->id, scored->monday + week * WEEK_DAYS);
        for (uint32_t i = 0; sold != NULL && i < sold->cell_count; i++) {
            const struct outlet *outlet = mix_outlet(&memory->mix, sold->cells[i].outlet_id);
            if ((scope->channel[0] != '\0' && strcmp(scope->channel, outlet->channel) != 0) ||
                (scope->region[0] != '\0' && strcmp(scope->region, outlet->region) != 0))
                continue;
            const uint32_t group = plan_group_of_sold(groups, place, item->facts.category, outlet);
            cells->touched[group] = true;
            cells->sold[group * (size_t)scored->weeks + (size_t)week] +=
                (double)sold->cells[i].units;
        }
    }
}

static void
score_cells(struct scored *scored, struct sku_cells *cells)
{
    const size_t weeks = (size_t)scored->weeks;

    for (uint32_t group = 0; group < scored->groups.count; group++) {
        if (!cells->touched[group])
            continue;
        for (int layer = LAYER_NAIVE; layer < PLAN_LAYERS_END; layer++) {
            const size_t row = (size_t)layer * scored->groups.count + group;
            for (size_t week = 0; week < weeks; week++) {
                const size_t cell = group * weeks + week;
                if (scored->by[week] == NULL)
                    continue;
                struct layer_errors *errors = &scored->errors[row];
                layer_errors_add(errors, cells->planned[layer][cell], cells->sold[cell],
                                 cells->planned[LAYER_NAIVE][cell]);
                scored->week_errors[row * weeks + week] += errors->week_error;
                errors->week_error = 0;
            }
        }
        for (int layer = LAYER_NAIVE; layer < PLAN_LAYERS_END; layer++)
            memset(cells->planned[layer] + group * weeks, 0, weeks * sizeof(double));
        memset(cells->sold + group * weeks, 0, weeks * sizeof(double));
        cells->touched[group] = false;
    }
}

/* Plans that score any week, each once. */
static uint32_t
plans_of(const struct scored *scored, const struct plan **list)
{
    uint32_t count = 0;

    for (int32_t week = 0; week < scored->weeks; week++) {
        uint32_t at = 0;
        while (at < count && list[at] != scored->by[week])
            at++;
        if (scored->by[week] != NULL && at == count)
            list[count++] = scored->by[week];
    }
    return count;
}

struct score_room {
    const struct plan *plans[WEEKS_SCORED];
    struct plan_body bodies[WEEKS_SCORED];
    struct plan_scope scopes[WEEKS_SCORED];
    bool has_scope[WEEKS_SCORED];
    uint32_t count;
    struct sku_cells cells;
};

static void
prepare(struct turn *turn, const struct plan_asked *asked, struct scored *scored,
        struct score_room *room)
{
    const struct memory *memory = turn_state(turn);
    struct arena *arena = turn_arena(turn);
    const size_t groups = scored->groups.count, cells = groups * (size_t)scored->weeks + 1;

    room->count = plans_of(scored, room->plans);
    for (uint32_t i = 0; i < room->count; i++) {
        room->bodies[i] = plan_body(room->plans[i], arena);
        room->has_scope[i] =
            plan_scope_of(&memory->plans, room->plans[i], &asked->scope, &room->scopes[i]);
        for (int layer = LAYER_NAIVE; layer <= (int)plan_last_layer(&room->bodies[i]); layer++)
            scored->has[layer] = true;
    }
    for (int layer = LAYER_NAIVE; layer < PLAN_LAYERS_END; layer++)
        room->cells.planned[layer] = arena_take(arena, cells * sizeof(double));
    room->cells.sold = arena_take(arena, cells * sizeof(double));
    room->cells.touched = arena_take(arena, groups + 1);
    scored->errors = arena_take(arena, (groups + 1) * PLAN_LAYERS_END * sizeof *scored->errors);
    scored->week_errors = arena_take(arena, cells * PLAN_LAYERS_END * sizeof(double));
}

static void
score(struct turn *turn, const struct plan_asked *asked, struct scored *scored)
{
    const struct memory *memory = turn_state(turn);
    struct score_room *room = arena_take(turn_arena(turn), sizeof *room);

    prepare(turn, asked, scored, room);
    for (const struct item *item = memory->first_item; item != NULL; item = item->next) {
        const char *sku = map_text_of(item);
        if ((asked->scope.sku[0] != '\0' && strcmp(asked->scope.sku, sku) != 0) ||
            (asked->scope.category[0] != '\0' &&
             strcmp(asked->scope.category, item->facts.category) != 0))
            continue;
        for (uint32_t i = 0; i < room->count; i++) {
            const int32_t place = plan_place_of_item(room->plans[i], item->id, sku);
            if (place > 0 && room->has_scope[i])
                add_planned(scored, room->plans[i], &room->bodies[i], &room->scopes[i], place,
                            &room->cells);
        }
        add_sold_of_item(memory, scored, &asked->scope, item, &room->cells);
        score_cells(scored, &room->cells);
    }
}

/* --- out -------------------------------------------------------------------------------------- */

static Crossdock__Forecasting__V1__LayerAccuracy *
write_layer(struct arena *arena, const struct scored *scored, uint32_t group, int layer,
            double *wape_before)
{
    const size_t weeks = (size_t)scored->weeks;
    const size_t row = (size_t)layer * scored->groups.count + group;
    struct layer_errors errors = scored->errors[row];
    Crossdock__Forecasting__V1__LayerAccuracy *out = arena_take(arena, sizeof *out);

    for (size_t week = 0; week < weeks; week++) {
        if (scored->by[week] == NULL)
            continue;
        errors.week_error = scored->week_errors[row * weeks + week];
        layer_errors_end_week(&errors);
    }
    const struct layer_accuracy accuracy = layer_accuracy(&errors);
    crossdock__forecasting__v1__layer_accuracy__init(out);
    out->group = arena_text(arena, plan_group_name(&scored->groups, group));
    out->layer = (Crossdock__Forecasting__V1__PlanLayer)layer;
    out->wape = accuracy.wape;
    out->mase = accuracy.mase;
    out->bias = accuracy.bias;
    out->tracking_signal = accuracy.tracking_signal;
    out->value_added = layer == LAYER_NAIVE ? 0 : value_added(*wape_before, accuracy.wape);
    out->weeks = errors.weeks;
    out->plan_units = errors.planned;
    out->actual_units = errors.actual;
    out->attainment = accuracy.attainment;
    *wape_before = accuracy.wape;
    return out;
}

/* GetPlanAccuracy -> the staircase of forecast value added, by group */
void
on_get_plan_accuracy(struct turn *turn, const struct input *input)
{
    const struct plan_asked *asked = input->message;
    const struct memory *memory = turn_state(turn);
    struct arena *arena = turn_arena(turn);
    struct scored *scored = arena_take(arena, sizeof *scored);
    const char *wrong = NULL;
    Crossdock__Forecasting__V1__PlanAccuracyView *view = arena_take(arena, sizeof *view);

    if (!choose_weeks(memory, asked, scored, &wrong) ||
        !plan_groups(turn, scored->plan, &asked->scope, asked->by, 0, &scored->groups)) {
        turn_reject(turn, wrong != NULL ? wrong : "scope: the plan has nothing of this", NULL);
        return;
    }
    score(turn, asked, scored);
    crossdock__forecasting__v1__plan_accuracy_view__init(view);
    view->layers =
        arena_take(arena, (size_t)scored->groups.count * PLAN_LAYERS_END * sizeof(void *));
    for (uint32_t group = 0; group < scored->groups.count; group++) {
        double before = 0;
        for (int layer = LAYER_NAIVE; layer < PLAN_LAYERS_END; layer++)
            if (scored->has[layer] &&
                scored->errors[(size_t)layer * scored->groups.count + group].cells > 0)
                view->layers[view->n_layers++] = write_layer(arena, scored, group, layer, &before);
    }
    turn_accept(turn, &view->base);
}

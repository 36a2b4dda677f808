/*
 * Units of a plan by group; see plan_groups.h.
 */
#include "services/forecasting/plan_groups.h"

#include <math.h>
#include <string.h>

#define WEEK_DAYS 7

int32_t
plan_weeks_over(const struct memory *memory, const struct plan *plan)
{
    const int32_t weeks = (memory->planning_day - plan->first_day) / WEEK_DAYS;
    return memory->planning_day < plan->first_day ? 0 : weeks > plan->weeks ? plan->weeks : weeks;
}

static uint32_t
group_count(const struct plan_groups *groups)
{
    switch (groups->by) {
    case BY_NOTHING:
        return 2;
    case BY_SKU:
        return groups->plan->sku_count + 1;
    default:
        return groups->plans->word_count + 2;
    }
}

static uint32_t
group_of(const struct plan_groups *groups, int32_t place, int32_t category, int32_t channel,
         int32_t region)
{
    const uint32_t other = groups->count - 1;
    const int32_t word = groups->by == BY_CATEGORY  ? category
                         : groups->by == BY_CHANNEL ? channel
                                                    : region;

    if (groups->by == BY_NOTHING)
        return 0;
    if (groups->by == BY_SKU)
        return place > 0 ? (uint32_t)place - 1 : other;
    return word >= 0 ? (uint32_t)word : other;
}

uint32_t
plan_group_of_key(const struct plan_groups *groups, const struct plan_key *key)
{
    return group_of(groups, key->sku, groups->plan->skus[key->sku - 1].category, key->channel,
                    key->region);
}

const char *
plan_group_name(const struct plan_groups *groups, uint32_t group)
{
    if (groups->by == BY_NOTHING)
        return "";
    if (group == groups->count - 1)
        return "(not planned)";
    return groups->by == BY_SKU ? groups->plan->sku_names[group]
                                : plans_text(groups->plans, (int32_t)group);
}

int64_t
plan_value_minor(double value)
{
    return value < 9.2e18 ? llround(value) : INT64_MAX;
}

double
plan_group_total(const struct plan_groups *groups, enum plan_layer layer, uint32_t group)
{
    double sum = 0;

    for (int32_t week = 0; groups->units[layer] != NULL && week < groups->weeks; week++)
        sum += groups->units[layer][group * (uint32_t)groups->weeks + (uint32_t)week];
    return sum;
}

/* --- planned ------------------------------------------------------------------------------- */

static void
add_key(struct plan_groups *groups, const struct plan_body *body, uint32_t at)
{
    const struct plan_key *key = &body->keys[at];
    const uint32_t group = plan_group_of_key(groups, key);
    const double cost = (double)body->skus[key->sku - 1].unit_cost_minor;
    double units[LAYER_ACTUAL][PLAN_WEEKS_MAX];

    plan_layers_of_key(body, at, units);
    for (int layer = LAYER_NAIVE; layer <= LAYER_CONSENSUS; layer++) {
        if (groups->units[layer] == NULL)
            continue;
        double *sums = groups->units[layer] + group * (uint32_t)groups->weeks;
        for (int32_t week = 0; week < groups->weeks; week++) {
            sums[week] += units[layer][week];
            groups->value[layer][group] += units[layer][week] * cost;
        }
    }
}

/* --- sold ---------------------------------------------------------------------------------- */

static bool
is_sold_in(const struct scope_text *scope, const struct item *item)
{
    return (scope->sku[0] == '\0' || strcmp(scope->sku, map_text_of(item)) == 0) &&
           (scope->category[0] == '\0' || strcmp(scope->category, item->facts.category) == 0);
}

static bool
is_sold_at(const struct scope_text *scope, const struct outlet *outlet)
{
    return (scope->channel[0] == '\0' || strcmp(scope->channel, outlet->channel) == 0) &&
           (scope->region[0] == '\0' || strcmp(scope->region, outlet->region) == 0);
}

uint32_t
plan_group_of_sold(const struct plan_groups *groups, int32_t place, const char *category,
                   const struct outlet *outlet)
{
    return group_of(groups, place, plans_find_word(groups->plans, category),
                    plans_find_word(groups->plans, outlet->channel),
                    plans_find_word(groups->plans, outlet->region));
}

static void
add_sold_week(struct plan_groups *groups, const struct mix *mix, const struct scope_text *scope,
              const struct item *item, int32_t place, int32_t week)
{
    const struct mix_week *sold =
        mix_week_of(mix, item->id, groups->plan->first_day + week * WEEK_DAYS);

    for (uint32_t i = 0; sold != NULL && i < sold->cell_count; i++) {
        const struct outlet *outlet = mix_outlet(mix, sold->cells[i].outlet_id);
        const double units = (double)sold->cells[i].units;
        if (!is_sold_at(scope, outlet))
            continue;
        const uint32_t group = plan_group_of_sold(groups, place, item->facts.category, outlet);
        groups->units[LAYER_ACTUAL][group * (uint32_t)groups->weeks + (uint32_t)week] += units;
        groups->value[LAYER_ACTUAL][group] += units * (double)item->facts.unit_cost_minor;
    }
}

static void
add_sold(struct plan_groups *groups, const struct memory *memory, const struct scope_text *scope)
{
    for (const struct item *item = memory->first_item; item != NULL; item = item->next) {
        if (!is_sold_in(scope, item))
            continue;
        const int32_t place = plan_place_of_item(groups->plan, item->id, map_text_of(item));
        for (int32_t week = 0; week < groups->weeks_over; week++)
            add_sold_week(groups, &memory->mix, scope, item, place, week);
    }
}

bool
plan_groups(struct turn *turn, const struct plan *plan, const struct scope_text *scope,
            enum group_by by, unsigned layers, struct plan_groups *groups)
{
    const struct memory *memory = turn_state(turn);
    const struct plan_body body = plan_body(plan, turn_arena(turn));
    struct plan_scope planned;

    *groups = (struct plan_groups){.plan = plan,
                                   .plans = &memory->plans,
                                   .by = by,
                                   .weeks = plan->weeks,
                                   .weeks_over = plan_weeks_over(memory, plan)};
    if (!plan_scope_of(&memory->plans, plan, scope, &planned))
        return false;
    groups->count = group_count(groups);
    for (int layer = LAYER_NAIVE; layer < LAYER_END; layer++) {
        if ((layers & (1U << layer)) == 0 ||
            (layer != LAYER_ACTUAL && layer > (int)plan_last_layer(&body)))
            continue;
        groups->units[layer] = arena_take(turn_arena(turn), groups->count * (size_t)groups->weeks *
                                                                sizeof *groups->units[layer]);
        groups->value[layer] =
            arena_take(turn_arena(turn), groups->count * sizeof *groups->value[layer]);
    }
    for (uint32_t i = 0; i < body.key_count; i++)
        if (plan_scope_has(&planned, &body.skus[body.keys[i].sku - 1], &body.keys[i]))
            add_key(groups, &body, i);
    if (groups->units[LAYER_ACTUAL] != NULL)
        add_sold(groups, memory, scope);
    return true;
}

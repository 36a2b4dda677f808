/*
 * The baseline of a new plan; see plan_build.h. Items are taken in the order of their ids, so a
 * start in between goes on where the rows end.
 */
#include "services/forecasting/plan_build.h"

#include <stdio.h>
#include <string.h>

#include "services/forecasting/core/plan/plan.h"
#include "services/forecasting/demand.h"
#include "services/forecasting/plan_overrides.h"
#include "services/forecasting/plan_say.h"
#include "services/forecasting/store.h"

#define SLICE_ITEMS 500
#define WEEK_DAYS   7
#define PATIENCE_US INT64_C(10000000)

/* Keys of one item, being gathered. */
struct gathered {
    struct plan_key *keys;
    double *units; /* of the weeks that shares are taken from */
    uint32_t count, max;
};

static uint32_t
key_for(struct turn *turn, struct gathered *g, int32_t channel, int32_t region)
{
    for (uint32_t i = 0; i < g->count; i++)
        if (g->keys[i].channel == channel && g->keys[i].region == region)
            return i;
    if (g->count == g->max) {
        const uint32_t max = g->max == 0 ? 16 : g->max * 2;
        struct plan_key *keys = arena_take(turn_arena(turn), max * sizeof *keys);
        double *units = arena_take(turn_arena(turn), max * sizeof *units);
        if (g->count > 0) {
            memcpy(keys, g->keys, g->count * sizeof *keys);
            memcpy(units, g->units, g->count * sizeof *units);
        }
        g->keys = keys;
        g->units = units;
        g->max = max;
    }
    g->keys[g->count] = (struct plan_key){.channel = channel, .region = region};
    return g->count++;
}

/* The last weeks that are over, and the one that is not, which may be all there is. */
static struct gathered
gather_keys(struct turn *turn, const struct item *item)
{
    struct memory *memory = turn_state(turn);
    struct journal *journal = turn_journal(turn);
    const int32_t open_week = week_of_day(memory->planning_day);
    struct gathered g = {0};

    for (int32_t back = PLAN_SHARE_WEEKS; back >= 0; back--) {
        const struct mix_week *week =
            mix_week_of(&memory->mix, item->id, open_week - back * WEEK_DAYS);
        for (uint32_t i = 0; week != NULL && i < week->cell_count; i++) {
            const struct outlet *outlet = mix_outlet(&memory->mix, week->cells[i].outlet_id);
            const uint32_t at =
                key_for(turn, &g, plans_word(&memory->plans, journal, outlet->channel),
                        plans_word(&memory->plans, journal, outlet->region));
            g.units[at] += (double)week->cells[i].units;
            if (back >= 1 && back <= PLAN_NAIVE_WEEKS)
                g.keys[at].naive[PLAN_NAIVE_WEEKS - back] += (double)week->cells[i].units;
        }
    }
    return g;
}

static void
share_out(struct turn *turn, const struct plan *plan, struct gathered *g)
{
    double *shares;

    if (g->count == 0)
        key_for(turn, g, 0, 0);
    shares = arena_take(turn_arena(turn), g->count * sizeof *shares);
    mix_shares(g->units, g->count, shares);
    for (uint32_t i = 0; i < g->count; i++) {
        g->keys[i].share = shares[i];
        g->keys[i].end_week = plan->weeks;
    }
}

static bool
is_in_scope(const struct plans *plans, const struct scope_text *scope, const char *sku,
            const struct item *item, const struct plan_key *key)
{
    return (scope->sku[0] == '\0' || strcmp(scope->sku, sku) == 0) &&
           (scope->category[0] == '\0' || strcmp(scope->category, item->facts.category) == 0) &&
           (scope->channel[0] == '\0' ||
            strcmp(scope->channel, plans_text(plans, key->channel)) == 0);
}

/* A new market asks for a share of what another does. */
static void
add_markets(struct turn *turn, const struct plan *plan, const struct item *item, const char *sku,
            struct gathered *g)
{
    struct memory *memory = turn_state(turn);
    struct plans *plans = &memory->plans;

    for (uint32_t n = 0; n < plan->assumption_count; n++) {
        const struct assumption *a = &plan->assumptions[n];
        if (a->kind != ASSUMPTION_MARKET)
            continue;
        const uint32_t before = g->count;
        const int32_t region = plans_word(plans, turn_journal(turn), a->name);
        for (uint32_t i = 0; i < before; i++) {
            const struct plan_key like = g->keys[i];
            if (strcmp(plans_text(plans, like.region), a->like) != 0 ||
                !is_in_scope(plans, &a->scope, sku, item, &like))
                continue;
            const uint32_t at = key_for(turn, g, like.channel, region);
            struct plan_key *key = &g->keys[at];
            key->share += like.share * a->percent / 100;
            weeks_between(plan->first_day, plan->weeks, a->from_day, a->to_day, &key->from_week,
                          &key->end_week);
        }
    }
}

/* --- the fence: what the plan in force says ------------------------------------------------ */

static const struct plan_key *
find_key(const struct plan *plan, int32_t place, int32_t channel, int32_t region, uint32_t *at)
{
    const struct plan_sku *sku = &plan->skus[place - 1];

    for (*at = sku->first_key; *at < sku->first_key + sku->key_count; ++*at)
        if (plan->keys[*at].channel == channel && plan->keys[*at].region == region)
            return &plan->keys[*at];
    return NULL;
}

/* Keys that only the plan in force has come in with it. */
static void
add_fenced_keys(struct turn *turn, const struct plan *in_force, int32_t place, struct gathered *g)
{
    const struct plan_sku *sku = &in_force->skus[place - 1];

    for (uint32_t i = 0; i < sku->key_count; i++) {
        const struct plan_key *key = &in_force->keys[sku->first_key + i];
        key_for(turn, g, key->channel, key->region);
    }
}

static double *
fence_of(struct turn *turn, const struct plan *plan, const struct plan *in_force, int32_t place,
         const struct gathered *g, const double *path)
{
    const struct plan_body body = plan_body(in_force, turn_arena(turn));
    const int32_t ahead = (plan->first_day - in_force->first_day) / WEEK_DAYS;
    const size_t weeks = (size_t)plan->fence_weeks;
    double *fence = arena_take(turn_arena(turn), (g->count * weeks + 1) * sizeof *fence);
    double units[PLAN_WEEKS_MAX];
    uint32_t at;

    for (uint32_t i = 0; i < g->count; i++) {
        const struct plan_key *key = &g->keys[i];
        const bool known =
            place > 0 && find_key(in_force, place, key->channel, key->region, &at) != NULL;
        if (known)
            plan_layer_of_key(&body, at, LAYER_CONSENSUS, units);
        for (int32_t week = 0; week < plan->fence_weeks; week++)
            fence[i * weeks + (size_t)week] = week + ahead >= in_force->weeks
                                                  ? path[week] * key->share
                                              : known ? units[week + ahead]
                                                      : 0;
    }
    return fence;
}

static const double *
take_fence(struct turn *turn, const struct plan *plan, const struct item *item, const char *sku,
           struct gathered *g, const double *path)
{
    const struct plan *in_force = ((struct memory *)turn_state(turn))->plans.in_force;

    if (plan->fence_weeks == 0 || in_force == NULL)
        return arena_take(turn_arena(turn),
                          (g->count * (size_t)plan->fence_weeks + 1) * sizeof(double));
    const int32_t place = plan_place_of_item(in_force, item->id, sku);
    if (place > 0)
        add_fenced_keys(turn, in_force, place, g);
    return fence_of(turn, plan, in_force, place, g, path);
}

/* --- one SKU ------------------------------------------------------------------------------- */

static bool
is_launched(const struct plan *plan, const char *sku)
{
    for (uint32_t i = 0; i < plan->assumption_count; i++)
        if (plan->assumptions[i].kind == ASSUMPTION_LAUNCH &&
            strcmp(plan->assumptions[i].name, sku) == 0)
            return true;
    return false;
}

static void
add_item(struct turn *turn, struct plan *plan, struct item *item)
{
    struct memory *memory = turn_state(turn);
    const char *sku = map_text_of(item);
    double path[PLAN_WEEKS_MAX] = {0};

    if (is_launched(plan, sku))
        return;
    const bool expected = plan_baseline(turn, plan, item, path);
    struct gathered g = gather_keys(turn, item);
    if (!expected && g.count == 0)
        return;
    share_out(turn, plan, &g);
    add_markets(turn, plan, item, sku, &g);
    const double *fence = take_fence(turn, plan, item, sku, &g, path);
    plan_add_sku(
        plan, turn_journal(turn),
        &(struct sku_added){
            .name = sku,
            .item_id = item->id,
            .category = plans_word(&memory->plans, turn_journal(turn), item->facts.category),
            .unit_cost_minor = item->facts.unit_cost_minor,
            .path = path,
            .keys = g.keys,
            .fence = fence,
            .key_count = g.count,
        });
}

/* A new SKU sells where the one it is like sells. */
static void
add_launch(struct turn *turn, struct plan *plan, const struct assumption *a)
{
    struct memory *memory = turn_state(turn);
    struct item *like = memory_find_item(memory, a->like);
    double path[PLAN_WEEKS_MAX] = {0};
    int32_t from, end;

    weeks_between(plan->first_day, plan->weeks, a->from_day, a->to_day, &from, &end);
    if (like == NULL || !plan_launch_path(turn, plan, like, a->percent, from, path))
        return;
    struct gathered g = gather_keys(turn, like);
    share_out(turn, plan, &g);
    for (uint32_t i = 0; i < g.count; i++) {
        memset(g.keys[i].naive, 0, sizeof g.keys[i].naive);
        g.keys[i].from_week = from;
        g.keys[i].end_week = end;
    }
    plan_add_sku(
        plan, turn_journal(turn),
        &(struct sku_added){
            .name = memory_text(memory, turn_journal(turn), a->name),
            .category = plans_word(&memory->plans, turn_journal(turn), like->facts.category),
            .unit_cost_minor = like->facts.unit_cost_minor,
            .path = path,
            .keys = g.keys,
            .fence = arena_take(turn_arena(turn),
                                (g.count * (size_t)plan->fence_weeks + 1) * sizeof(double)),
            .key_count = g.count,
        });
}

/* --- slices -------------------------------------------------------------------------------- */

static void
finish(struct turn *turn, struct plan *plan)
{
    struct memory *memory = turn_state(turn);
    char what[120];

    for (uint32_t i = 0; i < plan->assumption_count; i++)
        if (plan->assumptions[i].kind == ASSUMPTION_LAUNCH)
            add_launch(turn, plan, &plan->assumptions[i]);
    plan_assume(&memory->plans, plan, turn_journal(turn));
    journal_keep(turn_journal(turn), plan, sizeof *plan);
    plan->ready = true;
    const uint32_t taken = plan_take_over_overrides(turn, plan);
    snprintf(what, sizeof what, "the baseline is computed: %u SKUs, %u keys", plan->sku_count,
             plan->key_count);
    plan_say(turn, plan, "forecasting", what, "");
    if (taken > 0) {
        snprintf(what, sizeof what, "%u overrides are taken over", taken);
        plan_say(turn, plan, plan->author, what, plan->parent);
    }
}

static struct plan *
plan_to_build(const struct plans *plans)
{
    for (uint32_t i = 0; i < plans->count; i++)
        if (!plans->list[i]->ready && plans->list[i]->state == PLAN_DRAFT)
            return plans->list[i];
    return NULL;
}

/* Forecasts are made in rounds after what was counted; a plan waits until none is due, but not for
 * ever: where orders never cease there always is one. */
static bool
may_begin(struct turn *turn, const struct plan *plan)
{
    const struct memory *memory = turn_state(turn);
    return (demand_is_caught_up(turn) && memory->dirty_count == 0) ||
           turn_now_us(turn) - plan->created_at_us > PATIENCE_US;
}

/* The same for what the pool of threads is still fitting. */
static bool
may_take(struct turn *turn, const struct plan *plan, const struct item *item)
{
    return plan_is_fitted(turn_state(turn), item) ||
           turn_now_us(turn) - plan->created_at_us > PATIENCE_US;
}

void
on_plan_tick(struct turn *turn, const struct input *input)
{
    const struct memory *memory = turn_state(turn);
    struct plan *plan = plan_to_build(&memory->plans);
    int left = SLICE_ITEMS;

    (void)input;
    if (plan == NULL || (plan->sku_count == 0 && !may_begin(turn, plan)))
        return;
    const uint32_t from = plan->sku_count;
    struct item *item = memory->first_item;
    while (item != NULL && item->id <= plan->built_items)
        item = item->next;
    for (; item != NULL && left > 0 && may_take(turn, plan, item); item = item->next, left--) {
        const size_t mark = arena_mark(turn_arena(turn));
        add_item(turn, plan, item);
        arena_reset(turn_arena(turn), mark);
        journal_keep(turn_journal(turn), &plan->built_items, sizeof plan->built_items);
        plan->built_items = item->id;
    }
    if (item != NULL && left == SLICE_ITEMS)
        return; /* the first of them is still being fitted */
    if (item == NULL)
        finish(turn, plan);
    stage_plan(turn, plan);
    stage_plan_skus(turn, plan, from);
}

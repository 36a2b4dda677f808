/*
 * Versions of the plan, between turns; see plan_memory.h.
 */
#include "services/forecasting/plan_memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "services/forecasting/blocks.h"

#define GOAL_KEY_BYTES 320

void
plans_open(struct plans *plans)
{
    *plans = (struct plans){.by_name = map_create(),
                            .words = map_create(),
                            .goals = map_create(),
                            .capacities = map_create()};
}

static void
plan_free(struct plan *plan)
{
    for (uint32_t i = 0; i < plan->override_count; i++)
        free(plan->overrides[i]);
    free(plan->overrides);
    free(plan->assumptions);
    free(plan->assumed);
    free(plan->skus);
    free(plan->sku_names);
    free(plan->item_ids);
    free(plan->paths);
    free(plan->keys);
    free(plan->fence);
    free(plan->reach);
    free(plan->stock);
    free(plan->gaps);
}

void
plans_close(struct plans *plans)
{
    for (uint32_t i = 0; i < plans->count; i++)
        plan_free(plans->list[i]);
    free(plans->list);
    free(plans->word_list);
    map_destroy(&plans->by_name);
    map_destroy(&plans->words);
    map_destroy(&plans->goals);
    map_destroy(&plans->capacities);
}

struct plan *
plans_find(const struct plans *plans, const char *name)
{
    return map_find_text(plans->by_name, name);
}

const char *
plan_name(const struct plan *plan)
{
    return map_text_of(plan);
}

struct plan *
plans_add(struct plans *plans, struct journal *journal, const char *name)
{
    struct plan *plan = map_add_text(plans->by_name, journal, name, sizeof *plan);

    plan->released_day = -1;
    plan->at_hand = true;
    plan->parent = plan->author = plan->note = "";
    block_keep(journal, plans, sizeof *plans);
    plans->list = block_grown(journal, plans->list, plans->count, &plans->max, sizeof *plans->list);
    plans->list[plans->count++] = plan;
    return plan;
}

/* --- words --------------------------------------------------------------------------------- */

int32_t
plans_word(struct plans *plans, struct journal *journal, const char *text)
{
    int32_t *word;

    if (text[0] == '\0')
        return 0;
    word = map_find_text(plans->words, text);
    if (word != NULL)
        return *word;
    word = map_add_text(plans->words, journal, text, sizeof *word);
    block_keep(journal, plans, sizeof *plans);
    plans->word_list = block_grown(journal, plans->word_list, plans->word_count, &plans->word_max,
                                   sizeof *plans->word_list);
    plans->word_list[plans->word_count++] = map_text_of(word);
    *word = (int32_t)plans->word_count;
    return *word;
}

int32_t
plans_find_word(const struct plans *plans, const char *text)
{
    const int32_t *word = text[0] == '\0' ? NULL : map_find_text(plans->words, text);
    return text[0] == '\0' ? 0 : word != NULL ? *word : -1;
}

const char *
plans_text(const struct plans *plans, int32_t word)
{
    assert(word >= 0 && (uint32_t)word <= plans->word_count);
    return word == 0 ? "" : plans->word_list[word - 1];
}

/* --- SKUs and keys ------------------------------------------------------------------------- */

/* Five arrays grow together with the SKUs. */
static void
make_room_for_sku(struct plan *plan, struct journal *journal)
{
    const size_t path_bytes = (size_t)plan->weeks * sizeof(double);
    uint32_t max[4] = {plan->sku_max, plan->sku_max, plan->sku_max, plan->sku_max};

    plan->skus = block_grown(journal, plan->skus, plan->sku_count, &max[0], sizeof *plan->skus);
    plan->sku_names =
        block_grown(journal, plan->sku_names, plan->sku_count, &max[1], sizeof *plan->sku_names);
    plan->item_ids =
        block_grown(journal, plan->item_ids, plan->sku_count, &max[2], sizeof *plan->item_ids);
    plan->paths = block_grown(journal, plan->paths, plan->sku_count, &max[3], path_bytes);
    plan->sku_max = max[0];
}

static void
make_room_for_key(struct plan *plan, struct journal *journal)
{
    const size_t fence_bytes = (size_t)plan->fence_weeks * sizeof(double);
    uint32_t max[2] = {plan->key_max, plan->key_max};

    plan->keys = block_grown(journal, plan->keys, plan->key_count, &max[0], sizeof *plan->keys);
    plan->fence = block_grown(journal, plan->fence, plan->key_count, &max[1], fence_bytes);
    plan->key_max = max[0];
}

void
plan_add_sku(struct plan *plan, struct journal *journal, const struct sku_added *added)
{
    const size_t weeks = (size_t)plan->weeks, fence = (size_t)plan->fence_weeks;

    block_keep(journal, plan, sizeof *plan);
    make_room_for_sku(plan, journal);
    plan->skus[plan->sku_count] = (struct plan_sku){.category = added->category,
                                                    .first_key = plan->key_count,
                                                    .key_count = added->key_count,
                                                    .unit_cost_minor = added->unit_cost_minor};
    plan->sku_names[plan->sku_count] = added->name;
    plan->item_ids[plan->sku_count] = added->item_id;
    memcpy(plan->paths + plan->sku_count * weeks, added->path, weeks * sizeof(double));
    plan->sku_count++;
    for (uint32_t i = 0; i < added->key_count; i++) {
        make_room_for_key(plan, journal);
        plan->keys[plan->key_count] = added->keys[i];
        plan->keys[plan->key_count].sku = (int32_t)plan->sku_count;
        if (fence > 0)
            memcpy(plan->fence + plan->key_count * fence, added->fence + i * fence,
                   fence * sizeof(double));
        plan->key_count++;
    }
}

int32_t
plan_place_of(const struct plan *plan, const char *sku)
{
    for (uint32_t i = 0; i < plan->sku_count; i++)
        if (strcmp(plan->sku_names[i], sku) == 0)
            return (int32_t)i + 1;
    return 0;
}

/* Those without an item when they were planned may have one by now. */
static int32_t
place_of_launched(const struct plan *plan, uint32_t from, const char *sku)
{
    for (uint32_t i = from; i < plan->sku_count; i++)
        if (strcmp(plan->sku_names[i], sku) == 0)
            return (int32_t)i + 1;
    return 0;
}

int32_t
plan_place_of_item(const struct plan *plan, int32_t item_id, const char *sku)
{
    uint32_t low = 0, end = plan->sku_count, high;

    while (end > 0 && plan->item_ids[end - 1] == 0)
        end--;
    high = end;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (plan->item_ids[middle] < item_id)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < end && plan->item_ids[low] == item_id)
        return (int32_t)low + 1;
    return place_of_launched(plan, end, sku);
}

bool
plan_scope_of(const struct plans *plans, const struct plan *plan, const struct scope_text *text,
              struct plan_scope *scope)
{
    *scope = (struct plan_scope){
        .sku = text->sku[0] != '\0' ? plan_place_of(plan, text->sku) : 0,
        .category = plans_find_word(plans, text->category),
        .channel = plans_find_word(plans, text->channel),
        .region = plans_find_word(plans, text->region),
    };
    return (text->sku[0] == '\0' || scope->sku > 0) && scope->category >= 0 &&
           scope->channel >= 0 && scope->region >= 0;
}

/* --- changes ------------------------------------------------------------------------------- */

static struct plan_changes
overrides_of(const struct plan *plan, struct arena *arena, enum plan_layer layer)
{
    const struct plan_change **list =
        arena_take(arena, (plan->override_count + 1) * sizeof(struct plan_change *));
    size_t count = 0;

    for (uint32_t i = 0; i < plan->override_count; i++)
        if (plan->overrides[i]->layer == layer && !plan->overrides[i]->removed)
            list[count++] = &plan->overrides[i]->change;
    return (struct plan_changes){.list = list, .count = count};
}

static struct plan_changes
assumed_of(const struct plan *plan, struct arena *arena)
{
    const struct plan_change **list =
        arena_take(arena, (plan->assumption_count + 1) * sizeof(struct plan_change *));
    size_t count = 0;

    for (uint32_t i = 0; plan->assumed != NULL && i < plan->assumption_count; i++)
        if (plan->assumptions[i].kind == ASSUMPTION_PROMOTION)
            list[count++] = &plan->assumed[i];
    return (struct plan_changes){.list = list, .count = count};
}

struct plan_body
plan_body(const struct plan *plan, struct arena *arena)
{
    return (struct plan_body){
        .weeks = plan->weeks,
        .fence_weeks = plan->fence_weeks,
        .skus = plan->skus,
        .keys = plan->keys,
        .sku_count = plan->sku_count,
        .key_count = plan->key_count,
        .paths = plan->paths,
        .fence = plan->fence,
        .reach = plan->reach,
        .assumptions = assumed_of(plan, arena),
        .demand = overrides_of(plan, arena, LAYER_DEMAND),
        .consensus = overrides_of(plan, arena, LAYER_CONSENSUS),
    };
}

struct plan_override *
plan_add_override(struct plan *plan, struct journal *journal, const struct plan_override *added)
{
    struct plan_override *override = block_new(journal, sizeof *override);

    *override = *added;
    block_keep(journal, plan, sizeof *plan);
    plan->overrides = block_grown(journal, plan->overrides, plan->override_count,
                                  &plan->override_max, sizeof *plan->overrides);
    plan->overrides[plan->override_count++] = override;
    return override;
}

struct plan_override *
plan_find_override(const struct plan *plan, int64_t override_id)
{
    for (uint32_t i = 0; i < plan->override_count; i++)
        if (plan->overrides[i]->id == override_id)
            return plan->overrides[i];
    return NULL;
}

void
plan_spread_again(struct plan *plan, struct journal *journal, struct arena *arena,
                  enum plan_layer layer)
{
    const struct plan_body body = plan_body(plan, arena);
    const size_t max = plan->override_count + 1;
    struct override_asked *asked = arena_take(arena, max * sizeof *asked);
    struct override_done *done = arena_take(arena, max * sizeof *done);
    struct plan_change **changes = arena_take(arena, max * sizeof(struct plan_change *));
    struct plan_override **left = arena_take(arena, max * sizeof(struct plan_override *));
    double *values =
        arena_take(arena, (size_t)plan->key_count * (size_t)plan->weeks * sizeof *values + 1);
    size_t count = 0;

    for (uint32_t i = 0; i < plan->override_count; i++) {
        struct plan_override *override = plan->overrides[i];
        if (override->layer != layer || override->removed)
            continue;
        block_keep(journal, override, sizeof *override);
        asked[count] = override->asked;
        changes[count] = &override->change;
        left[count++] = override;
    }
    override_spread_again(&body, layer, asked, count, changes, done, values);
    for (size_t i = 0; i < count; i++)
        left[i]->done = done[i];
}

/* A scope that names nothing of this plan changes nothing. */
void
plan_assume(struct plans *plans, struct plan *plan, struct journal *journal)
{
    struct plan_change *changes =
        block_new(journal, plan->assumption_count * sizeof(struct plan_change));

    for (uint32_t i = 0; i < plan->assumption_count; i++) {
        const struct assumption *assumption = &plan->assumptions[i];
        struct plan_scope scope;
        if (assumption->kind == ASSUMPTION_PROMOTION &&
            plan_scope_of(plans, plan, &assumption->scope, &scope))
            assumed_demand(&scope, plan->first_day, plan->weeks, assumption->from_day,
                           assumption->to_day, assumption->percent, &changes[i]);
    }
    block_keep(journal, &plan->assumed, sizeof plan->assumed);
    block_drop(journal, plan->assumed);
    plan->assumed = changes;
}

/* --- goals --------------------------------------------------------------------------------- */

static const char *
goal_key(char *key, const struct goal *goal)
{
    const int bytes = snprintf(key, GOAL_KEY_BYTES, "%s\x1f%s\x1f%s\x1f%d\x1f%d", goal->channel,
                               goal->region, goal->currency, goal->from_day, goal->to_day);
    assert(bytes < GOAL_KEY_BYTES);
    return key;
}

struct goal *
plans_find_goal(const struct plans *plans, const struct goal *goal)
{
    char key[GOAL_KEY_BYTES];
    return map_find_text(plans->goals, goal_key(key, goal));
}

struct goal *
plans_add_goal(struct plans *plans, struct journal *journal, const struct goal *goal)
{
    char key[GOAL_KEY_BYTES];
    struct goal *added = map_add_text(plans->goals, journal, goal_key(key, goal), sizeof *added);

    *added = *goal;
    return added;
}

void
plans_remove_goal(struct plans *plans, struct journal *journal, const struct goal *goal)
{
    char key[GOAL_KEY_BYTES];
    map_remove_text(plans->goals, journal, goal_key(key, goal));
}

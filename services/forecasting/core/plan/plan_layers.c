/*
 * Units of a key, layer by layer: naive; baseline = path of the SKU x share of the key x what is
 * assumed; demand = baseline after its overrides; supply = demand x what supply reaches of it;
 * consensus = supply after its overrides. In the weeks of the fence everything from demand on is
 * what the plan in force says.
 */
#include <math.h>
#include <string.h>

#include "services/forecasting/core/plan/plan.h"

bool
plan_scope_has(const struct plan_scope *scope, const struct plan_sku *sku,
               const struct plan_key *key)
{
    return (scope->sku == 0 || scope->sku == key->sku) &&
           (scope->category == 0 || scope->category == sku->category) &&
           (scope->channel == 0 || scope->channel == key->channel) &&
           (scope->region == 0 || scope->region == key->region);
}

enum plan_layer
plan_last_layer(const struct plan_body *body)
{
    return body->reach != NULL ? LAYER_CONSENSUS : LAYER_DEMAND;
}

void
plan_change_key(const struct plan_change *change, const struct plan_key *key, int32_t weeks,
                double *units)
{
    for (int32_t week = 0; week < weeks; week++) {
        switch (change->how[week]) {
        case CHANGE_NOTHING:
            break;
        case CHANGE_TIMES:
            units[week] = fmin(units[week] * change->by[week], PLAN_UNITS_MAX);
            break;
        case CHANGE_BY_LAST_WEEKS:
            units[week] = change->by[week] * last_weeks_of(key);
            break;
        case CHANGE_EVENLY:
            units[week] = change->by[week];
            break;
        }
    }
}

static void
apply_all(const struct plan_body *body, const struct plan_changes *changes,
          const struct plan_key *key, double *units)
{
    const struct plan_sku *sku = &body->skus[key->sku - 1];

    for (size_t i = 0; i < changes->count; i++)
        if (plan_scope_has(&changes->list[i]->scope, sku, key))
            plan_change_key(changes->list[i], key, body->weeks, units);
}

static void
keep_fence(const struct plan_body *body, uint32_t at, double *units)
{
    for (int32_t week = 0; week < body->fence_weeks; week++)
        units[week] = body->fence[(size_t)at * (size_t)body->fence_weeks + (size_t)week];
}

static void
baseline_of_key(const struct plan_body *body, const struct plan_key *key, double *units)
{
    const double *path = body->paths + (size_t)(key->sku - 1) * (size_t)body->weeks;

    for (int32_t week = 0; week < body->weeks; week++)
        units[week] = week >= key->from_week && week < key->end_week ? path[week] * key->share : 0;
    apply_all(body, &body->assumptions, key, units);
}

static void
supply_of_key(const struct plan_body *body, const struct plan_key *key, double *units)
{
    const double *reach = body->reach + (size_t)(key->sku - 1) * (size_t)body->weeks;

    for (int32_t week = body->fence_weeks; week < body->weeks; week++)
        units[week] *= reach[week];
}

void
plan_layer_of_key(const struct plan_body *body, uint32_t at, enum plan_layer layer, double *units)
{
    const struct plan_key *key = &body->keys[at];

    assert(layer >= LAYER_NAIVE && layer <= plan_last_layer(body));
    if (layer == LAYER_NAIVE) {
        for (int32_t week = 0; week < body->weeks; week++)
            units[week] = naive_week(key, week);
        return;
    }
    baseline_of_key(body, key, units);
    if (layer == LAYER_BASELINE)
        return;
    apply_all(body, &body->demand, key, units);
    keep_fence(body, at, units);
    if (layer == LAYER_DEMAND)
        return;
    supply_of_key(body, key, units);
    if (layer == LAYER_CONSENSUS)
        apply_all(body, &body->consensus, key, units);
}

void
plan_layers_of_key(const struct plan_body *body, uint32_t at,
                   double units[LAYER_ACTUAL][PLAN_WEEKS_MAX])
{
    const struct plan_key *key = &body->keys[at];
    const size_t bytes = (size_t)body->weeks * sizeof(double);

    plan_layer_of_key(body, at, LAYER_NAIVE, units[LAYER_NAIVE]);
    baseline_of_key(body, key, units[LAYER_BASELINE]);
    memcpy(units[LAYER_DEMAND], units[LAYER_BASELINE], bytes);
    apply_all(body, &body->demand, key, units[LAYER_DEMAND]);
    keep_fence(body, at, units[LAYER_DEMAND]);
    if (body->reach == NULL)
        return;
    memcpy(units[LAYER_SUPPLY], units[LAYER_DEMAND], bytes);
    supply_of_key(body, key, units[LAYER_SUPPLY]);
    memcpy(units[LAYER_CONSENSUS], units[LAYER_SUPPLY], bytes);
    apply_all(body, &body->consensus, key, units[LAYER_CONSENSUS]);
}

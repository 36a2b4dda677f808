/*
 * An override of a scope becomes a number for each of its keys: top-down by their share of the
 * layer as it stands, so that the sum is what was asked for and the proportions are kept. Where
 * the layer is zero there is no proportion: then by what each key sold in the last weeks, and
 * where none sold anything, evenly.
 *
 * Source: disaggregation by forecast proportions, Athanasopoulos, Ahmed and Hyndman, Hierarchical
 * forecasts for Australian domestic tourism, International Journal of Forecasting 25 (2009),
 * section 2.3.
 */
#include <math.h>

#include "services/forecasting/core/plan/plan.h"

/* Of the scope, before the change. */
struct scope_sums {
    double units[PLAN_WEEKS_MAX];
    double last_weeks;
    uint32_t keys;
};

static void
add_key(struct scope_sums *sums, const struct plan_key *key, const double *units, int32_t weeks)
{
    for (int32_t week = 0; week < weeks; week++)
        sums->units[week] += units[week];
    sums->last_weeks += last_weeks_of(key);
    sums->keys++;
}

static void
spread_week(const struct override_asked *asked, const struct scope_sums *sums, int32_t week,
            struct plan_change *change)
{
    if (!asked->has_units) {
        change->how[week] = CHANGE_TIMES;
        change->by[week] = 1 + asked->percent / 100;
    } else if (sums->units[week] > PLAN_UNITS_MIN) {
        change->how[week] = CHANGE_TIMES;
        change->by[week] = asked->units / sums->units[week];
    } else if (sums->last_weeks > 0) {
        change->how[week] = CHANGE_BY_LAST_WEEKS;
        change->by[week] = asked->units / sums->last_weeks;
    } else {
        change->how[week] = CHANGE_EVENLY;
        change->by[week] = asked->units / sums->keys;
    }
}

/* The weeks of the fence are not for changing. */
static struct override_done
spread(const struct plan_body *body, const struct override_asked *asked,
       const struct scope_sums *sums, struct plan_change *change)
{
    const int32_t from =
        asked->from_week > body->fence_weeks ? asked->from_week : body->fence_weeks;
    struct override_done done = {.keys = sums->keys};

    *change = (struct plan_change){.scope = asked->scope};
    if (sums->keys == 0)
        return done;
    for (int32_t week = from; week < asked->end_week; week++) {
        spread_week(asked, sums, week, change);
        const double after = asked->has_units ? asked->units : sums->units[week] * change->by[week];
        done.before += sums->units[week];
        done.after += after;
        done.most = fmax(done.most, after);
    }
    return done;
}

struct override_done
override_spread(const struct plan_body *body, enum plan_layer layer,
                const struct override_asked *asked, struct plan_change *change)
{
    struct scope_sums sums = {0};
    double units[PLAN_WEEKS_MAX];

    for (uint32_t i = 0; i < body->key_count; i++) {
        const struct plan_key *key = &body->keys[i];
        if (!plan_scope_has(&asked->scope, &body->skus[key->sku - 1], key))
            continue;
        plan_layer_of_key(body, i, layer, units);
        add_key(&sums, key, units, body->weeks);
    }
    return spread(body, asked, &sums, change);
}

void
override_spread_again(const struct plan_body *body, enum plan_layer layer,
                      const struct override_asked *asked, size_t count,
                      struct plan_change *const *changes, struct override_done *done,
                      double *values)
{
    struct plan_body bare = *body;
    const size_t weeks = (size_t)body->weeks;

    if (layer == LAYER_CONSENSUS)
        bare.consensus.count = 0;
    else
        bare.demand.count = 0;
    for (uint32_t i = 0; i < body->key_count; i++)
        plan_layer_of_key(&bare, i, layer, values + i * weeks);
    for (size_t n = 0; n < count; n++) {
        struct scope_sums sums = {0};
        for (int pass = 0; pass < 2; pass++) {
            for (uint32_t i = 0; i < body->key_count; i++) {
                const struct plan_key *key = &body->keys[i];
                if (!plan_scope_has(&asked[n].scope, &body->skus[key->sku - 1], key))
                    continue;
                if (pass == 0)
                    add_key(&sums, key, values + i * weeks, body->weeks);
                else
                    plan_change_key(changes[n], key, body->weeks, values + i * weeks);
            }
            if (pass == 0)
                done[n] = spread(body, &asked[n], &sums, changes[n]);
        }
    }
}

/*
 * Rule: what holds for a SKU at a location, field by field from the most exact policy that says
 * something: SKU, then class, category, location, then the default; at last what is built in.
 */
#include <string.h>

#include "services/forecasting/core/stock/stock.h"

#define RANK_SKU      64
#define RANK_CLASS    16 /* AX */
#define RANK_ABC      12 /* A */
#define RANK_XYZ      8  /* X */
#define RANK_CATEGORY 4
#define RANK_LOCATION 2

static const struct planning_policy last_resort = {
    .service_level = 0.95,
    .review_days = 7,
    .holding_rate = 0.2,
    .rule = REVIEW_PERIODIC,
    .transfer_days = 2,
};

static bool
is_any_or(const char *scope, const char *of)
{
    return scope[0] == '\0' || strcmp(scope, of) == 0;
}

static bool
class_applies(const char *scope, const char *of)
{
    if (scope[0] == '\0')
        return true;
    if (scope[1] == '\0')
        return of[0] != '\0' && (of[0] == scope[0] || of[1] == scope[0]);
    return strcmp(scope, of) == 0;
}

bool
policy_applies(const struct policy_scope *scope, const struct policy_scope *of)
{
    return is_any_or(scope->sku, of->sku) && class_applies(scope->class, of->class) &&
           is_any_or(scope->category, of->category) && is_any_or(scope->location, of->location);
}

int
policy_rank(const struct policy_scope *scope)
{
    const char *class = scope->class;
    int rank = 0;

    if (scope->sku[0] != '\0')
        rank += RANK_SKU;
    if (class[0] != '\0')
        rank += class[1] != '\0' ? RANK_CLASS : class[0] <= 'C' ? RANK_ABC : RANK_XYZ;
    if (scope->category[0] != '\0')
        rank += RANK_CATEGORY;
    if (scope->location[0] != '\0')
        rank += RANK_LOCATION;
    return rank;
}

static bool
says(const struct planning_policy *policy, enum policy_field field)
{
    const struct auto_approval *automatic = &policy->automatic;

    switch (field) {
    case POLICY_SERVICE_LEVEL:
        return policy->service_level > 0;
    case POLICY_REVIEW_DAYS:
        return policy->review_days > 0;
    case POLICY_ORDER_COST:
        return policy->order_cost_minor > 0;
    case POLICY_HOLDING_RATE:
        return policy->holding_rate > 0;
    case POLICY_RULE:
        return policy->rule > 0;
    case POLICY_HOLD_BACK:
        return policy->hold_back > 0 || policy->hold_back < 0;
    case POLICY_AUTOMATIC:
        return automatic->value_minor > 0 || automatic->units > 0 || automatic->cover_days > 0 ||
               automatic->transfers;
    case POLICY_TRANSFER_COST:
        return policy->transfer_cost_minor > 0;
    case POLICY_TRANSFER_DAYS:
        return policy->transfer_days > 0;
    case POLICY_FIELD_COUNT:
        break;
    }
    return false;
}

static void
take(struct planning_policy *into, const struct planning_policy *from, enum policy_field field)
{
    switch (field) {
    case POLICY_SERVICE_LEVEL:
        into->service_level = from->service_level;
        break;
    case POLICY_REVIEW_DAYS:
        into->review_days = from->review_days;
        break;
    case POLICY_ORDER_COST:
        into->order_cost_minor = from->order_cost_minor;
        break;
    case POLICY_HOLDING_RATE:
        into->holding_rate = from->holding_rate;
        break;
    case POLICY_RULE:
        into->rule = from->rule;
        break;
    case POLICY_HOLD_BACK:
        into->hold_back = from->hold_back > 0 ? from->hold_back : 0;
        break;
    case POLICY_AUTOMATIC:
        into->automatic = from->automatic;
        break;
    case POLICY_TRANSFER_COST:
        into->transfer_cost_minor = from->transfer_cost_minor;
        break;
    case POLICY_TRANSFER_DAYS:
        into->transfer_days = from->transfer_days;
        break;
    case POLICY_FIELD_COUNT:
        break;
    }
}

struct merged_policy
policy_merge(const struct planning_policy *const *policies, size_t count,
             const struct policy_scope *of)
{
    struct merged_policy merged = {.policy = last_resort};

    merged.policy.scope = *of;
    for (size_t i = 0; i < count; i++) {
        if (!policy_applies(&policies[i]->scope, of))
            continue;
        const int rank = policy_rank(&policies[i]->scope);
        for (enum policy_field field = 0; field < POLICY_FIELD_COUNT; field++) {
            const struct planning_policy *before = merged.from[field];
            if (!says(policies[i], field) ||
                (before != NULL && policy_rank(&before->scope) >= rank))
                continue;
            take(&merged.policy, policies[i], field);
            merged.from[field] = policies[i];
        }
    }
    return merged;
}

const char *
policy_field_name(enum policy_field field)
{
    static const char *const names[POLICY_FIELD_COUNT] = {
        [POLICY_SERVICE_LEVEL] = "service level",
        [POLICY_REVIEW_DAYS] = "review days",
        [POLICY_ORDER_COST] = "order cost",
        [POLICY_HOLDING_RATE] = "holding rate",
        [POLICY_RULE] = "rule",
        [POLICY_HOLD_BACK] = "hold back",
        [POLICY_AUTOMATIC] = "automatic approval",
        [POLICY_TRANSFER_COST] = "transfer cost",
        [POLICY_TRANSFER_DAYS] = "transfer days",
    };

    assert(field >= 0 && field < POLICY_FIELD_COUNT);
    return names[field];
}

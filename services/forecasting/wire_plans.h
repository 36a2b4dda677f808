/*
 * What planners ask: checked and made plain; heads of plans and what answers changes. Memory is the
 * turn's.
 */
#ifndef FORECASTING_WIRE_PLANS_H
#define FORECASTING_WIRE_PLANS_H

#include "crossdock/forecasting/v1/plan.pb-c.h"
#include "services/forecasting/memory.h"
#include "services/forecasting/wire_check.h"

#define PLAN_WEEKS_DEFAULT 26
#define PLAN_GROUPS_MAX    10000

struct plan_wanted { /* CreatePlan */
    const char *name, *parent, *note;
    int32_t weeks, fence_weeks;
    uint32_t assumption_count;
    struct assumption assumptions[];
};
struct override_wanted { /* OverridePlan */
    const char *plan;
    struct scope_text scope;
    int32_t from_day, to_day;
    bool has_units;
    double percent, units;
    enum override_reason reason;
    const char *note;
};
struct override_unwanted { /* RemoveOverride */
    const char *plan, *note;
    int64_t override_id;
};
struct step_wanted { /* AdvancePlan */
    const char *plan, *note;
    enum plan_state to;
};
enum group_by { BY_NOTHING, BY_SKU, BY_CATEGORY, BY_CHANNEL, BY_REGION };
struct plan_asked { /* GetPlan, ComparePlans, GetPlanAccuracy */
    const char *plan, *other;
    struct scope_text scope;
    enum group_by by;
    unsigned layers; /* bit 1 << layer; 0: all */
    uint32_t limit;
    int32_t lag_weeks;
};
struct plans_asked { /* GetPlans */
    uint32_t limit;
};
struct goals_wanted { /* SetGoals */
    size_t count;
    struct goal list[];
};
struct goals_asked { /* GetGoals */
    int32_t day;
};

const void *read_create_plan(struct arena *arena, const ProtobufCMessage *message,
                             struct refusal *refusal);
const void *read_override_plan(struct arena *arena, const ProtobufCMessage *message,
                               struct refusal *refusal);
const void *read_remove_override(struct arena *arena, const ProtobufCMessage *message,
                                 struct refusal *refusal);
const void *read_advance_plan(struct arena *arena, const ProtobufCMessage *message,
                              struct refusal *refusal);
const void *read_get_plans(struct arena *arena, const ProtobufCMessage *message,
                           struct refusal *refusal);
const void *read_get_plan(struct arena *arena, const ProtobufCMessage *message,
                          struct refusal *refusal);
const void *read_compare_plans(struct arena *arena, const ProtobufCMessage *message,
                               struct refusal *refusal);
const void *read_get_plan_accuracy(struct arena *arena, const ProtobufCMessage *message,
                                   struct refusal *refusal);
const void *read_set_goals(struct arena *arena, const ProtobufCMessage *message,
                           struct refusal *refusal);
const void *read_get_goals(struct arena *arena, const ProtobufCMessage *message,
                           struct refusal *refusal);

Crossdock__Forecasting__V1__PlanHead *write_plan_head(struct arena *arena, const struct plan *plan);
const ProtobufCMessage *write_plan_created(struct arena *arena, const struct plan *plan);
const ProtobufCMessage *write_plan_overridden(struct arena *arena,
                                              const struct plan_override *override);
Crossdock__Forecasting__V1__PlanScope *write_plan_scope(struct arena *arena,
                                                        const struct scope_text *scope);
Crossdock__Forecasting__V1__OverrideFact *write_override_fact(struct arena *arena,
                                                              const struct plan_override *override);

#endif

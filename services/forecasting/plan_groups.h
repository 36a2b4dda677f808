/*
 * Units of a plan summed by group, layer and week.
 */
#ifndef FORECASTING_PLAN_GROUPS_H
#define FORECASTING_PLAN_GROUPS_H

#include "common/turn.h"
#include "services/forecasting/memory.h"
#include "services/forecasting/wire_plans.h"

#define LAYER_END (LAYER_ACTUAL + 1)

struct plan_groups {
    const struct plan *plan;
    const struct plans *plans;
    enum group_by by;
    uint32_t count;            /* the last one: what was sold and is not in the plan */
    int32_t weeks, weeks_over; /* of the plan; those that are over */
    double *units[LAYER_END];  /* count * weeks; NULL: not asked for, or not there */
    double *value[LAYER_END];  /* count: at cost */
};

/* Layers of these bits that the plan has; false: the scope names what the plan does not have. */
bool plan_groups(struct turn *turn, const struct plan *plan, const struct scope_text *scope,
                 enum group_by by, unsigned layers, struct plan_groups *groups);
const char *plan_group_name(const struct plan_groups *groups, uint32_t group);
double plan_group_total(const struct plan_groups *groups, enum plan_layer layer, uint32_t group);
uint32_t plan_group_of_key(const struct plan_groups *groups, const struct plan_key *key);

/* Value as it is told: what no int64 holds is as much as one holds. */
int64_t plan_value_minor(double value);

/* place 0: not planned. */
uint32_t plan_group_of_sold(const struct plan_groups *groups, int32_t place, const char *category,
                            const struct outlet *outlet);
/* Weeks of the plan that are over. */
int32_t plan_weeks_over(const struct memory *memory, const struct plan *plan);

#endif

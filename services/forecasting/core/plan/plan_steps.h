/*
 * The life of a plan. States are those of plan.proto and of the CHECK in
 * sql/migrations/0008_plans.sql.
 */
#ifndef FORECASTING_PLAN_STEPS_H
#define FORECASTING_PLAN_STEPS_H

#include <stdbool.h>
#include <stddef.h>

#include "services/forecasting/core/plan/plan.h"

enum plan_state {
    PLAN_NONE = 0,
    PLAN_DRAFT = 1,
    PLAN_DEMAND_APPROVED = 2,
    PLAN_SUPPLY_APPROVED = 3,
    PLAN_RELEASED = 4,
    PLAN_SUPERSEDED = 5,
    PLAN_DISCARDED = 6,
};

enum plan_input {
    ON_CREATE,
    ON_ADVANCE_DEMAND, /* asked to be in this state */
    ON_ADVANCE_SUPPLY,
    ON_ADVANCE_RELEASE,
    ON_BACK_TO_DRAFT,
    ON_BACK_TO_DEMAND,
    ON_DISCARD,
    ON_OTHER_RELEASED,
};

struct plan_step {
    enum plan_state from;
    enum plan_input on;
    enum plan_state to;
    const char *why;
};
extern const struct plan_step plan_steps[];
extern const size_t plan_step_count;

/* NULL: refused. */
const struct plan_step *plan_step(enum plan_state from, enum plan_input on);
/* What an operator asks for who wants a plan to be in this state; false: nobody can ask for it. */
bool plan_input_for(enum plan_state from, enum plan_state to, enum plan_input *on);
/* The layer that overrides of this state change; LAYER_NONE: it is fixed. */
enum plan_layer plan_open_layer(enum plan_state state);
const char *plan_state_name(enum plan_state state);

#endif

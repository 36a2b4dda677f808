/*
 * The life of a plan as a table. What is not in it is refused.
 *
 * Source: the S&OP cycle of demand review, supply review, reconciliation and decision: Wallace and
 * Stahl, Sales and Operations Planning: The How-To Handbook (3e, 2008), chapter 4. What was
 * released is never changed; another plan takes its place.
 */
#include "services/forecasting/core/plan/plan_steps.h"

/* clang-format off */
const struct plan_step plan_steps[] = {
    /* from                 on                  to                    why */
    { PLAN_NONE,            ON_CREATE,          PLAN_DRAFT,           "a new version begins" },
    { PLAN_DRAFT,           ON_ADVANCE_DEMAND,  PLAN_DEMAND_APPROVED, "demand is agreed; supply is reviewed against it" },
    { PLAN_DEMAND_APPROVED, ON_ADVANCE_SUPPLY,  PLAN_SUPPLY_APPROVED, "what supply can reach is agreed" },
    { PLAN_SUPPLY_APPROVED, ON_ADVANCE_RELEASE, PLAN_RELEASED,        "everyone works from it" },
    { PLAN_DEMAND_APPROVED, ON_BACK_TO_DRAFT,   PLAN_DRAFT,           "demand is open again; the supply review is void" },
    { PLAN_SUPPLY_APPROVED, ON_BACK_TO_DEMAND,  PLAN_DEMAND_APPROVED, "supply is open again; overrides of the consensus are void" },
    { PLAN_RELEASED,        ON_OTHER_RELEASED,  PLAN_SUPERSEDED,      "a later plan is in force" },
    { PLAN_DRAFT,           ON_DISCARD,         PLAN_DISCARDED,       "nobody wants it" },
    { PLAN_DEMAND_APPROVED, ON_DISCARD,         PLAN_DISCARDED,       "nobody wants it" },
    { PLAN_SUPPLY_APPROVED, ON_DISCARD,         PLAN_DISCARDED,       "nobody wants it" },
};
/* clang-format on */

const size_t plan_step_count = sizeof plan_steps / sizeof *plan_steps;

const struct plan_step *
plan_step(enum plan_state from, enum plan_input on)
{
    for (size_t i = 0; i < plan_step_count; i++)
        if (plan_steps[i].from == from && plan_steps[i].on == on)
            return &plan_steps[i];
    return NULL;
}

bool
plan_input_for(enum plan_state from, enum plan_state to, enum plan_input *on)
{
    switch (to) {
    case PLAN_DRAFT:
        *on = ON_BACK_TO_DRAFT;
        return true;
    case PLAN_DEMAND_APPROVED:
        *on = from == PLAN_DRAFT ? ON_ADVANCE_DEMAND : ON_BACK_TO_DEMAND;
        return true;
    case PLAN_SUPPLY_APPROVED:
        *on = ON_ADVANCE_SUPPLY;
        return true;
    case PLAN_RELEASED:
        *on = ON_ADVANCE_RELEASE;
        return true;
    case PLAN_DISCARDED:
        *on = ON_DISCARD;
        return true;
    default:
        return false;
    }
}

enum plan_layer
plan_open_layer(enum plan_state state)
{
    return state == PLAN_DRAFT             ? LAYER_DEMAND
           : state == PLAN_SUPPLY_APPROVED ? LAYER_CONSENSUS
                                           : LAYER_NONE;
}

const char *
plan_state_name(enum plan_state state)
{
    static const char *const names[] = {
        "NONE",     "DRAFT",      "DEMAND_APPROVED", "SUPPLY_APPROVED",
        "RELEASED", "SUPERSEDED", "DISCARDED",
    };
    return names[state];
}

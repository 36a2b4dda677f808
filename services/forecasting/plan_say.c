/*
 * What is said of a plan; see plan_say.h.
 */
#include "services/forecasting/plan_say.h"

#include <math.h>

#include "services/forecasting/plan_groups.h"
#include "services/forecasting/store.h"

void
plan_say(struct turn *turn, struct plan *plan, const char *by, const char *what, const char *note)
{
    struct arena *arena = turn_arena(turn);
    Crossdock__Forecasting__V1__PlanChanged event = CROSSDOCK__FORECASTING__V1__PLAN_CHANGED__INIT;

    journal_keep(turn_journal(turn), &plan->history_count, sizeof plan->history_count);
    plan->history_count++;
    event.head = write_plan_head(arena, plan);
    event.by = arena_text(arena, by);
    event.what =
        note[0] == '\0' ? arena_text(arena, what) : arena_format(arena, "%s: %s", what, note);
    turn_say(turn, plan_name(plan), "", &event.base);
    stage_plan(turn, plan);
    stage_plan_history(turn, plan, by, what, note);
}

static Crossdock__Forecasting__V1__PlanSeries *
write_series(struct arena *arena, const struct plan_groups *groups, uint32_t group)
{
    const size_t weeks = (size_t)groups->weeks;
    Crossdock__Forecasting__V1__PlanSeries *out = arena_take(arena, sizeof *out);

    crossdock__forecasting__v1__plan_series__init(out);
    out->group = arena_text(arena, plan_group_name(groups, group));
    out->layer = CROSSDOCK__FORECASTING__V1__PLAN_LAYER__LAYER_CONSENSUS;
    out->units = groups->units[LAYER_CONSENSUS] + group * weeks;
    out->n_units = weeks;
    out->total = plan_group_total(groups, LAYER_CONSENSUS, group);
    out->value_minor = plan_value_minor(groups->value[LAYER_CONSENSUS][group]);
    return out;
}

void
plan_publish(struct turn *turn, const struct plan *plan)
{
    static const struct scope_text all = {.sku = "", .category = "", .channel = "", .region = ""};
    struct arena *arena = turn_arena(turn);
    struct plan_groups groups;
    Crossdock__Forecasting__V1__PlanPublished event =
        CROSSDOCK__FORECASTING__V1__PLAN_PUBLISHED__INIT;

    if (!plan_groups(turn, plan, &all, BY_CATEGORY, 1U << LAYER_CONSENSUS, &groups))
        return;
    event.head = write_plan_head(arena, plan);
    event.series = arena_take(arena, groups.count * sizeof(void *));
    for (uint32_t i = 0; i + 1 < groups.count; i++)
        if (plan_group_total(&groups, LAYER_CONSENSUS, i) > 0)
            event.series[event.n_series++] = write_series(arena, &groups, i);
    turn_say(turn, plan_name(plan), "", &event.base);
}

/*
 * What a turn changed of plans becomes rows; see store_plans.h. Loading: store_plans_load.c.
 */
#include "queries.h"
#include "services/forecasting/store_stage.h"

static struct plan_mark *
mark_of(struct turn *turn, struct plan *plan)
{
    struct plans_stage *s = &store_stage(turn)->plans;

    for (struct plan_mark *mark = s->plans; mark != NULL; mark = mark->next)
        if (mark->plan == plan)
            return mark;
    struct plan_mark *mark = arena_take(turn_arena(turn), sizeof *mark);
    *mark = (struct plan_mark){.next = s->plans, .plan = plan, .first_new_sku = UINT32_MAX};
    s->plans = mark;
    return mark;
}

void
stage_plan(struct turn *turn, struct plan *plan)
{
    mark_of(turn, plan);
}

void
stage_plan_skus(struct turn *turn, struct plan *plan, uint32_t from)
{
    struct plan_mark *mark = mark_of(turn, plan);

    if (from < mark->first_new_sku)
        mark->first_new_sku = from;
}

void
stage_plan_review(struct turn *turn, struct plan *plan)
{
    mark_of(turn, plan)->reviewed = true;
}

void
stage_plan_override(struct turn *turn, const struct plan *plan,
                    const struct plan_override *override, const char *removed_by,
                    const char *removed_note)
{
    struct plans_stage *s = &store_stage(turn)->plans;
    struct override_mark *mark = s->overrides;

    while (mark != NULL && mark->override != override)
        mark = mark->next;
    if (mark == NULL) {
        mark = arena_take(turn_arena(turn), sizeof *mark);
        *mark = (struct override_mark){.next = s->overrides, .plan = plan, .override = override};
        s->overrides = mark;
    }
    mark->removed_by = removed_by;
    mark->removed_note = removed_note;
}

void
stage_plan_assumptions(struct turn *turn, const struct plan *plan)
{
    struct plans_stage *s = &store_stage(turn)->plans;

    for (uint32_t i = 0; i < plan->assumption_count; i++) {
        const struct assumption *a = &plan->assumptions[i];
        stage_int8(turn, &s->assumptions.plan_ids, plan->id);
        stage_int4(turn, &s->assumptions.nths, (int32_t)i);
        stage_int4(turn, &s->assumptions.kinds, (int32_t)a->kind);
        stage_text(turn, &s->assumptions.skus, a->scope.sku);
        stage_text(turn, &s->assumptions.categories, a->scope.category);
        stage_text(turn, &s->assumptions.channels, a->scope.channel);
        stage_text(turn, &s->assumptions.regions, a->scope.region);
        stage_int4(turn, &s->assumptions.from_days, a->from_day);
        stage_int4(turn, &s->assumptions.to_days, a->to_day);
        stage_double(turn, &s->assumptions.percents, a->percent);
        stage_int4(turn, &s->assumptions.days, a->days);
        stage_text(turn, &s->assumptions.suppliers, a->supplier);
        stage_text(turn, &s->assumptions.locations, a->location);
        stage_text(turn, &s->assumptions.likes, a->like);
        stage_text(turn, &s->assumptions.names, a->name);
    }
}

void
stage_plan_history(struct turn *turn, const struct plan *plan, const char *by, const char *what,
                   const char *note)
{
    struct plans_stage *s = &store_stage(turn)->plans;

    stage_int8(turn, &s->history.plan_ids, plan->id);
    stage_int4(turn, &s->history.nths, (int32_t)plan->history_count);
    stage_time(turn, &s->history.ats, turn_now_us(turn));
    stage_text(turn, &s->history.bys, by);
    stage_text(turn, &s->history.whats, what);
    stage_text(turn, &s->history.notes, note);
}

void
stage_capacity(struct turn *turn, const char *location, const struct capacity *capacity)
{
    struct plans_stage *s = &store_stage(turn)->plans;

    stage_text(turn, &s->capacity_locations, location);
    stage_double(turn, &s->capacity_units, capacity->units_a_week);
}

/* --- save ---------------------------------------------------------------------------------- */

static void
save_heads(struct turn *turn, const struct plan_mark *marks)
{
    struct column c[15] = {0};

    for (const struct plan_mark *mark = marks; mark != NULL; mark = mark->next) {
        const struct plan *plan = mark->plan;
        stage_int8(turn, &c[0], plan->id);
        stage_text(turn, &c[1], plan_name(plan));
        stage_int4(turn, &c[2], (int32_t)plan->state);
        stage_text(turn, &c[3], plan->parent);
        stage_int4(turn, &c[4], plan->first_day);
        stage_int4(turn, &c[5], plan->weeks);
        stage_int4(turn, &c[6], plan->fence_weeks);
        stage_text(turn, &c[7], plan->author);
        stage_time(turn, &c[8], plan->created_at_us);
        stage_text(turn, &c[9], plan->note);
        stage_int4(turn, &c[10], plan->built_items);
        stage_bool(turn, &c[11], plan->ready);
        stage_int4(turn, &c[12], plan->released_day);
        stage_int4(turn, &c[13], plan->released_nth);
        stage_double_list(turn, &c[14], plan->stock, plan->stock != NULL ? (size_t)plan->weeks : 0);
    }
    struct column *const all[] = {&c[0], &c[1], &c[2],  &c[3],  &c[4],  &c[5],  &c[6], &c[7],
                                  &c[8], &c[9], &c[10], &c[11], &c[12], &c[13], &c[14]};
    STAGE(turn, QUERY_SAVE_PLANS, all, NULL);
}

static void
add_keys(struct turn *turn, const struct plan *plan, const struct plan_sku *sku, struct column *c)
{
    const struct plans *plans = &((const struct memory *)turn_state(turn))->plans;
    struct arena *arena = turn_arena(turn);
    const size_t count = sku->key_count + 1;
    const char **channels = arena_take(arena, count * sizeof *channels);
    const char **regions = arena_take(arena, count * sizeof *regions);
    double *shares = arena_take(arena, count * sizeof *shares);
    double *naive = arena_take(arena, count * sizeof *naive * PLAN_NAIVE_WEEKS);
    int64_t *from = arena_take(arena, count * sizeof *from);
    int64_t *end = arena_take(arena, count * sizeof *end);

    for (uint32_t i = 0; i < sku->key_count; i++) {
        const struct plan_key *key = &plan->keys[sku->first_key + i];
        channels[i] = plans_text(plans, key->channel);
        regions[i] = plans_text(plans, key->region);
        shares[i] = key->share;
        for (int n = 0; n < PLAN_NAIVE_WEEKS; n++)
            naive[i * PLAN_NAIVE_WEEKS + (uint32_t)n] = key->naive[n];
        from[i] = key->from_week;
        end[i] = key->end_week;
    }
    stage_text_list(turn, &c[0], channels, sku->key_count);
    stage_text_list(turn, &c[1], regions, sku->key_count);
    stage_double_list(turn, &c[2], shares, sku->key_count);
    stage_double_list(turn, &c[3], naive, sku->key_count * PLAN_NAIVE_WEEKS);
    stage_int8_list(turn, &c[4], from, sku->key_count);
    stage_int8_list(turn, &c[5], end, sku->key_count);
    stage_double_list(turn, &c[6], plan->fence + sku->first_key * (uint32_t)plan->fence_weeks,
                      sku->key_count * (size_t)plan->fence_weeks);
}

static void
save_skus(struct turn *turn, const struct plan_mark *marks)
{
    const struct plans *plans = &((const struct memory *)turn_state(turn))->plans;
    struct column c[13] = {0};

    for (const struct plan_mark *mark = marks; mark != NULL; mark = mark->next) {
        const struct plan *plan = mark->plan;
        for (uint32_t i = mark->first_new_sku; i < plan->sku_count; i++) {
            stage_int8(turn, &c[0], plan->id);
            stage_int4(turn, &c[1], (int32_t)i + 1);
            stage_text(turn, &c[2], plan->sku_names[i]);
            stage_text(turn, &c[3], plans_text(plans, plan->skus[i].category));
            stage_int8(turn, &c[4], plan->skus[i].unit_cost_minor);
            add_keys(turn, plan, &plan->skus[i], &c[5]);
            stage_double_list(turn, &c[12], plan->paths + i * (uint32_t)plan->weeks,
                              (size_t)plan->weeks);
        }
    }
    struct column *const all[] = {&c[0], &c[1], &c[2], &c[3],  &c[4],  &c[5], &c[6],
                                  &c[7], &c[8], &c[9], &c[10], &c[11], &c[12]};
    STAGE(turn, QUERY_ADD_PLAN_SKUS, all, NULL);
}

static void
save_gaps(struct turn *turn, const struct plan_mark *marks)
{
    struct column plan_ids = {0}, c[7] = {0};

    for (const struct plan_mark *mark = marks; mark != NULL; mark = mark->next) {
        if (!mark->reviewed)
            continue;
        stage_int8(turn, &plan_ids, mark->plan->id);
        for (uint32_t i = 0; i < mark->plan->gap_count; i++) {
            const struct plan_gap *gap = &mark->plan->gaps[i];
            stage_int8(turn, &c[0], mark->plan->id);
            stage_int4(turn, &c[1], (int32_t)gap->place);
            stage_int4(turn, &c[2], gap->week);
            stage_double(turn, &c[3], gap->demand);
            stage_double(turn, &c[4], gap->supply);
            stage_int4(turn, &c[5], (int32_t)gap->cause);
            stage_text(turn, &c[6], gap->proposal);
        }
    }
    struct column *const cleared[] = {&plan_ids};
    struct column *const all[] = {&c[0], &c[1], &c[2], &c[3], &c[4], &c[5], &c[6]};
    STAGE(turn, QUERY_CLEAR_PLAN_GAPS, cleared, NULL);
    STAGE(turn, QUERY_ADD_PLAN_GAPS, all, NULL);
}

static void
save_reach(struct turn *turn, const struct plan_mark *marks)
{
    struct column c[3] = {0};

    for (const struct plan_mark *mark = marks; mark != NULL; mark = mark->next) {
        const struct plan *plan = mark->plan;
        for (uint32_t i = 0; mark->reviewed && i < plan->sku_count; i++) {
            const double *reach =
                plan->reach != NULL ? plan->reach + i * (uint32_t)plan->weeks : NULL;
            stage_int8(turn, &c[0], plan->id);
            stage_int4(turn, &c[1], (int32_t)i + 1);
            stage_double_list(turn, &c[2], reach, reach != NULL ? (size_t)plan->weeks : 0);
        }
    }
    struct column *const all[] = {&c[0], &c[1], &c[2]};
    STAGE(turn, QUERY_SAVE_PLAN_REACH, all, NULL);
}

static void
save_overrides(struct turn *turn, const struct override_mark *marks)
{
    struct column c[18] = {0};

    for (const struct override_mark *mark = marks; mark != NULL; mark = mark->next) {
        const struct plan_override *o = mark->override;
        stage_int8(turn, &c[0], o->id);
        stage_int8(turn, &c[1], mark->plan->id);
        stage_int4(turn, &c[2], (int32_t)o->layer);
        stage_text(turn, &c[3], o->scope.sku);
        stage_text(turn, &c[4], o->scope.category);
        stage_text(turn, &c[5], o->scope.channel);
        stage_text(turn, &c[6], o->scope.region);
        stage_int4(turn, &c[7], o->from_day);
        stage_int4(turn, &c[8], o->to_day);
        stage_bool(turn, &c[9], o->asked.has_units);
        stage_double(turn, &c[10], o->asked.has_units ? o->asked.units : o->asked.percent);
        stage_int4(turn, &c[11], (int32_t)o->reason);
        stage_text(turn, &c[12], o->note);
        stage_text(turn, &c[13], o->author);
        stage_time(turn, &c[14], o->at_us);
        stage_bool(turn, &c[15], o->removed);
        stage_text(turn, &c[16], mark->removed_by);
        stage_text(turn, &c[17], mark->removed_note);
    }
    struct column *const all[] = {&c[0],  &c[1],  &c[2],  &c[3],  &c[4],  &c[5],
                                  &c[6],  &c[7],  &c[8],  &c[9],  &c[10], &c[11],
                                  &c[12], &c[13], &c[14], &c[15], &c[16], &c[17]};
    STAGE(turn, QUERY_SAVE_PLAN_OVERRIDES, all, NULL);
}

void
plans_save(struct turn *turn)
{
    struct plans_stage *s = &store_stage(turn)->plans;
    struct column *const assumptions[] = {
        &s->assumptions.plan_ids,  &s->assumptions.nths,       &s->assumptions.kinds,
        &s->assumptions.skus,      &s->assumptions.categories, &s->assumptions.channels,
        &s->assumptions.regions,   &s->assumptions.from_days,  &s->assumptions.to_days,
        &s->assumptions.percents,  &s->assumptions.days,       &s->assumptions.suppliers,
        &s->assumptions.locations, &s->assumptions.likes,      &s->assumptions.names};
    struct column *const history[] = {&s->history.plan_ids, &s->history.nths,  &s->history.ats,
                                      &s->history.bys,      &s->history.whats, &s->history.notes};
    struct column *const capacities[] = {&s->capacity_locations, &s->capacity_units};

    save_heads(turn, s->plans);
    save_skus(turn, s->plans);
    save_reach(turn, s->plans);
    save_gaps(turn, s->plans);
    save_overrides(turn, s->overrides);
    STAGE(turn, QUERY_ADD_PLAN_ASSUMPTIONS, assumptions, NULL);
    STAGE(turn, QUERY_ADD_PLAN_HISTORY, history, NULL);
    STAGE(turn, QUERY_SAVE_CAPACITIES, capacities, NULL);
}

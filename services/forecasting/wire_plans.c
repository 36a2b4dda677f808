/*
 * protobuf <-> what planners ask; see wire_plans.h.
 */
#include "services/forecasting/wire_plans.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "services/forecasting/wire_check.h"

#define NAME_BYTES_MAX  64
#define NOTE_BYTES_MAX  500
#define PERCENT_MAX     100000
#define DAY_MAX         100000 /* some 270 years on */
#define LATE_DAYS_MAX   3650
#define GOALS_MAX       1000
#define GROUPS_DEFAULT  100
#define LAG_WEEKS_MAX   PLAN_WEEKS_MAX
#define PLANS_DEFAULT   100
#define PLANS_MAX_SHOWN 10000
#define MINOR_UNITS_MAX INT64_C(1000000000000000000)

typedef Crossdock__Forecasting__V1__PlanScope plan_scope_message;

static bool
fits(const char *text, size_t bytes_max)
{
    return strlen(text) <= bytes_max;
}

static bool
is_name(const char *text)
{
    return text[0] != '\0' && fits(text, NAME_BYTES_MAX);
}

static bool
is_span(int32_t from_day, int32_t to_day)
{
    return from_day >= 0 && from_day <= DAY_MAX && to_day >= 0 && to_day <= DAY_MAX &&
           (to_day == 0 || from_day <= to_day);
}

static bool
read_scope(const plan_scope_message *in, struct scope_text *out)
{
    *out = (struct scope_text){.sku = "", .category = "", .channel = "", .region = ""};
    if (in == NULL)
        return true;
    *out = (struct scope_text){
        .sku = in->sku, .category = in->category, .channel = in->channel, .region = in->region};
    return fits(in->sku, NAME_BYTES_MAX) && fits(in->category, NAME_BYTES_MAX) &&
           fits(in->channel, NAME_BYTES_MAX) && fits(in->region, NAME_BYTES_MAX);
}

/* --- making -------------------------------------------------------------------------------- */

static const char *
what_is_wrong_with(const struct assumption *a)
{
    if (!is_span(a->from_day, a->to_day))
        return "its days are out of range";
    if (!(fabs(a->percent) <= PERCENT_MAX) || a->percent < -100)
        return "percent: -100 to 100,000";
    switch (a->kind) {
    case ASSUMPTION_PROMOTION:
        return a->percent == 0 ? "a promotion needs a percent" : NULL;
    case ASSUMPTION_MARKET:
        return !wire_is_country(a->name) || !wire_is_country(a->like) || a->percent <= 0
                   ? "a market needs a name and a region that it is like, both of two capital "
                     "letters, and a percent above 0"
                   : NULL;
    case ASSUMPTION_LAUNCH:
        return !is_name(a->name) || !is_name(a->like) || a->percent < 0
                   ? "a launch needs a name and a SKU that it is like"
                   : NULL;
    case ASSUMPTION_SUPPLIER_LATE:
        return a->days < 1 || a->days > LATE_DAYS_MAX ? "days: 1 to 3,650" : NULL;
    case ASSUMPTION_CLOSED:
        return a->location[0] == '\0' ? "it needs a location" : NULL;
    case ASSUMPTION_CAPACITY:
        return a->location[0] == '\0' || a->percent == 0 ? "it needs a location and a percent"
                                                         : NULL;
    default:
        return "kind: unknown";
    }
}

static const char *
read_assumption(const Crossdock__Forecasting__V1__Assumption *in, struct assumption *out)
{
    *out = (struct assumption){
        .kind = (enum assumption_kind)in->kind,
        .from_day = in->from_day,
        .to_day = in->to_day,
        .percent = in->percent,
        .days = in->days,
        .supplier = in->supplier,
        .location = in->location,
        .like = in->like,
        .name = in->name,
    };
    if (!read_scope(in->scope, &out->scope) || !fits(in->supplier, NOTE_BYTES_MAX) ||
        !fits(in->location, LOCATION_BYTES_MAX) || !fits(in->like, NAME_BYTES_MAX) ||
        !fits(in->name, NAME_BYTES_MAX))
        return "a name is too long";
    return what_is_wrong_with(out);
}

const void *
read_create_plan(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__CreatePlan *in = (const void *)message;

    if (!is_name(in->name))
        return wire_refuse(refusal, "name: 1 to 64 bytes");
    if (in->weeks < 0 || in->weeks > PLAN_WEEKS_MAX)
        return wire_refuse(refusal, "weeks: 1 to 78");
    if (!fits(in->parent, NAME_BYTES_MAX) || !fits(in->note, NOTE_BYTES_MAX))
        return wire_refuse(refusal, "parent: up to 64 bytes; note: up to 500");
    if (in->n_assumptions > PLAN_ASSUMPTIONS_MAX)
        return wire_refuse(refusal, "assumptions: at most 100");
    struct plan_wanted *out =
        arena_take(arena, sizeof *out + in->n_assumptions * sizeof out->assumptions[0]);
    *out = (struct plan_wanted){
        .name = in->name,
        .parent = in->parent,
        .note = in->note,
        .weeks = in->weeks == 0 ? PLAN_WEEKS_DEFAULT : in->weeks,
        .fence_weeks = in->fence_weeks,
    };
    if (in->fence_weeks < 0 || in->fence_weeks > out->weeks)
        return wire_refuse(refusal, "fence_weeks: 0 to weeks");
    for (size_t i = 0; i < in->n_assumptions; i++) {
        const char *wrong = read_assumption(in->assumptions[i], &out->assumptions[i]);
        if (wrong != NULL) {
            snprintf(refusal->reason, sizeof refusal->reason, "assumption %zu: %s", i + 1, wrong);
            return NULL;
        }
        out->assumption_count++;
    }
    return out;
}

const void *
read_override_plan(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__OverridePlan *in = (const void *)message;
    struct override_wanted *out = arena_take(arena, sizeof *out);

    *out = (struct override_wanted){
        .plan = in->plan,
        .from_day = in->from_day,
        .to_day = in->to_day,
        .has_units = in->has_units,
        .percent = in->percent,
        .units = in->units,
        .reason = (enum override_reason)in->reason,
        .note = in->note,
    };
    if (!is_name(in->plan) || !read_scope(in->scope, &out->scope))
        return wire_refuse(refusal, "plan: 1 to 64 bytes, like each part of the scope");
    if (!is_span(in->from_day, in->to_day))
        return wire_refuse(refusal, "from_day, to_day: out of range");
    if (in->has_units ? in->percent != 0 : in->units != 0)
        return wire_refuse(refusal, "one of percent and units");
    if (in->has_units && !(in->units >= 0 && in->units <= PLAN_UNITS_MAX))
        return wire_refuse(refusal, "units: 0 to 1,000,000,000,000");
    if (!in->has_units &&
        (!(in->percent >= -100 && in->percent <= PERCENT_MAX) || in->percent == 0))
        return wire_refuse(refusal, "percent: -100 to 100,000, not 0");
    if ((int)in->reason < OVERRIDE_PROMOTION || (int)in->reason > OVERRIDE_OTHER)
        return wire_refuse(refusal, "reason: needed");
    if (out->reason == OVERRIDE_OTHER && in->note[0] == '\0')
        return wire_refuse(refusal, "note: needed when the reason is another");
    if (!fits(in->note, NOTE_BYTES_MAX))
        return wire_refuse(refusal, "note: up to 500 bytes");
    return out;
}

const void *
read_remove_override(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__RemoveOverride *in = (const void *)message;
    struct override_unwanted *out = arena_take(arena, sizeof *out);

    if (!is_name(in->plan) || !fits(in->note, NOTE_BYTES_MAX))
        return wire_refuse(refusal, "plan: 1 to 64 bytes; note: up to 500");
    if (in->override_id == 0 || in->override_id > INT64_MAX)
        return wire_refuse(refusal, "override_id: needed");
    *out = (struct override_unwanted){
        .plan = in->plan, .note = in->note, .override_id = (int64_t)in->override_id};
    return out;
}

const void *
read_advance_plan(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__AdvancePlan *in = (const void *)message;
    struct step_wanted *out = arena_take(arena, sizeof *out);

    if (!is_name(in->plan) || !fits(in->note, NOTE_BYTES_MAX))
        return wire_refuse(refusal, "plan: 1 to 64 bytes; note: up to 500");
    if ((int)in->to < PLAN_DRAFT || (int)in->to > PLAN_DISCARDED || (int)in->to == PLAN_SUPERSEDED)
        return wire_refuse(refusal, "to: a state that can be asked for");
    *out = (struct step_wanted){.plan = in->plan, .note = in->note, .to = (enum plan_state)in->to};
    return out;
}

/* --- asking -------------------------------------------------------------------------------- */

const void *
read_get_plans(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__GetPlans *in = (const void *)message;
    struct plans_asked *out = arena_take(arena, sizeof *out);

    if (in->limit > PLANS_MAX_SHOWN)
        return wire_refuse(refusal, "limit: at most 10,000");
    out->limit = in->limit == 0 ? PLANS_DEFAULT : in->limit;
    return out;
}

static bool
read_by(const char *text, enum group_by *by)
{
    static const char *const names[] = {"", "sku", "category", "channel", "region"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(text, names[i]) == 0) {
            *by = (enum group_by)i;
            return true;
        }
    }
    return false;
}

static const void *
read_asked(struct arena *arena, const struct plan_asked *asked, const plan_scope_message *scope,
           const char *by, struct refusal *refusal)
{
    struct plan_asked *out = arena_take(arena, sizeof *out);

    *out = *asked;
    if (!fits(asked->plan, NAME_BYTES_MAX) || !fits(asked->other, NAME_BYTES_MAX) ||
        !read_scope(scope, &out->scope))
        return wire_refuse(refusal, "plan, scope: up to 64 bytes each");
    if (!read_by(by, &out->by))
        return wire_refuse(refusal, "by: sku, category, channel, region, or nothing");
    if (out->limit > PLAN_GROUPS_MAX)
        return wire_refuse(refusal, "limit: at most 10,000");
    if (out->limit == 0)
        out->limit = GROUPS_DEFAULT;
    return out;
}

const void *
read_get_plan(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__GetPlan *in = (const void *)message;
    struct plan_asked asked = {.plan = in->plan, .other = "", .limit = in->limit};

    for (size_t i = 0; i < in->n_layers; i++) {
        if ((int)in->layers[i] < LAYER_NAIVE || (int)in->layers[i] > LAYER_ACTUAL)
            return wire_refuse(refusal, "layers: unknown");
        asked.layers |= 1U << in->layers[i];
    }
    return read_asked(arena, &asked, in->scope, in->by, refusal);
}

const void *
read_compare_plans(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__ComparePlans *in = (const void *)message;
    const struct plan_asked asked = {.plan = in->a, .other = in->b, .limit = in->limit};

    if (!is_name(in->a) || !is_name(in->b))
        return wire_refuse(refusal, "a, b: 1 to 64 bytes");
    return read_asked(arena, &asked, in->scope, in->by, refusal);
}

const void *
read_get_plan_accuracy(struct arena *arena, const ProtobufCMessage *message,
                       struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__GetPlanAccuracy *in = (const void *)message;
    const struct plan_asked asked = {.plan = in->plan,
                                     .other = "",
                                     .limit = PLAN_GROUPS_MAX,
                                     .lag_weeks = in->lag_weeks == 0 ? 1 : in->lag_weeks};

    if (in->lag_weeks < 0 || in->lag_weeks > LAG_WEEKS_MAX)
        return wire_refuse(refusal, "lag_weeks: 1 to 78");
    return read_asked(arena, &asked, in->scope, in->by, refusal);
}

static bool
is_currency(const char *text)
{
    size_t letters = 0;

    while (text[letters] >= 'A' && text[letters] <= 'Z')
        letters++;
    return text[letters] == '\0' && letters == 3;
}

static const char *
what_is_wrong_with_goal(const Crossdock__Forecasting__V1__Goal *in)
{
    if (!fits(in->channel, NAME_BYTES_MAX) || !fits(in->region, NAME_BYTES_MAX) ||
        !fits(in->note, NOTE_BYTES_MAX))
        return "channel, region: up to 64 bytes; note: up to 500";
    if (in->region[0] != '\0' && !wire_is_country(in->region))
        return "region: two capital letters, or nothing for all";
    if (in->from_day <= 0 || in->to_day < in->from_day || in->to_day > DAY_MAX)
        return "from_day, to_day: needed, in their order";
    if (!(in->units >= 0 && in->units <= PLAN_UNITS_MAX))
        return "units: 0 to 1,000,000,000,000";
    if (in->revenue_minor < 0 || in->revenue_minor > MINOR_UNITS_MAX)
        return "revenue_minor: out of range";
    if (in->revenue_minor > 0 && !is_currency(in->currency))
        return "currency: three capital letters, with a revenue";
    if (in->currency[0] != '\0' && !is_currency(in->currency))
        return "currency: three capital letters, or nothing";
    return NULL;
}

const void *
read_set_goals(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__SetGoals *in = (const void *)message;

    if (in->n_goals == 0 || in->n_goals > GOALS_MAX)
        return wire_refuse(refusal, "goals: 1 to 1,000");
    struct goals_wanted *out = arena_take(arena, sizeof *out + in->n_goals * sizeof out->list[0]);
    for (size_t i = 0; i < in->n_goals; i++) {
        const Crossdock__Forecasting__V1__Goal *from = in->goals[i];
        const char *wrong = what_is_wrong_with_goal(from);
        if (wrong != NULL) {
            snprintf(refusal->reason, sizeof refusal->reason, "goal %zu: %s", i + 1, wrong);
            return NULL;
        }
        out->list[out->count++] = (struct goal){
            .channel = from->channel,
            .region = from->region,
            .currency = from->currency,
            .note = from->note,
            .from_day = from->from_day,
            .to_day = from->to_day,
            .units = from->units,
            .revenue_minor = from->revenue_minor,
        };
    }
    return out;
}

const void *
read_get_goals(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__GetGoals *in = (const void *)message;
    struct goals_asked *out = arena_take(arena, sizeof *out);

    if (in->day < 0 || in->day > DAY_MAX)
        return wire_refuse(refusal, "day: out of range");
    out->day = in->day;
    return out;
}

/* --- out ----------------------------------------------------------------------------------- */

plan_scope_message *
write_plan_scope(struct arena *arena, const struct scope_text *scope)
{
    plan_scope_message *out = arena_take(arena, sizeof *out);

    crossdock__forecasting__v1__plan_scope__init(out);
    out->sku = arena_text(arena, scope->sku);
    out->category = arena_text(arena, scope->category);
    out->channel = arena_text(arena, scope->channel);
    out->region = arena_text(arena, scope->region);
    return out;
}

static Crossdock__Forecasting__V1__Assumption *
write_assumption(struct arena *arena, const struct assumption *a)
{
    Crossdock__Forecasting__V1__Assumption *out = arena_take(arena, sizeof *out);

    crossdock__forecasting__v1__assumption__init(out);
    out->kind = (Crossdock__Forecasting__V1__AssumptionKind)a->kind;
    out->scope = write_plan_scope(arena, &a->scope);
    out->from_day = a->from_day;
    out->to_day = a->to_day;
    out->percent = a->percent;
    out->days = a->days;
    out->supplier = arena_text(arena, a->supplier);
    out->location = arena_text(arena, a->location);
    out->like = arena_text(arena, a->like);
    out->name = arena_text(arena, a->name);
    return out;
}

Crossdock__Forecasting__V1__PlanHead *
write_plan_head(struct arena *arena, const struct plan *plan)
{
    Crossdock__Forecasting__V1__PlanHead *out = arena_take(arena, sizeof *out);

    crossdock__forecasting__v1__plan_head__init(out);
    out->plan_id = (uint64_t)plan->id;
    out->name = arena_text(arena, plan_name(plan));
    out->state = (Crossdock__Forecasting__V1__PlanState)plan->state;
    out->parent = arena_text(arena, plan->parent);
    out->first_day = plan->first_day;
    out->weeks = plan->weeks;
    out->author = arena_text(arena, plan->author);
    out->created_at_us = plan->created_at_us;
    out->note = arena_text(arena, plan->note);
    out->assumptions = arena_take(arena, (plan->assumption_count + 1) * sizeof(void *));
    for (uint32_t i = 0; i < plan->assumption_count; i++)
        out->assumptions[out->n_assumptions++] = write_assumption(arena, &plan->assumptions[i]);
    for (uint32_t i = 0; i < plan->override_count; i++)
        out->overrides += !plan->overrides[i]->removed;
    out->keys = plan->key_count;
    out->ready = plan->ready;
    return out;
}

const ProtobufCMessage *
write_plan_created(struct arena *arena, const struct plan *plan)
{
    Crossdock__Forecasting__V1__PlanCreated *out = arena_take(arena, sizeof *out);

    crossdock__forecasting__v1__plan_created__init(out);
    out->plan_id = (uint64_t)plan->id;
    out->state = (Crossdock__Forecasting__V1__PlanState)plan->state;
    return &out->base;
}

const ProtobufCMessage *
write_plan_overridden(struct arena *arena, const struct plan_override *override)
{
    Crossdock__Forecasting__V1__PlanOverridden *out = arena_take(arena, sizeof *out);

    crossdock__forecasting__v1__plan_overridden__init(out);
    out->override_id = (uint64_t) override->id;
    out->before = override->done.before;
    out->after = override->done.after;
    out->keys = override->done.keys;
    return &out->base;
}

Crossdock__Forecasting__V1__OverrideFact *
write_override_fact(struct arena *arena, const struct plan_override *override)
{
    Crossdock__Forecasting__V1__OverrideFact *out = arena_take(arena, sizeof *out);

    crossdock__forecasting__v1__override_fact__init(out);
    out->override_id = (uint64_t) override->id;
    out->scope = write_plan_scope(arena, &override->scope);
    out->from_day = override->from_day;
    out->to_day = override->to_day;
    out->layer = (Crossdock__Forecasting__V1__PlanLayer) override->layer;
    out->has_units = override->asked.has_units;
    out->percent = override->asked.percent;
    out->units = override->asked.units;
    out->reason = (Crossdock__Forecasting__V1__OverrideReason) override->reason;
    out->note = arena_text(arena, override->note);
    out->author = arena_text(arena, override->author);
    out->at_us = override->at_us;
    out->before = override->done.before;
    out->after = override->done.after;
    out->removed = override->removed;
    return out;
}

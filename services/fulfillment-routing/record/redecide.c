/*
 * The inputs of a record given to the core once more. A decision sees nothing else, so what comes
 * out is what was decided then, to the last byte; under another policy, what that one would have
 * decided.
 */
#include <string.h>

#include "services/fulfillment-routing/core/promise.h"
#include "services/fulfillment-routing/record/record.h"

static bool
any_of(const int64_t *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i] != 0)
            return true;
    }
    return false;
}

static void
ask_lines(struct arena *arena, const struct record *record, struct request *request)
{
    const size_t count = record->line_count;
    int64_t *quantities = arena_take(arena, count * sizeof *quantities);
    int64_t *weights = arena_take(arena, count * sizeof *weights);
    int64_t *values = arena_take(arena, count * sizeof *values);

    for (size_t i = 0; i < count; i++) {
        quantities[i] = record->lines[i].quantity;
        weights[i] = record->lines[i].weight_ug;
        values[i] = record->lines[i].value_minor;
    }
    request->line_count = count;
    request->quantities = quantities;
    request->weights_ug = any_of(weights, count) ? weights : NULL;
    request->values_minor = any_of(values, count) ? values : NULL;
}

int64_t
record_weight_ug(const struct record *record)
{
    int64_t total = 0;

    for (size_t i = 0; i < record->line_count; i++)
        total += record->lines[i].weight_ug * record->lines[i].quantity;
    return total;
}

struct site_facts
record_facts(const struct record *record, const struct policy *policy,
             const struct record_site *from, int64_t distance_m)
{
    struct site_facts facts = {
        .distance_mm = 1000 * distance_m,
        .load_permille = (int32_t)from->load_permille,
    };

    if (from->dispatch_day != 0)
        facts.late_days =
            promise_earliest(policy, distance_m, from->dispatch_day, record->needed_by_day)
                .late_days;
    return facts;
}

void
record_price(const struct record *record, const struct policy *policy,
             const struct record_site *from, int64_t distance_m, int64_t total_ug,
             struct price_step *steps, struct site *to)
{
    const struct site_facts facts = record_facts(record, policy, from, distance_m);

    if (from->collected)
        return;
    if (policy->service_count > 0) {
        steps[0] = (struct price_step){0, 0};
        to->step_count = promise_steps(policy, distance_m, from->dispatch_day,
                                       record->needed_by_day, total_ug, steps);
        to->steps = steps;
    }
    site_prices(policy, &facts, to);
}

static void
ask_sites(struct arena *arena, const struct record *record, const struct policy *policy,
          struct request *request)
{
    struct site *sites = arena_take(arena, (record->site_count + 1) * sizeof *sites);
    const int64_t total_ug = record_weight_ug(record);
    struct price_step room[STEPS_MAX];

    for (size_t i = 0; i < record->site_count; i++) {
        const struct record_site *from = &record->sites[i];
        sites[i] = (struct site){
            .location = (uint32_t)i,
            .distance_m = from->distance_m,
            .safety_stock = from->safety_stock,
            .free = from->free,
            .scarcity_nano = from->scarcity_nano,
        };
        record_price(record, policy, from, from->distance_m, total_ug, room, &sites[i]);
        if (sites[i].steps != NULL)
            sites[i].steps = arena_copy(arena, room, (sites[i].step_count + 1) * sizeof *room);
    }
    request->sites = sites;
    request->site_count = record->site_count;
}

/* NULL: no lines stay together. */
static const int32_t *
groups_of(struct arena *arena, const struct record *record)
{
    int32_t *together = arena_take(arena, record->line_count * sizeof *together);
    bool any = false;

    for (size_t line = 0; line < record->line_count; line++) {
        together[line] = (int32_t)record->lines[line].together;
        any = any || together[line] != 0;
    }
    return any ? together : NULL;
}

void
record_request(struct arena *arena, const struct record *record, const struct policy *policy,
               struct record_case *made)
{
    memset(made, 0, sizeof *made);
    made->request = (struct request){
        .kind = policy->kind,
        .parcels_max = policy->parcels_max,
        .split_nano = policy->split_nano,
        .split_value_min_minor = policy->split_value_min_minor,
    };
    ask_lines(arena, record, &made->request);
    ask_sites(arena, record, policy, &made->request);
    group_lines(arena, &made->request, groups_of(arena, record), &made->grouping);
}

int64_t *
record_fill(struct arena *arena, const struct record_case *made, const struct plan *plan)
{
    return group_fill(arena, &made->request, &made->grouping, plan);
}

bool
record_decide(struct arena *arena, const struct record *record, const struct policy *policy,
              struct record *again)
{
    struct record_case made;
    struct choice *choice = arena_take(arena, sizeof *choice);

    if (record->part)
        return false;
    record_request(arena, record, policy, &made);
    routing_decide(&made.grouping.searched, choice);
    made.request.dip = made.grouping.searched.dip; /* as it was filled */
    *again = *record;
    again->policy = policy->version;
    again->rule = choice->rule;
    again->parked = choice->rule == RULE_PARKED ? record->parked : 0;
    again->dips = choice->dips;
    again->proved = choice->rule == RULE_PARKED || (choice->proved && !record->shortlisted);
    again->relaxed = choice->relaxed | (record->relaxed & (RELAXED_PROMISE | RELAXED_CAPACITY));
    again->parcel_count = choice->plan.site_count;
    again->parcels = choice->plan.sites;
    again->cost_nano = choice->plan.cost_nano;
    again->taken = record_fill(arena, &made, &choice->plan);
    return true;
}

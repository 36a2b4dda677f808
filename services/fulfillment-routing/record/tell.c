/*
 * A record as the message that answers why: the candidates with what each term of their cost would
 * be, the plan, and the next best one, decided again without the chosen locations.
 */
#include <string.h>

#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/fulfillment-routing/core/policy_check.h"
#include "services/fulfillment-routing/core/promise.h"
#include "services/fulfillment-routing/record/record.h"

typedef Crossdock__Routing__V1__Decision decision;
typedef Crossdock__Routing__V1__Candidate candidate;
typedef Crossdock__Routing__V1__CostTerm cost_term;
typedef Crossdock__Routing__V1__Leg leg;
typedef Crossdock__Order__V1__LineQuantity line_quantity;

static const struct {
    enum passed_over kept;
    enum condition condition;
} conditions[] = {
    {PASSED_NO_STOCK, FAILS_NO_STOCK},       {PASSED_CLOSED, FAILS_CLOSED},
    {PASSED_REFUSED, FAILS_REFUSED},         {PASSED_CHANNEL, FAILS_CHANNEL},
    {PASSED_COUNTRY, FAILS_COUNTRY},         {PASSED_EXPORT, FAILS_EXPORT},
    {PASSED_HAZMAT, FAILS_HAZMAT},           {PASSED_OVERSIZE, FAILS_OVERSIZE},
    {PASSED_NO_SHIPPING, FAILS_NO_SHIPPING}, {PASSED_CAPACITY, FAILS_CAPACITY},
    {PASSED_PROMISE, FAILS_PROMISE},         {PASSED_NOT_SERVED, FAILS_NOT_SERVED},
};

enum passed_over
passed_over_of(enum condition condition)
{
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
        if (conditions[i].condition == condition)
            return conditions[i].kept;
    }
    return PASSED_NO_STOCK;
}

const char *
passed_over_words(uint32_t why)
{
    if (why == PASSED_CAME_SHORT)
        return "came out short";
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
        if (conditions[i].kept == why)
            return condition_text(conditions[i].condition);
    }
    return "for a reason that a newer version knows";
}

/* What a decision is told from. */
struct telling {
    struct arena *arena;
    const struct record *record;
    const struct policy *policy; /* NULL: not known */
    struct record_case made;
};

static struct site_facts
facts_of(const struct telling *telling, const struct record_site *site)
{
    return record_facts(telling->record, telling->policy, site, site->distance_m);
}

/* Of a parcel of this weight from there. */
static struct way
way_of(const struct telling *telling, const struct record_site *site, int64_t weight_ug)
{
    if (telling->policy == NULL || site->dispatch_day == 0)
        return (struct way){.service = BY_TARIFF};
    return promise_way(telling->policy, site->distance_m, site->dispatch_day,
                       telling->record->needed_by_day, weight_ug);
}

/* taken NULL: all of the line. */
static line_quantity **
tell_lines(struct arena *arena, const struct record *record, const int64_t *taken, size_t *count)
{
    line_quantity **list = arena_take(arena, record->line_count * sizeof *list);
    line_quantity *told = arena_take(arena, record->line_count * sizeof *told);

    *count = 0;
    for (size_t i = 0; i < record->line_count; i++) {
        const struct record_line *line = &record->lines[i];
        if (taken != NULL && taken[i] == 0)
            continue;
        line_quantity *to = &told[*count];
        crossdock__order__v1__line_quantity__init(to);
        to->line = line->line;
        to->sku = (char *)line->sku;
        to->quantity = taken == NULL ? line->quantity : taken[i];
        to->together = line->together;
        list[(*count)++] = to;
    }
    return list;
}

/* --- candidates -------------------------------------------------------------------------------
 */

static void
tell_terms(const struct telling *telling, const struct record_site *from, const struct site *site,
           const struct parcel_load *load, candidate *to)
{
    const struct site_facts facts = facts_of(telling, from);
    const struct cost_terms terms = parcel_terms(telling->policy, &facts, site, load, true);
    cost_term *told = arena_take(telling->arena, COST_TERM_COUNT * sizeof *told);

    to->terms = arena_take(telling->arena, COST_TERM_COUNT * sizeof *to->terms);
    to->cost_nano = cost_terms_sum(&terms);
    for (int term = 0; term < COST_TERM_COUNT; term++) {
        if (terms.nano[term] == 0)
            continue;
        crossdock__routing__v1__cost_term__init(&told[term]);
        told[term].name = (char *)cost_term_name((enum cost_term)term);
        told[term].nano = terms.nano[term];
        to->terms[to->n_terms++] = &told[term];
    }
}

static void
tell_site(const struct telling *telling, size_t number, candidate *to)
{
    const struct record *record = telling->record;
    const struct record_site *site = &record->sites[number];
    int64_t *gives = arena_take(telling->arena, record->line_count * sizeof *gives);

    to->location = (char *)site->code;
    to->distance_m = site->distance_m;
    for (size_t line = 0; line < record->line_count; line++) {
        const int64_t asked = record->lines[line].quantity;
        gives[line] = site->free[line] < asked ? site->free[line] : asked;
        to->lines_in_full += gives[line] >= asked;
        to->units += gives[line];
    }
    if (telling->policy == NULL || record->part)
        return;
    const struct site *priced = &telling->made.request.sites[number];
    const struct parcel_load load = parcel_load(&telling->made.request, priced, gives);
    to->deliver_on_day = way_of(telling, site, load.weight_ug).deliver_on_day;
    if (policy_has_prices(telling->policy) && !site->collected)
        tell_terms(telling, site, priced, &load, to);
}

/* Sites and those passed over, nearest first. */
static void
tell_candidates(const struct telling *telling, decision *to)
{
    const struct record *record = telling->record;
    const size_t count = record->site_count + record->passed_count;
    candidate *told = arena_take(telling->arena, (count + 1) * sizeof *told);
    size_t site = 0, passed = 0;

    to->candidates = arena_take(telling->arena, (count + 1) * sizeof *to->candidates);
    to->n_candidates = count;
    for (size_t i = 0; i < count; i++) {
        crossdock__routing__v1__candidate__init(&told[i]);
        to->candidates[i] = &told[i];
        const bool passed_is_nearer =
            passed < record->passed_count &&
            (site == record->site_count ||
             record->passed[passed].distance_m < record->sites[site].distance_m);
        if (!passed_is_nearer) {
            tell_site(telling, site++, &told[i]);
            continue;
        }
        told[i].location = (char *)record->passed[passed].code;
        told[i].distance_m = record->passed[passed].distance_m;
        told[i].excluded = (char *)passed_over_words(record->passed[passed++].why);
    }
}

/* --- plans ------------------------------------------------------------------------------------
 */

static void
tell_way(const struct telling *telling, const struct way *way, leg *to)
{
    to->deliver_on_day = way->deliver_on_day;
    if (way->service < 0)
        return;
    to->carrier = (char *)telling->policy->services[way->service].carrier;
    to->service = (char *)telling->policy->services[way->service].name;
}

static void
tell_leg(const struct telling *telling, uint32_t number, const int64_t *taken, bool first, leg *to)
{
    const struct record_site *site = &telling->record->sites[number];

    crossdock__routing__v1__leg__init(to);
    to->location = (char *)site->code;
    to->distance_m = site->distance_m;
    to->dispatch_day = site->dispatch_day;
    if (taken == NULL)
        return;
    to->lines = tell_lines(telling->arena, telling->record, taken, &to->n_lines);
    if (telling->policy == NULL || telling->record->part)
        return;
    if (site->collected) {
        to->deliver_on_day = site->dispatch_day;
        return;
    }
    const struct site *priced = &telling->made.request.sites[number];
    const struct site_facts facts = facts_of(telling, site);
    const struct parcel_load load = parcel_load(&telling->made.request, priced, taken);
    const struct cost_terms terms = parcel_terms(telling->policy, &facts, priced, &load, first);
    const struct way way = way_of(telling, site, load.weight_ug);
    to->cost_nano = cost_terms_sum(&terms);
    tell_way(telling, &way, to);
}

static leg **
tell_legs(const struct telling *telling, const uint32_t *parcels, size_t count,
          const int64_t *taken)
{
    leg **list = arena_take(telling->arena, (count + 1) * sizeof *list);
    leg *legs = arena_take(telling->arena, (count + 1) * sizeof *legs);

    for (size_t i = 0; i < count; i++) {
        tell_leg(telling, parcels[i],
                 taken == NULL ? NULL : &taken[i * telling->record->line_count], i == 0, &legs[i]);
        list[i] = &legs[i];
    }
    return list;
}

static void
tell_runner_up(struct telling *telling, decision *to)
{
    const struct record *record = telling->record;
    struct choice *choice = arena_take(telling->arena, sizeof *choice);
    struct plan *other = arena_take(telling->arena, sizeof *other);

    routing_decide(&telling->made.grouping.searched, choice);
    if (choice->rule == RULE_PARKED ||
        !runner_up(&telling->made.grouping.searched, &choice->plan, other))
        return;
    to->n_runner_up = other->site_count;
    to->runner_up = tell_legs(telling, other->sites, other->site_count, NULL);
    to->margin_m = other->distance_m - choice->plan.distance_m;
    if (telling->policy->kind == POLICY_LEAST_COST)
        to->margin_nano = other->cost_nano - record->cost_nano;
}

decision *
record_tell(struct arena *arena, const struct record *record, const struct policy *policy)
{
    struct telling telling = {.arena = arena, .record = record, .policy = policy};
    decision *to = arena_take(arena, sizeof *to);

    crossdock__routing__v1__decision__init(to);
    to->decided_at_us = record->decided_at_us;
    to->geocoded_by = (char *)geocoded_by_name(record->geocoded_by);
    to->geocoded_as = (char *)record->geocoded_as;
    to->rule = (char *)rule_name(record->rule);
    to->policy = record->policy;
    to->proved = record->proved;
    to->cost_nano = record->cost_nano;
    to->lines = tell_lines(arena, record, NULL, &to->n_lines);
    if (policy != NULL) {
        to->currency = (char *)policy->currency;
        if (!record->part)
            record_request(arena, record, policy, &telling.made);
    }
    tell_candidates(&telling, to);
    to->n_legs = record->parcel_count;
    to->legs = tell_legs(&telling, record->parcels, record->parcel_count, record->taken);
    if (policy != NULL && !record->part)
        tell_runner_up(&telling, to);
    return to;
}

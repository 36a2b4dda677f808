/*
 * Why not from there, told from a record: what the core finds out by deciding again
 * (core/explain_not.c), or the condition that the location failed.
 */
#include <string.h>

#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/fulfillment-routing/core/explain_not.h"
#include "services/fulfillment-routing/core/promise.h"
#include "services/fulfillment-routing/record/record.h"

typedef Crossdock__Routing__V1__NotChosen not_chosen_message;
typedef Crossdock__Routing__V1__Leg leg;
typedef Crossdock__Order__V1__LineQuantity line_quantity;

/* --- the location among the sites ------------------------------------------------------------- */

static size_t
site_of(const struct record *record, const char *code)
{
    size_t site = 0;

    while (site < record->site_count && strcmp(record->sites[site].code, code) != 0)
        site++;
    return site;
}

static const struct record_passed *
passed_of(const struct record *record, const char *code)
{
    for (size_t i = 0; i < record->passed_count; i++) {
        if (strcmp(record->passed[i].code, code) == 0)
            return &record->passed[i];
    }
    return NULL;
}

static bool
is_chosen(const struct record *record, size_t site)
{
    for (size_t i = 0; i < record->parcel_count; i++) {
        if (record->parcels[i] == site)
            return true;
    }
    return false;
}

/* The same decision with one that had nothing of it among those that could ship. Returns where. */
static size_t
let_in(struct arena *arena, const struct record *record, const struct record_passed *passed,
       struct record *to)
{
    struct record_site *sites = arena_take(arena, (record->site_count + 1) * sizeof *sites);
    uint32_t *parcels = arena_take(arena, (record->parcel_count + 1) * sizeof *parcels);
    size_t at = 0;

    while (at < record->site_count && record->sites[at].distance_m <= passed->distance_m)
        at++;
    memcpy(sites, record->sites, at * sizeof *sites);
    memcpy(sites + at + 1, record->sites + at, (record->site_count - at) * sizeof *sites);
    sites[at] = (struct record_site){
        .code = passed->code,
        .distance_m = passed->distance_m,
        .free = arena_take(arena, record->line_count * sizeof(int64_t)),
    };
    if (record->site_count > 0) /* as its neighbour: nothing is kept of its calendar */
        sites[at].dispatch_day = record->sites[at == 0 ? 0 : at - 1].dispatch_day;
    for (size_t i = 0; i < record->parcel_count; i++)
        parcels[i] = record->parcels[i] + (record->parcels[i] >= at);
    *to = *record;
    to->sites = sites;
    to->site_count++;
    to->parcels = parcels;
    return at;
}

/* --- asked ------------------------------------------------------------------------------------ */

/* What the price of one site is made of. */
struct pricing {
    const struct record *record;
    const struct policy *policy;
    const struct record_site *site;
    int64_t total_ug;
    struct price_step steps[STEPS_MAX];
};

static void
price(const void *context, int64_t distance_m, struct site *site)
{
    struct pricing *pricing = (struct pricing *)context;

    record_price(pricing->record, pricing->policy, pricing->site, distance_m, pricing->total_ug,
                 pricing->steps, site);
}

/* Units of a row of the search as units of lines: a group's row is missing where any of its lines
 * is. */
static void
missing_of_lines(const struct record_case *made, const struct record *record, size_t site,
                 const int64_t *of_rows, int64_t *of_lines)
{
    const struct site *asked = &made->request.sites[site];

    for (size_t line = 0; line < record->line_count; line++) {
        if (made->grouping.together == NULL || made->grouping.together[line] == 0) {
            of_lines[line] =
                of_rows[made->grouping.together == NULL ? line : made->grouping.row_of[line]];
            continue;
        }
        const int64_t needs = record->lines[line].quantity + asked->safety_stock;
        if (of_rows[made->grouping.row_of[line]] > 0 && asked->free[line] < needs)
            of_lines[line] = needs - asked->free[line];
    }
}

static void
tell_missing(struct arena *arena, const struct record *record, const int64_t *missing,
             not_chosen_message *to)
{
    line_quantity *told = arena_take(arena, record->line_count * sizeof *told);

    to->missing = arena_take(arena, record->line_count * sizeof *to->missing);
    for (size_t line = 0; line < record->line_count; line++) {
        if (missing[line] == 0)
            continue;
        crossdock__order__v1__line_quantity__init(&told[line]);
        told[line].line = record->lines[line].line;
        told[line].sku = (char *)record->lines[line].sku;
        told[line].quantity = missing[line];
        to->missing[to->n_missing++] = &told[line];
    }
}

static void
tell_plan(struct arena *arena, const struct record *record, const struct choice *choice,
          const struct plan *plan, not_chosen_message *to)
{
    leg *legs = arena_take(arena, plan->site_count * sizeof *legs);

    to->plan = arena_take(arena, plan->site_count * sizeof *to->plan);
    for (size_t i = 0; i < plan->site_count; i++) {
        const struct record_site *site = &record->sites[plan->sites[i]];
        crossdock__routing__v1__leg__init(&legs[i]);
        legs[i].location = (char *)site->code;
        legs[i].distance_m = site->distance_m;
        to->plan[to->n_plan++] = &legs[i];
    }
    if (choice->plan.site_count == 0)
        return;
    to->more_parcels = (int32_t)plan->site_count - (int32_t)choice->plan.site_count;
    to->more_m = plan->distance_m - choice->plan.distance_m;
    to->more_nano = plan->cost_nano - choice->plan.cost_nano;
}

static void
ask_core(struct arena *arena, const struct record *record, const struct policy *policy, size_t site,
         not_chosen_message *to)
{
    struct record_case made;
    struct explain_room *room = arena_take(arena, sizeof *room);
    struct choice *choice = arena_take(arena, sizeof *choice);
    struct not_chosen *out = arena_take(arena, sizeof *out);
    struct pricing *pricing = arena_take(arena, sizeof *pricing);
    int64_t *missing = arena_take(arena, record->line_count * sizeof *missing);

    record_request(arena, record, policy, &made);
    const size_t rows = made.grouping.searched.line_count,
                 sites = made.grouping.searched.site_count;
    room->sites = arena_take(arena, sites * sizeof *room->sites);
    room->cells = arena_take(arena, 2 * sites * (rows + 1) * sizeof *room->cells);
    room->lines = arena_take(arena, 3 * (rows + 1) * sizeof *room->lines);
    out->missing = arena_take(arena, rows * sizeof *out->missing);
    *pricing = (struct pricing){.record = record,
                                .policy = policy,
                                .site = &record->sites[site],
                                .total_ug = record_weight_ug(record)};
    routing_decide(&made.grouping.searched, choice);
    const struct asked_not asked = {
        .request = &made.grouping.searched,
        .choice = choice,
        .site = site,
        .price = policy->kind == POLICY_LEAST_COST ? price : NULL,
        .context = pricing,
    };
    explain_not(&asked, room, out);
    if (out->possible)
        tell_plan(arena, record, choice, &out->plan, to);
    if (out->by_stock)
        missing_of_lines(&made, record, site, out->missing, missing);
    tell_missing(arena, record, missing, to);
    to->cheaper_nano = out->cheaper_nano;
    to->nearer_m = out->nearer_m;
}

enum not_told
record_tell_not(struct arena *arena, const struct record *record, const struct policy *policy,
                const char *code, not_chosen_message **told)
{
    const struct record_passed *passed = passed_of(record, code);
    size_t site = site_of(record, code);
    struct record with;

    if (site < record->site_count && is_chosen(record, site))
        return NOT_CHOSEN_WAS;
    if (site == record->site_count && passed == NULL)
        return NOT_CHOSEN_UNKNOWN;
    not_chosen_message *to = *told = arena_take(arena, sizeof *to);
    crossdock__routing__v1__not_chosen__init(to);
    to->location = (char *)code;
    if (passed != NULL)
        to->excluded = (char *)passed_over_words(passed->why);
    if (policy == NULL || record->part ||
        (passed != NULL && passed->why != PASSED_NO_STOCK && passed->why != PASSED_CAME_SHORT))
        return NOT_CHOSEN_TOLD;
    if (passed != NULL) {
        site = let_in(arena, record, passed, &with);
        record = &with;
    }
    ask_core(arena, record, policy, site, to);
    return NOT_CHOSEN_TOLD;
}

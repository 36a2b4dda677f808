/*
 * Who should: who has what free becomes a request to the core, which answers with a choice. Nothing
 * is changed by it: plan.c puts it into effect.
 */
#include "services/fulfillment-routing/request.h"

#include <string.h>

#include "services/fulfillment-routing/core/policy_check.h"
#include "services/fulfillment-routing/core/promise.h"
#include "services/fulfillment-routing/store.h"

#define UG_OF_G      INT64_C(1000000)
#define TOTAL_UG_MAX INT64_C(4000000000000000000)
#define VALUE_MAX    INT64_C(1000000000000000000)

/* How much may be given up so that the order ships, one after the other. */
static const unsigned leniences[] = {
    0,
    1U << FAILS_PROMISE,
    1U << FAILS_PROMISE | 1U << FAILS_CAPACITY,
};
#define LENIENCE_COUNT (sizeof leniences / sizeof *leniences)
/* To find out whether it is rules that stand in the way. */
#define LAWLESS ~0U

/* --- what is asked ---------------------------------------------------------------------------- */

/* Of a unit; so small that no sum overflows. */
static const int64_t *
weights_of(struct turn *turn, const struct decided *decided)
{
    int64_t *weights = arena_take(turn_arena(turn), decided->line_count * sizeof *weights);
    bool any = false;

    for (uint32_t line = 0; line < decided->line_count; line++) {
        const struct ask *ask = &decided->lines[line];
        const int64_t most = TOTAL_UG_MAX / decided->line_count / ask->quantity;
        weights[line] = ask->sku->weight_g * UG_OF_G;
        if (weights[line] > most)
            weights[line] = most;
        any = any || weights[line] > 0;
    }
    return any ? weights : NULL;
}

/* Of a unit, in the policy's currency; what is told in another is worth nothing here. */
static const int64_t *
values_of(struct turn *turn, const struct decided *decided)
{
    const struct policy *policy = decided->policy;
    int64_t *values = arena_take(turn_arena(turn), decided->line_count * sizeof *values);

    for (uint32_t line = 0; line < decided->line_count; line++) {
        const struct ask *ask = &decided->lines[line];
        const int64_t most = VALUE_MAX / decided->line_count / ask->quantity;
        if (policy->currency[0] != '\0' && ask->sku->currency[0] != '\0' &&
            strcmp(policy->currency, ask->sku->currency) != 0)
            continue;
        values[line] = ask->sku->unit_cost_minor < most ? ask->sku->unit_cost_minor : most;
    }
    return values;
}

/* By line; NULL: no unit has a price there. */
static const int64_t *
scarcity_at(struct turn *turn, const struct decided *decided, const struct location *location)
{
    const struct policy *policy = decided->policy;
    int64_t *prices = NULL;

    for (uint32_t line = 0; line < decided->line_count && policy->scarcity_permille > 0; line++) {
        const struct sku *sku = decided->lines[line].sku;
        const int64_t nano =
            sku->scarce ? scarcity_of(store_memory(turn), location, sku, policy->currency) : 0;
        if (nano == 0)
            continue;
        if (prices == NULL)
            prices = arena_take(turn_arena(turn), decided->line_count * sizeof *prices);
        prices[line] = nano_times(policy->scarcity_permille, nano) / 1000;
    }
    return prices;
}

static int64_t
total_weight(const struct decided *decided, const int64_t *weights)
{
    int64_t total = 0;

    for (uint32_t line = 0; line < decided->line_count && weights != NULL; line++)
        total += weights[line] * decided->lines[line].quantity;
    return total;
}

static void
put_prices(struct turn *turn, const struct decided *decided, const struct candidate *candidate,
           const int64_t *weights, struct site *site)
{
    const struct policy *policy = decided->policy;

    if (policy->service_count > 0) {
        struct price_step steps[STEPS_MAX];
        steps[0] = (struct price_step){0, 0};
        site->step_count =
            promise_steps(policy, candidate->distance_m, candidate->view.dispatch_day,
                          decided->needed_by_day, total_weight(decided, weights), steps);
        site->steps = arena_copy(turn_arena(turn), steps,
                                 (site->step_count > 0 ? site->step_count : 1) * sizeof *steps);
    }
    site_prices(policy, &candidate->view.facts, site);
    site->scarcity_nano = scarcity_at(turn, decided, candidate->location);
}

/* What a candidate offers: nothing, when a condition that is not given up stands in the way. */
static const int64_t *
offer_of(struct turn *turn, const struct decided *decided, const struct candidate *candidate,
         unsigned lenience)
{
    if (candidate->fails != FAILS_NOTHING && (lenience & 1U << candidate->fails) == 0)
        return NULL;
    if (candidate->barred == NULL || lenience != LAWLESS)
        return candidate->free;
    int64_t *all = arena_take(turn_arena(turn), decided->line_count * sizeof *all);
    for (uint32_t line = 0; line < decided->line_count; line++)
        all[line] = candidate->free[line] + candidate->barred[line];
    return all;
}

/* The nearest of all, and of each line as many of the nearest as have twice what is asked for. */
static uint32_t
shorten(struct turn *turn, const struct decided *decided, struct site *sites,
        struct site_view *views, uint32_t count)
{
    const uint32_t max =
        decided->policy->candidates_max == 0 ? CANDIDATES_DEFAULT : decided->policy->candidates_max;
    uint32_t kept = 0;

    if (decided->policy->kind != POLICY_LEAST_COST || count <= max)
        return count;
    bool *keep = arena_take(turn_arena(turn), count * sizeof *keep);
    for (uint32_t i = 0; i < max; i++)
        keep[i] = true;
    for (uint32_t line = 0; line < decided->line_count; line++) {
        const int64_t enough = 2 * decided->lines[line].quantity;
        int64_t units = 0;
        for (uint32_t i = 0; i < count && units < enough; i++) {
            const int64_t gives = sites[i].free[line] - sites[i].safety_stock;
            keep[i] = keep[i] || gives > 0;
            units += gives > 0 ? gives : 0;
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        if (!keep[i])
            continue;
        sites[kept] = sites[i];
        views[kept++] = views[i];
    }
    return kept;
}

static void
put_sites(struct turn *turn, struct made *made, unsigned lenience)
{
    struct arena *arena = turn_arena(turn);
    struct decided *decided = &made->decided;
    const struct candidates *candidates = &made->candidates;
    struct site *sites = arena_take(arena, (candidates->count + 1) * sizeof *sites);
    struct site_view *views =
        candidates->plain ? NULL : arena_take(arena, (candidates->count + 1) * sizeof *views);
    uint32_t count = 0;

    for (uint32_t i = 0; i < candidates->count; i++) {
        const struct candidate *candidate = &candidates->list[i];
        const int64_t *offer = offer_of(turn, decided, candidate, lenience);
        if (offer == NULL || (made->only != NULL && candidate->location != made->only))
            continue;
        sites[count] = (struct site){
            .location = candidate->location->number,
            .distance_m = candidate->distance_m,
            .safety_stock = candidate->location->safety_stock,
            .free = offer,
        };
        if (views != NULL)
            views[count] = candidate->view;
        if (views != NULL && candidate->location != decided->order->terms.pickup)
            put_prices(turn, decided, candidate, made->request.weights_ug, &sites[count]);
        count++;
    }
    made->request.site_count = views == NULL ? count : shorten(turn, decided, sites, views, count);
    made->request.sites = sites;
    decided->views = views;
}

/* Without sites. */
static void
start_request(struct turn *turn, struct made *made)
{
    const struct decided *decided = &made->decided;
    const struct policy *policy = decided->policy;
    int64_t *quantities = arena_take(turn_arena(turn), decided->line_count * sizeof *quantities);

    for (uint32_t line = 0; line < decided->line_count; line++)
        quantities[line] = decided->lines[line].quantity;
    made->request = (struct request){
        .kind = policy->kind,
        .quantities = quantities,
        .line_count = decided->line_count,
        .parcels_max = policy->parcels_max,
        .split_nano = policy->split_nano,
        .split_value_min_minor = policy->split_value_min_minor,
    };
    if (policy_has_prices(policy))
        made->request.weights_ug = weights_of(turn, decided);
    if (policy->split_value_min_minor > 0)
        made->request.values_minor = values_of(turn, decided);
}

/* --- lines that stay together ----------------------------------------------------------------- */

/* NULL: none do. */
static const int32_t *
groups_of(struct turn *turn, const struct decided *decided)
{
    int32_t *together = NULL;

    for (uint32_t line = 0; line < decided->line_count; line++) {
        if (decided->lines[line].together == 0)
            continue;
        if (together == NULL)
            together = arena_take(turn_arena(turn), decided->line_count * sizeof *together);
        together[line] = decided->lines[line].together;
    }
    return together;
}

/* --- who should ------------------------------------------------------------------------------- */

/* The sites that this lenience lets in, as the search is to see them. */
static struct request *
ask(struct turn *turn, struct made *made, unsigned lenience)
{
    put_sites(turn, made, lenience);
    struct request *searched = &made->request;
    made->grouping.together = groups_of(turn, &made->decided);
    if (made->grouping.together != NULL) {
        group_lines(turn_arena(turn), &made->request, made->grouping.together, &made->grouping);
        searched = &made->grouping.searched;
    }
    made->decided.searched = searched;
    return searched;
}

/* More candidates are let in than by the lenience before. */
static bool
lets_in_more(const struct made *made, unsigned lenience, unsigned before)
{
    for (uint32_t i = 0; i < made->candidates.count; i++) {
        const unsigned fails = 1U << made->candidates.list[i].fails;
        if (made->candidates.list[i].fails != FAILS_NOTHING && (lenience & ~before & fails) != 0)
            return true;
    }
    return false;
}

/* A candidate has units that a rule bars. */
static bool
bars_lines(const struct made *made)
{
    for (uint32_t i = 0; i < made->candidates.count; i++) {
        if (made->candidates.list[i].barred != NULL)
            return true;
    }
    return false;
}

/* Promise, capacity, then safety stock. */
static bool
choose(struct turn *turn, struct made *made)
{
    struct request *request = ask(turn, made, leniences[0]);
    size_t last = 0;

    for (size_t i = 1; i < LENIENCE_COUNT && !made->candidates.plain; i++) {
        if (!lets_in_more(made, leniences[i], leniences[last]))
            continue;
        request->dip = false;
        if (find_plan(request, &made->choice))
            return true;
        last = i;
        request = ask(turn, made, leniences[i]);
        made->decided.gave_way = leniences[i];
    }
    routing_decide(request, &made->choice);
    return made->choice.rule != RULE_PARKED;
}

/* Nobody may ship it, nobody has it together, or nobody has it in any way? */
static enum parked_reason
why_nobody(struct turn *turn, struct made *made)
{
    struct choice other;

    if (lets_in_more(made, LAWLESS, leniences[LENIENCE_COUNT - 1]) || bars_lines(made)) {
        struct made lawless = *made;
        routing_decide(ask(turn, &lawless, LAWLESS), &other);
        if (other.rule != RULE_PARKED)
            return PARKED_NOT_ALLOWED;
    }
    if (made->grouping.together == NULL)
        return PARKED_NO_STOCK_IN_VIEW;
    routing_decide(&made->request, &other);
    return other.rule == RULE_PARKED ? PARKED_NO_STOCK_IN_VIEW : PARKED_NOT_TOGETHER;
}

/* Where the customer collects it, when that location has all of it: nothing is sent then, whatever
 * shipping would cost. NULL: somebody may have to send it there. */
static const struct location *
has_all_to_collect(const struct made *made)
{
    const struct decided *decided = &made->decided;
    const struct location *pickup = decided->order->terms.pickup;
    const struct candidate *candidate = NULL;

    for (uint32_t i = 0; pickup != NULL && i < made->candidates.count; i++) {
        if (made->candidates.list[i].location == pickup)
            candidate = &made->candidates.list[i];
    }
    if (candidate == NULL || candidate->fails != FAILS_NOTHING)
        return NULL;
    for (uint32_t line = 0; line < decided->line_count; line++) {
        if (candidate->free[line] - pickup->safety_stock < decided->lines[line].quantity)
            return NULL;
    }
    return pickup;
}

static int32_t
earlier_day(int32_t a, int32_t b)
{
    if (a == 0 || b == 0)
        return a + b;
    return a < b ? a : b;
}

void
request_put_prices(struct turn *turn, const struct made *made, const struct candidate *candidate,
                   struct site *site)
{
    put_prices(turn, &made->decided, candidate, made->request.weights_ug, site);
}

static bool
choose_among(struct turn *turn, struct made *made, bool all)
{
    candidates_find(turn, &made->decided, all, &made->candidates);
    made->decided.candidates = &made->candidates;
    made->decided.gave_way = 0;
    made->only = has_all_to_collect(made);
    start_request(turn, made);
    made->decided.request = &made->request;
    return choose(turn, made);
}

/* In a large network among those who are near, unless somebody far away would do better by rule. */
static bool
choose_among_all(struct turn *turn, struct made *made)
{
    const bool found = choose_among(turn, made, false);

    if (!made->candidates.left_out || (found && made->decided.gave_way == 0 && !made->choice.dips))
        return found;
    return choose_among(turn, made, true);
}

void
request_decide_under(struct turn *turn, const struct policy *policy, const struct order *order,
                     const struct ask *lines, uint32_t line_count, int32_t promised_day,
                     struct made *made)
{
    struct memory *memory = store_memory(turn);
    const struct seen_place *place = place_of_order(memory, order);

    made->decided = (struct decided){
        .order = order,
        .lines = lines,
        .line_count = line_count,
        .place = place,
        .choice = &made->choice,
        .decision_id = memory->next_id,
        .policy = policy,
        .needed_by_day = earlier_day(order->terms.deliver_by_day, promised_day),
    };
    made->promised_day = promised_day;
    made->grouping.together = NULL;
    made->choice.rule = RULE_PARKED;
    if (place->place.by == GEOCODED_NONE) {
        made->decided.parked = PARKED_BAD_ADDRESS;
        return;
    }
    if (order->terms.pickup != NULL && !location_has_pickup(order->terms.pickup)) {
        made->decided.parked = PARKED_NOT_ALLOWED;
        return;
    }
    if (choose_among_all(turn, made))
        made->decided.taken =
            group_fill(turn_arena(turn), &made->request, &made->grouping, &made->choice.plan);
    else
        made->decided.parked = why_nobody(turn, made);
}

void
request_decide(struct turn *turn, const struct order *order, const struct ask *lines,
               uint32_t line_count, int32_t promised_day, struct made *made)
{
    request_decide_under(turn, store_memory(turn)->policy, order, lines, line_count, promised_day,
                         made);
}

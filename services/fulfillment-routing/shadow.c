/*
 * The shadow: on every first decision a second policy version decides, too, on the same promise and
 * the same stock, and commits nothing. What it would have done otherwise is summed up in one row
 * for each pair of versions, and the hundred orders that differ most are kept.
 *
 * Both plans are counted with the same prices: those of the policy that decides, or, when that has
 * none, those of the shadow. Sums of plans are over the decisions that both could route; the others
 * are counted as unrouted.
 */
#include "services/fulfillment-routing/shadow.h"

#include "common/metrics.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/fulfillment-routing/core/policy_check.h"
#include "services/fulfillment-routing/handlers.h"
#include "services/fulfillment-routing/store.h"
#include "services/fulfillment-routing/weigh.h"
#include "services/fulfillment-routing/wire.h"

METRIC(decisions) = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_routing_shadow_decisions_total",
    .help = "First decisions on which the shadow policy decided, too.",
};
METRIC(differ) = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_routing_shadow_differ_total",
    .help = "Of these, those for which it chose other locations.",
};
METRIC(unrouted) = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_routing_shadow_unrouted_total",
    .help = "Of these, those that it could not route.",
};
METRIC(parcels) = {
    .kind = METRIC_GAUGE,
    .name = "crossdock_routing_shadow_parcels_difference",
    .help = "Parcels of the shadow less those of the policy that decided, since the start.",
};
METRIC(metres) = {
    .kind = METRIC_GAUGE,
    .name = "crossdock_routing_shadow_distance_difference_meters",
    .help = "The same of distance.",
};
METRIC(cost) = {
    .kind = METRIC_GAUGE,
    .name = "crossdock_routing_shadow_cost_difference",
    .help = "The same of cost, in the policy's currency.",
    .scale = 1e-9,
};
METRIC(late) = {
    .kind = METRIC_GAUGE,
    .name = "crossdock_routing_shadow_late_seconds_difference",
    .help = "The same of time after what was promised or asked for, in whole days.",
    .scale = 86400,
};

/* --- decided ---------------------------------------------------------------------------------- */

static bool
same_locations(const struct decided *a, const struct decided *b)
{
    if (a->choice->plan.site_count != b->choice->plan.site_count)
        return false;
    for (size_t i = 0; i < a->choice->plan.site_count; i++) {
        if (a->request->sites[a->choice->plan.sites[i]].location !=
            b->request->sites[b->choice->plan.sites[i]].location)
            return false;
    }
    return true;
}

static const char *const *
codes_of(struct turn *turn, const struct decided *decided)
{
    const struct plan *plan = &decided->choice->plan;
    const char **codes = arena_take(turn_arena(turn), plan->site_count * sizeof *codes);

    for (size_t i = 0; i < plan->site_count; i++)
        codes[i] =
            store_memory(turn)->locations[decided->request->sites[plan->sites[i]].location]->code;
    return codes;
}

/* Once for the turn, when it is committed. */
static void
count_it(void *owner, void *what)
{
    const struct shadow_row *row = what;
    const struct plan_sums less = plan_sums_less(&row->shadow.plans, &row->active.plans);

    (void)owner;
    metric_add(&decisions, row->decisions);
    metric_add(&differ, row->differ);
    metric_add(&unrouted, row->shadow.unrouted);
    metric_add(&parcels, less.parcels);
    metric_add(&metres, less.distance_m);
    metric_add(&cost, less.cost_nano);
    metric_add(&late, less.late_days);
}

static struct shadow_row *
row_of(struct turn *turn)
{
    const struct memory *memory = store_memory(turn);
    struct shadow_row *row = store_shadow_row(turn);

    if (row->version != 0)
        return row;
    row->version = memory->shadow->version;
    row->against = memory->policy->version;
    journal_note(turn_journal(turn), NULL, count_it, NULL, row);
    return row;
}

static void
compare(struct turn *turn, struct shadow_row *row, const struct made *active,
        const struct made *shadow)
{
    const struct made *prices = policy_has_prices(active->decided.policy) ? active : shadow;
    const struct plan_sums of_active = weigh_plan(turn, prices, &active->decided);
    const struct plan_sums of_shadow = weigh_plan(turn, prices, &shadow->decided);

    row->active.plans = plan_sums_add(&row->active.plans, &of_active);
    row->shadow.plans = plan_sums_add(&row->shadow.plans, &of_shadow);
    if (same_locations(&active->decided, &shadow->decided))
        return;
    row->differ++;
    const struct shadow_difference difference = {
        .order_id = active->decided.order->id,
        .at_us = turn_now_us(turn),
        .active = codes_of(turn, &active->decided),
        .shadow = codes_of(turn, &shadow->decided),
        .active_count = active->choice.plan.site_count,
        .shadow_count = shadow->choice.plan.site_count,
        .less = plan_sums_less(&of_shadow, &of_active),
    };
    store_note_shadow_difference(turn, &difference);
}

void
shadow_decide(struct turn *turn, const struct made *active)
{
    const struct policy *policy = store_memory(turn)->shadow;
    const struct decided *decided = &active->decided;
    struct made shadow;

    if (policy == NULL)
        return;
    struct shadow_row *row = row_of(turn);
    if (row->version != policy->version || row->against != decided->policy->version)
        return; /* switched within the turn: the next one begins a row */
    request_decide_under(turn, policy, decided->order, decided->lines, decided->line_count,
                         active->promised_day, &shadow);
    row->decisions++;
    row->active.unrouted += decided->parked != 0;
    row->shadow.unrouted += shadow.decided.parked != 0;
    if (decided->parked == 0 && shadow.decided.parked == 0)
        compare(turn, row, active, &shadow);
}

/* --- asked for -------------------------------------------------------------------------------- */

typedef Crossdock__Routing__V1__ShadowSums sums_message;
typedef Crossdock__Routing__V1__ShadowDifference difference_message;

void
want_shadow(struct turn *turn, const struct input *input)
{
    const struct shadow_asked *asked = input->message;
    const struct policy *shadow = store_memory(turn)->shadow;

    if (asked->version != 0)
        store_want_shadow(turn, asked->version);
    else if (shadow != NULL)
        store_want_shadow(turn, shadow->version);
}

static sums_message *
put_sums(struct turn *turn, const struct shadow_row *row, const struct shadow_sums *from)
{
    sums_message *to = arena_take(turn_arena(turn), sizeof *to);

    crossdock__routing__v1__shadow_sums__init(to);
    to->decisions = row->decisions;
    to->parcels = from->plans.parcels;
    to->distance_m = from->plans.distance_m;
    to->cost_nano = from->plans.cost_nano;
    to->late_days = from->plans.late_days;
    to->unrouted = from->unrouted;
    return to;
}

static void
put_differences(struct turn *turn, size_t limit, Crossdock__Routing__V1__ShadowView *view)
{
    size_t count;
    const struct shadow_difference *kept = store_shadow_differences(turn, &count);

    count = count < limit ? count : limit;
    difference_message *put = arena_take(turn_arena(turn), count * sizeof *put);
    view->differences = arena_take(turn_arena(turn), count * sizeof *view->differences);
    for (size_t i = 0; i < count; i++) {
        crossdock__routing__v1__shadow_difference__init(&put[i]);
        put[i].order_id = (uint64_t)kept[i].order_id;
        put[i].at_us = kept[i].at_us;
        put[i].active = (char **)kept[i].active;
        put[i].n_active = kept[i].active_count;
        put[i].shadow = (char **)kept[i].shadow;
        put[i].n_shadow = kept[i].shadow_count;
        put[i].cost_nano = kept[i].less.cost_nano;
        put[i].distance_m = kept[i].less.distance_m;
        put[i].parcels = (int32_t)kept[i].less.parcels;
        put[i].late_days = (int32_t)kept[i].less.late_days;
        view->differences[view->n_differences++] = &put[i];
    }
}

/* What earlier turns have committed. */
void
on_get_shadow_report(struct turn *turn, const struct input *input)
{
    const struct shadow_asked *asked = input->message;
    const struct memory *memory = store_memory(turn);
    const struct shadow_row *row = store_shadow(turn);
    Crossdock__Routing__V1__ShadowView view = CROSSDOCK__ROUTING__V1__SHADOW_VIEW__INIT;

    if (row == NULL && asked->version != 0) {
        turn_reject(turn, "this version was no shadow of any decision", NULL);
        return;
    }
    if (row == NULL && memory->shadow == NULL) {
        turn_reject(turn, "there is no shadow policy", NULL);
        return;
    }
    if (row == NULL) { /* none was decided yet */
        view.version = memory->shadow->version;
        view.against = memory->policy->version;
        turn_accept(turn, &view.base);
        return;
    }
    view.version = row->version;
    view.against = row->against;
    view.since_us = row->since_us;
    view.differ = row->differ;
    view.active = put_sums(turn, row, &row->active);
    view.shadow = put_sums(turn, row, &row->shadow);
    put_differences(turn, asked->limit, &view);
    turn_accept(turn, &view.base);
}

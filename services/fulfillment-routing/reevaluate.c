/*
 * Before a wave is released: what waits for it was decided when it was planned, and since then
 * stock may have come or been let go, a location opened, the policy changed. Where that touches an
 * order, it is decided again as if its fulfillment orders that still wait were free, and moves when
 * that is worth it (core/move_worthwhile.c).
 *
 * Only waves that gather have anything to look at: without them a wave is the turn itself. What
 * changed is told by marks (memory->turn of the last change) at each SKU and for everything at
 * once; a fulfillment order carries the mark of when it was last looked at, so most are passed over
 * by a few comparisons. Marks are not journaled: one too many is one look too many.
 */
#include "services/fulfillment-routing/reevaluate.h"

#include <string.h>

#include "common/service.h"
#include "services/fulfillment-routing/core/move_worthwhile.h"
#include "services/fulfillment-routing/core/promise.h"
#include "services/fulfillment-routing/plan.h"
#include "services/fulfillment-routing/request.h"
#include "services/fulfillment-routing/reroute.h"
#include "services/fulfillment-routing/steps.h"
#include "services/fulfillment-routing/store.h"
#include "services/fulfillment-routing/wire.h"

#define LOOKS_MAX  500 /* decisions for one wave; what is behind them is released as it is */
#define PARTS_MAX  64  /* fulfillment orders of one order; with more it stays */
#define LINES_MOST 500

static const struct reroute moved = {.on = ON_MOVE, .reason = "MOVED", .frees = true};

/* Fulfillment orders of one order that wait for a wave, and their lines together. */
struct waiting {
    struct order *order;
    struct fulfillment *parts[PARTS_MAX];
    size_t part_count;
    struct ask *lines;
    uint32_t line_count;
};

static bool
part_has_changed(const struct memory *memory, const struct fulfillment *part)
{
    if (memory->more_turn >= part->seen_turn)
        return true;
    for (uint32_t i = 0; i < part->line_count; i++) {
        if (part->lines[i].sku->more_turn >= part->seen_turn)
            return true;
    }
    return false;
}

/* For this part of an order, or for another that waits with it. */
static bool
has_changed(const struct memory *memory, const struct fulfillment *fulfillment)
{
    if (fulfillment->seen_turn == memory->turn)
        return false;
    for (const struct fulfillment *f = fulfillment->order->first; f != NULL; f = f->next) {
        if (f->state == FULFILLMENT_PLANNED && part_has_changed(memory, f))
            return true;
    }
    return false;
}

/* Its number among the waiting lines, or line_count when it is not there. */
static uint32_t
line_at(const struct waiting *waiting, int32_t line)
{
    uint32_t i = 0;

    while (i < waiting->line_count && waiting->lines[i].line != line)
        i++;
    return i;
}

/* False: it is too big to be looked at again. */
static bool
gather_lines(struct turn *turn, struct waiting *waiting)
{
    size_t most = 0;

    for (size_t i = 0; i < waiting->part_count; i++)
        most += waiting->parts[i]->line_count;
    if (most > LINES_MOST)
        return false;
    waiting->lines = arena_take(turn_arena(turn), most * sizeof *waiting->lines);
    waiting->line_count = 0;
    for (size_t i = 0; i < waiting->part_count; i++) {
        const struct fulfillment *part = waiting->parts[i];
        for (uint32_t j = 0; j < part->line_count; j++) {
            const uint32_t at = line_at(waiting, part->lines[j].line);
            if (at < waiting->line_count)
                waiting->lines[at].quantity += part->lines[j].quantity;
            else
                waiting->lines[waiting->line_count++] = part->lines[j];
        }
    }
    return true;
}

static bool
gather_parts(struct order *order, struct waiting *waiting)
{
    *waiting = (struct waiting){.order = order};
    for (struct fulfillment *f = order->first; f != NULL; f = f->next) {
        if (f->state != FULFILLMENT_PLANNED)
            continue;
        if (waiting->part_count == PARTS_MAX)
            return false;
        waiting->parts[waiting->part_count++] = f;
    }
    return waiting->part_count > 0;
}

/* As if they had never been planned. */
static void
let_go(struct turn *turn, const struct waiting *waiting)
{
    struct memory *memory = store_memory(turn);

    for (size_t i = 0; i < waiting->part_count; i++) {
        struct fulfillment *part = waiting->parts[i];
        slot_give_back(memory, part);
        for (uint32_t j = 0; j < part->line_count; j++)
            shelf_hold(memory, part->lines[j].sku, part->location, -part->lines[j].quantity);
    }
}

static void
hold_again(struct turn *turn, const struct waiting *waiting)
{
    struct memory *memory = store_memory(turn);

    for (size_t i = 0; i < waiting->part_count; i++) {
        struct fulfillment *part = waiting->parts[i];
        slot_take(memory, part);
        for (uint32_t j = 0; j < part->line_count; j++)
            shelf_hold(memory, part->lines[j].sku, part->location, part->lines[j].quantity);
    }
}

/* What the part takes of each waiting line. */
static const int64_t *
taken_by(struct turn *turn, const struct waiting *waiting, const struct fulfillment *part)
{
    int64_t *taken = arena_take(turn_arena(turn), waiting->line_count * sizeof *taken);

    for (uint32_t i = 0; i < part->line_count; i++)
        taken[line_at(waiting, part->lines[i].line)] += part->lines[i].quantity;
    return taken;
}

static int64_t
late_days(const struct decided *decided, size_t site, const int64_t *taken)
{
    if (decided->views == NULL)
        return 0;
    const struct parcel_load load =
        parcel_load(decided->request, &decided->request->sites[site], taken);
    return promise_way(decided->policy, decided->request->sites[site].distance_m,
                       decided->views[site].dispatch_day, decided->needed_by_day, load.weight_ug)
        .late_days;
}

/* What one parcel amounts to, if it is the nth of its plan. */
static struct plan_sums
parcel_sums(const struct decided *decided, size_t nth, uint32_t site, const int64_t *taken)
{
    struct plan_sums sums = plan_sums_of(decided->request, &site, 1, taken);

    if (nth > 0)
        sums.cost_nano = nano_sum(sums.cost_nano, decided->request->split_nano);
    sums.late_days = late_days(decided, site, taken);
    return sums;
}

/* As it is, with the prices of now; of a location that is no candidate any more, with those of
 * then. False: those were of another policy. */
static bool
sums_now(struct turn *turn, const struct waiting *waiting, const struct decided *decided,
         struct plan_sums *sums)
{
    const struct request *request = decided->request;

    *sums = (struct plan_sums){0};
    for (size_t i = 0; i < waiting->part_count; i++) {
        const struct fulfillment *part = waiting->parts[i];
        const int64_t *taken = taken_by(turn, waiting, part);
        struct plan_sums of_part = {1, part->distance_m, part->cost_nano, 0};
        size_t site = 0;
        while (site < request->site_count &&
               request->sites[site].location != part->location->number)
            site++;
        if (site < request->site_count)
            of_part = parcel_sums(decided, i, (uint32_t)site, taken);
        else if (part->policy != decided->policy->version && part->policy != 0)
            return false;
        *sums = plan_sums_add(sums, &of_part);
    }
    return true;
}

static struct plan_sums
sums_then(const struct decided *decided)
{
    const struct plan *plan = &decided->choice->plan;
    struct plan_sums sums = {0};

    for (size_t i = 0; i < plan->site_count; i++) {
        const struct plan_sums of_parcel =
            parcel_sums(decided, i, plan->sites[i], &decided->taken[i * decided->line_count]);
        sums = plan_sums_add(&sums, &of_parcel);
    }
    return sums;
}

/* The new plan has the same parcel. */
static bool
stays_as_it_is(struct turn *turn, const struct waiting *waiting, const struct fulfillment *part,
               const struct decided *decided)
{
    const int64_t *of_part = taken_by(turn, waiting, part);
    const struct plan *plan = &decided->choice->plan;

    for (size_t parcel = 0; parcel < plan->site_count; parcel++) {
        if (decided->request->sites[plan->sites[parcel]].location == part->location->number)
            return memcmp(of_part, &decided->taken[parcel * waiting->line_count],
                          waiting->line_count * sizeof *of_part) == 0;
    }
    return false;
}

static void
leave_out_what_stays(struct turn *turn, struct waiting *waiting, const struct decided *decided)
{
    size_t kept = 0;

    for (size_t i = 0; i < waiting->part_count; i++) {
        if (!stays_as_it_is(turn, waiting, waiting->parts[i], decided))
            waiting->parts[kept++] = waiting->parts[i];
    }
    waiting->part_count = kept;
}

/* Of the waiting parts the one that was promised for the earliest day. */
static const struct fulfillment *
first_promised(const struct waiting *waiting)
{
    const struct fulfillment *first = waiting->parts[0];

    for (size_t i = 1; i < waiting->part_count; i++) {
        const int32_t day = waiting->parts[i]->deliver_on_day;
        if (day != 0 && (first->deliver_on_day == 0 || day < first->deliver_on_day))
            first = waiting->parts[i];
    }
    return first;
}

/* Whether the waiting parts should move; what can stay as it is is left out of them. */
static bool
should_move(struct turn *turn, struct waiting *waiting)
{
    const struct policy *policy = store_memory(turn)->policy;
    const struct move_rule rule = {
        .kind = policy->kind,
        .saving_min_nano = policy->move_saving_min_nano,
        .nearer_min_m = service_setting("CROSSDOCK_MOVE_KM") * 1000,
    };
    struct plan_sums now;
    struct made made;

    let_go(turn, waiting);
    request_decide(turn, waiting->order, waiting->lines, waiting->line_count,
                   first_promised(waiting)->deliver_on_day, &made);
    hold_again(turn, waiting);
    if (made.decided.parked != 0 || made.decided.gave_way != 0 || made.choice.dips ||
        !sums_now(turn, waiting, &made.decided, &now))
        return false;
    const struct plan_sums then = sums_then(&made.decided);
    if (move_worthwhile(&rule, &now, &then) == MOVE_STAYS)
        return false;
    leave_out_what_stays(turn, waiting, &made.decided);
    return waiting->part_count > 0;
}

/* All of them leave before any is planned again: what they hold is free for the new plan. */
static void
move_parts(struct turn *turn, const struct waiting *waiting)
{
    const int64_t parent_id = first_promised(waiting)->id;

    for (size_t i = 0; i < waiting->part_count; i++)
        reroute_take_back(turn, waiting->parts[i], &moved);
    reroute_units(turn, waiting->order, waiting->lines, waiting->line_count, parent_id);
    for (size_t i = 0; i < waiting->part_count; i++)
        fulfillment_remove(store_memory(turn), waiting->parts[i]);
}

static void
look_again(struct turn *turn, struct order *order)
{
    struct memory *memory = store_memory(turn);
    struct waiting waiting;
    size_t before;

    if (!gather_parts(order, &waiting))
        return;
    for (size_t i = 0; i < waiting.part_count; i++) {
        memory_keep(memory, &waiting.parts[i]->seen_turn, sizeof waiting.parts[i]->seen_turn);
        waiting.parts[i]->seen_turn = memory->turn;
    }
    if (order->reroutes >= MOVES_MAX || order->terms.pickup != NULL)
        return;
    do {
        before = waiting.part_count;
        if (!gather_lines(turn, &waiting) || !should_move(turn, &waiting))
            return;
    } while (waiting.part_count < before);
    move_parts(turn, &waiting);
}

void
reevaluate_before_wave(struct turn *turn, struct location *location)
{
    struct memory *memory = store_memory(turn);
    int64_t *ids = arena_take(turn_arena(turn), (size_t)location->wave_count * sizeof *ids);
    size_t count = 0;

    for (const struct fulfillment *f = location->wave_first; f != NULL && count < LOOKS_MAX;
         f = f->wave_next) {
        if (has_changed(memory, f))
            ids[count++] = f->id;
    }
    for (size_t i = 0; i < count; i++) {
        const struct fulfillment *f = map_find(memory->fulfillments, ids[i]);
        if (f == NULL || f->state != FULFILLMENT_PLANNED || !has_changed(memory, f))
            continue; /* moved, or seen with another part of its order */
        look_again(turn, f->order);
    }
}

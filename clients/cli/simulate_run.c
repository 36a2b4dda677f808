/*
 * One policy over the history, see simulate.h: each order in the order of the file is decided on
 * by the core, and what it ships leaves the stock and uses up capacity (but for --static).
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "clients/cli/progress.h"
#include "clients/cli/simulate.h"

#define DAY_US INT64_C(86400000000)

/* One order being decided on. */
struct turn {
    struct run *run;
    const struct sim_order *order;
    struct outcome *outcome;
    struct request request;
    const struct sim_line *lines[LINES_MAX]; /* of the request: those that anybody has */
    int64_t quantities[LINES_MAX], weights_ug[LINES_MAX], values_minor[LINES_MAX];
    int64_t *taken; /* by parcel, then line */
    size_t taken_room;
    struct choice choice;
};

/* --- capacity --------------------------------------------------------------------------------- */

int64_t
run_capacity(const struct run *run, uint32_t warehouse)
{
    if (!run->policy->file.capacity)
        return NO_LIMIT;
    if (run->situation->capacity && run->situation->capacity[warehouse] != UNCHANGED)
        return run->situation->capacity[warehouse];
    return run->world->warehouses[warehouse]->capacity;
}

/* Of a location on the local day on which the order was placed. */
static int64_t
use_key(const struct run *run, const struct sim_order *order, uint32_t warehouse)
{
    const struct calendar *calendar = &run->world->warehouses[warehouse]->calendar;

    return (int64_t)warehouse << 32 | (uint32_t)calendar_day(calendar, order->placed_at_us);
}

bool
run_may_ship(const struct run *run, const struct sim_order *order, uint32_t warehouse)
{
    const int64_t *closed_from_us = run->situation->closed_from_us;

    if (!run->limited)
        return true;
    const int64_t capacity = run_capacity(run, warehouse);

    if (run->world->warehouses[warehouse]->closed || capacity == 0 ||
        (closed_from_us && order->placed_at_us >= closed_from_us[warehouse]))
        return false;
    if (capacity == NO_LIMIT || run->stays)
        return true;
    const int64_t *used = map_find(run->used, use_key(run, order, warehouse));
    return !used || *used < capacity;
}

static void
use_capacity(struct run *run, const struct sim_order *order, uint32_t warehouse)
{
    if (run->stays || run_capacity(run, warehouse) == NO_LIMIT)
        return;
    const int64_t key = use_key(run, order, warehouse);
    int64_t *used = map_find(run->used, key);
    if (!used)
        used = map_add(run->used, NULL, key, sizeof *used);
    ++*used;
}

/* --- what comes in ---------------------------------------------------------------------------- */

static int64_t
arrives_at(const struct run *run, const struct receipt *receipt)
{
    const struct situation *situation = run->situation;
    int64_t at_us = receipt->at_us;

    for (size_t i = 0; i < situation->late_count; i++)
        if (strcmp(situation->late[i], receipt->supplier) == 0)
            at_us += situation->late_days[i] * DAY_US;
    return at_us;
}

/* What comes to a location that was moved comes to the other one. */
static uint32_t
goes_to(const struct run *run, uint32_t warehouse)
{
    return run->moved && run->situation->move->from == warehouse ? run->situation->move->to
                                                                 : warehouse;
}

static void
move_until(struct run *run, int64_t now_us)
{
    const struct move *move = run->situation->move;
    struct stock *stock = &run->stock;

    if (!move || run->moved || now_us < move->at_us)
        return;
    run->moved = true;
    for (size_t i = 0; i < stock->count; i++) {
        if (stock->list[i].warehouse != move->from)
            continue;
        stock_at(stock, stock->list[i].sku, move->to)->units += stock->list[i].units;
        stock->list[i].units = 0;
    }
}

/* Receipts are in the order of their arrival in this run. */
static void
receive_until(struct run *run, int64_t now_us)
{
    for (; run->next_receipt < run->world->receipt_count; run->next_receipt++) {
        const struct receipt *receipt = &run->receipts[run->next_receipt];
        if (receipt->at_us > now_us)
            return;
        const uint32_t warehouse = goes_to(run, receipt->warehouse);
        stock_at(&run->stock, receipt->sku, warehouse)->units += receipt->units;
    }
}

static int
by_arrival(const void *a, const void *b)
{
    const struct receipt *left = a, *right = b;

    if (left->at_us != right->at_us)
        return left->at_us < right->at_us ? -1 : 1;
    return (left->number > right->number) - (left->number < right->number);
}

static void
sort_receipts(struct run *run)
{
    const size_t count = run->world->receipt_count;

    run->receipts = calloc(count + 1, sizeof *run->receipts);
    assert(run->receipts);
    for (size_t i = 0; i < count; i++) {
        run->receipts[i] = run->world->receipts[i];
        run->receipts[i].at_us = arrives_at(run, &run->world->receipts[i]);
    }
    if (count > 0)
        qsort(run->receipts, count, sizeof *run->receipts, by_arrival);
}

/* --- the request ------------------------------------------------------------------------------ */

/* Lines with as much as all candidates together have; what is missing is unfilled. */
static void
ask_for_what_is_there(struct turn *turn, uint32_t line_count)
{
    struct candidates *candidates = turn->run->candidates;
    uint32_t kept = 0;

    for (uint32_t line = 0; line < line_count; line++) {
        int64_t there = 0;
        for (uint32_t i = 0; i < candidates->count; i++)
            there += candidates->sites[i].free[line];
        const int64_t asked = turn->lines[line]->quantity;
        const int64_t gets = there < asked ? there : asked;
        turn->outcome->unfilled += asked - gets;
        turn->quantities[line] = gets;
        kept += gets > 0;
    }
    turn->request.line_count = kept;
    if (kept == line_count)
        return;
    for (uint32_t i = 0; i < candidates->count; i++) { /* rows move together */
        int64_t *row = candidates->free + (size_t)i * kept;
        const int64_t *from = candidates->sites[i].free;
        for (uint32_t line = 0, to = 0; line < line_count; line++)
            if (turn->quantities[line] > 0)
                row[to++] = from[line];
        candidates->sites[i].free = row;
    }
    for (uint32_t line = 0, to = 0; line < line_count; line++) {
        if (turn->quantities[line] == 0)
            continue;
        turn->lines[to] = turn->lines[line];
        turn->quantities[to++] = turn->quantities[line];
    }
}

static int64_t
weight_of(const struct turn *turn)
{
    int64_t weight_ug = 0;

    for (uint32_t i = 0; i < turn->order->line_count; i++)
        weight_ug += turn->lines[i]->quantity * turn->lines[i]->weight_ug;
    return weight_ug;
}

static void
make_request(struct turn *turn, bool all_kinds)
{
    const struct run *run = turn->run;
    const struct policy *policy = &run->policy->core;
    const struct sim_line *lines = &run->world->lines[turn->order->first_line];

    for (uint32_t i = 0; i < turn->order->line_count; i++)
        turn->lines[i] = &lines[i];
    turn->outcome->unfilled = 0;
    candidates_find(turn->run, turn->order, turn->lines, turn->order->line_count, all_kinds);
    prices_find(turn->run, turn->order, weight_of(turn));
    ask_for_what_is_there(turn, turn->order->line_count);
    for (size_t i = 0; i < turn->request.line_count; i++) {
        turn->weights_ug[i] = turn->lines[i]->weight_ug;
        turn->values_minor[i] = turn->lines[i]->value_minor;
    }
    turn->request = (struct request){
        .kind = policy->kind,
        .quantities = turn->quantities,
        .weights_ug = turn->weights_ug,
        .values_minor = turn->values_minor,
        .line_count = turn->request.line_count,
        .sites = run->candidates->sites,
        .site_count = run->candidates->count,
        .parcels_max = policy->parcels_max,
        .split_nano = policy->split_nano,
        .split_value_min_minor = policy->split_value_min_minor,
    };
}

/* --- the decision ----------------------------------------------------------------------------- */

/* Of the processor: what else the machine does is no part of a decision. */
static uint64_t
clock_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * 1000000000U + (uint64_t)now.tv_nsec;
}

/* Decides, and says how much of each line each parcel takes. */
static void
decide(struct turn *turn)
{
    const struct plan *plan = &turn->choice.plan;
    const uint64_t began = clock_ns();

    routing_decide(&turn->request, &turn->choice);
    const size_t cells = plan->site_count * turn->request.line_count;
    if (turn->taken_room < cells) {
        turn->taken_room = 2 * cells;
        turn->taken = realloc(turn->taken, turn->taken_room * sizeof *turn->taken);
        assert(turn->taken);
    }
    if (plan->site_count > 0)
        fill_plan(&turn->request, plan, turn->taken);
    const uint64_t took = clock_ns() - began + turn->outcome->decision_ns;
    turn->outcome->decision_ns = took > UINT32_MAX ? UINT32_MAX : (uint32_t)took;
}

/* --- what follows ----------------------------------------------------------------------------- */

/* The part that falls on this weight of the parcel's, rounded down. */
static int64_t
share(int64_t nano, int64_t weight_ug, int64_t of_ug)
{
    return of_ug > 0 ? (int64_t)((wide)nano * weight_ug / of_ug) : 0;
}

static void
ship_parcel(struct turn *turn, size_t parcel)
{
    struct run *run = turn->run;
    const struct candidates *candidates = run->candidates;
    const uint32_t at = turn->choice.plan.sites[parcel];
    const int64_t *taken = turn->taken + parcel * turn->request.line_count;
    const struct paid due = prices_pay(run, &turn->request, at, taken);
    int64_t weight_ug = 0, paid = 0;

    use_capacity(run, turn->order, candidates->warehouses[at]);
    for (size_t i = 0; i < turn->request.line_count; i++) {
        if (taken[i] == 0)
            continue;
        weight_ug += taken[i] * turn->weights_ug[i];
        const int64_t so_far = due.parcel_nano + share(due.weight_nano, weight_ug, due.weight_ug);
        GROW(run->shipped, run->shipped_count, run->shipped_room);
        run->shipped[run->shipped_count++] = (struct shipped){
            .warehouse = candidates->warehouses[at],
            .line = turn->lines[i],
            .units = taken[i],
            .distance_mm = candidates->distance_mm[at],
            .cost_nano = so_far - paid,
        };
        paid = so_far;
        if (!run->stays)
            stock_at(&run->stock, turn->lines[i]->sku->number, candidates->warehouses[at])->units -=
                taken[i];
    }
    turn->outcome->cost_nano += paid;
    turn->outcome->late_parcels += due.late_days > 0;
    turn->outcome->distance_m += turn->request.sites[at].distance_m;
}

/* Nothing can be decided on: why. */
static enum unfilled_why
why_not(const struct turn *turn)
{
    const struct run *run = turn->run;

    if (turn->order->line_count == 0)
        return NO_LINES;
    if (run->world->destinations[turn->order->destination].by == GEOCODED_NONE)
        return NO_ADDRESS;
    return turn->order->line_count > LINES_MAX ? TOO_MANY_LINES : FILLED;
}

/* Units are missing: does anybody have such who may not ship? */
static enum unfilled_why
why_short(const struct turn *turn)
{
    const struct run *run = turn->run;
    const struct stock *stock = &run->stock;

    if (!run->limited)
        return NO_STOCK;
    for (uint32_t i = 0; i < turn->order->line_count; i++) {
        const uint32_t sku = run->world->lines[turn->order->first_line + i].sku->number;
        for (uint32_t n = stock->first[sku]; n < stock->first[sku + 1]; n++)
            if (stock->list[n].units > 0 &&
                !run_may_ship(run, turn->order, stock->list[n].warehouse))
                return NO_CAPACITY;
    }
    return NO_STOCK;
}

static void
leave_unfilled(struct turn *turn)
{
    const struct sim_line *lines = &turn->run->world->lines[turn->order->first_line];

    turn->outcome->unfilled = 0;
    for (uint32_t i = 0; i < turn->order->line_count; i++)
        turn->outcome->unfilled += lines[i].quantity;
}

/* With few candidates first, if that is worth it. */
static void
choose(struct turn *turn)
{
    for (int all_kinds = turn->order->line_count > 1; all_kinds < 2; all_kinds++) {
        make_request(turn, all_kinds);
        turn->choice.plan.site_count = 0;
        turn->choice.proved = true;
        if (turn->request.line_count > 0)
            decide(turn);
        if (turn->choice.plan.site_count == 0 ||
            prices_beyond_are_higher(turn->run, &turn->request, &turn->choice.plan))
            break;
        turn->choice.proved = false;
    }
    turn->outcome->proved = turn->choice.proved;
}

static void
decide_order(struct turn *turn)
{
    const struct plan *plan = &turn->choice.plan;
    struct outcome *outcome = turn->outcome;

    outcome->why = why_not(turn);
    outcome->proved = true;
    outcome->first_shipped = turn->run->shipped_count;
    if (outcome->why != FILLED) {
        leave_unfilled(turn);
        return;
    }
    choose(turn);
    if (plan->site_count == 0)
        leave_unfilled(turn);
    outcome->parcels = (uint32_t)plan->site_count;
    for (size_t parcel = 0; parcel < plan->site_count; parcel++)
        ship_parcel(turn, parcel);
    outcome->shipped_count = turn->run->shipped_count - outcome->first_shipped;
    if (outcome->unfilled > 0)
        outcome->why = why_short(turn);
}

/* --- all of it -------------------------------------------------------------------------------- */

/* Does a parcel never cost less from farther? */
static bool
service_grows(const struct carrier_service *service)
{
    for (uint32_t zone = 1; zone < service->zone_count; zone++)
        for (uint32_t i = 0; i < service->break_count; i++) {
            const int64_t *price = &service->price_nano[zone * service->break_count + i];
            const int64_t before = *(price - service->break_count);
            if (*price != NOT_CARRIED && (before == NOT_CARRIED || *price < before))
                return false;
        }
    return true;
}

static bool
costs_grow(const struct rules *rules)
{
    const bool is_late = rules->file.promise_days >= 0 && rules->core.late_day_nano > 0;

    for (uint32_t i = 0; i < rules->core.service_count; i++)
        if (!service_grows(&rules->core.services[i]))
            return false;
    return !is_late && rules->core.full_nano == 0;
}

/* Is there any location that may not ship at any time? */
static bool
is_limited(const struct run *run)
{
    for (uint32_t i = 0; i < run->world->warehouse_count; i++)
        if (run->world->warehouses[i]->closed || run_capacity(run, i) != NO_LIMIT)
            return true;
    return run->situation->closed_from_us != NULL;
}

/* The stock of the files, what is there besides, and an empty place where something may be moved.
 */
static void
lay_in(struct run *run)
{
    const struct stock *given = &run->world->stock;
    const struct situation *situation = run->situation;
    struct holding *rows = malloc((2 * given->count + situation->more_count + 1) * sizeof *rows);
    size_t count = given->count;

    assert(rows);
    memcpy(rows, given->list, given->count * sizeof *rows);
    for (size_t i = 0; i < situation->more_count; i++)
        rows[count++] = situation->more[i];
    for (size_t i = 0; situation->move && i < given->count; i++)
        if (given->list[i].warehouse == situation->move->from)
            rows[count++] = (struct holding){given->list[i].sku, situation->move->to, 0};
    stock_settle(&run->stock, run->world, rows, count);
}

void
run_start(struct run *run, const struct world *world, const struct rules *policy, bool stays,
          const struct situation *situation)
{
    *run = (struct run){
        .world = world,
        .policy = policy,
        .stays = stays,
        .grows = costs_grow(policy),
        .situation = situation,
        .used = map_create(),
        .outcomes = calloc((size_t)world->order_count + 1, sizeof *run->outcomes),
        .candidates = candidates_start(world),
        .prices = prices_start(),
    };
    assert(run->outcomes);
    run->limited = is_limited(run);
    lay_in(run);
    sort_receipts(run);
}

void
run_all(struct run *run, bool quiet)
{
    struct turn *turn = calloc(1, sizeof *turn);
    struct progress progress;

    assert(turn);
    turn->run = run;
    progress_start(&progress, "orders", run->world->order_count);
    for (uint32_t i = 0; i < run->world->order_count; i++) {
        turn->order = &run->world->orders[i];
        turn->outcome = &run->outcomes[i];
        move_until(run, turn->order->placed_at_us);
        if (!run->stays)
            receive_until(run, turn->order->placed_at_us);
        decide_order(turn);
        if (!quiet)
            progress_show(&progress, i);
    }
    progress_end(&progress);
    run->seconds = progress_seconds(&progress);
    free(turn->taken);
    free(turn);
    candidates_forget(&run->candidates);
    prices_forget(&run->prices);
}

void
run_forget(struct run *run)
{
    if (run->candidates)
        candidates_forget(&run->candidates);
    prices_forget(&run->prices);
    stock_forget(&run->stock, run->world);
    map_destroy(&run->used);
    free(run->outcomes);
    free(run->shipped);
    free(run->receipts);
    *run = (struct run){0};
}

/*
 * Every night the day that is over is measured: what shipping its orders costs where they were
 * planned last, against what it would have cost at least (regret_order.c). In slices, so that no
 * turn waits for it, in three passes over the day's fulfillment orders:
 *
 *   1. what was planned since the day began is added to what its shelf offered;
 *   2. orders that were decided once are counted; those that come more than once are remembered;
 *   3. these are counted, all their parcels together.
 *
 * Where a day begins and what was lost otherwise is in tables, all else in the rows of fulfillment
 * orders: after a kill it begins again. Progress is journaled. What it works with is not: units
 * that a failed turn added twice to a shelf only make the bound weaker, ids are made unique.
 */
#include "services/fulfillment-routing/regret.h"

#include <stdlib.h>
#include <string.h>

#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/fulfillment-routing/handlers.h"
#include "services/fulfillment-routing/steps.h"
#include "services/fulfillment-routing/store.h"
#include "services/fulfillment-routing/wire.h"

#define DAY_US     (INT64_C(86400) * 1000000)
#define BITS       (UINT64_C(1) << 23)
#define ORDERS_MAX 64 /* counted in one slice */
#define LAST_DAYS  30

/* Of a measurement that runs: which orders came up, and which in more than one decision. */
struct regret_work {
    uint64_t seen[BITS / 64], several[BITS / 64];
    int64_t (*ids)[2]; /* order, fulfillment order */
    size_t id_count, id_max;
    uint32_t run; /* the measurement that it is of: not so after a turn that failed */
    bool sorted;
};

/* --- shelves -----------------------------------------------------------------------------------
 */

void
regret_add(struct memory *memory, struct shelf *shelf, int64_t units)
{
    if (shelf->regret_run != memory->regret.run) {
        shelf->regret_run = memory->regret.run;
        shelf->regret_units = 0;
    }
    shelf->regret_units += units;
}

static void
add_units(struct turn *turn, const char *location, const char *sku, int64_t units)
{
    struct memory *memory = store_memory(turn);
    const struct location *where = location_find(memory, location);

    if (where != NULL && units > 0)
        regret_add(memory, shelf_of(memory, sku_of(memory, sku), where), units);
}

/* --- orders that come more than once ------------------------------------------------------------
 */

static uint64_t
bit_of(int64_t order_id)
{
    return ((uint64_t)order_id * UINT64_C(0x9E3779B97F4A7C15)) >> 41;
}

/* A group of parcels of one decision; another bit of the same place: it may be another order. */
static void
mark(struct regret_work *work, int64_t order_id)
{
    const uint64_t bit = bit_of(order_id);
    const uint64_t mask = UINT64_C(1) << bit % 64;

    if ((work->seen[bit / 64] & mask) != 0)
        work->several[bit / 64] |= mask;
    work->seen[bit / 64] |= mask;
}

static bool
comes_again(const struct regret_work *work, int64_t order_id)
{
    const uint64_t bit = bit_of(order_id);

    return (work->several[bit / 64] >> bit % 64 & 1) != 0;
}

static void
remember(struct regret_work *work, const struct parcel_row *row)
{
    if (work->id_count == work->id_max) {
        work->id_max = work->id_max == 0 ? 1024 : 2 * work->id_max;
        work->ids = realloc(work->ids, work->id_max * sizeof *work->ids);
        assert(work->ids != NULL);
    }
    work->ids[work->id_count][0] = row->order_id;
    work->ids[work->id_count++][1] = row->id;
}

static int
compare_pairs(const void *a, const void *b)
{
    const int64_t *left = a;
    const int64_t *right = b;

    if (left[0] != right[0])
        return left[0] < right[0] ? -1 : 1;
    return (left[1] > right[1]) - (left[1] < right[1]);
}

static void
sort_ids(struct regret_work *work)
{
    size_t kept = 0;

    if (work->sorted)
        return;
    if (work->id_count > 0)
        qsort(work->ids, work->id_count, sizeof *work->ids, compare_pairs);
    for (size_t i = 0; i < work->id_count; i++) {
        if (kept > 0 && compare_pairs(work->ids[kept - 1], work->ids[i]) == 0)
            continue;
        memmove(work->ids[kept++], work->ids[i], sizeof *work->ids);
    }
    work->id_count = kept;
    work->sorted = true;
}

/* Of the next orders in the third pass: where they end. */
static size_t
end_of_several(const struct memory *memory)
{
    const struct regret_work *work = memory->regret_work;
    size_t at = memory->regret.several_next;
    size_t orders = 0;

    while (at < work->id_count && orders < ORDERS_MAX) {
        const int64_t order_id = work->ids[at][0];
        while (at < work->id_count && work->ids[at][0] == order_id)
            at++;
        orders++;
    }
    return at;
}

void
regret_put_ids(const struct memory *memory, struct column *ids)
{
    const size_t end = end_of_several(memory);

    for (size_t i = memory->regret.several_next; i < end; i++)
        column_add_int8(ids, memory->regret_work->ids[i][1]);
}

/* --- passes ------------------------------------------------------------------------------------
 */

/* rows: those of one order that stand. */
static void
count_order(struct turn *turn, const struct parcel_row *rows, size_t count)
{
    struct regret_run *run = &store_memory(turn)->regret;
    const size_t at = arena_mark(turn_arena(turn));
    const struct order_regret order = regret_of_order(turn, rows, count);

    arena_reset(turn_arena(turn), at);
    if (order.left_out) {
        run->left_out++;
        return;
    }
    run->orders++;
    run->cost = nano_sum(run->cost, order.planned.cost_nano);
    run->bound = nano_sum(run->bound, order.bound);
    run->parcels += order.planned.parcels;
    run->distance_m += order.planned.distance_m;
    run->loose += order.loose;
}

/* Rows of one order, one after the other, without what was taken back; how many they were before.
 */
static size_t
next_order(struct parcel_row *rows, size_t count, size_t *standing)
{
    size_t end = 0;

    *standing = 0;
    for (; end < count && rows[end].order_id == rows[0].order_id; end++) {
        if (rows[end].gone)
            continue;
        const struct parcel_row row = rows[end];
        rows[(*standing)++] = row;
    }
    return end;
}

static void
pass_over_plans(struct turn *turn, const struct regret_stage *stage)
{
    struct memory *memory = store_memory(turn);
    struct regret_run *run = &memory->regret;
    int64_t order_before = 0;

    for (size_t i = 0; i < stage->loss_count; i++)
        add_units(turn, stage->losses[i].location, stage->losses[i].sku, stage->losses[i].units);
    for (size_t i = 0; i < stage->page_count; i++) {
        const struct parcel_row *row = &stage->page[i];
        if (row->order_id != order_before)
            mark(memory->regret_work, row->order_id);
        order_before = row->order_id;
        for (size_t line = 0; line < row->line_count; line++)
            add_units(turn, row->location, row->skus[line], row->units[line]);
        run->next_id = row->id + 1;
    }
    if (!stage->page_is_last)
        return;
    run->phase = REGRET_ONCE;
    run->next_id = run->first_id;
    run->end_id = run->day_end_id;
}

/* The last order of a page may go on in the next one, unless it fills the page: then its parts are
 * counted as if they were of several orders, which bounds the day all the less. */
static void
pass_over_parcels(struct turn *turn, struct regret_stage *stage)
{
    struct memory *memory = store_memory(turn);
    struct regret_run *run = &memory->regret;
    size_t at = 0;

    for (int orders = 0; at < stage->page_count && orders < ORDERS_MAX; orders++) {
        struct parcel_row *rows = &stage->page[at];
        const int64_t first_id = rows->id;
        size_t standing;
        const bool several = comes_again(memory->regret_work, rows->order_id);
        const size_t count = next_order(rows, stage->page_count - at, &standing);
        if (at + count == stage->page_count && !stage->page_is_last && at > 0) {
            run->next_id = first_id;
            return;
        }
        for (size_t i = 0; several && i < standing; i++)
            remember(memory->regret_work, &rows[i]);
        if (!several && standing > 0)
            count_order(turn, rows, standing);
        at += count;
        if (at < stage->page_count)
            run->next_id = stage->page[at].id;
    }
    if (at < stage->page_count || !stage->page_is_last)
        return;
    run->phase = REGRET_SEVERAL;
    sort_ids(memory->regret_work);
}

static void
pass_over_several(struct turn *turn, struct regret_stage *stage)
{
    struct memory *memory = store_memory(turn);
    size_t at = 0;

    while (at < stage->page_count) {
        size_t standing;
        const size_t count = next_order(&stage->page[at], stage->page_count - at, &standing);
        if (standing > 0)
            count_order(turn, &stage->page[at], standing);
        at += count;
    }
    memory->regret.several_next = end_of_several(memory);
}

/* --- a measurement -----------------------------------------------------------------------------
 */

void
regret_close(struct memory *memory)
{
    if (memory->regret_work == NULL)
        return;
    free(memory->regret_work->ids);
    free(memory->regret_work);
    memory->regret_work = NULL;
}

static void
begin(struct turn *turn, const struct day_range *range)
{
    struct memory *memory = store_memory(turn);
    struct regret_run *run = &memory->regret;

    regret_close(memory);
    memory->regret_work = calloc(1, sizeof *memory->regret_work);
    assert(memory->regret_work != NULL);
    memory_keep(memory, run, sizeof *run);
    *run = (struct regret_run){
        .running = true,
        .run = run->run + 1,
        .looked_day = run->looked_day,
        .day = range->day,
        .phase = REGRET_PLANS,
        .first_id = range->first_id,
        .next_id = range->first_id,
        .end_id = memory->next_id,
        .day_end_id = range->end_id == 0 ? memory->next_id : range->end_id,
        .day_goes_on = range->end_id == 0,
        .policy = memory->policy->version,
    };
    memory->regret_work->run = run->run;
}

static Crossdock__Routing__V1__RegretMeasured
message_of(const struct regret_row *row)
{
    Crossdock__Routing__V1__RegretMeasured message = CROSSDOCK__ROUTING__V1__REGRET_MEASURED__INIT;

    message.day = row->day;
    message.orders = row->orders;
    message.cost_nano = row->cost;
    message.bound_nano = row->bound;
    message.currency = (char *)row->currency;
    message.parcels = row->parcels;
    message.distance_m = row->distance_m;
    message.policy = row->policy;
    message.by_distance = row->by_distance;
    message.loose = row->loose;
    message.left_out = row->left_out;
    message.measured_at_us = row->measured_at_us;
    return message;
}

static void
end(struct turn *turn)
{
    struct memory *memory = store_memory(turn);
    struct regret_run *run = &memory->regret;
    struct regret_row *row = arena_take(turn_arena(turn), sizeof *row);
    const bool by_distance = !regret_has_tariff(memory->policy);

    *row = (struct regret_row){
        .day = run->day,
        .orders = run->orders,
        .cost = run->cost,
        .bound = run->bound,
        .parcels = run->parcels,
        .distance_m = run->distance_m,
        .policy = run->policy,
        .by_distance = by_distance,
        .loose = run->loose,
        .left_out = run->left_out,
        .currency = by_distance ? "m" : memory->policy->currency,
        .measured_at_us = turn_now_us(turn),
    };
    const Crossdock__Routing__V1__RegretMeasured event = message_of(row);
    turn_say(turn, "", "", &event.base);
    store_note_regret(turn, row);
    run->running = false;
}

/* At the end of every turn; most have nothing to do. A kill or another policy: from the beginning.
 */
void
regret_go_on(struct turn *turn, const struct input *input)
{
    struct memory *memory = store_memory(turn);
    struct regret_run *run = &memory->regret;
    struct regret_stage *stage = store_regret(turn);
    const int32_t today = (int32_t)(turn_now_us(turn) / DAY_US);

    (void)input;
    if (!run->running && run->looked_day != today && stage->measured_day == 0) {
        memory_keep(memory, run, sizeof *run);
        if (stage->range != NULL)
            begin(turn, stage->range);
        else
            run->looked_day = today;
        return;
    }
    if (!run->running || stage->page == NULL)
        return;
    memory_keep(memory, run, sizeof *run);
    run->last_us = turn_now_us(turn);
    if (run->policy != memory->policy->version || memory->regret_work->run != run->run) {
        const struct day_range again = {run->day, run->first_id,
                                        run->day_goes_on ? 0 : run->day_end_id};
        begin(turn, &again);
        return;
    }
    if (run->phase == REGRET_PLANS)
        pass_over_plans(turn, stage);
    else if (run->phase == REGRET_ONCE)
        pass_over_parcels(turn, stage);
    else
        pass_over_several(turn, stage);
    if (run->phase == REGRET_SEVERAL && run->several_next == memory->regret_work->id_count)
        end(turn);
}

/* --- asked for ---------------------------------------------------------------------------------
 */

void
want_measured_day(struct turn *turn, const struct input *input)
{
    store_want_day(turn, ((const struct measure_asked *)input->message)->day);
}

void
on_measure_regret(struct turn *turn, const struct input *input)
{
    const struct measure_asked *asked = input->message;
    const struct regret_stage *stage = store_regret(turn);

    if (store_memory(turn)->regret.running) {
        turn_reject(turn, "a day is being measured: ask again when it is done", NULL);
        return;
    }
    if (stage->range == NULL || stage->range->day != asked->day) {
        turn_reject(turn, "nothing was planned on that day, or before days were counted", NULL);
        return;
    }
    begin(turn, stage->range);
    answer_count(turn, 1);
}

void
want_regrets(struct turn *turn, const struct input *input)
{
    const struct regret_asked *asked = input->message;
    const int32_t today = (int32_t)(turn_now_us(turn) / DAY_US);
    const int32_t to_day = asked->to_day == 0 ? today : asked->to_day;

    store_want_regrets(turn, asked->from_day == 0 ? to_day - LAST_DAYS : asked->from_day, to_day);
}

void
on_get_regret(struct turn *turn, const struct input *input)
{
    const struct regret_stage *stage = store_regret(turn);
    Crossdock__Routing__V1__RegretView view = CROSSDOCK__ROUTING__V1__REGRET_VIEW__INIT;
    Crossdock__Routing__V1__RegretMeasured *days =
        arena_take(turn_arena(turn), stage->regret_count * sizeof *days);

    (void)input;
    view.days = arena_take(turn_arena(turn), stage->regret_count * sizeof *view.days);
    for (size_t i = 0; i < stage->regret_count; i++) {
        days[i] = message_of(&stage->regrets[i]);
        view.days[view.n_days++] = &days[i];
    }
    turn_accept(turn, &view.base);
}

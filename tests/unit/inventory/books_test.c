/*
 * Random histories: whatever is received, corrected, closed, ordered, held, released, amended,
 * redirected, cancelled, shipped and answered, the books add up, nothing is promised twice, those
 * who wait are served in order, the newest promise loses first, and an input that is rolled back
 * leaves no trace.
 *
 * The seed is printed; CROSSDOCK_TEST_SEED=n tells the same history again.
 */
#include "tests/unit/inventory/world.h"

#define STEPS           100000
#define SKU_COUNT       6
#define LOCATION_COUNT  3
#define ORDER_LINES_MAX 4
#define OPEN_ORDERS_MAX 60

static uint64_t random_state;

static uint32_t
random_below(uint32_t bound)
{
    random_state = random_state * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)((random_state >> 33) % bound);
}

/* What physically happened, counted apart from the books. */
struct ledger {
    int64_t moved[LOCATION_COUNT][SKU_COUNT];
};

static const char *const sku_names[SKU_COUNT] = {"A", "B", "C", "D", "E", "F"};
#define HOLD_COUNT 4
static const char *const hold_ids[HOLD_COUNT] = {"c1", "c2", "c3", "c4"};
static const char *const location_names[LOCATION_COUNT] = {"BER", "MUC", "HAM"};

/* As this test last defined them. */
struct channel_rules {
    const char *code;
    int64_t buffer, cap;
    int differs; /* one SKU that does; -1: none */
    int64_t its_buffer, its_cap;
};
#define CHANNEL_COUNT 3
static struct channel_rules channels[CHANNEL_COUNT] = {
    {.code = "web", .differs = -1}, {.code = "shop", .differs = -1}, {.code = "b2b", .differs = -1}};

static struct reservation *
random_order(struct world *world)
{
    const size_t count = map_count(world->books.reservations);
    size_t at = 0;

    if (count == 0)
        return NULL;
    for (uint32_t skip = random_below((uint32_t)count); skip > 0; skip--)
        map_next(world->books.reservations, &at);
    return map_next(world->books.reservations, &at);
}

/* --- who should be served, worked out the slow way ------------------------------------------- */

struct expected {
    struct reservation_line *line;
    int64_t promised;
};

struct expectation {
    struct expected lines[OPEN_ORDERS_MAX * ORDER_LINES_MAX * 2];
    size_t count;
};

static int
serve_first(const void *a, const void *b)
{
    const struct reservation_line *x = *(struct reservation_line *const *)a;
    const struct reservation_line *y = *(struct reservation_line *const *)b;

    if (x->of->priority != y->of->priority)
        return x->of->priority > y->of->priority ? -1 : 1;
    if (x->of->order_id != y->of->order_id)
        return x->of->order_id < y->of->order_id ? -1 : 1;
    return x->line < y->line ? -1 : 1;
}

/* What may be had: of each SKU by all, and what each channel has of it. */
struct free {
    int64_t units[SKU_COUNT];
    int64_t used[CHANNEL_COUNT][SKU_COUNT];
};

static int
channel_of(const char *code)
{
    int c = 0;

    while (strcmp(channels[c].code, code) != 0)
        c++;
    return c;
}

/* By the rules of its channel, as this test set them. */
static int64_t
limit_of_line(const struct reservation_line *line, const struct free *free)
{
    const int s = line->item->sku[0] - 'A', c = channel_of(line->of->channel);
    const struct channel_rules *rules = &channels[c];
    const bool differs = rules->differs == s;
    const int64_t cap = differs ? rules->its_cap : rules->cap;
    const int64_t seen = free->units[s] - (differs ? rules->its_buffer : rules->buffer);
    const int64_t room = cap - free->used[c][s];

    return cap > 0 && room < seen ? room : seen;
}

static void
take_units(const struct reservation_line *line, struct free *free, int64_t units)
{
    const int s = line->item->sku[0] - 'A';

    free->units[s] -= units;
    free->used[channel_of(line->of->channel)][s] += units;
}

/* All that is promised with this line, when it is all there: taken from what is free. */
static bool
take_whole(struct reservation_line *any, struct free *free)
{
    struct free left = *free;

    for (uint32_t i = 0; i < any->of->line_count; i++) {
        const struct reservation_line *line = &any->of->lines[i];
        if (!promised_together(any, line) || line->backordered == 0)
            continue;
        if (line->backordered > limit_of_line(line, &left))
            return false;
        take_units(line, &left, line->backordered);
    }
    *free = left;
    return true;
}

static void
expect_promised(struct expectation *expectation, struct reservation_line *line, int64_t units)
{
    for (size_t i = 0; i < expectation->count; i++) {
        if (expectation->lines[i].line == line)
            expectation->lines[i].promised += units;
    }
}

static void
expect_served(struct expectation *expectation, struct reservation_line *first,
              struct free *free)
{
    if (!first->of->ship_complete && first->together == 0) {
        const int64_t limit = limit_of_line(first, free);
        const int64_t units = limit < first->backordered ? limit : first->backordered;
        if (units > 0) {
            expect_promised(expectation, first, units);
            take_units(first, free, units);
        }
        return;
    }
    if (!take_whole(first, free))
        return;
    for (uint32_t i = 0; i < first->of->line_count; i++) {
        struct reservation_line *line = &first->of->lines[i];
        if (promised_together(first, line))
            expect_promised(expectation, line, line->backordered);
    }
}

/* If more of one SKU comes: each that waits for it in turn, taken from what is free. */
static void
expect_service(struct world *world, struct expectation *expectation, int arriving, int64_t units)
{
    struct reservation_line *waiting[OPEN_ORDERS_MAX * ORDER_LINES_MAX * 2];
    struct free free = {0};
    size_t count = 0, at = 0;

    for (int s = 0; s < SKU_COUNT; s++) {
        const struct item *item = books_find_item(&world->books, sku_names[s]);
        free.units[s] = item != NULL ? available_to_promise(item) : 0;
    }
    free.units[arriving] += units;
    for (const struct cart_hold *hold; (hold = map_next(world->books.holds, &at)) != NULL;) {
        for (uint32_t i = 0; i < hold->line_count; i++)
            free.used[channel_of(hold->channel)][hold->lines[i].item->sku[0] - 'A'] +=
                hold->lines[i].units;
    }
    at = 0;
    expectation->count = 0;
    for (struct reservation *order; (order = map_next(world->books.reservations, &at)) != NULL;) {
        for (uint32_t i = 0; i < order->line_count; i++) {
            struct reservation_line *line = &order->lines[i];
            expectation->lines[expectation->count++] = (struct expected){line, line->promised};
            free.used[channel_of(order->channel)][line->item->sku[0] - 'A'] += line->promised;
            if (line->waits && strcmp(line->item->sku, sku_names[arriving]) == 0)
                waiting[count++] = line;
        }
    }
    qsort(waiting, count, sizeof waiting[0], serve_first);
    for (size_t i = 0; i < count; i++)
        expect_served(expectation, waiting[i], &free);
}

static void
check_service(const struct expectation *expectation)
{
    for (size_t i = 0; i < expectation->count; i++)
        assert_int_equal(expectation->lines[i].line->promised, expectation->lines[i].promised);
}

/* --- inputs ---------------------------------------------------------------------------------- */

/* The units that become free when so many arrive, or -1 when it would be a loss. */
static int64_t
freed_by(struct world *world, int place, int sku, int64_t quantity)
{
    struct location *location = world_location(world, location_names[place]);
    struct item *item = books_item(&world->books, world->journal, sku_names[sku]);
    struct stock *stock = books_stock(&world->books, world->journal, location, item);
    struct stock after = *stock;

    after.on_hand += quantity;
    return sellable_at(&after) - sellable_at(stock);
}

static void
do_move(struct world *world, struct ledger *ledger)
{
    static struct expectation expectation;
    const int sku = (int)random_below(SKU_COUNT);
    const int place = (int)random_below(LOCATION_COUNT);
    const int64_t quantity = (int64_t)random_below(16) - 4;

    if (quantity == 0)
        return;
    const int64_t freed = freed_by(world, place, sku, quantity);
    expect_service(world, &expectation, sku, freed);
    if (!world_move(world, location_names[place], sku_names[sku], quantity))
        return;
    ledger->moved[place][sku] += quantity;
    if (freed >= 0) /* a loss revokes */
        check_service(&expectation);
}

static void
do_cart(struct world *world, struct ledger *ledger)
{
    struct world_line lines[SKU_COUNT];
    const char *channel = channels[random_below(CHANNEL_COUNT)].code;
    const char *hold_id = hold_ids[random_below(HOLD_COUNT)];
    uint32_t count = 0;

    (void)ledger;
    if (random_below(4) == 0) {
        world_release_hold(world, channel, hold_id);
        return;
    }
    for (int s = 0; s < SKU_COUNT; s++) {
        if (random_below(3) != 0)
            continue;
        snprintf(lines[count].sku, sizeof lines[0].sku, "%s", sku_names[s]);
        lines[count++].quantity = 1 + random_below(4);
    }
    world_hold(world, channel, hold_id, 1 + random_below(100), lines, count);
}

static void
do_pass(struct world *world, struct ledger *ledger)
{
    size_t at = 0;

    (void)ledger;
    world_pass(world, random_below(30));
    for (const struct cart_hold *hold; (hold = map_next(world->books.holds, &at)) != NULL;)
        assert_true(hold->expires_at_us > world->now_us);
}

static void
do_define_channel(struct world *world, struct ledger *ledger)
{
    struct channel_rules *rules = &channels[random_below(CHANNEL_COUNT)];

    (void)ledger;
    rules->buffer = random_below(3) == 0 ? random_below(4) : 0;
    rules->cap = random_below(3) == 0 ? 1 + random_below(12) : 0;
    rules->differs = random_below(2) == 0 ? (int)random_below(SKU_COUNT) : -1;
    rules->its_buffer = random_below(3);
    rules->its_cap = random_below(2) == 0 ? random_below(9) : 0;
    world_define_channel(world, rules->code, rules->buffer, rules->cap,
                         rules->differs >= 0 ? sku_names[rules->differs] : NULL,
                         rules->its_buffer, rules->its_cap);
}

/* Items that may not wait, or only so many. */
static void
do_define_item(struct world *world, struct ledger *ledger)
{
    const struct keeper keeper = books_keeper(world->journal);
    struct item *item =
        books_item(&world->books, world->journal, sku_names[random_below(SKU_COUNT)]);
    const uint32_t kind = random_below(4);

    (void)ledger;
    keep_item(&keeper, item);
    item->backorder = kind == 0 ? BACKORDER_DENY : BACKORDER_ALLOW;
    item->backorder_cap = kind == 1 ? 5 + random_below(20) : 0;
    item->preorder_cap = kind == 2 ? 5 + random_below(20) : 0;
}

static void
do_place(struct world *world, struct ledger *ledger)
{
    static int64_t order_id;
    struct world_line lines[ORDER_LINES_MAX];
    const uint32_t count = 1 + random_below(ORDER_LINES_MAX);

    (void)ledger;
    if (map_count(world->books.reservations) >= OPEN_ORDERS_MAX)
        return;
    for (uint32_t i = 0; i < count; i++) {
        snprintf(lines[i].sku, sizeof lines[i].sku, "%s", sku_names[random_below(SKU_COUNT)]);
        lines[i].together = random_below(3);
        lines[i].quantity = 1 + random_below(6);
    }
    world->channel = channels[random_below(CHANNEL_COUNT)].code;
    world_place(world, ++order_id, (int32_t)random_below(3), random_below(3) == 0,
                random_below(4) == 0, hold_ids[random_below(HOLD_COUNT)], lines, count);
}

static void
do_cancel(struct world *world, struct ledger *ledger)
{
    struct reservation *order = random_order(world);

    (void)ledger;
    if (order != NULL)
        world_cancel(world, order, NULL, false);
}

static void
do_change_lines(struct world *world, struct ledger *ledger)
{
    struct reservation *order = random_order(world);
    int64_t units[ORDER_LINES_MAX];

    (void)ledger;
    for (int i = 0; i < ORDER_LINES_MAX; i++)
        units[i] = random_below(4);
    if (order == NULL)
        return;
    if (random_below(2) == 0)
        world_cancel(world, order, units, random_below(4) == 0);
    else
        world_amend(world, order, units);
}

static void
do_hold(struct world *world, struct ledger *ledger)
{
    static const enum change_kind kinds[] = {CHANGE_HOLD, CHANGE_RELEASE, CHANGE_RELEASE,
                                             CHANGE_REDIRECT};
    struct reservation *order = random_order(world);

    (void)ledger;
    if (order != NULL)
        world_set(world, order, kinds[random_below(4)]);
}

static void
do_ship(struct world *world, struct ledger *ledger)
{
    struct reservation *order = random_order(world);
    const int place = (int)random_below(LOCATION_COUNT);

    if (order == NULL)
        return;
    const uint32_t i = random_below(order->line_count);
    if (routed_units(&order->lines[i]) == 0)
        return;
    const int64_t quantity = 1 + random_below((uint32_t)routed_units(&order->lines[i]));
    ledger->moved[place][order->lines[i].item->sku[0] - 'A'] -= quantity;
    world_ship(world, order, i, location_names[place], quantity);
}

static void
do_answer(struct world *world, struct ledger *ledger)
{
    struct reservation *order = random_order(world);
    int64_t given_back[ORDER_LINES_MAX];

    (void)ledger;
    if (order == NULL || !world_asks(order))
        return;
    for (uint32_t i = 0; i < order->line_count; i++) {
        const uint32_t routed = (uint32_t)routed_units(&order->lines[i]);
        given_back[i] = random_below(3) == 0 ? random_below(routed + 1) : routed;
    }
    world_answer(world, order, given_back);
}

static void
do_change_location(struct world *world, struct ledger *ledger)
{
    (void)ledger;
    world_set_location(world, location_names[random_below(LOCATION_COUNT)], random_below(4) == 0,
                       random_below(3));
}

/* --- what must hold ----------------------------------------------------------------------------
 */

static void
check_line(const struct reservation_line *line)
{
    const struct reservation *order = line->of;
    int64_t waiting = 0, nodes = 0;

    assert_int_equal(line->ordered,
                     line->promised + line->backordered + line->shipped + line->cancelled);
    assert_true(line->backordered >= 0 && line->unrouted >= 0 && line->recalling >= 0);
    assert_true(line->kept >= 0 && line->kept <= routed_units(line));
    assert_int_equal(line->wanted + line->granted + line->set_aside + line->rerouted +
                         line->lost + line->refused,
                     0);
    if (!order->held && !world_asks(order))
        assert_int_equal(line->unrouted, 0); /* routing has all that it may */
    for (uint32_t i = 0; i < order->line_count; i++) {
        if (&order->lines[i] != line && !promised_together(line, &order->lines[i]))
            continue;
        waiting += order->lines[i].backordered;
        nodes += order->lines[i].waits;
    }
    assert_int_equal(nodes, waiting > 0); /* once for all that are promised together */
}

static void
check_order(const struct reservation *order)
{
    assert_false(order->is_granted);
    assert_int_equal(order->state == RESERVATION_RECALLED, world_asks(order));
    for (const struct change *change = order->changes_first; change != NULL; change = change->next)
        assert_int_equal(change->asked, change == order->changes_first);
    for (uint32_t i = 0; i < order->line_count; i++)
        check_line(&order->lines[i]);
}

/* All lines of the item stand in its list, the older order first; who can lose has lost. */
static void
check_holders(const struct world *world, const struct item *item)
{
    const struct reservation_line *before = NULL;
    size_t listed = 0, open = 0, at = 0;

    for (const struct reservation_line *l = item->lines_first; l != NULL; l = l->next_of_item) {
        assert_ptr_equal(l->previous_of_item, before);
        assert_true(before == NULL || before->of->order_id <= l->of->order_id);
        assert_true(units_at_risk(item) == 0 || revocable_units(l) <= 0);
        before = l;
        listed++;
    }
    assert_ptr_equal(item->lines_last, before);
    for (struct reservation *order; (order = map_next(world->books.reservations, &at)) != NULL;) {
        for (uint32_t i = 0; i < order->line_count; i++)
            open += order->lines[i].item == item;
    }
    assert_int_equal(listed, open);
}

static void
check_world(const struct world *world, const struct ledger *ledger)
{
    size_t at = 0;

    assert_true(books_add_up(&world->books));
    for (int s = 0; s < SKU_COUNT; s++) {
        const struct item *item = books_find_item(&world->books, sku_names[s]);
        if (item == NULL)
            continue;
        /* nobody waits for what is there */
        assert_null(waiting_line_first(item));
        check_holders(world, item);
        for (const struct stock *k = item->stocks; k != NULL; k = k->next_of_item) {
            for (int p = 0; p < LOCATION_COUNT; p++) {
                if (strcmp(k->location->code, location_names[p]) == 0)
                    assert_int_equal(k->on_hand, ledger->moved[p][s]);
            }
        }
    }
    for (struct reservation *order; (order = map_next(world->books.reservations, &at)) != NULL;)
        check_order(order);
}

static uint64_t
mix(uint64_t sum, uint64_t value)
{
    return (sum ^ value) * 1099511628211U;
}

static uint64_t
sum_of_tree(const struct reservation_line *line)
{
    if (line == NULL)
        return 7;
    return mix(mix(mix(sum_of_tree(line->left), (uint64_t)line->of->order_id * 8 + line->line),
                   (uint64_t)line->need_min),
               sum_of_tree(line->right));
}

static uint64_t
sum_of_world(const struct world *world)
{
    uint64_t sum = map_count(world->books.stocks) * 1000 + map_count(world->books.changes) +
                   map_count(world->books.holds) * 1000000 +
                   map_count(world->books.ticks) * 10000000 + (uint64_t)world->books.tick;
    size_t at = 0;

    for (int s = 0; s < SKU_COUNT; s++) {
        const struct item *item = books_find_item(&world->books, sku_names[s]);
        if (item == NULL)
            continue;
        sum = mix(mix(mix(sum, (uint64_t)item->on_hand), (uint64_t)item->sellable),
                  (uint64_t)item->reserved * 1000003 + (uint64_t)item->backordered);
        sum = mix(mix(sum, sum_of_tree(item->waiting)), (uint64_t)item->recalling);
        sum = mix(sum, (uint64_t)item->held);
        for (const struct hold_line *l = item->holds; l != NULL; l = l->next_of_item)
            sum = mix(mix(sum, (uint64_t)l->units), (uint64_t)l->of->expires_at_us);
        for (const struct allotment *a = item->allotments; a != NULL; a = a->next_of_item)
            sum = mix(mix(sum, (uint64_t)(a->used * 100 + a->buffer)), sum_of_tree(a->waiting));
        for (const struct reservation_line *l = item->lines_first; l != NULL; l = l->next_of_item)
            sum = mix(sum, (uint64_t)l->of->order_id * 8 + l->line);
    }
    for (struct reservation *r; (r = map_next(world->books.reservations, &at)) != NULL;) {
        uint64_t one = (uint64_t)r->order_id * 32 + r->state * 2 + r->held;
        for (uint32_t i = 0; i < r->line_count; i++) {
            const int64_t *counters = &r->lines[i].ordered;
            for (const int64_t *c = counters; c <= &r->lines[i].refused; c++)
                one = mix(one, (uint64_t)*c);
        }
        for (const struct change *c = r->changes_first; c != NULL; c = c->next) {
            one = mix(one, (uint64_t)c->change_id * 2 + c->asked);
            for (uint32_t i = 0; i < c->line_count; i++)
                one = mix(mix(one, (uint64_t)c->lines[i].asked),
                          (uint64_t)(c->lines[i].took_waiting * 1000 + c->lines[i].took_promised));
        }
        sum += one; /* in any order */
    }
    return sum;
}

/* Finished orders leave, as they do when a turn is saved. */
static void
forget_finished(struct world *world)
{
    struct reservation *finished[OPEN_ORDERS_MAX * 2];
    size_t count = 0, at = 0;

    for (struct reservation *r; (r = map_next(world->books.reservations, &at)) != NULL;) {
        if (!reservation_is_open(r))
            finished[count++] = r;
    }
    while (count-- > 0)
        books_remove_reservation(&world->books, world->journal, finished[count]);
}

/* --- whatever changes says so: what is shown at the end of each turn is all that changed ------- */

struct totals {
    int64_t on_hand, unavailable, sellable, reserved, backordered, held;
};

static struct totals shown[SKU_COUNT], shown_at[LOCATION_COUNT][SKU_COUNT];

static void
show(struct totals *before, struct totals now, bool is_changed)
{
    if (memcmp(before, &now, sizeof now) != 0 && !is_changed)
        fail_msg("totals changed and nobody said so");
    *before = now;
}

static void
show_changed(struct world *world)
{
    for (int s = 0; s < SKU_COUNT; s++) {
        struct item *item = books_find_item(&world->books, sku_names[s]);
        if (item == NULL)
            continue;
        show(&shown[s],
             (struct totals){item->on_hand, item->unavailable, item->sellable, item->reserved,
                             item->backordered, item->held},
             item->is_changed);
        item->is_changed = false;
        for (struct stock *stock = item->stocks; stock != NULL; stock = stock->next_of_item) {
            for (int p = 0; p < LOCATION_COUNT; p++) {
                if (strcmp(stock->location->code, location_names[p]) == 0)
                    show(&shown_at[p][s],
                         (struct totals){stock->on_hand, stock->unavailable, 0, 0, 0, 0},
                         stock->is_changed);
            }
            stock->is_changed = stock->location->is_changed = false;
        }
    }
    world->books.changed = (struct changed){NULL, NULL, NULL};
}

static void
random_history(void **state)
{
    static void (*const inputs[])(struct world *, struct ledger *) = {
        do_move,   do_move,   do_place,  do_place,        do_place, do_ship,
        do_ship,   do_ship,   do_cancel, do_change_lines, do_hold,  do_change_lines,
        do_answer, do_answer, do_answer, do_answer,       do_hold,  do_change_location,
        do_cart,   do_cart,   do_pass,   do_define_item,  do_place, do_place,
    };
    const char *wanted = getenv("CROSSDOCK_TEST_SEED");
    const uint64_t seed = wanted != NULL ? strtoull(wanted, NULL, 10) : 20260131;
    struct ledger ledger = {0};
    struct world world;

    (void)state;
    print_message("seed %llu\n", (unsigned long long)seed);
    random_state = seed;
    world_open(&world);
    for (int step = 0; step < STEPS; step++) {
        const uint32_t kind = random_below(sizeof inputs / sizeof inputs[0]);
        const bool fails = random_below(4) == 0;
        const struct ledger before = ledger;
        struct channel_rules rules_before[CHANNEL_COUNT];
        const uint64_t sum = fails ? sum_of_world(&world) : 0;

        memcpy(rules_before, channels, sizeof channels);
        if (step % 50 == 7) /* seldom: it looks at everything */
            do_define_channel(&world, &ledger);
        inputs[kind](&world, &ledger);
        check_world(&world, &ledger);
        forget_finished(&world);
        if (fails) {
            journal_rollback(world.journal);
            ledger = before;
            memcpy(channels, rules_before, sizeof channels);
            assert_true(sum == sum_of_world(&world));
            assert_null(world.books.changed.items);
            check_world(&world, &ledger);
        } else {
            journal_commit(world.journal);
            show_changed(&world);
        }
    }
    world_close(&world);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_history)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * Random histories: whatever is received, corrected, closed, ordered, cancelled, shipped and
 * answered, the books add up, nothing is promised twice, those who wait are served in order, and
 * an input that is rolled back leaves no trace.
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
static const char *const location_names[LOCATION_COUNT] = {"BER", "MUC", "HAM"};

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
    const struct reservation *x = *(struct reservation *const *)a;
    const struct reservation *y = *(struct reservation *const *)b;

    if (x->priority != y->priority)
        return x->priority > y->priority ? -1 : 1;
    return x->order_id < y->order_id ? -1 : 1;
}

static int64_t
needed(const struct reservation *order, const struct item *item)
{
    int64_t units = 0;

    for (uint32_t i = 0; i < order->line_count; i++)
        units += order->lines[i].item == item ? order->lines[i].backordered : 0;
    return units;
}

static bool
fits_whole(const struct reservation *order, const int64_t *free)
{
    for (int s = 0; s < SKU_COUNT; s++) {
        int64_t units = 0;
        for (uint32_t i = 0; i < order->line_count; i++) {
            if (strcmp(order->lines[i].item->sku, sku_names[s]) == 0)
                units += order->lines[i].backordered;
        }
        if (units > 0 && units > free[s])
            return false;
    }
    return true;
}

/* If more of one SKU comes: each waiting order in turn, taken from what is free. */
static void
expect_service(struct world *world, struct expectation *expectation, int arriving, int64_t units)
{
    struct reservation *orders[OPEN_ORDERS_MAX * 2];
    int64_t free[SKU_COUNT] = {0};
    size_t count = 0, at = 0;

    for (int s = 0; s < SKU_COUNT; s++) {
        const struct item *item = books_find_item(&world->books, sku_names[s]);
        free[s] = item != NULL ? available_to_promise(item) : 0;
    }
    free[arriving] += units;
    for (struct reservation *order; (order = map_next(world->books.reservations, &at)) != NULL;) {
        if (order->state == RESERVATION_BACKORDERED || order->state == RESERVATION_COMMITTED)
            orders[count++] = order;
    }
    qsort(orders, count, sizeof orders[0], serve_first);

    expectation->count = 0;
    for (size_t n = 0; n < count; n++) {
        const struct item *item = books_find_item(&world->books, sku_names[arriving]);
        const bool served =
            !orders[n]->ship_complete ||
            (item != NULL && needed(orders[n], item) > 0 && fits_whole(orders[n], free));
        for (uint32_t i = 0; i < orders[n]->line_count; i++) {
            struct reservation_line *line = &orders[n]->lines[i];
            const int s = line->item->sku[0] - 'A';
            int64_t take = served && free[s] > 0 ? line->backordered : 0;
            if (!orders[n]->ship_complete && (s != arriving || take > free[s]))
                take = s == arriving && free[s] > 0 ? free[s] : 0;
            free[s] -= take;
            expectation->lines[expectation->count++] =
                (struct expected){line, line->promised + take};
        }
    }
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
    expect_service(world, &expectation, sku, freed_by(world, place, sku, quantity));
    if (!world_move(world, location_names[place], sku_names[sku], quantity))
        return;
    ledger->moved[place][sku] += quantity;
    check_service(&expectation);
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
        lines[i].quantity = 1 + random_below(6);
    }
    world_place(world, ++order_id, (int32_t)random_below(3), random_below(3) == 0, lines, count);
}

static void
do_cancel(struct world *world, struct ledger *ledger)
{
    struct reservation *order = random_order(world);

    (void)ledger;
    if (order != NULL)
        world_cancel(world, order);
}

static void
do_ship(struct world *world, struct ledger *ledger)
{
    struct reservation *order = random_order(world);
    const int place = (int)random_below(LOCATION_COUNT);

    if (order == NULL)
        return;
    const uint32_t i = random_below(order->line_count);
    if (order->lines[i].promised == 0)
        return;
    const int64_t quantity = 1 + random_below((uint32_t)order->lines[i].promised);
    ledger->moved[place][order->lines[i].item->sku[0] - 'A'] -= quantity;
    world_ship(world, order, i, location_names[place], quantity);
}

static void
do_answer(struct world *world, struct ledger *ledger)
{
    struct reservation *order = random_order(world);
    int64_t given_back[ORDER_LINES_MAX];

    (void)ledger;
    if (order == NULL || order->state != RESERVATION_RECALLED)
        return;
    for (uint32_t i = 0; i < order->line_count; i++) {
        const uint32_t promised = (uint32_t)order->lines[i].promised;
        given_back[i] = random_below(3) == 0 ? random_below(promised + 1) : promised;
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
check_lines(const struct world *world)
{
    size_t at = 0;

    for (struct reservation *order; (order = map_next(world->books.reservations, &at)) != NULL;) {
        for (uint32_t i = 0; i < order->line_count; i++) {
            const struct reservation_line *line = &order->lines[i];
            assert_int_equal(line->ordered,
                             line->promised + line->backordered + line->shipped + line->cancelled);
            assert_true(line->promised >= 0 && line->backordered >= 0);
            assert_int_equal(line->granted + line->gave_promised + line->gave_waiting, 0);
            if (!order->ship_complete)
                assert_int_equal(line->waits,
                                 line->backordered > 0 && order->state != RESERVATION_RECALLED);
        }
    }
}

static void
check_world(const struct world *world, const struct ledger *ledger)
{
    assert_true(books_add_up(&world->books));
    for (int s = 0; s < SKU_COUNT; s++) {
        const struct item *item = books_find_item(&world->books, sku_names[s]);
        if (item == NULL)
            continue;
        /* nobody waits for what is there */
        assert_null(waiting_line_first(item, available_to_promise(item)));
        for (const struct stock *k = item->stocks; k != NULL; k = k->next_of_item) {
            for (int p = 0; p < LOCATION_COUNT; p++) {
                if (strcmp(k->location->code, location_names[p]) == 0)
                    assert_int_equal(k->on_hand, ledger->moved[p][s]);
            }
        }
    }
    check_lines(world);
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
    uint64_t sum = map_count(world->books.stocks);
    size_t at = 0;

    for (int s = 0; s < SKU_COUNT; s++) {
        const struct item *item = books_find_item(&world->books, sku_names[s]);
        if (item == NULL)
            continue;
        sum = mix(mix(mix(sum, (uint64_t)item->on_hand), (uint64_t)item->sellable),
                  (uint64_t)item->reserved * 1000003 + (uint64_t)item->backordered);
        sum = mix(sum, sum_of_tree(item->waiting));
    }
    for (struct reservation *r; (r = map_next(world->books.reservations, &at)) != NULL;) {
        uint64_t one = (uint64_t)r->order_id * 16 + r->state;
        for (uint32_t i = 0; i < r->line_count; i++)
            one = mix(mix(mix(one, (uint64_t)r->lines[i].promised), (uint64_t)r->lines[i].shipped),
                      (uint64_t)r->lines[i].backordered);
        sum += mix(one, r->round); /* in any order */
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
        map_remove(world->books.reservations, world->journal, finished[count]->order_id);
}

static void
random_history(void **state)
{
    static void (*const inputs[])(struct world *, struct ledger *) = {
        do_move, do_move, do_place,  do_place,  do_place,  do_ship,
        do_ship, do_ship, do_cancel, do_answer, do_answer, do_change_location,
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
        const uint64_t sum = fails ? sum_of_world(&world) : 0;

        inputs[kind](&world, &ledger);
        check_world(&world, &ledger);
        forget_finished(&world);
        if (fails) {
            journal_rollback(world.journal);
            ledger = before;
            assert_true(sum == sum_of_world(&world));
            check_world(&world, &ledger);
        } else {
            journal_commit(world.journal);
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

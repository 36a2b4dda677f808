/*
 * The rules of goods: what a lot is fit for, which units leave, what may be posted; and random
 * histories of lots, states, days and what is kept back, with everything undone now and then.
 *
 * The seed is printed; CROSSDOCK_TEST_SEED=n tells the same history again.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/inventory/books.c" /* not in the core library: it needs maps and the journal */
#include "services/inventory/books_goods.c"

#define STEPS 100000

struct world {
    struct books books;
    struct journal *journal;
};

static void
world_open(struct world *world)
{
    *world = (struct world){.journal = journal_create()};
    books_open(&world->books);
}

static void
world_close(struct world *world)
{
    journal_commit(world->journal);
    books_close(&world->books);
    journal_destroy(&world->journal);
}

static struct location *
world_location(struct world *world, const char *code)
{
    struct location *location = books_find_location(&world->books, code);

    return location != NULL ? location : books_add_location(&world->books, world->journal, code);
}

/* --- small rules ------------------------------------------------------------------------------ */

static void
sscc_has_eighteen_digits(void **state)
{
    static const struct {
        const char *sscc;
        bool valid;
    } cases[] = {
        {"006141411234567890", true},   {"006141411234567891", false}, {"06141411234567890", false},
        {"0006141411234567890", false}, {"00614141123456789X", false}, {"", false},
        {"376104250021234569", true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(sscc_is_valid(cases[i].sscc), cases[i].valid);
}

static void
units_are_codes_of_recommendation_20(void **state)
{
    static const struct {
        const char *code;
        bool known;
    } cases[] = {{"EA", true},  {"C62", true}, {"KGM", true}, {"MTR", true}, {"LTR", true},
                 {"ea", false}, {"KG", false}, {"", false},   {"EAX", false}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(unit_is_known(cases[i].code), cases[i].known);
}

static void
a_lot_is_out_when_too_few_days_are_left(void **state)
{
    static const struct {
        int32_t days_min, expires_on, today;
        bool out;
    } cases[] = {
        {0, 100, 99, false},  {0, 100, 100, false}, /* still good on its last day */
        {0, 100, 101, true},  {10, 100, 90, false},      {10, 100, 91, true},
        {10, 0, 91, false}, /* never expires */
        {3650, 100, 0, true}, {3650, 0, 1000000, false}, {0, 1, INT32_MAX, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct item item = {.shelf_life_days_min = cases[i].days_min};
        assert_int_equal(lot_is_out_on(&item, cases[i].expires_on, cases[i].today), cases[i].out);
    }
}

static void
corrections_take_only_what_is_there(void **state)
{
    static const struct {
        int64_t on_hand, there, quantity;
        enum move_outcome outcome;
    } cases[] = {
        {10, 7, -7, MOVE_OK},
        {10, 7, -8, MOVE_BELOW_ZERO}, /* the other three are in another state */
        {10, -2, 1, MOVE_OK},         /* found again, after more had shipped than was known */
        {10, -2, -1, MOVE_BELOW_ZERO},
        {0, 0, 1000000000, MOVE_OK},
        {ON_HAND_MAX, 5, 1, MOVE_TOO_MUCH},
        {ON_HAND_MAX, 5, -5, MOVE_OK},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct stock stock = {.on_hand = cases[i].on_hand};
        assert_int_equal(move_stock_check(&stock, cases[i].there, cases[i].quantity),
                         cases[i].outcome);
    }
    assert_int_equal(move_stock_check(NULL, 0, -1), MOVE_BELOW_ZERO);
    assert_int_equal(move_stock_check(NULL, 0, 1), MOVE_OK);
}

/* --- goods in a world ---------------------------------------------------------------------------
 */

/* As post_goods does. */
static void
move_goods(struct world *world, struct stock *stock, enum stock_state state, struct lot *lot,
           int64_t quantity)
{
    const struct keeper keeper = books_keeper(world->journal);
    struct pile *pile = books_find_pile(stock, state, lot);

    if (pile == NULL && (state != STOCK_AVAILABLE || lot != NULL))
        pile = books_add_pile(&world->books, world->journal, stock, state, lot,
                              world->books.pile_last + 1);
    move_stock(&keeper, stock, pile, quantity);
}

/* Piles of nothing leave, as they do when a turn is saved. */
static void
forget_empty_piles(struct world *world, struct stock *stock)
{
    for (struct pile *pile = stock->piles, *next; pile != NULL; pile = next) {
        next = pile->next;
        if (pile->quantity == 0)
            books_remove_pile(&world->books, world->journal, pile);
    }
}

static struct stock *
stock_of(struct world *world, const char *code, const char *sku)
{
    return books_stock(&world->books, world->journal, world_location(world, code),
                       books_item(&world->books, world->journal, sku));
}

/* "SOON@130:5 BAD@0:2:DAMAGED plain:3" lies there. */
static void
lay_out(struct world *world, struct stock *stock, const char *piles)
{
    char text[200], *rest = text;

    snprintf(text, sizeof text, "%s", piles);
    for (char *word; (word = strtok_r(rest, " ", &rest)) != NULL;) {
        char lot[20] = "", bad[20] = "";
        int day = 0, quantity = 0;
        if (sscanf(word, "plain:%d", &quantity) == 1) {
            move_goods(world, stock, STOCK_AVAILABLE, NULL, quantity);
            continue;
        }
        assert_in_range(sscanf(word, "%19[A-Z]@%d:%d:%19s", lot, &day, &quantity, bad), 3, 4);
        move_goods(world, stock,
                   strcmp(bad, "DAMAGED") == 0   ? STOCK_DAMAGED
                   : strcmp(bad, "EXPIRED") == 0 ? STOCK_EXPIRED
                                                 : STOCK_AVAILABLE,
                   books_add_lot(&world->books, world->journal, stock->item, lot, day), quantity);
    }
}

static void
what_expires_first_leaves_first(void **state)
{
    static const struct {
        const char *lies; /* today is day 100 */
        int quantity;
        const char *leaves;
    } cases[] = {
        {"LATE@190:5 SOON@130:5 NEVER@0:5", 8, "SOON:5 LATE:3"},
        {"LATE@190:5 SOON@130:5 NEVER@0:5", 15, "SOON:5 LATE:5 NEVER:5"},
        {"B@130:1 A@130:1", 1, "A:1"}, /* the same day: by name */
        {"NEW@130:2 plain:3", 4, "NEW:2 plain:2"},
        {"OLD@99:5 NEW@130:2 plain:3", 9, "NEW:2 OLD:4 plain:3"}, /* it cannot have been other */
        {"GONE@99:4:EXPIRED", 2, "GONE:2"},          /* picked before it was booked so */
        {"BAD@130:5:DAMAGED plain:1", 3, "plain:3"}, /* nobody picks what is damaged */
        {"A@130:5", 7, "A:5 plain:2"},               /* more than the books knew of */
        {"", 2, "plain:2"},
        {"plain:5", 2, "plain:2"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct world world;
        char text[200] = "";
        world_open(&world);
        books_begin_day(&world.books, &(struct keeper){0}, 100);
        struct stock *stock = stock_of(&world, "BER", "A");
        lay_out(&world, stock, cases[i].lies);

        struct share shares[10];
        const size_t count = first_expired_first_out(stock, cases[i].quantity, shares);
        assert_in_range(count, 1, stock_pile_count(stock) + 1);
        for (size_t s = 0; s < count; s++)
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s:%d", s > 0 ? " " : "",
                     shares[s].pile != NULL ? shares[s].pile->lot->code : "plain",
                     (int)shares[s].quantity);
        assert_string_equal(text, cases[i].leaves);
        world_close(&world);
    }
}

static void
only_what_is_fit_and_not_kept_back_is_sellable(void **state)
{
    static const struct {
        const char *lies;
        int of_location, of_sku, planned, on_hand, unavailable, sellable;
    } cases[] = {
        {"plain:10", 0, -1, 0, 10, 0, 10},
        {"plain:10", 3, -1, 0, 10, 0, 7},
        {"plain:10", 3, 1, 0, 10, 0, 9}, /* the SKU's own number counts instead */
        {"plain:10", 3, 0, 0, 10, 0, 10},
        {"plain:10", 0, 20, 0, 10, 0, 0},
        {"plain:7 BAD@0:3:DAMAGED", 1, -1, 0, 10, 3, 6},
        {"OLD@99:5 NEW@130:2", 0, -1, 0, 7, 5, 2},
        {"NEW@100:2 GONE@90:1:EXPIRED", 0, -1, 0, 3, 1, 2},
        {"plain:-2 BAD@0:3:DAMAGED", 0, -1, 0, 1, 3, 0}, /* never below 0 */
        {"plain:10", 0, -1, 4, 10, 0, 6},                /* as planned */
        {"plain:10", 3, -1, 2, 10, 0, 7},                /* the location keeps more */
        {"plain:10", 3, 1, 8, 10, 0, 9},                 /* the operator's number wins */
        {"OLD@99:-2 plain:5", 0, -1, 0, 3, 0, 3},        /* a lot below 0 makes nothing fit */
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct world world;
        world_open(&world);
        books_begin_day(&world.books, &(struct keeper){0}, 100);
        struct stock *stock = stock_of(&world, "BER", "A");
        lay_out(&world, stock, cases[i].lies);
        change_location(&(struct keeper){0}, stock->location, false, cases[i].of_location);
        change_safety_stock(&(struct keeper){0}, stock, cases[i].of_sku);
        change_held_back(&(struct keeper){0}, stock, cases[i].planned);
        assert_int_equal(stock->on_hand, cases[i].on_hand);
        assert_int_equal(stock->unavailable, cases[i].unavailable);
        assert_int_equal(stock->item->sellable, cases[i].sellable);
        assert_true(books_add_up(&world.books));
        world_close(&world);
    }
}

static void
a_new_day_takes_lots_out(void **state)
{
    struct world world;

    (void)state;
    world_open(&world);
    const struct keeper keeper = books_keeper(world.journal);
    struct stock *stock = stock_of(&world, "BER", "A");
    stock->item->shelf_life_days_min = 10;
    books_begin_day(&world.books, &keeper, 100);
    lay_out(&world, stock, "SOON@111:5 LATE@120:5 plain:1");
    world.books.expiry_due = false;
    assert_int_equal(stock->item->sellable, 11);
    books_begin_day(&world.books, &keeper, 101);
    assert_int_equal(stock->item->sellable, 11);
    assert_true(world.books.expiry_due); /* whether there is something is looked at once a day */
    journal_commit(world.journal);
    books_begin_day(&world.books, &keeper, 102);
    assert_int_equal(stock->item->sellable, 6);
    assert_true(books_add_up(&world.books));
    journal_rollback(world.journal);
    assert_int_equal(world.books.today, 101);
    assert_int_equal(stock->item->sellable, 11);
    assert_true(books_add_up(&world.books));
    world_close(&world);
}

static void
a_barcode_names_one_thing(void **state)
{
    static const struct pack packs[] = {{"CASE", 12, "10614141000415"}, {"PALLET", 480, ""}};
    struct world world;

    (void)state;
    world_open(&world);
    struct item *a = books_item(&world.books, world.journal, "A");
    struct item *b = books_item(&world.books, world.journal, "B");
    books_set_packs(&world.books, world.journal, a, "06291041500213", packs, 2);
    assert_ptr_equal(books_find_barcode(&world.books, "06291041500213")->item, a);
    assert_int_equal(books_find_barcode(&world.books, "10614141000415")->pack, 0);
    assert_int_equal(a->packs[1].units, 480);
    journal_commit(world.journal);

    /* they change hands, and back when the turn fails */
    books_forget_barcodes(&world.books, world.journal, a);
    books_forget_barcodes(&world.books, world.journal, b);
    books_set_packs(&world.books, world.journal, a, "", NULL, 0);
    books_set_packs(&world.books, world.journal, b, "06291041500213", NULL, 0);
    assert_ptr_equal(books_find_barcode(&world.books, "06291041500213")->item, b);
    assert_null(books_find_barcode(&world.books, "10614141000415"));
    assert_int_equal(a->pack_count, 0);
    journal_rollback(world.journal);
    assert_ptr_equal(books_find_barcode(&world.books, "06291041500213")->item, a);
    assert_int_equal(a->packs[books_find_barcode(&world.books, "10614141000415")->pack].units, 12);
    assert_int_equal(a->pack_count, 2);
    world_close(&world);
}

/* --- random histories ---------------------------------------------------------------------------
 */

#define SKU_COUNT   3
#define PLACE_COUNT 2
#define LOT_COUNT   4 /* 0: none */
#define DAYS        60

static const char *const skus[SKU_COUNT] = {"A", "B", "C"};
static const char *const places[PLACE_COUNT] = {"BER", "MUC"};
static const char *const lots[LOT_COUNT] = {"", "L1", "L2", "L3"};
static const int32_t expiries[LOT_COUNT] = {0, 110, 130, 0};

/* What happened, counted apart from the books. */
struct model {
    int64_t units[SKU_COUNT][PLACE_COUNT][STOCK_EXPIRED + 1][LOT_COUNT];
    int64_t kept[SKU_COUNT][PLACE_COUNT]; /* by hand */
    int64_t planned[SKU_COUNT][PLACE_COUNT];
    int32_t today;
};

static uint64_t random_state;

static uint32_t
random_below(uint32_t bound)
{
    random_state = random_state * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)((random_state >> 33) % bound);
}

static struct lot *
lot_of(struct world *world, struct item *item, uint32_t lot)
{
    struct lot *found = lot > 0 ? books_find_lot(&world->books, item, lots[lot]) : NULL;

    return found != NULL || lot == 0
               ? found
               : books_add_lot(&world->books, world->journal, item, lots[lot], expiries[lot]);
}

static void
do_move(struct world *world, struct model *model)
{
    const uint32_t sku = random_below(SKU_COUNT), place = random_below(PLACE_COUNT);
    const uint32_t lot = random_below(LOT_COUNT);
    const enum stock_state in = random_below(2) ? STOCK_AVAILABLE : 1 + random_below(STOCK_EXPIRED);
    struct stock *stock = stock_of(world, places[place], skus[sku]);
    const int64_t quantity = (int64_t)random_below(12) - 5;
    const int64_t there = model->units[sku][place][in][lot];

    assert_int_equal(move_stock_check(stock, there, quantity),
                     quantity < 0 && there + quantity < 0 ? MOVE_BELOW_ZERO : MOVE_OK);
    if (move_stock_check(stock, there, quantity) != MOVE_OK)
        return;
    move_goods(world, stock, in, lot_of(world, stock->item, lot), quantity);
    model->units[sku][place][in][lot] += quantity;
    forget_empty_piles(world, stock);
}

static void
do_ship(struct world *world, struct model *model)
{
    const uint32_t sku = random_below(SKU_COUNT), place = random_below(PLACE_COUNT);
    struct stock *stock = stock_of(world, places[place], skus[sku]);
    struct share shares[STOCK_EXPIRED * LOT_COUNT + 1];
    const int64_t quantity = 1 + random_below(5);
    const size_t count = first_expired_first_out(stock, quantity, shares);
    int64_t taken = 0;

    for (size_t i = 0; i < count; i++) {
        struct pile *pile = shares[i].pile;
        uint32_t lot = 0;
        while (pile != NULL && strcmp(lots[lot], pile->lot != NULL ? pile->lot->code : "") != 0)
            lot++;
        model->units[sku][place][pile != NULL ? pile->state : STOCK_AVAILABLE][lot] -=
            shares[i].quantity;
        move_goods(world, stock, pile != NULL ? pile->state : STOCK_AVAILABLE,
                   lot_of(world, stock->item, lot), -shares[i].quantity);
        taken += shares[i].quantity;
    }
    assert_int_equal(taken, quantity);
    forget_empty_piles(world, stock);
}

static void
do_keep_back(struct world *world, struct model *model)
{
    const struct keeper keeper = books_keeper(world->journal);
    const uint32_t sku = random_below(SKU_COUNT), place = random_below(PLACE_COUNT);

    model->kept[sku][place] = (int64_t)random_below(6) - 1;
    change_safety_stock(&keeper, stock_of(world, places[place], skus[sku]),
                        model->kept[sku][place]);
}

static void
do_hold_back(struct world *world, struct model *model)
{
    const struct keeper keeper = books_keeper(world->journal);
    const uint32_t sku = random_below(SKU_COUNT), place = random_below(PLACE_COUNT);
    const int64_t planned = (int64_t)random_below(6);
    const bool changes = model->kept[sku][place] < 0 && planned != model->planned[sku][place];

    model->planned[sku][place] = planned;
    assert_true(change_held_back(&keeper, stock_of(world, places[place], skus[sku]), planned) ==
                changes);
}

static void
do_day(struct world *world, struct model *model)
{
    const struct keeper keeper = books_keeper(world->journal);

    model->today = (int32_t)(90 + random_below(DAYS)); /* a clock may be set back, too */
    books_begin_day(&world->books, &keeper, model->today);
}

static int64_t
sellable_by_model(const struct model *model, int sku, int place)
{
    int64_t units = 0;

    for (int state = STOCK_AVAILABLE; state <= STOCK_EXPIRED; state++) {
        for (int lot = 0; lot < LOT_COUNT; lot++) {
            const int64_t there = model->units[sku][place][state][lot];
            const bool fit =
                state == STOCK_AVAILABLE && (expiries[lot] == 0 || expiries[lot] >= model->today);
            units += fit || there < 0 ? there : 0;
        }
    }
    units -= model->kept[sku][place] >= 0 ? model->kept[sku][place] : model->planned[sku][place];
    return units > 0 ? units : 0;
}

static void
check_piles(const struct stock *stock, const int64_t units[STOCK_EXPIRED + 1][LOT_COUNT])
{
    int64_t left[STOCK_EXPIRED + 1][LOT_COUNT];

    memcpy(left, units, sizeof left);
    left[STOCK_AVAILABLE][0] -= stock_plain(stock);
    for (const struct pile *pile = stock->piles; pile != NULL; pile = pile->next) {
        int lot = 0;
        while (strcmp(lots[lot], pile->lot != NULL ? pile->lot->code : "") != 0)
            lot++;
        left[pile->state][lot] -= pile->quantity;
        assert_true(pile->next == NULL || pile->state <= pile->next->state);
    }
    for (int state = 0; state <= STOCK_EXPIRED; state++) {
        for (int lot = 0; lot < LOT_COUNT; lot++)
            assert_true(left[state][lot] == 0);
    }
}

static void
check_goods(const struct world *world, const struct model *model)
{
    assert_true(books_add_up(&world->books));
    for (int sku = 0; sku < SKU_COUNT; sku++) {
        const struct item *item = books_find_item(&world->books, skus[sku]);
        const struct stock *stock = item != NULL ? item->stocks : NULL;
        int64_t sellable = item != NULL ? item->sellable : 0;
        for (; stock != NULL; stock = stock->next_of_item) {
            const int place = strcmp(stock->location->code, places[0]) == 0 ? 0 : 1;
            check_piles(stock, model->units[sku][place]);
            sellable -= sellable_by_model(model, sku, place);
        }
        assert_int_equal(sellable, 0);
    }
}

static void
random_goods(void **state)
{
    static void (*const inputs[])(struct world *, struct model *) = {
        do_move, do_move, do_move, do_move, do_ship, do_keep_back, do_hold_back, do_day};
    static struct model model;
    const char *wanted = getenv("CROSSDOCK_TEST_SEED");
    const uint64_t seed = wanted != NULL ? strtoull(wanted, NULL, 10) : 20260207;
    struct world world;

    (void)state;
    print_message("seed %llu\n", (unsigned long long)seed);
    random_state = seed;
    world_open(&world);
    for (int sku = 0; sku < SKU_COUNT; sku++) {
        for (int place = 0; place < PLACE_COUNT; place++)
            model.kept[sku][place] = SAFETY_STOCK_OF_LOCATION;
    }
    for (int step = 0; step < STEPS; step++) {
        const struct model before = model;
        const bool fails = random_below(4) == 0;
        inputs[random_below(sizeof inputs / sizeof inputs[0])](&world, &model);
        check_goods(&world, &model);
        if (fails) {
            journal_rollback(world.journal);
            model = before;
            check_goods(&world, &model);
        } else {
            journal_commit(world.journal);
        }
    }
    world_close(&world);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sscc_has_eighteen_digits),
        cmocka_unit_test(units_are_codes_of_recommendation_20),
        cmocka_unit_test(a_lot_is_out_when_too_few_days_are_left),
        cmocka_unit_test(corrections_take_only_what_is_there),
        cmocka_unit_test(what_expires_first_leaves_first),
        cmocka_unit_test(only_what_is_fit_and_not_kept_back_is_sellable),
        cmocka_unit_test(a_new_day_takes_lots_out),
        cmocka_unit_test(a_barcode_names_one_thing),
        cmocka_unit_test(random_goods),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

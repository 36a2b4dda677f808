/*
 * What to move instead of buying. Sums by hand; the most gain is held against every possible way
 * for small numbers.
 */
#include "services/forecasting/core/stock/greatest_gain.h"
#include "tests/unit/forecasting/stock_table.h"

static const struct transfer_terms usual = {
    .holding_minor_day = 0.5,
    .short_minor = 200,
    .lead_time_days = 14,
    .transfer_days = 2,
    .line_minor = 100,
    .cover_days = 7,
    .pack_units = 1,
};

struct row {
    const char *name;
    struct transfer_site sites[3];
    struct transfer_terms terms;
    const char *moves; /* from>to quantity, ... */
};

/* position, on hand, reorder point, order-up-to, per day, closed */
/* clang-format off */
static const struct row rows[] = {
    {"too much here, too little there",
     {{200, 200, 20, 40, 2, false}, {5, 5, 20, 40, 2, false}, {30, 30, 20, 40, 2, false}},
     {.short_minor = 200, .lead_time_days = 14, .transfer_days = 2}, "0>1 35"},
    {"the donor keeps order-up-to and its cover",
     {{60, 60, 20, 40, 2, false}, {5, 5, 20, 40, 2, false}},
     {.short_minor = 200, .lead_time_days = 14, .transfer_days = 2, .cover_days = 7}, "0>1 6"},
    {"what is only on its way cannot leave",
     {{200, 10, 20, 40, 2, false}, {5, 5, 20, 40, 2, false}},
     {.short_minor = 200, .lead_time_days = 14, .transfer_days = 2}, "0>1 10"},
    {"above its reorder point nobody gets anything",
     {{200, 200, 20, 40, 2, false}, {21, 21, 20, 40, 2, false}},
     {.short_minor = 200, .lead_time_days = 14, .transfer_days = 2}, ""},
    {"a closed place neither gives nor gets",
     {{200, 200, 20, 40, 2, true}, {5, 5, 20, 40, 2, false}, {300, 300, 0, 0, 0, true}},
     {.short_minor = 200, .lead_time_days = 14, .transfer_days = 2}, ""},
    {"what costs more than it gains stays",
     {{200, 200, 20, 40, 2, false}, {5, 5, 20, 40, 2, false}},
     {.short_minor = 1, .lead_time_days = 14, .transfer_days = 2, .line_minor = 5000}, ""},
    {"where nothing is kept any more everything may leave",
     {{50, 50, 0, 0, 0, false}, {5, 5, 20, 40, 2, false}},
     {.short_minor = 200, .lead_time_days = 14, .transfer_days = 2}, "0>1 35"},
    {"whole packs",
     {{65, 65, 20, 40, 2, false}, {5, 5, 20, 40, 2, false}},
     {.short_minor = 200, .lead_time_days = 14, .transfer_days = 2, .pack_units = 12}, "0>1 24"},
    {"two donors, the idler one first", /* 0: 19 spare of 2 a day, 1: 20 spare of none */
     {{59, 59, 20, 40, 2, false}, {20, 20, 0, 0, 0, false}, {10, 10, 20, 40, 2, false}},
     {.holding_minor_day = 1, .short_minor = 200, .lead_time_days = 14, .transfer_days = 2},
     "1>2 20, 0>2 10"},
    {"a purchase that is as fast leaves only the holding",
     {{400, 400, 20, 40, 2, false}, {5, 5, 20, 40, 2, false}},
     {.short_minor = 200, .lead_time_days = 2, .transfer_days = 2, .line_minor = 1}, ""},
};
/* clang-format on */

static void
moves_of_a_table(void **state)
{
    struct scratch scratch = scratch_open(1 << 20);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct transfer found[9];
        char text[200] = "";
        size_t count = 0, bytes = 0;
        while (count < 3 && (rows[i].sites[count].position != 0 || rows[i].sites[count].on_hand))
            count++;
        const size_t lines =
            transfers_decide(rows[i].sites, count, &rows[i].terms, NULL, &scratch, found, 9);
        for (size_t k = 0; k < lines; k++)
            bytes += (size_t)snprintf(text + bytes, sizeof text - bytes, "%s%u>%u %ld",
                                      k > 0 ? ", " : "", found[k].from, found[k].to,
                                      (long)found[k].quantity);
        if (strcmp(text, rows[i].moves) != 0)
            fail_msg("%s: \"%s\", not \"%s\"", rows[i].name, text, rows[i].moves);
    }
    free(scratch.bytes);
}

#define SIDE 3

static double
best_of_all(const struct moves *moves, int64_t *spare, int64_t *needed, int at)
{
    double best = 0;

    if (at == moves->givers * moves->takers)
        return 0;
    int64_t *from = &spare[at / moves->takers], *to = &needed[at % moves->takers];
    for (int64_t units = 0; units <= *from && units <= *to; units++) {
        *from -= units;
        *to -= units;
        const double rest = best_of_all(moves, spare, needed, at + 1);
        *from += units;
        *to += units;
        const double gain = (moves->gain[at] > 0 || units == 0 ? moves->gain[at] : -1e9);
        best = fmax(best, rest + gain * (double)units);
    }
    return best;
}

static void
nothing_gains_more(void **state)
{
    struct scratch scratch = scratch_open(1 << 20);
    uint64_t seed = 31;

    (void)state;
    print_message("seed %lu\n", (unsigned long)seed);
    for (int i = 0; i < 300; i++) {
        int64_t spare[SIDE], needed[SIDE], moved[SIDE * SIDE];
        double gain[SIDE * SIDE], gained = 0;
        const struct moves moves = {
            1 + draw_below(&seed, SIDE), 1 + draw_below(&seed, SIDE), spare, needed, gain, moved};
        for (int k = 0; k < SIDE; k++) {
            spare[k] = draw_below(&seed, 4);
            needed[k] = draw_below(&seed, 4);
        }
        for (int k = 0; k < SIDE * SIDE; k++)
            gain[k] = draw_below(&seed, 12) - 3;
        const double found = greatest_gain(&moves, &scratch);
        assert_near(found, best_of_all(&moves, spare, needed, 0), 1e-9, "gain");
        for (int k = 0; k < moves.givers * moves.takers; k++)
            gained += gain[k] * (double)moved[k];
        assert_near(gained, found, 1e-9, "of what is moved");
    }
    free(scratch.bytes);
}

/* Nobody gives more than it may, nobody gets what it does not need, every line earns its cost. */
static void
donors_stay_above_their_reorder_point(void **state)
{
    struct scratch scratch = scratch_open(1 << 22);
    struct transfer found[900];
    uint64_t seed = 2011;
    size_t moved = 0;

    (void)state;
    print_message("seed %lu\n", (unsigned long)seed);
    for (int i = 0; i < 400; i++) {
        struct transfer_site sites[30], after[30];
        const size_t count = 2 + (size_t)draw_below(&seed, 28);
        struct transfer_terms terms = usual;
        terms.pack_units = 1 + draw_below(&seed, 6);
        for (size_t k = 0; k < count; k++) {
            const int reorder = draw_below(&seed, 30), position = draw_below(&seed, 150);
            sites[k] = (struct transfer_site){position,
                                              draw_below(&seed, position + 1),
                                              reorder,
                                              reorder + 1 + draw_below(&seed, 30),
                                              draw_between(&seed, 0, 5),
                                              draw_below(&seed, 9) == 0};
            after[k] = sites[k];
        }
        const size_t lines = transfers_decide(sites, count, &terms, NULL, &scratch, found, 900);
        moved += lines;
        for (size_t k = 0; k < lines; k++) {
            assert_true(found[k].gain_minor > 0 && found[k].quantity > 0);
            assert_int_equal(found[k].quantity % terms.pack_units, 0);
            assert_true(k == 0 || found[k].gain_minor <= found[k - 1].gain_minor);
            assert_true(sites[found[k].to].position <= sites[found[k].to].reorder_point);
            after[found[k].from].position -= found[k].quantity;
            after[found[k].from].on_hand -= found[k].quantity;
            after[found[k].to].position += found[k].quantity;
        }
        for (size_t k = 0; k < count; k++) {
            if (after[k].position < sites[k].position)
                assert_true(after[k].position > after[k].reorder_point && after[k].on_hand >= 0);
            if (after[k].position > sites[k].position)
                assert_true(after[k].position < after[k].order_up_to + terms.pack_units);
        }
    }
    assert_true(moved > 400);
    free(scratch.bytes);
}

static void
what_a_unit_short_must_cost(void **state)
{
    (void)state;
    assert_near(shortage_cost(0.95, 1, 7), 133, 1e-9, "19 times a week's holding");
    assert_near(shortage_cost(0.5, 2, 10), 20, 1e-9, "as much as holding");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moves_of_a_table),
        cmocka_unit_test(nothing_gains_more),
        cmocka_unit_test(donors_stay_above_their_reorder_point),
        cmocka_unit_test(what_a_unit_short_must_cost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

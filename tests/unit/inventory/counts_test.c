/*
 * Cycle counts: the tolerance, the comparison with the books, the lifecycle.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/inventory/core/documents.h"

static void
tolerance(void **state)
{
    static const struct {
        int64_t on_hand, difference, units;
        int32_t percent;
        bool close;
    } cases[] = {
        {10, 0, 0, 0, true},      {10, 1, 0, 0, false},
        {10, -1, 0, 0, false},    {10, 2, 2, 0, true},
        {10, -3, 2, 0, false},    {200, 4, 0, 2, true},
        {200, 5, 0, 2, false},    {199, 3, 0, 2, true},
        {199, 4, 0, 2, false},    {200, 5, 5, 2, true},
        {0, 1, 0, 100, false},    {0, 1, 1, 0, true},
        {-50, 5, 0, 10, true},    {50, 50, 0, 100, true},
        {50, -51, 0, 100, false}, {ON_HAND_MAX, ON_HAND_MAX / 2, 0, 50, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        print_message("tolerance %zu\n", i);
        assert_int_equal(count_tolerance(cases[i].on_hand, cases[i].difference, cases[i].units,
                                         cases[i].percent),
                         cases[i].close);
    }
}

/*
 * One SKU. Piles and findings are "STATE lot units": a available, d damaged, q quarantine; lot - is
 * none. Available units without a lot are the books' rest.
 */
struct comparison {
    const char *what;
    const char *books;    /* "a - 10, d - 2, a L1 5" */
    const char *found;    /* as told */
    const char *variance; /* every entry: found-books */
};

static const struct comparison comparisons[] = {
    {"as the books say", "a - 10", "a - 10", "a - 10-10"},
    {"less", "a - 10", "a - 7", "a - 7-10"},
    {"more than nothing", "", "a - 3", "a - 3-0"},
    {"nothing, and nothing was known", "", "a - 0", "a - 0-0"},
    {"the cage is not looked into", "a - 10, d - 2", "a - 10", "a - 10-10"},
    {"but when it is, it counts", "a - 10, d - 2, q - 1", "a - 10, d - 1", "a - 10-10, d - 1-2"},
    {"only damaged ones found: the shelf is empty", "a - 10, d - 2", "d - 2", "d - 2-2, a - 0-10"},
    {"each lot", "a L1 5, a L2 6", "a L1 5, a L2 4", "a L1 5-5, a L2 4-6"},
    {"a lot that nobody found", "a L1 5, a L2 6", "a L1 5", "a L1 5-5, a L2 0-6"},
    {"a lot that nobody knew", "a L1 5", "a L1 3, a L3 2", "a L1 3-5, a L3 2-0"},
    {"no lot at all", "a L1 5, a L2 6", "", "a L1 0-5, a L2 0-6"},
    {"lots in the cage, too, once it is looked into", "a L1 5, d L1 1, d L2 2", "a L1 5, d L1 1",
     "a L1 5-5, d L1 1-1, d L2 0-2"},
};

static enum stock_state
state_of(char letter)
{
    return letter == 'a' ? STOCK_AVAILABLE : letter == 'd' ? STOCK_DAMAGED : STOCK_QUARANTINE;
}

struct shelf {
    struct item item;
    struct location location;
    struct stock stock;
    struct lot lots[8];
    struct pile piles[8];
    char codes[16][8];
    size_t count;
};

/* "a L1 5, ..." one by one; false at the end. */
static bool
next(const char **text, char *letter, char lot[8], long long *units)
{
    if (sscanf(*text, " %c %7s %lld", letter, lot, units) != 3)
        return false;
    *text = strchr(*text, ',') != NULL ? strchr(*text, ',') + 1 : "";
    if (strcmp(lot, "-") == 0)
        lot[0] = '\0';
    return true;
}

static void
fill(struct shelf *shelf, const char *books)
{
    char letter, lot[8];
    long long units;
    struct pile **last = &shelf->stock.piles;

    while (next(&books, &letter, lot, &units)) {
        shelf->stock.on_hand += units;
        if (letter == 'a' && lot[0] == '\0')
            continue;
        struct pile *pile = &shelf->piles[shelf->count];
        pile->state = state_of(letter);
        pile->quantity = units;
        if (lot[0] != '\0') {
            shelf->lots[shelf->count] =
                (struct lot){.item = &shelf->item, .code = strcpy(shelf->codes[shelf->count], lot)};
            pile->lot = &shelf->lots[shelf->count];
        }
        *last = pile;
        last = &pile->next;
        shelf->count++;
    }
}

static void
compare(const struct comparison *comparison)
{
    struct shelf shelf = {.item = {.sku = "A"}};
    struct count_found found[16];
    const char *told = comparison->found;
    char letter, lot[8], text[200] = "";
    long long units;
    size_t count = 0;

    shelf.stock.item = &shelf.item;
    shelf.stock.location = &shelf.location;
    fill(&shelf, comparison->books);
    while (next(&told, &letter, lot, &units)) {
        found[count] = (struct count_found){.item = &shelf.item,
                                            .state = state_of(letter),
                                            .lot = strcpy(shelf.codes[8 + count], lot),
                                            .counted = units};
        count++;
    }
    const struct stock *stock = comparison->books[0] != '\0' ? &shelf.stock : NULL;
    count = count_variance(&shelf.item, stock, found, count);
    for (size_t i = 0; i < count; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%c %s %lld-%lld",
                 i > 0 ? ", " : "",
                 found[i].state == STOCK_AVAILABLE ? 'a'
                 : found[i].state == STOCK_DAMAGED ? 'd'
                                                   : 'q',
                 found[i].lot[0] != '\0' ? found[i].lot : "-", (long long)found[i].counted,
                 (long long)found[i].on_hand);
    print_message("%s\n", comparison->what);
    assert_string_equal(text, comparison->variance);
}

static void
counts_are_compared_with_the_books(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof comparisons / sizeof comparisons[0]; i++)
        compare(&comparisons[i]);
}

static void
the_lifecycle_is_sound(void **state)
{
    (void)state;
    for (int from = 0; from < COUNT_STATE_COUNT; from++) {
        const bool is_open =
            from == COUNT_REQUESTED || from == COUNT_RECOUNT || from == COUNT_REVIEW;
        for (int on = 0; on < COUNT_CHANGE_COUNT; on++) {
            size_t steps = 0;
            for (size_t i = 0; i < count_step_count; i++)
                steps += (int)count_steps[i].from == from && (int)count_steps[i].on == on;
            assert_in_range(steps, 0, 1);
            /* the ends are ends, the beginning is requested */
            assert_true(steps == 0 || is_open || (from == COUNT_NONE && on == ON_COUNT_REQUEST));
        }
        const struct count_step *cancel = count_step_find((enum count_state)from, ON_COUNT_CANCEL);
        assert_int_equal(cancel != NULL, is_open);
        /* nothing is booked without being counted, and nobody counts what people decide on */
        assert_int_equal(count_step_find((enum count_state)from, ON_COUNT_APPROVE) != NULL,
                         from == COUNT_REVIEW);
        assert_int_equal(count_step_find((enum count_state)from, ON_COUNT_CLOSE) != NULL,
                         from == COUNT_REQUESTED || from == COUNT_RECOUNT);
        assert_non_null(count_state_name((enum count_state)from));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tolerance),
        cmocka_unit_test(counts_are_compared_with_the_books),
        cmocka_unit_test(the_lifecycle_is_sound),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Rules about changing an order: which units may be cancelled, and what new quantities mean. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "services/order/core/change_request.h"
#include "tests/unit/order/line_script.h"

/* "1 5 2 3": of line 1 five, of line 2 three; a SKU may follow a line's quantity: "1 5 sku-1". */
static uint32_t
read_lines(const char *text, struct line_change *lines, char skus[][16])
{
    uint32_t count = 0;
    int used;

    while (sscanf(text, " %u %ld%n", &lines[count].line, &lines[count].quantity, &used) == 2) {
        text += used;
        skus[count][0] = '\0';
        if (sscanf(text, " %15[a-z]%n", skus[count], &used) == 1)
            text += used;
        lines[count].sku = skus[count];
        count++;
    }
    return count;
}

static struct order *
order_of(const char *quantities, const char *events)
{
    static const char *const skus[] = {"anvil", "bolt", "cog"};
    struct order *order = script_order(quantities);

    for (uint32_t i = 0; i < order->line_count; i++)
        order->lines[i].sku = skus[i];
    assert_null(script_run(order, events));
    return order;
}

static const struct {
    const char *ordered, *events, *asked, *answer;
} cancels[] = {
    {"5 5", "", "1 5", "yes"},
    {"5 5", "", "2 1 1 5", "yes"},
    {"5 5", "", "2 1 bolt", "yes"},
    {"5 5", "", "2 1 anvil", "line 2: the line is of another SKU"},
    {"5 5", "", "3 1", "line 3: the order has no such line"},
    {"5 5", "", "1 2 2 1 1 2", "line 1: the line is named twice"},
    {"5 5", "", "1 0", "line 1: a quantity is at least 1"},
    {"5 5", "", "1 -2", "line 1: a quantity is at least 1"},
    {"5 5", "", "1 6", "line 1: fewer units have neither shipped nor been cancelled"},
    {"5", "commit 5 plan 5 ship 2", "1 3", "yes"},
    {"5", "commit 5 plan 5 ship 2", "1 4",
     "line 1: fewer units have neither shipped nor been cancelled"},
    {"5", "commit 5 release 0 3", "1 3",
     "line 1: fewer units have neither shipped nor been cancelled"},
    {"5", "commit 5 plan 5 ship 5", "1 1",
     "line 1: fewer units have neither shipped nor been cancelled"},
};

static void
units_that_have_not_left_may_be_cancelled(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof cancels / sizeof cancels[0]; i++) {
        struct order *order = order_of(cancels[i].ordered, cancels[i].events);
        struct line_change lines[8];
        char skus[8][16], answer[120] = "yes";
        uint32_t line;
        const uint32_t count = read_lines(cancels[i].asked, lines, skus);
        const char *defect = cancel_lines_defect(order, lines, count, &line);

        if (defect != NULL)
            snprintf(answer, sizeof answer, "line %u: %s", line, defect);
        assert_string_equal(answer, cancels[i].answer);
        if (defect == NULL)
            assert_true(lines[0].sku[0] != '\0');
        free(order);
    }
}

static const struct {
    const char *ordered, *events;
    int64_t asked_less; /* of the first line */
    const char *asked, *answer;
} amendments[] = {
    {"5 5", "", 0, "1 8", "more 1 3"},
    {"5 5", "", 0, "1 2", "less 1 3"},
    {"5 5", "", 0, "1 5 2 5", ""}, /* as it is */
    {"5 5", "", 0, "1 0 2 6", "more 2 1 less 1 5"},
    {"5 5", "", 0, "2 9 1 6", "more 2 4 more 1 1"},
    {"5 5", "", 0, "2 9 bolt", "more 2 4"},
    {"5 5", "", 0, "2 9 anvil", "line 2: the line is of another SKU"},
    {"5 5", "", 0, "4 1", "line 4: the order has no such line"},
    {"5 5", "", 0, "1 1 1 1", "line 1: the line is named twice"},
    {"5 5", "", 0, "1 -1", "line 1: a quantity is 0 to 1,000,000"},
    {"5 5", "", 0, "1 1000001", "line 1: a quantity is 0 to 1,000,000"},
    {"5", "commit 5 plan 5 ship 2", 0, "1 2", "less 1 3"},
    {"5", "commit 5 plan 5 ship 2", 0, "1 1", "line 1: more units have shipped"},
    {"5", "commit 5 release 0 2", 0, "1 5", "more 1 2"}, /* cancelled ones do not count */
    {"5", "commit 5 release 0 2", 0, "1 3", ""},
    {"5", "", 2, "1 3", ""}, /* asked for already */
    {"5", "", 2, "1 5", "more 1 2"},
    {"5", "", 2, "1 1", "less 1 2"},
    {"5", "grow 999999990", 0, "1 1000000", "less 1 998999995"},
    {"5", "grow 999999990 refuse 999999990", 0, "1 20", "line 1: the line was changed too often"},
};

static void
say_amendment(const struct amendment *amendment, char *to, size_t bytes_max)
{
    size_t used = 0;

    to[0] = '\0';
    for (uint32_t i = 0; i < amendment->increase_count; i++)
        used += (size_t)snprintf(to + used, bytes_max - used, "%smore %u %ld", used > 0 ? " " : "",
                                 amendment->increase[i].line, amendment->increase[i].quantity);
    for (uint32_t i = 0; i < amendment->decrease_count; i++)
        used += (size_t)snprintf(to + used, bytes_max - used, "%sless %u %ld", used > 0 ? " " : "",
                                 amendment->decrease[i].line, amendment->decrease[i].quantity);
}

static void
only_the_difference_is_asked_for(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof amendments / sizeof amendments[0]; i++) {
        struct order *order = order_of(amendments[i].ordered, amendments[i].events);
        struct line_change lines[8], more[8], less[8];
        struct amendment amendment = {.increase = more, .decrease = less};
        const int64_t asked_less[3] = {amendments[i].asked_less};
        char skus[8][16], answer[120];
        uint32_t line;
        const uint32_t count = read_lines(amendments[i].asked, lines, skus);
        const char *defect = amend_lines(order, lines, count, asked_less, &amendment, &line);

        if (defect != NULL)
            snprintf(answer, sizeof answer, "line %u: %s", line, defect);
        else
            say_amendment(&amendment, answer, sizeof answer);
        if (strcmp(answer, amendments[i].answer) != 0)
            print_error("%s, %s: %s\n", amendments[i].ordered, amendments[i].events,
                        amendments[i].asked);
        assert_string_equal(answer, amendments[i].answer);
        free(order);
    }
}

static void
a_total_beyond_all_bounds_is_refused(void **unused)
{
    struct order *order = order_of("5", "");
    struct line_change more[1], less[1];
    const struct line_change lines[] = {{1, "", 6}};
    struct amendment amendment = {.increase = more, .decrease = less};
    const int64_t asked_less[1] = {0};
    uint32_t line;

    (void)unused;
    order->lines[0].unit_price_minor = INT64_MAX / 5;
    assert_non_null(amend_lines(order, lines, 1, asked_less, &amendment, &line));
    order->lines[0].unit_price_minor = INT64_MAX / 6;
    assert_null(amend_lines(order, lines, 1, asked_less, &amendment, &line));
    free(order);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_that_have_not_left_may_be_cancelled),
        cmocka_unit_test(only_the_difference_is_asked_for),
        cmocka_unit_test(a_total_beyond_all_bounds_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

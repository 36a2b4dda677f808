/*
 * What stands in the way: facts by name, then the first condition that fails, and what it is worth.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "services/fulfillment-routing/core/eligible.h"

static const struct {
    const char *name;
    size_t fact;
} names[] = {
    {"closed", offsetof(struct eligible_facts, closed)},
    {"refused", offsetof(struct eligible_facts, refused)},
    {"channel", offsetof(struct eligible_facts, other_channel)},
    {"country", offsetof(struct eligible_facts, other_country)},
    {"export", offsetof(struct eligible_facts, export_barred)},
    {"hazmat", offsetof(struct eligible_facts, hazmat_barred)},
    {"oversize", offsetof(struct eligible_facts, oversize_barred)},
    {"no-shipping", offsetof(struct eligible_facts, no_shipping)},
    {"not-served", offsetof(struct eligible_facts, not_served)},
    {"no-stock", offsetof(struct eligible_facts, no_stock)},
    {"full", offsetof(struct eligible_facts, day_full)},
    {"late", offsetof(struct eligible_facts, too_late)},
};
#define NAME_COUNT (sizeof names / sizeof *names)

static enum condition
first_of(const char *text)
{
    struct eligible_facts facts = {false};

    for (size_t i = 0; i < NAME_COUNT; i++) {
        if (strstr(text, names[i].name) != NULL)
            *(bool *)((char *)&facts + names[i].fact) = true;
    }
    return eligible_first_failing(&facts);
}

static void
the_first_of_the_table_is_told(void **state)
{
    static const struct {
        const char *facts;
        enum condition first;
        const char *text;
    } rows[] = {
        {"", FAILS_NOTHING, ""},
        {"closed refused late", FAILS_CLOSED, "closed"},
        {"refused channel", FAILS_REFUSED, "refused this order"},
        {"channel country", FAILS_CHANNEL, "does not ship for this channel"},
        {"country export", FAILS_COUNTRY, "does not ship to this country"},
        {"export hazmat", FAILS_EXPORT, "the goods may not leave its country"},
        {"hazmat oversize", FAILS_HAZMAT, "may not ship dangerous goods"},
        {"oversize full", FAILS_OVERSIZE, "may not ship goods of this size"},
        {"no-shipping no-stock", FAILS_NO_SHIPPING, "ships nothing to customers"},
        {"not-served no-stock", FAILS_NOT_SERVED, "no carrier goes that far"},
        {"no-stock full late", FAILS_NO_STOCK, "has nothing of it free"},
        {"full late", FAILS_CAPACITY, "its day is full"},
        {"late", FAILS_PROMISE, "would be too late"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(first_of(rows[i].facts), rows[i].first);
        assert_string_equal(condition_text(rows[i].first), rows[i].text);
    }
}

static void
every_fact_has_its_condition_in_order(void **state)
{
    (void)state;
    assert_int_equal(NAME_COUNT, CONDITION_COUNT - 1);
    assert_int_equal(sizeof(struct eligible_facts), NAME_COUNT * sizeof(bool));
    for (size_t i = 0; i < NAME_COUNT; i++)
        assert_int_equal(first_of(names[i].name), i + 1);
}

static void
only_promise_and_capacity_give_way(void **state)
{
    (void)state;
    for (int i = FAILS_NOTHING; i < CONDITION_COUNT; i++) {
        const enum condition condition = (enum condition)i;
        const bool law = condition >= FAILS_CHANNEL && condition <= FAILS_NOT_SERVED;
        assert_int_equal(eligible_gives_way(condition),
                         condition == FAILS_CAPACITY || condition == FAILS_PROMISE);
        assert_int_equal(eligible_is_law(condition), law);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_of_the_table_is_told),
        cmocka_unit_test(every_fact_has_its_condition_in_order),
        cmocka_unit_test(only_promise_and_capacity_give_way),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * What is awaited and what may be told of it: one story a row. Due dates are small numbers, 0 is
 * unknown.
 *
 *   stock n                on hand now          promised n, waiting n
 *   order DUE n, asn DUE n, transfer DUE n      becomes number 1, 2, ...
 *   change NUMBER n, remove NUMBER, close       (the location of the even numbers)
 *   on_order n, in_transit n, list DUE:n ...
 *   expected UNITS DUE, due UNTIL n, by UNTIL n
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/inventory/core/inventory.h"

#define ENTRIES_MAX 16

struct world {
    struct location odd, even;
    struct item item;
    struct inbound entries[ENTRIES_MAX];
    size_t count;
};

static const struct keeper nobody = {NULL, NULL, NULL};

static void
add(struct world *world, enum inbound_kind kind, int64_t due, int64_t units)
{
    struct inbound *inbound = &world->entries[++world->count];

    *inbound = (struct inbound){.item = &world->item,
                                .location = world->count % 2 == 0 ? &world->even : &world->odd,
                                .kind = kind,
                                .due_at_us = due,
                                .units = units};
    inbound_add(&nobody, inbound);
}

static void
tell_list(const struct world *world, const char *said)
{
    char text[200] = "list";

    for (const struct inbound *i = world->item.inbound; i != NULL; i = i->next_of_item)
        snprintf(text + strlen(text), sizeof text - strlen(text), " %lld:%lld",
                 (long long)i->due_at_us, (long long)i->units);
    assert_string_equal(text, said);
}

static void
tell(struct world *world, const char *said)
{
    char word[20] = "";
    long long a = 0, b = 0;

    assert_true(sscanf(said, "%19s %lld %lld", word, &a, &b) >= 1);
    if (strcmp(word, "stock") == 0)
        world->item.on_hand = world->item.sellable = a;
    else if (strcmp(word, "promised") == 0)
        world->item.reserved = a;
    else if (strcmp(word, "waiting") == 0)
        world->item.backordered = a;
    else if (strcmp(word, "order") == 0)
        add(world, INBOUND_ORDERED, a, b);
    else if (strcmp(word, "asn") == 0)
        add(world, INBOUND_ANNOUNCED, a, b);
    else if (strcmp(word, "transfer") == 0)
        add(world, INBOUND_IN_TRANSIT, a, b);
    else if (strcmp(word, "change") == 0)
        inbound_change(&nobody, &world->entries[a], b);
    else if (strcmp(word, "remove") == 0)
        inbound_remove(&nobody, &world->entries[a]);
    else if (strcmp(word, "close") == 0)
        world->even.closed = true;
    else if (strcmp(word, "on_order") == 0)
        assert_int_equal(world->item.on_order, a);
    else if (strcmp(word, "in_transit") == 0)
        assert_int_equal(world->item.in_transit, a);
    else if (strcmp(word, "list") == 0)
        tell_list(world, said);
    else if (strcmp(word, "expected") == 0)
        assert_int_equal(expected_at(&world->item, a), b);
    else if (strcmp(word, "due") == 0)
        assert_int_equal(due_by(&world->item, a), b);
    else if (strcmp(word, "by") == 0)
        assert_int_equal(available_by(&world->item, a), b);
    else
        fail_msg("no one knows what '%s' means", said);
}

static const char *const stories[][16] = {
    {"in the order of the dates, unknown last", "order 30 3", "asn 10 1", "order 0 9",
     "transfer 20 2", "order 0 8", "order 10 4", "list 10:1 10:4 20:2 30:3 0:9 0:8", "on_order 25",
     "in_transit 2"},
    {"what came is awaited no more", "order 10 5", "order 20 5", "transfer 15 2", "change 1 2",
     "list 10:2 15:2 20:5", "on_order 7", "remove 1", "remove 3", "list 20:5", "on_order 5",
     "in_transit 0"},
    {"nothing is due: nobody knows", "waiting 5", "expected 5 0", "order 0 9", "expected 5 0"},
    {"the last unit decides", "waiting 5", "order 10 4", "order 20 1", "expected 4 10",
     "expected 5 20", "expected 6 0"},
    {"who waits before is served before", "waiting 8", "order 10 5", "order 20 5", "expected 5 10",
     "expected 8 20", "expected 10 20", "expected 11 0"},
    {"a loss is made good first", "stock 3", "promised 5", "waiting 2", "order 10 2", "order 20 2",
     "expected 2 20", "by 10 0", "by 20 0"},
    {"what is there need not come", "stock 3", "waiting 3", "order 10 2", "expected 3 0",
     "expected 5 10"},
    {"a transfer comes, too", "waiting 5", "transfer 10 5", "expected 5 10"},
    {"a closed location promises nothing", "waiting 5", "order 10 5", "order 20 5", "close",
     "expected 5 10", "expected 6 0", "due 20 5"},
    {"due by a date", "order 10 5", "asn 20 7", "transfer 30 1", "order 0 100", "due 9 0",
     "due 10 5", "due 29 12", "due 99 13"},
    {"available by a date, after those who wait", "stock 10", "promised 4", "order 10 5", "by 9 6",
     "by 10 11", "waiting 8", "by 10 3", "waiting 80", "by 10 0"},
};

static void
stories_hold(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof stories / sizeof stories[0]; i++) {
        struct world world = {.count = 0};
        for (size_t j = 1; j < 16 && stories[i][j] != NULL; j++) {
            print_message("%s: %s\n", stories[i][0], stories[i][j]);
            tell(&world, stories[i][j]);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(stories_hold)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}

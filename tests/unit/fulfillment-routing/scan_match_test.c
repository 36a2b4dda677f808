/*
 * What scans are for, as a table; and a walk of random scans that always adds up.
 *
 * A list is text: tasks as BIN SKU UNITS of FULFILLMENT_ORDER/LINE LOT, those of a line side by
 * side; lines of which units are picked or missing as ORDER/LINE=PICKED,MISSING.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/fulfillment-routing/core/floor/scan_match.h"

#define TASKS 64

struct list {
    struct pick_task tasks[TASKS];
    char words[TASKS][3][16];
    size_t count;
};

static void
read_list(struct list *list, const char *text)
{
    int used;

    list->count = 0;
    for (; *text != '\0'; text += used) {
        struct pick_task *task = &list->tasks[list->count];
        char(*words)[16] = list->words[list->count];
        long long units, order;
        int line;
        assert_int_equal(sscanf(text, " %15s %15s %lld of %lld/%d %15[^;]; %n", words[0], words[1],
                                &units, &order, &line, words[2], &used),
                         6);
        *task = (struct pick_task){.pick = {.bin = words[0],
                                            .sku = words[1],
                                            .quantity = units,
                                            .fulfillment_order_id = order,
                                            .line = line,
                                            .lot = strcmp(words[2], "-") == 0 ? "" : words[2]}};
        list->count++;
    }
}

static void
fill(struct list *list, long long order, int line, int64_t picked, int64_t missing)
{
    size_t first = 0;
    size_t end;

    while (list->tasks[first].pick.fulfillment_order_id != order ||
           list->tasks[first].pick.line != line)
        first++;
    for (end = first; end < list->count && list->tasks[end].pick.line == line &&
                      list->tasks[end].pick.fulfillment_order_id == order;
         end++)
        ;
    pick_task_fill(&list->tasks[first], end - first, picked, missing);
}

static const char walk[] =
    "A-2 A 2 of 1/1 -; A-2 A 1 of 2/1 -; A-9 C 4 of 2/2 L1; A-9 C 1 of 2/2 L2; "
    "A-10 B 3 of 1/2 -; ";

static void
scans(void **state)
{
    static const struct {
        const char *done, *scan, *expected;
    } rows[] = {
        /* done: order/line picked missing; scan: SKU units order lot -> what, task, open of the
           line */
        {"", "A 1 0 -", "matches 0 2"},
        {"", "A 2 0 -", "matches 0 2"},
        {"", "A 3 0 -", "too many 0 2"}, /* the next A belongs into another box */
        {"", "A 0 0 -", "matches 0 2"},
        {"", "A 1 2 -", "matches 1 1"},
        {"", "B 1 2 -", "not in order 5 0"},
        {"", "D 1 0 -", "not on list 5 0"},
        {"", "a 1 0 -", "not on list 5 0"},
        {"", "C 5 0 -", "matches 2 5"}, /* lots of a line are one line */
        {"", "C 6 0 -", "too many 2 5"},
        {"", "C 1 0 L2", "matches 3 5"},
        {"", "C 1 0 L9", "matches 2 5"}, /* another lot than planned: the line's all the same */
        {"1/1 2 0", "A 1 0 -", "matches 1 1"},
        {"1/1 1 1", "A 1 0 -", "matches 1 1"},
        {"1/1 2 0", "A 1 1 -", "all done 5 0"},
        {"1/1 1 0", "A 2 0 -", "too many 0 1"},
        {"2/2 4 0", "C 1 0 -", "matches 3 1"},
        {"2/2 2 3", "C 1 0 -", "all done 5 0"},
        {"2/2 4 0", "C 1 0 L1", "matches 3 1"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct list list;
        char sku[16], lot[16], seen[64];
        long long units, order, picked, missing;
        int line;
        read_list(&list, walk);
        if (sscanf(rows[i].done, "%lld/%d %lld %lld", &order, &line, &picked, &missing) == 4)
            fill(&list, order, line, picked, missing);
        assert_int_equal(sscanf(rows[i].scan, "%15s %lld %lld %15s", sku, &units, &order, lot), 4);
        const struct scan scan = {sku, units, order, strcmp(lot, "-") == 0 ? "" : lot};
        const struct scan_match match = scan_match(list.tasks, list.count, &scan);
        snprintf(seen, sizeof seen, "%s %zu %lld", scan_outcome_name(match.outcome), match.task,
                 (long long)match.open);
        assert_string_equal(seen, rows[i].expected);
    }
}

static void
where_to_walk_next(void **state)
{
    struct list list;

    (void)state;
    read_list(&list, walk);
    assert_int_equal(pick_task_next(list.tasks, list.count, list.count), 0);
    assert_int_equal(pick_task_next(list.tasks, list.count, 0), 1);
    fill(&list, 2, 1, 1, 0);
    assert_int_equal(pick_task_next(list.tasks, list.count, 0), 2);
    assert_int_equal(pick_task_next(list.tasks, list.count, 4), 0); /* back to what was left out */
    fill(&list, 1, 1, 0, 2);
    fill(&list, 1, 2, 3, 0);
    assert_int_equal(pick_task_next(list.tasks, list.count, 4), 2);
    fill(&list, 2, 2, 4, 1);
    assert_int_equal(pick_task_next(list.tasks, list.count, 0), list.count); /* nowhere */
}

static uint64_t
random_below(uint64_t *seed, uint64_t end)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (*seed >> 33) % end;
}

/* Whatever is scanned, found missing or scanned again: picked, missing and open are the plan. */
static void
random_walks_add_up(void **state)
{
    static const struct {
        long long order;
        int line;
        int64_t quantity;
    } lines[] = {{1, 1, 2}, {2, 1, 1}, {2, 2, 5}, {1, 2, 3}};
    static const char *const skus[] = {"A", "B", "C", "D"};
    static const char *const lots[] = {"", "", "L1", "L2", "L9"};
    const char *told = getenv("SEED");
    const uint64_t first = told == NULL ? 20261122 : strtoull(told, NULL, 10);

    (void)state;
    printf("SEED=%llu\n", (unsigned long long)first);
    for (uint64_t seed = first, round = 0; round < 20000; round++) {
        int64_t picked[4] = {0}, missing[4] = {0};
        struct list list;
        read_list(&list, walk);
        for (int step = 0; step < 24; step++) {
            const struct scan scan = {skus[random_below(&seed, 4)], (int64_t)random_below(&seed, 4),
                                      (int64_t)random_below(&seed, 3),
                                      lots[random_below(&seed, 5)]};
            const bool is_short = random_below(&seed, 4) == 0;
            const struct scan_match match = scan_match(list.tasks, list.count, &scan);
            if (match.outcome != SCAN_MATCHES)
                continue;
            const int64_t units = scan.quantity == 0 ? match.open : scan.quantity;
            const struct pick *pick = &list.tasks[match.task].pick;
            size_t l = 0;
            while (lines[l].order != pick->fulfillment_order_id || lines[l].line != pick->line)
                l++;
            assert_int_equal(match.open, lines[l].quantity - picked[l] - missing[l]);
            assert_true(units >= 1 && units <= match.open);
            *(is_short ? &missing[l] : &picked[l]) += units;
            fill(&list, lines[l].order, lines[l].line, picked[l], missing[l]);
            for (l = 0; l < 4; l++) {
                int64_t sums[3] = {0};
                for (size_t i = 0; i < list.count; i++) {
                    const struct pick_task *task = &list.tasks[i];
                    if (task->pick.fulfillment_order_id != lines[l].order ||
                        task->pick.line != lines[l].line)
                        continue;
                    assert_true(task->picked >= 0 && task->missing >= 0 &&
                                pick_task_open(task) >= 0);
                    sums[0] += task->picked;
                    sums[1] += task->missing;
                    sums[2] += pick_task_open(task);
                }
                assert_int_equal(sums[0], picked[l]);
                assert_int_equal(sums[1], missing[l]);
                assert_int_equal(sums[0] + sums[1] + sums[2], lines[l].quantity);
            }
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scans),
        cmocka_unit_test(where_to_walk_next),
        cmocka_unit_test(random_walks_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

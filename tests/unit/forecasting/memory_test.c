/*
 * The state between turns: what a failed turn changed is gone, days stay in order, and a row that
 * waits for its fold keeps the journal entries that it needs.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Part of the service's process, which tests do not link: taken in as it is. */
#include "services/forecasting/memory.c"

/* Everything that the memory tells, as one number. */
static uint64_t
digest(const struct memory *memory)
{
    uint64_t sum = (uint64_t)memory->unfolded_days.count * 31 + memory->dirty_count;
    size_t at = 0;

    for (const struct item *item; (item = map_next(memory->items, &at)) != NULL;) {
        sum += (uint64_t)item->id * 1000003u + (uint64_t)item->on_hand * 7;
        for (uint32_t i = 0; i < item->day_count; i++) {
            const struct day_demand *day = item->days[i];
            assert_true(i == 0 || item->days[i - 1]->day < day->day);
            sum +=
                (uint64_t)(item->id + 1) * (uint64_t)(day->day + 11) * (uint64_t)(day->units + 3);
            for (uint32_t n = 0; n < day->location_count; n++)
                sum += (uint64_t)day->locations[n].location_id * 257u *
                       (uint64_t)(day->locations[n].units + day->day);
        }
    }
    return sum;
}

static uint64_t seed = 42;

static uint32_t
draw(uint32_t below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % below;
}

static struct item *
some_item(struct memory *memory, struct journal *journal)
{
    char sku[16];

    snprintf(sku, sizeof sku, "SKU-%u", draw(40));
    struct item *item = memory_find_item(memory, sku);
    return item != NULL ? item : memory_add_item(memory, journal, sku, 7);
}

static void
some_turn(struct memory *memory, struct journal *journal)
{
    const struct entry entry = {.id = memory->last_entry_id + 1, .at_us = memory->last_entry_id};

    for (uint32_t i = draw(30); i > 0; i--)
        memory_add_demand(memory, journal, &entry, some_item(memory, journal), (int32_t)draw(12),
                          (int32_t)draw(50), 1 + draw(9));
    for (uint32_t i = draw(5); i > 0; i--)
        memory_add_stock(memory, journal, &entry, some_item(memory, journal), 1 + draw(9));
    for (uint32_t i = draw(5); i > 0; i--)
        memory_mark_dirty(memory, journal, some_item(memory, journal));
    for (uint32_t i = draw(3); i > 0; i--)
        memory_take_dirty(memory, journal);
    for (uint32_t i = draw(9); i > 0; i--)
        memory_take_unfolded_day(memory, journal, entry.at_us);
    journal_keep(journal, &memory->last_entry_id, sizeof memory->last_entry_id);
    memory->last_entry_id++;
}

static void
a_failed_turn_leaves_no_trace(void **state)
{
    struct journal *journal = journal_create();
    struct memory memory = {0};

    (void)state;
    memory_open(&memory);
    for (int i = 0; i < 2000; i++) {
        const uint64_t before = digest(&memory);
        some_turn(&memory, journal);
        if (draw(2) == 0) {
            journal_rollback(journal);
            assert_true(digest(&memory) == before);
        } else {
            journal_commit(journal);
        }
    }
    memory_close(&memory);
    journal_destroy(&journal);
}

static void
rows_wait_for_their_fold_in_order(void **state)
{
    struct memory memory = {0};

    (void)state;
    memory_open(&memory);
    struct item *a = memory_add_item(&memory, NULL, "A", 7);
    struct item *b = memory_add_item(&memory, NULL, "B", 7);
    memory_add_demand(&memory, NULL, &(struct entry){1, 100}, a, 0, 5, 3);
    memory_add_demand(&memory, NULL, &(struct entry){2, 200}, b, 0, 5, 1);
    memory_add_demand(&memory, NULL, &(struct entry){3, 300}, a, 0, 5, 4);
    memory.last_entry_id = 3;
    assert_int_equal(memory_first_needed_entry(&memory), 1);

    assert_null(memory_take_unfolded_day(&memory, NULL, 99));
    const struct day_demand *day = memory_take_unfolded_day(&memory, NULL, 250);
    assert_ptr_equal(day->item, a);
    assert_int_equal(day->units, 7); /* with all that came meanwhile */
    assert_int_equal(memory_first_needed_entry(&memory), 2);

    memory_add_demand(&memory, NULL, &(struct entry){4, 400}, a, 2, 5, 4);
    memory.last_entry_id = 4;
    assert_ptr_equal(memory_take_unfolded_day(&memory, NULL, 250)->item, b);
    assert_int_equal(memory_first_needed_entry(&memory), 4);
    assert_ptr_equal(memory_take_unfolded_day(&memory, NULL, 400)->item, a);
    assert_null(memory_take_unfolded_day(&memory, NULL, 400));
    assert_int_equal(memory_first_needed_entry(&memory), 5);
    memory_close(&memory);
}

/* units by day, planning day : history; the planning day counts only for who has nothing else */
static void
the_planning_day_is_not_over(void **state)
{
    struct arena *arena = arena_create(1 << 20);
    struct memory memory = {0};
    const struct entry entry = {1, 1};
    int32_t last_day;

    (void)state;
    memory_open(&memory);
    struct item *item = memory_add_item(&memory, NULL, "A", 7);
    assert_int_equal(memory_history(&memory, item, 0, arena, &last_day).days, 0);

    memory.planning_day = 10;
    memory_add_demand(&memory, NULL, &entry, item, 0, 10, 3);
    struct history history = memory_history(&memory, item, 0, arena, &last_day);
    assert_int_equal(history.days, 1);
    assert_int_equal(last_day, 10);

    memory_add_demand(&memory, NULL, &entry, item, 0, 7, 5); /* came late */
    history = memory_history(&memory, item, 0, arena, &last_day);
    assert_int_equal(history.days, 3);
    assert_int_equal(last_day, 9);
    assert_true(history.units[0] > 4.9 && history.units[1] < 0.1 && history.units[2] < 0.1);
    assert_int_equal(memory_history(&memory, item, 3, arena, &last_day).days, 0);

    memory.planning_day = 5000; /* only the newest 800 days */
    assert_int_equal(memory_history(&memory, item, 0, arena, &last_day).days, HISTORY_DAYS_MAX);
    memory_close(&memory);
    arena_destroy(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failed_turn_leaves_no_trace),
        cmocka_unit_test(rows_wait_for_their_fold_in_order),
        cmocka_unit_test(the_planning_day_is_not_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

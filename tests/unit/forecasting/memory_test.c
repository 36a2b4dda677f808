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

    for (const struct item *item = memory->first_item; item != NULL; item = item->next) {
        sum += (uint64_t)item->id * 1000003u + (uint64_t)item_on_hand(item) * 7;
        for (const struct open_day *day = item->open_days; day != NULL; day = day->next)
            sum = sum * 3 + (uint64_t)day->day;
        for (const struct place *place = item->places; place != NULL; place = place->next) {
            const uint64_t id = (uint64_t)place_location_id(place) + 1;
            for (int32_t day = 0; day < 60; day++)
                sum += (uint64_t)item->id * id * (uint64_t)(day + 11) *
                       (uint64_t)place_units(place, day);
            for (uint32_t n = 0; n < place->sold_out_count; n++)
                sum += id * 977u * (uint64_t)(place->sold_out[n].from_day + 5) +
                       (uint64_t)place->sold_out[n].to_day;
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

static struct place *
some_place(struct memory *memory, struct journal *journal)
{
    struct item *item = some_item(memory, journal);
    char code[16];

    if (draw(3) == 0)
        return memory_place_for(journal, item, NULL);
    snprintf(code, sizeof code, "L%u", draw(11));
    struct location *location = memory_find_location(memory, code);
    if (location == NULL)
        location = memory_add_location(memory, journal, code);
    return memory_place_for(journal, item, location);
}

static void
some_turn(struct memory *memory, struct journal *journal)
{
    const struct entry entry = {.id = memory->last_entry_id + 1, .at_us = memory->last_entry_id};

    for (uint32_t i = draw(30); i > 0; i--)
        assert_true(memory_add_demand(memory, journal, &entry, some_place(memory, journal),
                                      (int32_t)draw(50), 1 + draw(9)));
    for (uint32_t i = draw(5); i > 0; i--) {
        struct place *place = some_place(memory, journal);
        const int64_t before = place->on_hand, units = (int64_t)draw(19) - 9;
        memory_add_stock(memory, journal, &entry, place, units);
        place_mark_sold_out(journal, place, before, before + units, (int32_t)draw(50));
    }
    for (uint32_t i = draw(5); i > 0; i--)
        memory_mark_dirty(memory, journal, some_item(memory, journal));
    for (uint32_t i = draw(3); i > 0; i--)
        memory_take_dirty(memory, journal);
    for (uint32_t i = draw(9); i > 0; i--)
        memory_take_open_day(memory, journal, entry.at_us);
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
    struct journal *journal = journal_create();
    struct place *a = memory_place_for(NULL, memory_add_item(&memory, NULL, "A", 7), NULL);
    struct place *b = memory_place_for(NULL, memory_add_item(&memory, NULL, "B", 7), NULL);
    memory_add_demand(&memory, NULL, &(struct entry){1, 100}, a, 5, 3);
    memory_add_demand(&memory, NULL, &(struct entry){2, 200}, b, 5, 1);
    memory_add_demand(&memory, NULL, &(struct entry){3, 300}, a, 5, 4);
    memory.last_entry_id = 3;
    assert_int_equal(memory_first_needed_entry(&memory), 1);

    assert_null(memory_take_open_day(&memory, journal, 99));
    const struct open_day *day = memory_take_open_day(&memory, journal, 250);
    assert_ptr_equal(day->item, a->item);
    assert_int_equal(place_units(a, day->day), 7); /* with all that came meanwhile */
    journal_commit(journal);
    assert_int_equal(memory_first_needed_entry(&memory), 2);

    memory_add_demand(&memory, NULL, &(struct entry){4, 400}, a, 5, 4);
    memory.last_entry_id = 4;
    assert_ptr_equal(memory_take_open_day(&memory, journal, 250)->item, b->item);
    assert_int_equal(memory_first_needed_entry(&memory), 4);
    assert_ptr_equal(memory_take_open_day(&memory, journal, 400)->item, a->item);
    assert_null(memory_take_open_day(&memory, journal, 400));
    assert_int_equal(memory_first_needed_entry(&memory), 5);
    journal_commit(journal);
    journal_destroy(&journal);
    memory_close(&memory);
}

/* Days that come late are put where they belong. */
static void
days_come_in_any_order(void **state)
{
    static const int32_t days[] = {10, 7, 30, 12, 7, 29, 8};
    struct memory memory = {0};

    (void)state;
    memory_open(&memory);
    struct place *place = memory_place_for(NULL, memory_add_item(&memory, NULL, "A", 7), NULL);
    assert_int_equal(place_first_day(place), DAY_OPEN);
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        assert_true(memory_add_demand(&memory, NULL, &(struct entry){1, 1}, place, days[i], 3));
    assert_int_equal(place_first_day(place), 7);
    assert_int_equal(place_units(place, 7), 6);
    assert_int_equal(place_units(place, 8), 3);
    assert_int_equal(place_units(place, 9), 0);
    assert_int_equal(place_units(place, 30), 3);
    assert_int_equal(place_units(place, 31), 0);
    memory_close(&memory);
}

/* Days that nobody forecasts from are forgotten; one that waits for its fold is not. */
static void
old_days_are_forgotten(void **state)
{
    struct journal *journal = journal_create();
    struct memory memory = {0};
    const struct entry entry = {1, 1};

    (void)state;
    memory_open(&memory);
    struct place *place = memory_place_for(NULL, memory_add_item(&memory, NULL, "A", 7), NULL);
    memory_move_day(&memory, journal, 100);
    assert_true(memory_add_demand(&memory, journal, &entry, place, 100, 3));
    memory_move_day(&memory, journal, 5000);
    assert_int_equal(memory.floor_day, 100);
    memory_take_open_day(&memory, journal, 1);
    memory_move_day(&memory, journal, 5001);
    assert_int_equal(memory.floor_day, 5001 - HISTORY_DAYS_MAX + 1);
    assert_true(memory_add_demand(&memory, journal, &entry, place, 5001, 4));
    assert_int_equal(place_units(place, 100), 0);
    assert_int_equal(place_units(place, 5001), 4);
    assert_true(place->day_max < 1000);
    assert_false(memory_add_demand(&memory, journal, &entry, place, 5001, INT32_MAX));
    journal_commit(journal);
    journal_destroy(&journal);
    memory_close(&memory);
}

/* before after day : sold out from..to; what is sold out and filled again on a day counts */
static void
days_without_stock_are_known(void **state)
{
    static const struct {
        int64_t before, after;
        int32_t day, from_day, to_day; /* from_day 0: nothing changes */
    } facts[] = {
        {0, 10, 1, 0, 0},         /* never had any: nothing was sold out */
        {10, 4, 2, 0, 0},         /* still some */
        {4, 0, 3, 3, DAY_OPEN},   /* the last */
        {0, 7, 5, 3, 5},          /* came again */
        {7, -1, 5, 3, DAY_OPEN},  /* and went on the same day */
        {-1, 0, 6, 0, 0},         /* still nothing */
        {0, 9, 8, 3, 8},          /* came again */
        {9, 0, 20, 20, DAY_OPEN}, /* much later */
    };
    struct memory memory = {0};

    (void)state;
    memory_open(&memory);
    struct place *place = memory_place_for(NULL, memory_add_item(&memory, NULL, "A", 7), NULL);
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        const struct sold_out *span =
            place_mark_sold_out(NULL, place, facts[i].before, facts[i].after, facts[i].day);
        assert_int_equal(span == NULL ? 0 : span->from_day, facts[i].from_day);
        assert_int_equal(span == NULL ? 0 : span->to_day, facts[i].to_day);
    }
    for (int32_t day = 0; day < 30; day++)
        assert_int_equal(place_was_sold_out(place, day), (day >= 3 && day <= 8) || day >= 20);
    memory_close(&memory);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failed_turn_leaves_no_trace),
        cmocka_unit_test(rows_wait_for_their_fold_in_order),
        cmocka_unit_test(days_come_in_any_order),
        cmocka_unit_test(old_days_are_forgotten),
        cmocka_unit_test(days_without_stock_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

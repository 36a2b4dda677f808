/*
 * The rules of returns, one fact a line. A story is one line of a return with a price of 100: words
 * with a number of units, and behind => what is expected of it.
 *
 *     ask 3        requested              in 2 / in 2@L    received (at M or L)
 *     restock 1 / refurbish / quarantine / vendor / scrap 1 / restock 1@L    looked at
 *     refund 1 / refund 1:50              with as much money          exchange 1, nothing 1
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "services/order/core/return_steps.h"

#define PRICE_MINOR 100

struct world {
    struct rma rma;
    struct return_line line;
    struct return_part parts[2];
    int64_t due_minor; /* of all refunds */
};

static void
begin(struct world *world)
{
    *world = (struct world){.line = {.line = 1, .sku = "A", .unit_price_minor = PRICE_MINOR},
                            .parts = {{.location = "M", .line = 1}, {.location = "L", .line = 1}}};
    world->rma = (struct rma){.return_id = 1,
                              .order_id = 1,
                              .channel = "web",
                              .currency = "GBP",
                              .reference = "",
                              .line_count = 1,
                              .lines = &world->line,
                              .part_count = 2,
                              .parts = world->parts};
}

static const char *
settle(struct world *world, enum resolution resolution, int64_t units, int64_t refund_minor)
{
    int64_t due_minor;
    const char *why = resolve_return(&world->line, resolution, units, refund_minor, &due_minor);

    assert_true(why == NULL || due_minor == 0);
    world->due_minor += due_minor;
    return why;
}

/* NULL, or why not. */
static const char *
play(struct world *world, const char *word, int64_t units, char mark, const char *rest)
{
    static const char *const dispositions[DISPOSITION_COUNT] = {
        "", "restock", "refurbish", "quarantine", "vendor", "scrap"};
    struct return_part *part = &world->parts[mark == '@' && rest[0] == 'L'];

    if (strcmp(word, "ask") == 0) {
        world->line.units.requested += units;
        return NULL;
    }
    if (strcmp(word, "in") == 0) {
        receive_return(&world->line, part, units);
        return NULL;
    }
    for (int d = 1; d < DISPOSITION_COUNT; d++)
        if (strcmp(word, dispositions[d]) == 0)
            return inspect_return(&world->line, part, (enum disposition)d, units);
    const int64_t money = mark == ':' ? strtoll(rest, NULL, 10) : 0;
    if (strcmp(word, "refund") == 0)
        return settle(world, RESOLUTION_REFUND, units, money);
    if (strcmp(word, "exchange") == 0)
        return settle(world, RESOLUTION_EXCHANGE, units, money);
    assert_string_equal(word, "nothing");
    return settle(world, RESOLUTION_NONE, units, money);
}

/* Plays a story up to its end, or to the step that is refused: that one changes nothing. */
static const char *
tell(struct world *world, const char *story)
{
    char word[16], rest[16];
    long long units;
    int taken;

    begin(world);
    while (sscanf(story, " %15[a-z] %lld%n", word, &units, &taken) == 2) {
        char mark = ' ';

        story += taken;
        rest[0] = '\0';
        if (*story == '@' || *story == ':') {
            mark = *story++;
            assert_int_equal(sscanf(story, "%15[A-Z0-9]%n", rest, &taken), 1);
            story += taken;
        }
        const struct return_units before = world->line.units;
        const char *why = play(world, word, units, mark, rest);
        assert_true(return_holds(&world->rma));
        if (why != NULL) {
            assert_memory_equal(&before, &world->line.units, sizeof before);
            return why;
        }
    }
    assert_string_equal(story, "");
    return NULL;
}

static void
each_step_has_its_own_quantities(void **unused)
{
    static const struct {
        const char *story;
        const char *refused;             /* how the reason begins; NULL: not refused */
        const char *inspected, *settled; /* what the counters say happened */
        int64_t due_minor;
    } rows[] = {
        /* story, refused, after an inspection, after a settlement, money owed */
        {"ask 3", NULL, "INSPECTED_SOME", "SETTLED_SOME", 0},
        {"ask 3 in 2", NULL, "INSPECTED_SOME", "SETTLED_SOME", 0},
        {"ask 3 in 2 restock 1", NULL, "INSPECTED_SOME", "SETTLED_SOME", 0},
        {"ask 3 in 2 restock 1 scrap 1", NULL, "INSPECTED_ALL", "SETTLED_SOME", 0},
        {"ask 3 in 2 restock 2 refund 1", NULL, "INSPECTED_ALL", "SETTLED_SOME", 100},
        {"ask 3 in 2 restock 2 refund 2", NULL, "INSPECTED_LAST", "SETTLED_ALL", 200},
        {"ask 3 in 2 restock 2 refund 3", NULL, "INSPECTED_LAST", "SETTLED_ALL", 300},
        {"ask 3 in 2 restock 2 refund 4", "more than what was asked", NULL, NULL, 0},
        {"ask 3 in 4 restock 4 refund 4", NULL, "INSPECTED_LAST", "SETTLED_ALL", 400},
        {"ask 3 refund 3", NULL, "INSPECTED_SOME", "SETTLED_SOME", 300}, /* nothing came */
        {"ask 3 refund 3 in 3 restock 3", NULL, "INSPECTED_LAST", "SETTLED_ALL", 300},
        {"ask 3 refund 3 refund 1", "more than what was asked", NULL, NULL, 300},
        {"ask 3 refund 1 exchange 1 nothing 1", NULL, "INSPECTED_SOME", "SETTLED_SOME", 100},
        {"ask 3 exchange 2 refund 2", "more than what was asked", NULL, NULL, 0},
        {"ask 2 refund 1:50", NULL, "INSPECTED_SOME", "SETTLED_SOME", 50},
        {"ask 2 refund 1:50 refund 1:100", NULL, "INSPECTED_SOME", "SETTLED_SOME", 150},
        {"ask 2 refund 1:101", "more money than was paid", NULL, NULL, 0},
        {"ask 2 refund 2:200", NULL, "INSPECTED_SOME", "SETTLED_SOME", 200},
        {"ask 2 refund 2:201", "more money than was paid", NULL, NULL, 0},
        {"ask 2 exchange 1:1", "money is owed for what is refunded", NULL, NULL, 0},
        {"ask 2 nothing 1:1", "money is owed for what is refunded", NULL, NULL, 0},
        {"in 2", NULL, "INSPECTED_SOME", "SETTLED_SOME", 0}, /* blind */
        {"in 2 restock 2 nothing 2", NULL, "INSPECTED_LAST", "SETTLED_ALL", 0},
        {"in 2 refund 3", "more than what was asked", NULL, NULL, 0},
        {"ask 1 in 5", NULL, "INSPECTED_SOME", "SETTLED_SOME", 0}, /* more than asked */
        {"ask 1 in 5 restock 2 refurbish 1 quarantine 1 vendor 1", NULL, "INSPECTED_ALL",
         "SETTLED_SOME", 0},
        {"in 2 restock 3", "more than what came there", NULL, NULL, 0},
        {"restock 1", "more than what came there", NULL, NULL, 0},
        {"in 2 in 1@L restock 3", "more than what came there", NULL, NULL, 0},
        {"in 2 in 1@L restock 1@L", NULL, "INSPECTED_SOME", "SETTLED_SOME", 0},
        {"in 2 in 1@L restock 2@L", "more than what came there", NULL, NULL, 0},
        {"in 2 in 1@L restock 2 scrap 1@L", NULL, "INSPECTED_ALL", "SETTLED_SOME", 0},
        {"in 1000000 refund 1000000", NULL, "INSPECTED_SOME", "SETTLED_SOME", 100000000},
    };
    struct world world;

    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *why = tell(&world, rows[i].story);

        print_message("%s\n", rows[i].story);
        assert_true(world.due_minor == rows[i].due_minor);
        assert_true(world.line.units.refund_minor == rows[i].due_minor);
        if (rows[i].refused != NULL) {
            assert_non_null(why);
            assert_memory_equal(why, rows[i].refused, strlen(rows[i].refused));
            continue;
        }
        assert_null(why);
        assert_string_equal(return_happening_name(return_inspected_happening(&world.rma)),
                            rows[i].inspected);
        assert_string_equal(return_happening_name(return_settled_happening(&world.rma)),
                            rows[i].settled);
    }
}

static void
an_amount_beyond_all_bounds_is_refused(void **unused)
{
    struct world world;
    int64_t due_minor;

    (void)unused;
    tell(&world, "in 1000000");
    world.line.unit_price_minor = INT64_MAX / 1000;
    assert_non_null(resolve_return(&world.line, RESOLUTION_REFUND, 2000, 0, &due_minor));
    assert_null(resolve_return(&world.line, RESOLUTION_REFUND, 900, 0, &due_minor));
    assert_non_null(resolve_return(&world.line, RESOLUTION_REFUND, 900, 0, &due_minor));
    assert_true(due_minor == 0 && world.line.units.refunded == 900);
}

/* Of 5 units shipped, with one other return: how many can still be asked back. */
static void
what_shipped_can_be_asked_back_once(void **unused)
{
    static const struct {
        const char *story;
        enum return_status status;
        int64_t left;
    } rows[] = {
        {"ask 2", RETURN_REQUESTED, 3},
        {"ask 2", RETURN_AUTHORIZED, 3},
        {"ask 2", RETURN_DECLINED, 5},
        {"ask 2", RETURN_CANCELLED, 5},
        {"ask 2", RETURN_EXPIRED, 5},
        {"ask 2", RETURN_CLOSED, 5},
        {"ask 2 refund 1", RETURN_CANCELLED, 4}, /* money was owed for it all the same */
        {"ask 2 refund 2", RETURN_CLOSED, 3},
        {"ask 3 in 1", RETURN_RECEIVED, 2},
        {"ask 3 in 1", RETURN_CLOSED, 4},
        {"ask 3 in 4", RETURN_RECEIVED, 1},
        {"ask 3 in 6", RETURN_RECEIVED, 0},
        {"in 2", RETURN_RECEIVED, 3},
        {"in 1 nothing 1", RETURN_RESOLVED, 4},
    };
    const struct order_line shipped = {
        .sku = "A", .line = 1, .units.ordered = 6, .units.shipped = 5};
    const struct order_line other = {.sku = "B", .line = 2, .units.ordered = 2, .units.shipped = 2};
    struct world world;
    const struct rma *const returns[] = {&world.rma};

    (void)unused;
    begin(&world);
    assert_int_equal(returnable_units(&shipped, returns, 0, 0), 5);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tell(&world, rows[i].story);
        world.rma.status = rows[i].status;
        assert_int_equal(returnable_units(&shipped, returns, 1, 0), rows[i].left);
        assert_int_equal(returnable_units(&other, returns, 1, 0), 2);
    }
}

static void
a_return_needs_no_look_within_the_window_and_for_plain_reasons(void **unused)
{
    static const struct {
        enum return_reason reason;
        int64_t shipped_at_us, now_us;
        bool no_look;
    } rows[] = {
        /* reason, shipped, now; window 30 */
        {RETURN_UNWANTED, 100, 100, true},
        {RETURN_UNWANTED, 100, 130, true},
        {RETURN_UNWANTED, 100, 131, false},
        {RETURN_UNWANTED, 0, 10, false}, /* nothing is known to have shipped */
        {RETURN_DEFECTIVE, 100, 101, false},
        {RETURN_DAMAGED_IN_TRANSIT, 100, 101, false},
        {RETURN_WRONG_ITEM, 100, 101, true},
        {RETURN_NOT_AS_DESCRIBED, 100, 101, true},
        {RETURN_TOO_LATE, 100, 101, true},
        {RETURN_UNDELIVERABLE, 100, 101, true},
        {RETURN_OTHER, 100, 101, false},
        {RETURN_REASON_UNSPECIFIED, 100, 101, false},
    };
    struct world world;

    (void)unused;
    begin(&world);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        world.line.reason = rows[i].reason;
        assert_int_equal(
            return_needs_no_look(&world.rma, rows[i].shipped_at_us, 30, rows[i].now_us),
            rows[i].no_look);
    }
    struct return_line lines[] = {{.line = 1, .reason = RETURN_UNWANTED},
                                  {.line = 2, .reason = RETURN_DEFECTIVE}};
    world.rma.lines = lines;
    assert_true(return_needs_no_look(&world.rma, 100, 30, 101));
    world.rma.line_count = 2;
    assert_false(return_needs_no_look(&world.rma, 100, 30, 101));
}

static void
expiry_is_a_condition_not_a_sweep(void **unused)
{
    static const struct {
        enum return_status status;
        int64_t expires_at_us, now_us;
        enum return_status seen;
    } rows[] = {
        {RETURN_AUTHORIZED, 100, 99, RETURN_AUTHORIZED},
        {RETURN_AUTHORIZED, 100, 100, RETURN_EXPIRED},
        {RETURN_AUTHORIZED, 100, 101, RETURN_EXPIRED},
        {RETURN_REQUESTED, 0, 101, RETURN_REQUESTED},
        {RETURN_RECEIVED, 100, 101, RETURN_RECEIVED},
        {RETURN_CLOSED, 100, 101, RETURN_CLOSED},
        {RETURN_CANCELLED, 100, 101, RETURN_CANCELLED},
    };

    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct rma rma = {.status = rows[i].status, .expires_at_us = rows[i].expires_at_us};

        assert_int_equal(return_status_at(&rma, rows[i].now_us), rows[i].seen);
    }
}

static void
one_order_of_the_same_channel_replaces_goods(void **unused)
{
    static const struct {
        enum return_status status;
        const char *channel;
        int64_t exchange_order_id;
        bool may;
    } rows[] = {
        {RETURN_REQUESTED, "web", 0, true},    {RETURN_AUTHORIZED, "web", 0, true},
        {RETURN_RECEIVED, "web", 0, true},     {RETURN_RESOLVED, "web", 0, true},
        {RETURN_CLOSED, "web", 0, true},       {RETURN_DECLINED, "web", 0, false},
        {RETURN_CANCELLED, "web", 0, false},   {RETURN_EXPIRED, "web", 0, false},
        {RETURN_AUTHORIZED, "shop", 0, false}, {RETURN_AUTHORIZED, "web", 7, false},
    };
    struct world world;

    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        begin(&world);
        world.rma.status = rows[i].status;
        world.rma.exchange_order_id = rows[i].exchange_order_id;
        assert_int_equal(return_may_be_exchanged(&world.rma, rows[i].channel, 0), rows[i].may);
    }
}

static void
an_order_shows_the_sum_of_its_returns(void **unused)
{
    struct world worlds[3];
    const struct rma *const returns[] = {&worlds[0].rma, &worlds[1].rma, &worlds[2].rma};

    (void)unused;
    tell(&worlds[0], "ask 3 in 2 restock 1 scrap 1 refund 2");
    worlds[0].rma.status = RETURN_RESOLVED;
    tell(&worlds[1], "ask 4 refund 1");
    worlds[1].rma.status = RETURN_DECLINED;
    tell(&worlds[2], "in 1 restock 1");
    worlds[2].rma.status = RETURN_INSPECTED;
    const struct return_totals totals = return_totals(1, returns, 3, 0);
    assert_int_equal(totals.requested, 3);
    assert_int_equal(totals.received, 3);
    assert_int_equal(totals.restocked, 2);
    assert_int_equal(totals.refunded, 3);
    assert_int_equal(return_totals(2, returns, 3, 0).received, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_step_has_its_own_quantities),
        cmocka_unit_test(an_amount_beyond_all_bounds_is_refused),
        cmocka_unit_test(what_shipped_can_be_asked_back_once),
        cmocka_unit_test(a_return_needs_no_look_within_the_window_and_for_plain_reasons),
        cmocka_unit_test(expiry_is_a_condition_not_a_sweep),
        cmocka_unit_test(one_order_of_the_same_channel_replaces_goods),
        cmocka_unit_test(an_order_shows_the_sum_of_its_returns),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

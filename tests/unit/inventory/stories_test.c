/*
 * The rules of promising, waiting, cancelling and shipping, told as stories: one input a line, what
 * became of it last. The stories are the specification.
 *
 *   receive LOCATION SKU n           adjust LOCATION SKU n [refused]
 *   order ID [priority=n] [complete] SKU:n ...
 *   cancel ID released|recalled|asked
 *   ship ID line LOCATION n          answer ID n n ...   (units given back, by line)
 *   close LOCATION, open LOCATION, keep LOCATION n   (safety stock)
 *   is ID STATE round promised/backordered/shipped/cancelled ...   (one of these a line)
 *   sku SKU on_hand sellable reserved backordered
 */
#include "tests/unit/inventory/world.h"

#define WORDS_MAX 16

static int64_t
number(const char *text)
{
    return strtoll(text, NULL, 10);
}

static struct reservation *
order_of(struct world *world, const char *id)
{
    struct reservation *order = books_find_reservation(&world->books, number(id));

    assert_non_null(order);
    return order;
}

static void
tell_order(struct world *world, char **words, int count)
{
    struct world_line lines[WORDS_MAX];
    uint32_t line_count = 0;
    int32_t priority = 0;
    bool complete = false;

    for (int i = 2; i < count; i++) {
        char *colon = strchr(words[i], ':');
        if (strcmp(words[i], "complete") == 0) {
            complete = true;
        } else if (colon == NULL) {
            priority = (int32_t)number(strchr(words[i], '=') + 1);
        } else {
            *colon = '\0';
            snprintf(lines[line_count].sku, sizeof lines[0].sku, "%s", words[i]);
            lines[line_count++].quantity = number(colon + 1);
        }
    }
    world_place(world, number(words[1]), priority, complete, lines, line_count);
}

static void
tell_is(struct world *world, char **words, int count, const char *said)
{
    const struct reservation *order = order_of(world, words[1]);
    char text[400];
    int at = snprintf(text, sizeof text, "is %s %s %u", words[1],
                      reservation_state_name(order->state), order->round);

    (void)count;
    for (uint32_t i = 0; i < order->line_count; i++) {
        const struct reservation_line *line = &order->lines[i];
        at += snprintf(text + at, sizeof text - (size_t)at, " %d/%d/%d/%d", (int)line->promised,
                       (int)line->backordered, (int)line->shipped, (int)line->cancelled);
    }
    assert_string_equal(text, said);
}

static void
tell_sku(struct world *world, char **words, const char *said)
{
    const struct item *item = books_find_item(&world->books, words[1]);
    char text[400];

    snprintf(text, sizeof text, "sku %s %d %d %d %d", words[1], (int)item->on_hand,
             (int)item->sellable, (int)item->reserved, (int)item->backordered);
    assert_string_equal(text, said);
}

static void
tell(struct world *world, const char *said)
{
    static const char *const cancel_names[] = {"released", "recalled", "asked"};
    char text[400];
    char *words[WORDS_MAX] = {NULL};
    int count = 0;

    snprintf(text, sizeof text, "%s", said);
    for (char *word = strtok(text, " "); word != NULL; word = strtok(NULL, " "))
        words[count++] = word;

    if (strcmp(words[0], "receive") == 0 || strcmp(words[0], "adjust") == 0) {
        assert_int_equal(world_move(world, words[1], words[2], number(words[3])), count == 4);
    } else if (strcmp(words[0], "order") == 0) {
        tell_order(world, words, count);
    } else if (strcmp(words[0], "cancel") == 0) {
        assert_string_equal(cancel_names[world_cancel(world, order_of(world, words[1]))], words[2]);
    } else if (strcmp(words[0], "ship") == 0) {
        world_ship(world, order_of(world, words[1]), (uint32_t)number(words[2]) - 1, words[3],
                   number(words[4]));
    } else if (strcmp(words[0], "answer") == 0) {
        int64_t given_back[WORDS_MAX] = {0};
        for (int i = 2; i < count; i++)
            given_back[i - 2] = number(words[i]);
        world_answer(world, order_of(world, words[1]), given_back);
    } else if (strcmp(words[0], "is") == 0) {
        tell_is(world, words, count, said);
    } else if (strcmp(words[0], "sku") == 0) {
        tell_sku(world, words, said);
    } else {
        assert_true(strcmp(words[0], "close") == 0 || strcmp(words[0], "open") == 0 ||
                    strcmp(words[0], "keep") == 0);
        world_set_location(world, words[1], words[0][0] == 'c', count > 2 ? number(words[2]) : 0);
    }
    assert_true(books_add_up(&world->books));
}

static void
tell_story(const char *const *story)
{
    struct world world;

    world_open(&world);
    for (; *story != NULL; story++) {
        print_message("    %s\n", *story);
        tell(&world, *story);
    }
    world_close(&world);
}

static void
promises_what_is_there(void **state)
{
    (void)state;
    tell_story((const char *const[]){
        "receive BER A 10",
        "order 1 A:4",
        "is 1 COMMITTED 1 4/0/0/0",
        "order 2 A:9", /* a part of the line; the rest waits */
        "is 2 COMMITTED 1 6/3/0/0",
        "order 3 A:1 B:1",
        "is 3 BACKORDERED 0 0/1/0/0 0/1/0/0",
        "sku A 10 10 10 4",
        NULL,
    });
}

static void
two_lines_of_one_sku_see_each_other(void **state)
{
    (void)state;
    tell_story((const char *const[]){
        "receive BER A 5",
        "order 1 A:3 A:3",
        "is 1 COMMITTED 1 3/0/0/0 2/1/0/0",
        "receive BER B 5",
        "order 2 complete B:3 B:3",
        "is 2 BACKORDERED 0 0/3/0/0 0/3/0/0",
        "receive BER B 1",
        "is 2 COMMITTED 1 3/0/0/0 3/0/0/0",
        NULL,
    });
}

static void
ship_complete_takes_all_or_nothing(void **state)
{
    (void)state;
    tell_story((const char *const[]){
        "receive BER A 5",
        "receive BER B 1",
        "order 1 complete A:2 B:2",
        "is 1 BACKORDERED 0 0/2/0/0 0/2/0/0",
        "order 2 A:5", /* it does not hold what others can have */
        "is 2 COMMITTED 1 5/0/0/0",
        "receive BER B 1", /* now A is missing: it waits there */
        "is 1 BACKORDERED 0 0/2/0/0 0/2/0/0",
        "receive BER A 1",
        "order 3 A:1", /* smaller and later, but not blocked */
        "is 3 COMMITTED 1 1/0/0/0",
        "receive BER A 2",
        "is 1 COMMITTED 1 2/0/0/0 2/0/0/0",
        NULL,
    });
}

static void
backorders_are_served_by_priority_then_age(void **state)
{
    (void)state;
    tell_story((const char *const[]){
        "order 1 A:2",
        "order 2 A:2",
        "order 3 priority=5 A:2",
        "receive BER A 3",
        "is 3 COMMITTED 1 2/0/0/0",
        "is 1 COMMITTED 1 1/1/0/0",
        "is 2 BACKORDERED 0 0/2/0/0",
        "receive MUC A 9",
        "is 1 COMMITTED 2 2/0/0/0",
        "is 2 COMMITTED 1 2/0/0/0",
        "sku A 12 12 6 0",
        NULL,
    });
}

static void
cancel_gives_back_what_waits_at_once(void **state)
{
    (void)state;
    tell_story((const char *const[]){
        "order 1 A:2",
        "cancel 1 released",
        "is 1 RELEASED 0 0/0/0/2",
        "receive BER A 3",
        "sku A 3 3 0 0",
        NULL,
    });
}

static void
cancel_asks_for_what_is_promised(void **state)
{
    (void)state;
    tell_story((const char *const[]){
        "receive BER A 5",
        "order 1 A:4 B:2",
        "order 2 A:3",
        "is 2 COMMITTED 1 1/2/0/0",
        "cancel 1 recalled",
        "cancel 1 asked",
        "sku B 0 0 0 0",   /* waits no more */
        "receive BER B 9", /* and is not served while it is recalled */
        "ship 1 1 BER 1",  /* a parcel left in between */
        "is 1 RECALLED 1 3/0/1/0 0/2/0/0",
        NULL,
    });
}

static void
recall_is_answered(void **state)
{
    (void)state;
    tell_story((const char *const[]){
        "receive BER A 5",
        "order 1 A:4 B:2",
        "order 2 A:3",
        "cancel 1 recalled",
        "ship 1 1 BER 1",
        "is 1 RECALLED 1 3/0/1/0 0/2/0/0",
        "answer 1 2", /* one unit could not be stopped */
        "is 1 COMMITTED 1 1/0/1/2 0/0/0/2",
        "is 2 COMMITTED 2 3/0/0/0", /* what was given back goes to who waits */
        "ship 1 1 BER 1",
        "is 1 FULFILLED 1 0/0/2/2 0/0/0/2",
        "order 3 B:1",
        "receive BER A 1",
        "order 4 A:1",
        "cancel 4 recalled",
        "ship 4 1 BER 1",
        "answer 4",
        "is 4 RELEASED 1 0/0/1/0",
        NULL,
    });
}

static void
shipping_and_waiting(void **state)
{
    (void)state;
    tell_story((const char *const[]){
        "receive BER A 2",
        "order 1 A:3",
        "ship 1 1 BER 2",
        "is 1 BACKORDERED 1 0/1/2/0",
        "sku A 0 0 0 1",
        "receive BER A 1",
        "is 1 COMMITTED 2 1/0/2/0",
        "ship 1 1 BER 1",
        "is 1 FULFILLED 2 0/0/3/0",
        NULL,
    });
}

static void
corrections_never_go_below_zero(void **state)
{
    (void)state;
    tell_story((const char *const[]){
        "receive BER A 2",
        "adjust BER A -3 refused",
        "adjust BER A -2",
        "sku A 0 0 0 0",
        "order 1 A:1",
        "adjust BER A 1", /* found: it is stock like any other */
        "is 1 COMMITTED 1 1/0/0/0",
        "adjust BER A -1", /* lost again: the promise is at risk, but exact */
        "sku A 0 0 1 0",
        "ship 1 1 BER 1", /* it was there after all */
        "sku A -1 0 0 0",
        "receive MUC A 1", /* the negative place does not eat the stock of the others */
        "sku A 0 1 0 0",
        NULL,
    });
}

static void
only_open_locations_and_what_is_not_kept_back(void **state)
{
    (void)state;
    tell_story((const char *const[]){
        "receive BER A 5",
        "keep BER 2",
        "sku A 5 3 0 0",
        "order 1 A:5",
        "is 1 COMMITTED 1 3/2/0/0",
        "close BER 2",
        "sku A 5 0 3 2",
        "receive MUC A 1", /* three are promised that cannot be sold now */
        "is 1 COMMITTED 1 3/2/0/0",
        "open BER",
        "is 1 COMMITTED 2 5/0/0/0",
        "sku A 6 6 5 0",
        NULL,
    });
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(promises_what_is_there),
        cmocka_unit_test(two_lines_of_one_sku_see_each_other),
        cmocka_unit_test(ship_complete_takes_all_or_nothing),
        cmocka_unit_test(backorders_are_served_by_priority_then_age),
        cmocka_unit_test(cancel_gives_back_what_waits_at_once),
        cmocka_unit_test(cancel_asks_for_what_is_promised),
        cmocka_unit_test(recall_is_answered),
        cmocka_unit_test(shipping_and_waiting),
        cmocka_unit_test(corrections_never_go_below_zero),
        cmocka_unit_test(only_open_locations_and_what_is_not_kept_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

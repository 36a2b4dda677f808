/*
 * The rules of promising, waiting, cancelling and shipping, told as stories: one input a line, what
 * became of it last. The stories are the specification.
 *
 *   receive LOCATION SKU n           adjust LOCATION SKU n [refused]
 *   order ID [priority=n] [complete] [held] [on=CHANNEL] [cart=ID] SKU:n SKU:n*group ...
 *   item SKU allow|deny|cap=n|preorder=n
 *   channel CODE buffer cap [SKU buffer cap]
 *   cart CHANNEL ID seconds SKU:n ... [nothing],  empty CHANNEL ID,  pass seconds
 *   cancel ID [waiting] [n n ...]          (units by line; none: everything)
 *   hold ID, release ID, redirect ID, amend ID n n ...   (more units, by line)
 *   ship ID line LOCATION n          answer ID n n ...   (units given back, by line)
 *   close LOCATION, open LOCATION, keep LOCATION n   (safety stock)
 *   is ID STATE promised/backordered/shipped/cancelled ...   (one of these a line; promised is told
 *                                       as routed+unrouted when something is not routed)
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
    bool complete = false, held = false;
    const char *hold_id = NULL;

    for (int i = 2; i < count; i++) {
        char *colon = strchr(words[i], ':');
        char *group = strchr(words[i], '*');
        if (strcmp(words[i], "complete") == 0) {
            complete = true;
        } else if (strcmp(words[i], "held") == 0) {
            held = true;
        } else if (strncmp(words[i], "cart=", 5) == 0) {
            hold_id = words[i] + 5;
        } else if (strncmp(words[i], "on=", 3) == 0) {
            world->channel = words[i] + 3;
        } else if (colon == NULL) {
            priority = (int32_t)number(strchr(words[i], '=') + 1);
        } else {
            *colon = '\0';
            lines[line_count].together = group != NULL ? (uint32_t)number(group + 1) : 0;
            snprintf(lines[line_count].sku, sizeof lines[0].sku, "%s", words[i]);
            lines[line_count++].quantity = number(colon + 1);
        }
    }
    world_place(world, number(words[1]), priority, complete, held, hold_id, lines, line_count);
    world->channel = NULL;
}

static void
tell_is(struct world *world, char **words, int count, const char *said)
{
    const struct reservation *order = order_of(world, words[1]);
    char text[400];
    int at =
        snprintf(text, sizeof text, "is %s %s", words[1], reservation_state_name(order->state));

    (void)count;
    for (uint32_t i = 0; i < order->line_count; i++) {
        const struct reservation_line *line = &order->lines[i];
        at += snprintf(text + at, sizeof text - (size_t)at, " %d", (int)routed_units(line));
        if (line->unrouted > 0)
            at += snprintf(text + at, sizeof text - (size_t)at, "+%d", (int)line->unrouted);
        at += snprintf(text + at, sizeof text - (size_t)at, "/%d/%d/%d", (int)line->backordered,
                       (int)line->shipped, (int)line->cancelled);
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

/* The words from this one on; 0 for those that are missing. */
static void
numbers(int64_t values[WORDS_MAX], char **words, int from, int count)
{
    memset(values, 0, WORDS_MAX * sizeof values[0]);
    for (int i = from; i < count; i++)
        values[i - from] = number(words[i]);
}

static void
tell_cancel(struct world *world, char **words, int count)
{
    const bool waiting_only = count > 2 && strcmp(words[2], "waiting") == 0;
    const int from = waiting_only ? 3 : 2;
    int64_t units[WORDS_MAX];

    numbers(units, words, from, count);
    world_cancel(world, order_of(world, words[1]), count > from ? units : NULL, waiting_only);
}

static void
tell_item(struct world *world, char **words)
{
    struct item *item = books_item(&world->books, world->journal, words[1]);
    const char *value = strchr(words[2], '=');

    item->backorder = strcmp(words[2], "deny") == 0 ? BACKORDER_DENY : BACKORDER_ALLOW;
    item->backorder_cap = words[2][0] == 'c' ? number(value + 1) : 0;
    item->preorder_cap = words[2][0] == 'p' ? number(value + 1) : 0;
}

static void
tell_cart(struct world *world, char **words, int count)
{
    struct world_line lines[WORDS_MAX];
    uint32_t line_count = 0;
    bool nothing = false;

    for (int i = 4; i < count; i++) {
        char *colon = strchr(words[i], ':');
        nothing |= colon == NULL;
        if (colon == NULL)
            continue;
        *colon = '\0';
        snprintf(lines[line_count].sku, sizeof lines[0].sku, "%s", words[i]);
        lines[line_count++].quantity = number(colon + 1);
    }
    assert_int_equal(
        world_hold(world, words[1], words[2], number(words[3]), lines, line_count), !nothing);
}

static void
tell(struct world *world, const char *said)
{
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
        tell_cancel(world, words, count);
    } else if (strcmp(words[0], "item") == 0) {
        tell_item(world, words);
    } else if (strcmp(words[0], "channel") == 0) {
        world_define_channel(world, words[1], number(words[2]), number(words[3]), words[4],
                             count > 4 ? number(words[5]) : 0, count > 4 ? number(words[6]) : 0);
    } else if (strcmp(words[0], "cart") == 0) {
        tell_cart(world, words, count);
    } else if (strcmp(words[0], "empty") == 0) {
        world_release_hold(world, words[1], words[2]);
    } else if (strcmp(words[0], "pass") == 0) {
        world_pass(world, number(words[1]));
    } else if (strcmp(words[0], "amend") == 0) {
        int64_t more[WORDS_MAX];
        numbers(more, words, 2, count);
        world_amend(world, order_of(world, words[1]), more);
    } else if (strcmp(words[0], "hold") == 0) {
        world_set(world, order_of(world, words[1]), CHANGE_HOLD);
    } else if (strcmp(words[0], "release") == 0) {
        world_set(world, order_of(world, words[1]), CHANGE_RELEASE);
    } else if (strcmp(words[0], "redirect") == 0) {
        world_set(world, order_of(world, words[1]), CHANGE_REDIRECT);
    } else if (strcmp(words[0], "ship") == 0) {
        world_ship(world, order_of(world, words[1]), (uint32_t)number(words[2]) - 1, words[3],
                   number(words[4]));
    } else if (strcmp(words[0], "answer") == 0) {
        int64_t given_back[WORDS_MAX];
        numbers(given_back, words, 2, count);
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
        "is 1 COMMITTED 4/0/0/0",
        "order 2 A:9", /* a part of the line; the rest waits */
        "is 2 COMMITTED 6/3/0/0",
        "order 3 A:1 B:1",
        "is 3 BACKORDERED 0/1/0/0 0/1/0/0",
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
        "is 1 COMMITTED 3/0/0/0 2/1/0/0",
        "receive BER B 5",
        "order 2 complete B:3 B:3",
        "is 2 BACKORDERED 0/3/0/0 0/3/0/0",
        "receive BER B 1",
        "is 2 COMMITTED 3/0/0/0 3/0/0/0",
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
        "is 1 BACKORDERED 0/2/0/0 0/2/0/0",
        "order 2 A:5", /* it does not hold what others can have */
        "is 2 COMMITTED 5/0/0/0",
        "receive BER B 1", /* now A is missing: it waits there */
        "is 1 BACKORDERED 0/2/0/0 0/2/0/0",
        "receive BER A 1",
        "order 3 A:1", /* smaller and later, but not blocked */
        "is 3 COMMITTED 1/0/0/0",
        "receive BER A 2",
        "is 1 COMMITTED 2/0/0/0 2/0/0/0",
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
        "is 3 COMMITTED 2/0/0/0",
        "is 1 COMMITTED 1/1/0/0",
        "is 2 BACKORDERED 0/2/0/0",
        "receive MUC A 9",
        "is 1 COMMITTED 2/0/0/0",
        "is 2 COMMITTED 2/0/0/0",
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
        "cancel 1",
        "is 1 RELEASED 0/0/0/2",
        "receive BER A 3",
        "sku A 3 3 0 0",
        NULL,
    });
}

static void
cancel_asks_for_what_is_routed(void **state)
{
    (void)state;
    tell_story((const char *const[]){
        "receive BER A 5",
        "order 1 A:4 B:2",
        "order 2 A:3",
        "is 2 COMMITTED 1/2/0/0",
        "cancel 1",
        "is 1 RECALLED 4/0/0/0 0/0/0/2",
        "sku B 0 0 0 0",   /* waits no more */
        "receive BER B 9", /* and is not served */
        "ship 1 1 BER 1",  /* a parcel left in between */
        "is 1 RECALLED 3/0/1/0 0/0/0/2",
        "cancel 1", /* asked once more: answered with nothing, after the first */
        "answer 1 2", /* one unit could not be stopped, the second cancel asks for it again */
        "is 1 RECALLED 1/0/1/2 0/0/0/2",
        "is 2 COMMITTED 3/0/0/0", /* what was given back goes to who waits */
        "answer 1",
        "is 1 COMMITTED 1/0/1/2 0/0/0/2",
        "ship 1 1 BER 1",
        "is 1 FULFILLED 0/0/2/2 0/0/0/2",
        "order 3 B:1",
        "receive BER A 1",
        "order 4 A:1",
        "cancel 4",
        "ship 4 1 BER 1",
        "answer 4",
        "is 4 FULFILLED 0/0/1/0",
        NULL,
    });
}

static void
cancel_of_units_takes_what_waits_first(void **state)
{
    (void)state;
    tell_story((const char *const[]){
        "receive BER A 4",
        "order 1 A:6 B:1",
        "cancel 1 1", /* one of the two that wait */
        "is 1 COMMITTED 4/1/0/1 0/1/0/0",
        "cancel 1 waiting 5 5", /* only what waits */
        "is 1 COMMITTED 4/0/0/2 0/0/0/1",
        "cancel 1 1",
        "is 1 RECALLED 4/0/0/2 0/0/0/1",
        "answer 1 4", /* routing gives back the whole parcel: the rest is routed again */
        "is 1 COMMITTED 3/0/0/3 0/0/0/1",
        "sku A 4 4 3 0",
        "cancel 1 9", /* more than there is */
        "answer 1 3",
        "is 1 RELEASED 0/0/0/6 0/0/0/1",
        "sku A 4 4 0 0",
        NULL,
    });
}

static void
changes_wait_for_the_answer(void **state)
{
    (void)state;
    tell_story((const char *const[]){
        "receive BER A 5",
        "order 1 A:4",
        "cancel 1 1",
        "hold 1",
        "cancel 1 2",
        "release 1",
        "amend 1 1",
        "is 1 RECALLED 4/0/0/0",
        "answer 1 4", /* 1 cancelled, held: nothing is routed, 2 cancelled at once, released, 1 more */
        "is 1 COMMITTED 2/0/0/3",
        "sku A 5 5 2 0",
        NULL,
    });
}

static void
held_orders_are_promised_not_routed(void **state)
{
    (void)state;
    tell_story((const char *const[]){
        "receive BER A 5",
        "order 1 held A:3 B:1",
        "is 1 COMMITTED 0+3/0/0/0 0/1/0/0",
        "receive BER B 1",
        "is 1 COMMITTED 0+3/0/0/0 0+1/0/0/0",
        "order 2 A:5",
        "is 2 COMMITTED 2/3/0/0",
        "cancel 1 1", /* nothing need be asked */
        "is 1 COMMITTED 0+2/0/0/1 0+1/0/0/0",
        "is 2 COMMITTED 3/2/0/0",
        "release 1",
        "is 1 COMMITTED 2/0/0/1 1/0/0/0",
        "hold 1", /* late: what can be is called back */
        "is 1 RECALLED 2/0/0/1 1/0/0/0",
        "answer 1 2", /* B is on its way */
        "is 1 COMMITTED 0+2/0/0/1 1/0/0/0",
        "ship 1 2 BER 1",
        "is 1 COMMITTED 0+2/0/0/1 0/0/1/0",
        "redirect 1",
        "is 1 COMMITTED 0+2/0/0/1 0/0/1/0",
        "release 1",
        "is 1 COMMITTED 2/0/0/1 0/0/1/0",
        "redirect 1",
        "answer 1 2",
        "is 1 COMMITTED 2/0/0/1 0/0/1/0",
        NULL,
    });
}

static void
more_is_ordered(void **state)
{
    (void)state;
    tell_story((const char *const[]){
        "receive BER A 3",
        "order 1 A:2",
        "amend 1 2", /* only the difference */
        "is 1 COMMITTED 3/1/0/0",
        "receive BER A 1",
        "is 1 COMMITTED 4/0/0/0",
        "order 2 complete A:1 B:1",
        "receive BER A 2",
        "receive BER B 1",
        "is 2 COMMITTED 1/0/0/0 1/0/0/0",
        "amend 2 1 1", /* all of the difference, or none */
        "is 2 COMMITTED 1/1/0/0 1/1/0/0",
        "receive BER B 1",
        "is 2 COMMITTED 2/0/0/0 2/0/0/0",
        NULL,
    });
}

static void
lines_that_stay_together(void **state)
{
    (void)state;
    tell_story((const char *const[]){
        "receive BER A 5",
        "receive BER C 1",
        "order 1 A:2*7 B:1*7 C:2",
        "is 1 COMMITTED 0/2/0/0 0/1/0/0 1/1/0/0", /* the pair waits, the third line is by itself */
        "order 2 A:4",
        "receive BER B 1",
        "is 1 COMMITTED 0/2/0/0 0/1/0/0 1/1/0/0",
        "receive BER A 1",
        "is 1 COMMITTED 2/0/0/0 1/0/0/0 1/1/0/0",
        "order 3 A:1*1 D:1*1",
        "receive BER A 1",
        "is 3 BACKORDERED 0/1/0/0 0/1/0/0",
        "cancel 3 0 1", /* what still waits is all there now */
        "is 3 COMMITTED 1/0/0/0 0/0/0/1",
        NULL,
    });
}

static void
a_loss_takes_the_newest_promise(void **state)
{
    (void)state;
    tell_story((const char *const[]){
        "receive BER A 9",
        "order 1 A:2",
        "order 2 priority=5 held A:3",
        "order 3 A:2",
        "order 4 held A:2",
        "adjust BER A -1", /* the youngest of the lowest priority, which is not routed */
        "is 4 COMMITTED 0+1/1/0/0",
        "sku A 8 8 8 1",
        "adjust BER A -2", /* one more of it; then routing is asked for one of order 3 */
        "is 4 BACKORDERED 0/2/0/0",
        "is 3 RECALLED 2/0/0/0",
        "adjust BER A -1", /* another, of the same */
        "is 3 RECALLED 2/0/0/0",
        "is 1 COMMITTED 2/0/0/0",
        "adjust BER A -1", /* never twice: now it is order 1 */
        "is 1 RECALLED 2/0/0/0",
        "answer 3", /* has left the shelf: the first loss is order 1's, too */
        "is 3 RECALLED 2/0/0/0", /* the second is asked of it as well, it waited */
        "answer 3",
        "is 3 COMMITTED 2/0/0/0",
        "is 1 RECALLED 2/0/0/0",
        "answer 1 2",
        "is 1 BACKORDERED 0/2/0/0",
        "is 2 COMMITTED 0+2/1/0/0", /* at last the highest priority */
        "ship 3 1 BER 2",
        "sku A 2 2 2 5",
        NULL,
    });
}

static void
a_loss_that_is_found_again(void **state)
{
    (void)state;
    tell_story((const char *const[]){
        "receive BER A 3",
        "order 1 A:3",
        "adjust BER A -2",
        "is 1 RECALLED 3/0/0/0",
        "adjust BER A 2", /* found, before routing answered */
        "answer 1 3",
        "is 1 COMMITTED 3/0/0/0", /* nothing was lost: routed again */
        "close BER 0",
        "is 1 RECALLED 3/0/0/0",
        "answer 1 2", /* one is in the van already */
        "is 1 COMMITTED 1/2/0/0",
        "open BER",
        "is 1 COMMITTED 3/0/0/0",
        NULL,
    });
}

static void
what_is_promised_whole_is_lost_whole(void **state)
{
    (void)state;
    tell_story((const char *const[]){
        "receive BER A 2",
        "receive BER B 2",
        "order 1 complete held A:2 B:2",
        "order 2 B:1",
        "adjust BER A -1",
        "is 1 BACKORDERED 0/2/0/0 0/2/0/0", /* it holds nothing while it waits */
        "is 2 COMMITTED 1/0/0/0",
        "receive BER A 1",
        "is 1 BACKORDERED 0/2/0/0 0/2/0/0",
        "receive BER B 1",
        "is 1 COMMITTED 0+2/0/0/0 0+2/0/0/0",
        NULL,
    });
}

static void
what_may_not_wait_is_refused(void **state)
{
    (void)state;
    tell_story((const char *const[]){
        "item A deny",
        "item B cap=3",
        "receive BER A 2",
        "order 1 A:3 C:1", /* what is there is promised; an item as any other waits */
        "is 1 COMMITTED 2/0/0/1 0/1/0/0",
        "order 2 A:1",
        "is 2 RELEASED 0/0/0/1",
        "order 3 B:2",
        "order 4 B:2", /* three may wait */
        "is 4 BACKORDERED 0/1/0/1",
        "receive BER B 1",
        "order 5 B:4 B:1",
        "is 5 BACKORDERED 0/1/0/3 0/0/0/1",
        "receive BER A 1",
        "receive BER C 9",
        "order 6 complete A:2 C:1", /* all or nothing, and it may not wait */
        "is 6 RELEASED 0/0/0/2 0/0/0/1",
        "order 7 A:2*1 C:2*1 C:3",
        "is 7 COMMITTED 0/0/0/2 0/0/0/2 3/0/0/0",
        "order 8 complete A:1 D:1", /* A is there; D may wait */
        "is 8 BACKORDERED 0/1/0/0 0/1/0/0",
        "amend 1 2", /* what is added is refused as what is new */
        "is 1 COMMITTED 3/0/0/2 1/0/0/0",
        NULL,
    });
}

static void
sold_before_the_first_receipt(void **state)
{
    (void)state;
    tell_story((const char *const[]){
        "item A preorder=5",
        "order 1 A:3",
        "is 1 BACKORDERED 0/3/0/0",
        "order 2 A:3",
        "is 2 BACKORDERED 0/2/0/1",
        "order 3 A:1",
        "is 3 RELEASED 0/0/0/1",
        "cancel 1 1", /* one is free again */
        "order 4 A:2",
        "is 4 BACKORDERED 0/1/0/1",
        "receive BER A 1", /* from now on an item as any other */
        "is 1 COMMITTED 1/1/0/1",
        "order 5 A:9",
        "is 5 BACKORDERED 0/9/0/0",
        NULL,
    });
}

static void
a_cart_keeps_its_units(void **state)
{
    (void)state;
    tell_story((const char *const[]){
        "receive BER A 5",
        "cart web c1 600 A:3",
        "order 1 A:4", /* nobody else has them */
        "is 1 COMMITTED 2/2/0/0",
        "cart web c2 600 A:1 nothing",
        "order 2 cart=c1 A:2 B:1", /* becomes the order; the rest goes to who waits */
        "is 2 COMMITTED 2/0/0/0 0/1/0/0",
        "is 1 COMMITTED 3/1/0/0",
        "order 3 cart=c1 A:1", /* it is used up */
        "is 3 BACKORDERED 0/1/0/0",
        "receive BER A 9",
        "sku A 14 14 7 0",
        "cart web c3 600 A:4",
        "cart web c3 600 A:6", /* replaced: its own units are its own to take again */
        "order 4 on=shop cart=c3 A:3", /* a hold of another channel is none */
        "is 4 COMMITTED 1/2/0/0",
        "order 5 cart=c3 A:8", /* more than it held: the rest as any other, after who waits */
        "is 5 COMMITTED 6/2/0/0",
        NULL,
    });
}

static void
a_cart_expires_by_the_clock(void **state)
{
    (void)state;
    tell_story((const char *const[]){
        "receive BER A 5",
        "cart web c1 10 A:3",
        "cart web c2 20 A:2",
        "order 1 A:4",
        "pass 9",
        "is 1 BACKORDERED 0/4/0/0",
        "pass 1",
        "is 1 COMMITTED 3/1/0/0",
        "order 2 cart=c1 A:1", /* too late */
        "is 2 BACKORDERED 0/1/0/0",
        "empty web c2",
        "is 1 COMMITTED 4/0/0/0",
        "is 2 COMMITTED 1/0/0/0",
        "pass 30",
        "cart shop c1 90000 B:1 nothing",
        NULL,
    });
}

static void
no_order_loses_its_promise_to_a_cart(void **state)
{
    (void)state;
    tell_story((const char *const[]){
        "receive BER A 5",
        "order 1 held A:3",
        "cart web c1 60 A:2",
        "adjust BER A -2",
        "is 1 COMMITTED 0+3/0/0/0",
        "order 2 cart=c1 A:2",
        "is 2 BACKORDERED 0/2/0/0",
        "adjust BER A -1",
        "is 1 COMMITTED 0+2/1/0/0",
        NULL,
    });
}

static void
channels_have_their_share(void **state)
{
    (void)state;
    tell_story((const char *const[]){
        "receive BER A 10",
        "channel shop 4 0", /* does not see the last four */
        "order 1 on=shop A:8",
        "is 1 COMMITTED 6/2/0/0",
        "order 2 A:3",
        "is 2 COMMITTED 3/0/0/0",
        "receive BER A 3", /* 4 are there, which it does not see */
        "is 1 COMMITTED 6/2/0/0",
        "receive BER A 1",
        "is 1 COMMITTED 7/1/0/0",
        "channel shop 0 8", /* has seven, eight at most */
        "is 1 COMMITTED 8/0/0/0",
        "order 3 on=shop priority=9 A:2",
        "is 3 BACKORDERED 0/2/0/0",
        "order 4 A:9",
        "is 4 COMMITTED 3/6/0/0",
        "receive BER A 1", /* who is at the cap blocks nobody */
        "is 3 BACKORDERED 0/2/0/0",
        "is 4 COMMITTED 4/5/0/0",
        "ship 1 1 BER 1", /* room, but no stock */
        "is 3 BACKORDERED 0/2/0/0",
        "receive BER A 1",
        "is 3 COMMITTED 1/1/0/0",
        "ship 1 1 BER 4",
        "receive BER A 2",
        "is 3 COMMITTED 2/0/0/0",
        "is 4 COMMITTED 5/4/0/0",
        "channel shop 0 0 A 0 1", /* of A one at most; has five */
        "receive BER A 9",
        "order 5 on=shop A:1",
        "is 5 BACKORDERED 0/1/0/0",
        "cart shop c1 60 A:1 nothing", /* for a cart the same holds */
        "cart web c1 60 A:1",
        "channel shop 0 0",
        "is 5 COMMITTED 1/0/0/0",
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
        "is 1 BACKORDERED 0/1/2/0",
        "sku A 0 0 0 1",
        "receive BER A 1",
        "is 1 COMMITTED 1/0/2/0",
        "ship 1 1 BER 1",
        "is 1 FULFILLED 0/0/3/0",
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
        "is 1 COMMITTED 1/0/0/0",
        "adjust BER A -1", /* lost again: routing is asked */
        "is 1 RECALLED 1/0/0/0",
        "sku A 0 0 1 0",
        "ship 1 1 BER 1", /* it was there after all */
        "answer 1",
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
        "is 1 COMMITTED 3/2/0/0",
        "close BER 2",
        "is 1 RECALLED 3/2/0/0",
        "sku A 5 0 3 2",
        "receive MUC A 1", /* three are promised that cannot be sold now */
        "is 1 RECALLED 3/2/0/0",
        "answer 1 3",
        "is 1 COMMITTED 1/4/0/0",
        "open BER",
        "is 1 COMMITTED 5/0/0/0",
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
        cmocka_unit_test(cancel_asks_for_what_is_routed),
        cmocka_unit_test(cancel_of_units_takes_what_waits_first),
        cmocka_unit_test(changes_wait_for_the_answer),
        cmocka_unit_test(held_orders_are_promised_not_routed),
        cmocka_unit_test(more_is_ordered),
        cmocka_unit_test(lines_that_stay_together),
        cmocka_unit_test(a_loss_takes_the_newest_promise),
        cmocka_unit_test(a_loss_that_is_found_again),
        cmocka_unit_test(what_is_promised_whole_is_lost_whole),
        cmocka_unit_test(what_may_not_wait_is_refused),
        cmocka_unit_test(sold_before_the_first_receipt),
        cmocka_unit_test(a_cart_keeps_its_units),
        cmocka_unit_test(a_cart_expires_by_the_clock),
        cmocka_unit_test(no_order_loses_its_promise_to_a_cart),
        cmocka_unit_test(channels_have_their_share),
        cmocka_unit_test(shipping_and_waiting),
        cmocka_unit_test(corrections_never_go_below_zero),
        cmocka_unit_test(only_open_locations_and_what_is_not_kept_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * Questions against a service made of paper: what is sent again, when, and what the one who asked is
 * told - once, and never before the question is asked.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/questions.h"

#define CODE(name) CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_##name
#define MS 1000
#define SENT_MAX 64

static struct {
    struct questions *questions;
    int64_t now_us;
    bool connected;
    /* what the service saw */
    int sent;
    uint64_t numbers[SENT_MAX];
    char ids[SENT_MAX][80], sources[SENT_MAX][80], types[SENT_MAX][80];
    int moved_on;
    uint32_t at_once; /* receipt given while the command is sent; 0: none */
    /* what the asker heard */
    int answers;
    uint32_t code;
    char detail[80];
    bool ask_more;
} world;

static bool
service_send(void *owner, int source, uint64_t number, const struct identity *asker,
             const uint8_t *command, size_t bytes)
{
    (void)owner;
    (void)source;
    (void)asker;
    if (!world.connected)
        return false;
    Crossdock__Envelope__V1__Event *event =
        crossdock__envelope__v1__event__unpack(NULL, bytes, command);
    assert_non_null(event);
    assert_true(world.sent < SENT_MAX);
    world.numbers[world.sent] = number;
    snprintf(world.ids[world.sent], sizeof world.ids[0], "%s", event->id);
    snprintf(world.sources[world.sent], sizeof world.sources[0], "%s", event->source);
    snprintf(world.types[world.sent], sizeof world.types[0], "%s", event->type);
    world.sent++;
    crossdock__envelope__v1__event__free_unpacked(event, NULL);
    if (world.at_once != 0) {
        const struct front_answer receipt = { .code = world.at_once, .type = "", .detail = "" };
        questions_receive(world.questions, number, &receipt, world.now_us);
    }
    return true;
}

static void
service_move_on(void *owner, int source)
{
    (void)owner;
    (void)source;
    world.moved_on++;
}

static void ask(uint32_t timeout_ms, const char *id);

static void
on_answer(void *argument, const struct front_answer *answer)
{
    assert_ptr_equal(argument, &world);
    world.answers++;
    world.code = answer->code;
    snprintf(world.detail, sizeof world.detail, "%s", answer->detail);
    if (world.ask_more) {
        world.ask_more = false;
        ask(0, "next");
    }
}

static uint64_t
ask_source(int source, uint32_t timeout_ms, const char *id)
{
    static const struct identity asker = { .name = "anna", .role = ROLE_OPERATOR };
    Crossdock__Envelope__V1__Done message = CROSSDOCK__ENVELOPE__V1__DONE__INIT;
    const struct front_question question = { .service = "order", .asker = &asker, .id = id,
                                             .message = &message.base, .timeout_ms = timeout_ms };
    return questions_ask(world.questions, source, &question, world.now_us, on_answer, &world);
}

static void
ask(uint32_t timeout_ms, const char *id)
{
    (void)ask_source(0, timeout_ms, id);
}

static void
receipt(int nth, uint32_t code, uint32_t retry_ms)
{
    const struct front_answer answer = { .code = code, .type = "", .detail = "told",
                                         .retry_ms = retry_ms };
    questions_receive(world.questions, world.numbers[nth], &answer, world.now_us);
}

/* Every millisecond, as the loop would when something is due. */
static void
pass_ms(int64_t ms)
{
    for (int64_t n = 0; n <= ms; n++, world.now_us += MS)
        if (world.now_us >= questions_due_us(world.questions))
            questions_tick(world.questions, world.now_us);
}

static int
make(void **state)
{
    const struct questions_hooks hooks = { NULL, service_send, service_move_on };
    (void)state;
    memset(&world, 0, sizeof world);
    world.now_us = 1000000;
    world.connected = true;
    world.questions = questions_create(&hooks);
    return 0;
}

static int
drop(void **state)
{
    (void)state;
    questions_destroy(&world.questions);
    return 0;
}

static void
test_asked_and_answered(void **state)
{
    (void)state;
    ask(0, "abc");
    assert_int_equal(world.sent, 0); /* nothing happens before it returns */
    pass_ms(0);
    assert_int_equal(world.sent, 1);
    assert_string_equal(world.ids[0], "abc");
    assert_string_equal(world.sources[0], "/gateway/operator//anna");
    assert_string_equal(world.types[0], "crossdock.envelope.v1.Done");
    receipt(0, CODE(REJECTED), 0);
    assert_int_equal(world.answers, 1);
    assert_int_equal(world.code, CODE(REJECTED));
    assert_string_equal(world.detail, "told");
    receipt(0, CODE(ACCEPTED), 0); /* once more, late */
    pass_ms(20000);
    assert_int_equal(world.answers, 1);
    assert_int_equal(world.sent, 1);
}

static void
test_ids_are_made(void **state)
{
    (void)state;
    ask(0, NULL);
    ask(0, NULL);
    pass_ms(0);
    assert_int_equal(world.sent, 2);
    assert_int_equal(strlen(world.ids[0]), 32);
    assert_string_not_equal(world.ids[0], world.ids[1]);
}

static void
test_answered_while_it_is_sent(void **state)
{
    (void)state;
    world.at_once = CODE(ACCEPTED);
    ask(0, NULL);
    assert_int_equal(world.answers, 0);
    pass_ms(0);
    assert_int_equal(world.answers, 1);
    world.at_once = CODE(BUSY);
    ask(0, NULL);
    pass_ms(5);
    world.at_once = CODE(ACCEPTED);
    pass_ms(50);
    assert_int_equal(world.answers, 2);
    assert_int_equal(world.code, CODE(ACCEPTED));
}

static void
test_busy_is_asked_again(void **state)
{
    (void)state;
    ask(1000, "abc");
    pass_ms(0);
    receipt(0, CODE(BUSY), 50);
    pass_ms(45);
    assert_int_equal(world.sent, 1);
    pass_ms(10);
    assert_int_equal(world.sent, 2);
    assert_string_equal(world.ids[1], "abc");
    receipt(1, CODE(BUSY), 5000); /* longer than there is time */
    pass_ms(2000);
    assert_int_equal(world.sent, 2);
    assert_int_equal(world.answers, 1);
    assert_int_equal(world.code, CODE(BUSY));
}

static void
test_a_standby_is_left(void **state)
{
    (void)state;
    ask(0, "abc");
    pass_ms(0);
    receipt(0, CODE(NOT_LEADER), 0);
    assert_int_equal(world.moved_on, 1);
    pass_ms(150);
    assert_int_equal(world.sent, 2);
    receipt(1, CODE(DUPLICATE), 0);
    assert_int_equal(world.code, CODE(DUPLICATE));
}

static void
test_nobody_leads(void **state)
{
    (void)state;
    ask(300, "abc");
    pass_ms(0);
    receipt(0, CODE(NOT_LEADER), 0);
    pass_ms(120);
    receipt(1, CODE(NOT_LEADER), 0);
    pass_ms(400);
    assert_int_equal(world.answers, 1);
    assert_int_equal(world.code, CODE(NOT_LEADER));
}

static void
test_lost_with_the_connection(void **state)
{
    (void)state;
    ask(0, "abc");
    pass_ms(10);
    world.connected = false;
    questions_repeat(world.questions, 1, world.now_us); /* another service's */
    pass_ms(10);
    world.connected = true;
    pass_ms(10);
    assert_int_equal(world.sent, 1);
    world.connected = false;
    questions_repeat(world.questions, 0, world.now_us);
    pass_ms(100);
    assert_int_equal(world.sent, 1);
    world.connected = true;
    pass_ms(60);
    assert_int_equal(world.sent, 2);
    assert_string_equal(world.ids[1], "abc");
    receipt(1, CODE(ACCEPTED), 0);
    assert_int_equal(world.answers, 1);
}

static void
test_a_lost_receipt(void **state)
{
    (void)state;
    ask(0, "abc");
    pass_ms(2990);
    assert_int_equal(world.sent, 1);
    pass_ms(20);
    assert_int_equal(world.sent, 2);
    pass_ms(5900);
    assert_int_equal(world.sent, 2); /* twice as patient */
    pass_ms(1200);
    assert_int_equal(world.sent, 3);
    assert_int_equal(world.answers, 1); /* ten seconds are over */
    assert_int_equal(world.code, 0);
    receipt(2, CODE(ACCEPTED), 0);
    assert_int_equal(world.answers, 1);
}

static void
test_nobody_is_there(void **state)
{
    (void)state;
    world.connected = false;
    ask(200, NULL);
    pass_ms(300);
    assert_int_equal(world.answers, 1);
    assert_int_equal(world.code, 0);
    assert_string_equal(world.detail, "nobody is connected");
    (void)ask_source(QUESTION_NOBODY, 0, NULL);
    assert_int_equal(world.answers, 1);
    pass_ms(0);
    assert_int_equal(world.answers, 2);
    assert_string_equal(world.detail, "there is no such service");
}

static void
test_forgotten(void **state)
{
    (void)state;
    uint64_t number = ask_source(0, 0, NULL);
    pass_ms(0);
    questions_forget(world.questions, number);
    questions_forget(world.questions, number);
    receipt(0, CODE(ACCEPTED), 0);
    pass_ms(20000);
    assert_int_equal(world.answers, 0);
}

static void
test_asking_from_an_answer(void **state)
{
    (void)state;
    world.ask_more = true;
    ask(0, "first");
    pass_ms(0);
    receipt(0, CODE(ACCEPTED), 0);
    assert_int_equal(world.sent, 1);
    pass_ms(1);
    assert_int_equal(world.sent, 2);
    assert_string_equal(world.ids[1], "next");
}

static void
test_too_many(void **state)
{
    (void)state;
    world.connected = false;
    for (int n = 0; n < QUESTIONS_MAX; n++)
        ask(60000, NULL);
    pass_ms(1);
    assert_int_equal(world.answers, 0);
    for (int n = 0; n < 3; n++)
        ask(60000, NULL);
    pass_ms(1);
    assert_int_equal(world.answers, 3);
    assert_string_equal(world.detail, "too many questions");
    pass_ms(60000);
    assert_int_equal(world.answers, QUESTIONS_MAX + 3);
    assert_string_equal(world.detail, "nobody is connected");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make, drop)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_asked_and_answered), TEST(test_ids_are_made),
        TEST(test_answered_while_it_is_sent), TEST(test_busy_is_asked_again),
        TEST(test_a_standby_is_left), TEST(test_nobody_leads),
        TEST(test_lost_with_the_connection), TEST(test_a_lost_receipt),
        TEST(test_nobody_is_there), TEST(test_forgotten),
        TEST(test_asking_from_an_answer), TEST(test_too_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

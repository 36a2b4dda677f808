/*
 * The consumer of a feed: single steps as a table of what is said and answered, then thousands of
 * seeded runs against a model of a service, over a network that loses, repeats and delays frames,
 * with restarts and changes of leadership. Whatever happens, every position must come once, in order.
 *
 * A failing run prints its seed; CROSSDOCK_TEST_SEED=n runs that one alone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/follow.h"

#define KIND(name) CROSSDOCK__ENVELOPE__V1__KIND__KIND_##name
#define STOP(name) CROSSDOCK__ENVELOPE__V1__STOP_CODE__STOP_##name
#define FROM(name) CROSSDOCK__ENVELOPE__V1__FROM__FROM_##name
#define SECOND_US 1000000

static struct follow_plan
plan_of(uint32_t window)
{
    return (struct follow_plan){ .stream = "order", .group = "test", .subject = "",
                                 .window = window, .from = FROM(POSITION) };
}

/* --- single steps -------------------------------------------------------------------------- */

struct fixture {
    struct follow follow;
    struct follow_actions actions;
    int64_t now_us;
};

static void
start(struct fixture *f, uint64_t position)
{
    struct follow_plan plan = plan_of(100);
    memset(f, 0, sizeof *f);
    f->now_us = 1000 * SECOND_US;
    follow_start(&f->follow, &plan, position, "", "", f->now_us);
}

static void
tick(struct fixture *f, int64_t after_us)
{
    f->now_us += after_us;
    follow_tick(&f->follow, f->now_us, 77 + f->follow.sub, &f->actions);
}

static void
receive(struct fixture *f, Crossdock__Envelope__V1__Kind kind, uint64_t position, uint64_t through,
        uint32_t code)
{
    Crossdock__Envelope__V1__Head head = CROSSDOCK__ENVELOPE__V1__HEAD__INIT;
    head.version = 1;
    head.kind = kind;
    head.sub = f->follow.sub;
    head.position = position;
    head.through = through;
    head.code = code;
    head.log_id = "log";
    head.detail = "why";
    follow_receive(&f->follow, f->now_us, &head, &f->actions);
}

static void
open_at(struct fixture *f, uint64_t position)
{
    start(f, position);
    tick(f, 0);
    assert_int_equal(f->actions.count, 1);
    assert_int_equal(f->actions.list[0].head.kind, KIND(OPEN));
    assert_int_equal(f->actions.list[0].head.position, position);
    receive(f, KIND(READY), position, 0, 0);
    assert_int_equal(f->follow.state, FOLLOW_OPEN);
}

static void
test_acknowledges_soon_after_progress_and_every_second(void **state)
{
    (void)state;
    struct fixture f;
    open_at(&f, 5);
    receive(&f, KIND(EVENTS), 6, 9, 0);
    assert_int_equal(f.actions.count, 1);
    assert_int_equal(f.actions.list[0].act, FOLLOW_DELIVER);
    follow_handled(&f.follow, 9);
    tick(&f, 5000);
    assert_int_equal(f.actions.list[0].head.kind, KIND(ACK));
    assert_int_equal(f.actions.list[0].head.position, 9);
    tick(&f, 5000);
    assert_int_equal(f.actions.count, 0);
    tick(&f, SECOND_US);
    assert_int_equal(f.actions.list[0].head.kind, KIND(ACK));
}

static void
test_moves_on_after_three_seconds_of_silence(void **state)
{
    (void)state;
    struct fixture f;
    open_at(&f, 5);
    tick(&f, 3 * SECOND_US - 1);
    assert_int_not_equal(f.actions.list[0].act, FOLLOW_ROTATE);
    tick(&f, 1);
    assert_int_equal(f.actions.list[0].act, FOLLOW_ROTATE);
    uint64_t sub = f.follow.sub;
    tick(&f, 50000);
    assert_int_equal(f.actions.list[0].head.kind, KIND(OPEN));
    assert_true(f.follow.sub != sub);
}

static void
test_moves_on_when_nobody_is_connected(void **state)
{
    (void)state;
    struct fixture f;
    start(&f, 5);
    int64_t began_us = f.now_us;
    for (tick(&f, 0); f.actions.list[0].act != FOLLOW_ROTATE; tick(&f, 50000))
        follow_unsent(&f.follow, f.now_us);
    assert_true(f.now_us - began_us <= SECOND_US + 50000);
}

static void
test_opens_again_when_a_frame_is_missing(void **state)
{
    (void)state;
    struct fixture f;
    open_at(&f, 5);
    receive(&f, KIND(EVENTS), 8, 9, 0);
    assert_int_equal(f.actions.count, 1);
    assert_int_equal(f.actions.list[0].head.kind, KIND(CLOSE));
    open_at(&f, 5);
    receive(&f, KIND(TICK), 0, 7, 0); /* the service has covered more than came */
    assert_int_equal(f.actions.list[0].head.kind, KIND(CLOSE));
    tick(&f, 50000);
    assert_int_equal(f.actions.list[0].head.position, 5);
}

static void
test_ignores_repeated_frames_and_those_of_earlier_attempts(void **state)
{
    (void)state;
    struct fixture f;
    open_at(&f, 5);
    receive(&f, KIND(EVENTS), 6, 9, 0);
    receive(&f, KIND(EVENTS), 6, 9, 0);
    assert_int_equal(f.actions.count, 0);
    Crossdock__Envelope__V1__Head old = CROSSDOCK__ENVELOPE__V1__HEAD__INIT;
    old.kind = KIND(EVENTS);
    old.sub = f.follow.sub + 1;
    old.position = old.through = 10;
    follow_receive(&f.follow, f.now_us, &old, &f.actions);
    assert_int_equal(f.actions.count, 0);
    assert_int_equal(f.follow.delivered, 9);
}

static void
test_each_stop_has_its_remedy(void **state)
{
    static const struct {
        uint32_t code;
        bool rotates, gives_up;
    } stops[] = {
        { STOP(UNSPECIFIED), false, false }, { STOP(TRIMMED), false, true },
        { STOP(DIVERGED), false, true },     { STOP(NOT_LEADER), true, false },
        { STOP(DENIED), false, true },       { STOP(BAD_REQUEST), false, true },
        { STOP(SHUTDOWN), true, false },     { 99, true, false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof stops / sizeof stops[0]; i++) {
        struct fixture f;
        open_at(&f, 5);
        receive(&f, KIND(STOP), 0, 0, stops[i].code);
        bool rotates = f.actions.count > 0 && f.actions.list[0].act == FOLLOW_ROTATE;
        bool gives_up = f.actions.count > 0 && f.actions.list[0].act == FOLLOW_STOP;
        assert_int_equal(rotates, stops[i].rotates);
        assert_int_equal(gives_up, stops[i].gives_up);
        assert_int_equal(f.follow.state, gives_up ? FOLLOW_STOPPED : FOLLOW_WAITING);
    }
}

static void
test_refuses_another_log(void **state)
{
    (void)state;
    struct fixture f;
    struct follow_plan plan = plan_of(100);
    memset(&f, 0, sizeof f);
    follow_start(&f.follow, &plan, 5, "id", "other", 0);
    tick(&f, 0);
    assert_string_equal(f.actions.list[0].head.last_id, "id");
    receive(&f, KIND(READY), 5, 0, 0);
    assert_int_equal(f.actions.list[1].act, FOLLOW_STOP);
    assert_int_equal(f.actions.list[1].code, STOP(DIVERGED));
}

static void
test_takes_its_place_from_ready(void **state)
{
    (void)state;
    struct fixture f;
    struct follow_plan plan = plan_of(100);
    plan.from = FROM(SAVED);
    memset(&f, 0, sizeof f);
    follow_start(&f.follow, &plan, 0, "", "", 0);
    tick(&f, 0);
    receive(&f, KIND(READY), 41, 0, 0);
    receive(&f, KIND(EVENTS), 42, 43, 0);
    assert_int_equal(f.actions.list[0].act, FOLLOW_DELIVER);
    receive(&f, KIND(STOP), 0, 0, STOP(UNSPECIFIED));
    tick(&f, 50000);
    assert_int_equal(f.actions.list[0].head.position, 43); /* not what was saved */
    assert_int_equal(f.actions.list[0].head.from, FROM(SAVED));
}

static void
test_waits_with_open_while_too_much_is_unhandled(void **state)
{
    (void)state;
    struct fixture f;
    open_at(&f, 0);
    receive(&f, KIND(EVENTS), 1, 100, 0);
    receive(&f, KIND(STOP), 0, 0, STOP(UNSPECIFIED));
    tick(&f, 10 * SECOND_US);
    assert_int_equal(f.actions.count, 0);
    follow_handled(&f.follow, 60);
    tick(&f, 0);
    assert_int_equal(f.actions.list[0].head.kind, KIND(OPEN));
}

/* --- simulation ---------------------------------------------------------------------------- */

struct frame {
    int64_t at_us;
    bool to_service;
    Crossdock__Envelope__V1__Head head;
};

#define FRAMES_MAX 4096
#define WINDOW 50

/* A service that follows the protocol, and nothing else; with a network around it. */
struct world {
    uint64_t random;
    int64_t now_us;
    bool faults;
    struct frame frames[FRAMES_MAX];
    size_t frame_count;
    /* service */
    uint64_t head, sub, sent, acked;
    bool leading;
    int64_t ticked_us;
    /* consumer */
    struct follow follow;
    uint64_t delivered, handled;
    const char *broken; /* what must not happen has happened */
};

static uint64_t
next_random(struct world *w)
{
    w->random ^= w->random << 13;
    w->random ^= w->random >> 7;
    w->random ^= w->random << 17;
    return w->random;
}

static bool
chance(struct world *w, unsigned percent)
{
    return next_random(w) % 100 < percent;
}

static void
put_frame(struct world *w, bool to_service, const Crossdock__Envelope__V1__Head *head)
{
    int copies = w->faults && chance(w, 3) ? 0 : w->faults && chance(w, 3) ? 2 : 1;
    for (; copies > 0 && w->frame_count < FRAMES_MAX; copies--) {
        int64_t delay_us = 300; /* a connection keeps the order */
        if (w->faults && chance(w, 3))
            delay_us += (int64_t)(next_random(w) % (6 * SECOND_US));
        struct frame *frame = &w->frames[w->frame_count++];
        frame->at_us = w->now_us + delay_us;
        frame->to_service = to_service;
        frame->head = *head;
    }
}

static Crossdock__Envelope__V1__Head
from_service(struct world *w, Crossdock__Envelope__V1__Kind kind, uint64_t sub)
{
    Crossdock__Envelope__V1__Head head = CROSSDOCK__ENVELOPE__V1__HEAD__INIT;
    head.version = 1;
    head.kind = kind;
    head.sub = sub;
    head.head = w->head;
    head.log_id = "log";
    head.detail = "";
    return head;
}

static void
service_receives(struct world *w, const Crossdock__Envelope__V1__Head *head)
{
    Crossdock__Envelope__V1__Head answer = from_service(w, KIND(STOP), head->sub);
    if (!w->leading) {
        answer.code = STOP(NOT_LEADER);
        put_frame(w, false, &answer);
    } else if (head->kind == KIND(OPEN)) {
        w->sub = head->sub;
        w->sent = w->acked = head->position;
        answer.kind = KIND(READY);
        answer.position = head->position;
        put_frame(w, false, &answer);
        if (head->position > w->head)
            w->broken = "an OPEN from beyond the head";
    } else if (head->sub != w->sub) {
        if (head->kind == KIND(ACK))
            put_frame(w, false, &answer);
    } else if (head->kind == KIND(CLOSE)) {
        w->sub = 0;
    } else if (head->position > w->acked && head->position <= w->sent) {
        w->acked = head->position;
    }
}

static void
service_runs(struct world *w)
{
    if (chance(w, 60))
        w->head += next_random(w) % 4;
    if (w->faults && chance(w, 1) && chance(w, 10))
        w->sub = 0; /* restarted */
    if (w->faults && chance(w, 1) && chance(w, 10))
        w->leading = !w->leading;
    if (!w->faults)
        w->leading = true;
    if (!w->leading)
        w->sub = 0;
    if (w->sub == 0)
        return;
    uint64_t limit = w->acked + WINDOW < w->head ? w->acked + WINDOW : w->head;
    while (w->sent < limit) {
        uint64_t count = 1 + next_random(w) % 10;
        Crossdock__Envelope__V1__Head head = from_service(w, KIND(EVENTS), w->sub);
        head.position = w->sent + 1;
        head.through = w->sent = w->sent + count < limit ? w->sent + count : limit;
        put_frame(w, false, &head);
        w->ticked_us = w->now_us;
    }
    if (w->now_us - w->ticked_us >= SECOND_US) {
        Crossdock__Envelope__V1__Head head = from_service(w, KIND(TICK), w->sub);
        head.through = w->sent;
        put_frame(w, false, &head);
        w->ticked_us = w->now_us;
    }
}

static void
consumer_takes(struct world *w, uint64_t from, uint64_t through)
{
    if (from != w->delivered + 1 || through < from)
        w->broken = "a position was lost, repeated or out of order";
    if (through > w->head)
        w->broken = "a position that does not exist";
    w->delivered = through;
    if (w->delivered - w->handled > 2 * WINDOW)
        w->broken = "more unhandled than two windows";
}

static void
consumer_acts(struct world *w, const struct follow_actions *actions)
{
    for (int i = 0; i < actions->count; i++) {
        const struct follow_action *action = &actions->list[i];
        if (action->act == FOLLOW_SEND && w->faults && chance(w, 2))
            follow_unsent(&w->follow, w->now_us);
        else if (action->act == FOLLOW_SEND)
            put_frame(w, true, &action->head);
        else if (action->act == FOLLOW_DELIVER)
            consumer_takes(w, action->from, action->through);
        else if (action->act == FOLLOW_STOP)
            w->broken = "it gave up";
    }
}

static void
network_delivers(struct world *w)
{
    for (size_t i = 0; i < w->frame_count;) {
        if (w->frames[i].at_us > w->now_us) {
            i++;
            continue;
        }
        struct frame frame = w->frames[i];
        memmove(&w->frames[i], &w->frames[i + 1], (--w->frame_count - i) * sizeof frame);
        struct follow_actions actions = { 0 };
        if (frame.to_service)
            service_receives(w, &frame.head);
        else
            follow_receive(&w->follow, w->now_us, &frame.head, &actions);
        consumer_acts(w, &actions);
    }
}

static void
run_for(struct world *w, int64_t us)
{
    for (int64_t until_us = w->now_us + us; w->now_us < until_us && w->broken == NULL;) {
        w->now_us += 2000;
        struct follow_actions actions;
        network_delivers(w);
        service_runs(w);
        follow_tick(&w->follow, w->now_us, next_random(w), &actions);
        consumer_acts(w, &actions);
        if (chance(w, 50) && w->handled < w->delivered) {
            w->handled += 1 + next_random(w) % (w->delivered - w->handled);
            follow_handled(&w->follow, w->handled);
        }
    }
}

/* NULL, or what went wrong. */
static const char *
simulate(uint64_t seed)
{
    static struct world w;
    struct follow_plan plan = plan_of(WINDOW);
    memset(&w, 0, sizeof w);
    w.random = seed * 0x9E3779B97F4A7C15u + 1;
    w.leading = w.faults = true;
    w.now_us = SECOND_US;
    follow_start(&w.follow, &plan, 0, "", "", w.now_us);
    run_for(&w, 30 * (int64_t)SECOND_US);
    w.faults = false;
    w.frame_count = 0;
    run_for(&w, 15 * (int64_t)SECOND_US);
    if (w.broken == NULL && w.delivered + 2 * WINDOW < w.head)
        return "it did not catch up after the faults had ended";
    return w.broken;
}

static void
test_simulated_faults(void **state)
{
    (void)state;
    const char *one = getenv("CROSSDOCK_TEST_SEED");
    uint64_t first = one != NULL ? strtoull(one, NULL, 10) : 1, last = one != NULL ? first : 100;
    for (uint64_t seed = first; seed <= last; seed++) {
        const char *broken = simulate(seed);
        if (broken != NULL)
            fail_msg("seed %llu: %s", (unsigned long long)seed, broken);
    }
}

/* The checker must be able to fail. */
static void
test_simulation_finds_a_repeated_position(void **state)
{
    (void)state;
    static struct world w;
    w.head = 10;
    consumer_takes(&w, 1, 5);
    assert_null(w.broken);
    consumer_takes(&w, 5, 6);
    assert_non_null(w.broken);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_acknowledges_soon_after_progress_and_every_second),
        cmocka_unit_test(test_moves_on_after_three_seconds_of_silence),
        cmocka_unit_test(test_moves_on_when_nobody_is_connected),
        cmocka_unit_test(test_opens_again_when_a_frame_is_missing),
        cmocka_unit_test(test_ignores_repeated_frames_and_those_of_earlier_attempts),
        cmocka_unit_test(test_each_stop_has_its_remedy),
        cmocka_unit_test(test_refuses_another_log),
        cmocka_unit_test(test_takes_its_place_from_ready),
        cmocka_unit_test(test_waits_with_open_while_too_much_is_unhandled),
        cmocka_unit_test(test_simulated_faults),
        cmocka_unit_test(test_simulation_finds_a_repeated_position),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

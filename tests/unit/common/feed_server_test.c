/*
 * The serving half of a feed: who may open what, from where, and what is sent then. The hooks of the
 * feed are this test: it keeps what was sent and answers for the archive. At the end both halves of
 * a feed, this one and follow.c, run against each other over a network that loses frames.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/feed_server.h"
#include "common/follow.h"
#include "common/message.h"

#define KIND(name) CROSSDOCK__ENVELOPE__V1__KIND__KIND_##name
#define STOP(name) CROSSDOCK__ENVELOPE__V1__STOP_CODE__STOP_##name
#define FROM(name) CROSSDOCK__ENVELOPE__V1__FROM__FROM_##name
#define SECOND_US 1000000
#define EVENTS_MAX 5000
#define SENT_MAX 4096

struct sent {
    Crossdock__Envelope__V1__Kind kind;
    uint64_t sub, position, through;
    uint32_t code, events;
    size_t bytes;
};

struct desk {
    struct feed_server *feed;
    int64_t now_us;
    uint64_t head;
    enum feed_sent result; /* of the next sends */
    struct sent sent[SENT_MAX];
    size_t sent_count;
    struct archive_request *asked; /* the last one that was not answered */
    size_t asked_count;
    char saved_name[READER_NAME_BYTES];
    uint64_t saved, low;
};

/* --- events: position n has type a, b or c, subject s0..s3, id e<n> ------------------------- */

static const ProtobufCMessageDescriptor type_a = { .name = "t.a" };
static const ProtobufCMessageDescriptor type_b = { .name = "t.b" };
static const char *const type_names[] = { "t.a", "t.b", "t.c" };

static size_t
pack_event(uint64_t position, uint8_t *to)
{
    char id[24], subject[8];
    uint8_t body[256];
    Crossdock__Envelope__V1__Event event = CROSSDOCK__ENVELOPE__V1__EVENT__INIT;
    snprintf(id, sizeof id, "e%llu", (unsigned long long)position);
    snprintf(subject, sizeof subject, "s%llu", (unsigned long long)position % 4);
    event.id = id;
    event.type = (char *)type_names[position % 3];
    event.subject = subject;
    event.position = position;
    size_t bytes = crossdock__envelope__v1__event__pack(&event, body);
    size_t prefix = message_batch_prefix(to, bytes);
    memcpy(to + prefix, body, bytes);
    return prefix + bytes;
}

static struct chunk *
chunk_from(uint64_t first, uint32_t count)
{
    static uint8_t batch[EVENTS_MAX * 64];
    size_t bytes = 0;
    for (uint32_t i = 0; i < count; i++)
        bytes += pack_event(first + i, batch + bytes);
    return chunk_make(first, count, batch, bytes);
}

static void
append(struct desk *desk, uint32_t count)
{
    struct chunk *chunk = chunk_from(desk->head + 1, count);
    feed_server_append(desk->feed, chunk->first, chunk->count, chunk->data, chunk->bytes);
    chunk_free(&chunk);
    desk->head += count;
}

/* --- hooks --------------------------------------------------------------------------------- */

static enum feed_sent
keep_sent(void *owner, const struct route *to, const Crossdock__Envelope__V1__Head *head,
          const uint8_t *body, size_t bytes)
{
    struct desk *desk = owner;
    (void)to;
    if (desk->result != FEED_SENT)
        return desk->result;
    assert_true(desk->sent_count < SENT_MAX);
    struct sent *sent = &desk->sent[desk->sent_count++];
    *sent = (struct sent){ .kind = head->kind, .sub = head->sub, .position = head->position,
                           .through = head->through, .code = head->code, .bytes = bytes };
    const uint8_t *event;
    size_t event_bytes;
    for (size_t at = 0; message_batch_next(body, bytes, &at, &event, &event_bytes);)
        sent->events++;
    return FEED_SENT;
}

static void
keep_asked(void *owner, struct archive_request *request)
{
    struct desk *desk = owner;
    if (request->kind == ARCHIVE_SAVE) {
        memcpy(desk->saved_name, request->reader, sizeof desk->saved_name);
        desk->saved = request->position;
        free(request);
        return;
    }
    assert_null(desk->asked);
    desk->asked = request;
    desk->asked_count++;
}

static void
answer_asked(struct desk *desk)
{
    struct archive_request *request = desk->asked;
    desk->asked = NULL;
    if (request->kind == ARCHIVE_OPEN) {
        if (request->reader[0] != '\0')
            request->position = strcmp(request->reader, desk->saved_name) == 0 ? desk->saved : 0;
        if (request->position > 0)
            snprintf(request->id, sizeof request->id, "e%llu",
                     (unsigned long long)request->position);
    } else if (request->position < desk->head) {
        uint64_t count = desk->head - request->position;
        request->chunk = chunk_from(request->position + 1, count < 512 ? (uint32_t)count : 512);
    }
    feed_server_answer(desk->feed, desk->now_us, request);
}

static const struct grant grants[] = {
    { ROLE_WAREHOUSE, { &type_a, &type_b } },
    { .role = ROLE_NONE },
};
static const struct service service = { .name = "order", .grants = grants };
static const struct route peer = { .id = { 1 }, .id_bytes = 5 };
static const struct identity reader = { "eye", ROLE_READER, "" };
static const struct identity gateway = { "gateway", ROLE_GATEWAY, "" };
static const struct identity warehouse = { "gb", ROLE_WAREHOUSE, "s1" };
static const struct identity storefront = { "web", ROLE_STOREFRONT, "s1" };

static int
set_up(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);
    struct feed_hooks hooks = { desk, keep_sent, keep_asked };
    desk->now_us = 1000 * (int64_t)SECOND_US;
    desk->feed = feed_server_create(&service, 1 << 20, &hooks);
    feed_server_lead(desk->feed, 3, "log", 1, 0);
    *state = desk;
    return 0;
}

static int
tear_down(void **state)
{
    struct desk *desk = *state;
    if (desk->asked != NULL)
        free(desk->asked);
    feed_server_destroy(&desk->feed);
    free(desk);
    return 0;
}

static void
serve(struct desk *desk)
{
    do {
        while (feed_server_serve(desk->feed, desk->now_us))
            ;
        if (desk->asked != NULL)
            answer_asked(desk);
    } while (feed_server_serve(desk->feed, desk->now_us) || desk->asked != NULL);
}

static Crossdock__Envelope__V1__Head
new_open(uint64_t position)
{
    Crossdock__Envelope__V1__Head head = CROSSDOCK__ENVELOPE__V1__HEAD__INIT;
    head.version = 1;
    head.kind = KIND(OPEN);
    head.sub = 7;
    head.stream = "order";
    head.window = 100;
    head.position = position;
    return head;
}

/* What the service says to this OPEN at once (after the archive, if it asks). */
static struct sent
open_with(struct desk *desk, const struct identity *who, const Crossdock__Envelope__V1__Head *head)
{
    size_t before = desk->sent_count;
    feed_server_receive(desk->feed, desk->now_us, &peer, who, head);
    if (desk->asked != NULL)
        answer_asked(desk);
    assert_true(desk->sent_count > before);
    return desk->sent[before];
}

static void
acknowledge(struct desk *desk, uint64_t position)
{
    Crossdock__Envelope__V1__Head head = CROSSDOCK__ENVELOPE__V1__HEAD__INIT;
    head.kind = KIND(ACK);
    head.sub = 7;
    head.position = position;
    feed_server_receive(desk->feed, desk->now_us, &peer, &reader, &head);
}

/* Everything that was sent since: positions must join; the count of events. */
static uint32_t
events_since(const struct desk *desk, size_t from, uint64_t position)
{
    uint32_t events = 0;
    for (size_t i = from; i < desk->sent_count; i++) {
        const struct sent *sent = &desk->sent[i];
        if (sent->kind != KIND(EVENTS))
            continue;
        assert_int_equal(sent->position, position + 1);
        assert_true(sent->through >= sent->position || sent->events == 0);
        assert_true(sent->events <= 512);
        position = sent->through;
        events += sent->events;
    }
    return events;
}

/* --- opening ------------------------------------------------------------------------------- */

static void
test_refuses_to_open(void **state)
{
    struct desk *desk = *state;
    append(desk, 50);
    struct {
        const char *what;
        Crossdock__Envelope__V1__Head head;
        const struct identity *who;
        uint32_t code;
    } opens[10];
    char *type_c = "t.c";
    for (size_t i = 0; i < 10; i++) {
        opens[i].head = new_open(0);
        opens[i].who = &reader;
    }
    opens[0].head.sub = 0, opens[0].code = STOP(BAD_REQUEST);
    opens[1].head.stream = "inventory", opens[1].code = STOP(BAD_REQUEST);
    opens[2].head.from = FROM(SAVED), opens[2].code = STOP(BAD_REQUEST);
    opens[3].head.position = 51, opens[3].code = STOP(DIVERGED);
    opens[4].head.log_id = "another", opens[4].code = STOP(DIVERGED);
    opens[5].head.position = 9, opens[5].head.last_id = "e8", opens[5].code = STOP(DIVERGED);
    opens[6].who = &storefront, opens[6].code = STOP(DENIED);
    opens[7].who = &warehouse, opens[7].head.subject = "s2", opens[7].code = STOP(DENIED);
    opens[8].who = &warehouse, opens[8].head.types = &type_c, opens[8].head.n_types = 1,
    opens[8].code = STOP(DENIED);
    opens[9].who = NULL, opens[9].code = STOP(DENIED);
    for (size_t i = 0; i < 10; i++) {
        struct sent sent = open_with(desk, opens[i].who, &opens[i].head);
        if (sent.kind != KIND(STOP) || sent.code != opens[i].code)
            fail_msg("open %zu: kind %d code %u", i, (int)sent.kind, sent.code);
    }
}

static void
test_refuses_what_was_trimmed_and_when_standing_by(void **state)
{
    struct desk *desk = *state;
    feed_server_lead(desk->feed, 4, "log", 100, 200);
    Crossdock__Envelope__V1__Head head = new_open(98);
    assert_int_equal(open_with(desk, &reader, &head).code, STOP(TRIMMED));
    head = new_open(99);
    assert_int_equal(open_with(desk, &reader, &head).kind, KIND(READY));
    head = new_open(0); /* from the oldest that is kept */
    head.sub = 8;
    assert_int_equal(open_with(desk, &reader, &head).position, 99);
    feed_server_end(desk->feed, STOP(NOT_LEADER), "stands by");
    assert_int_equal(desk->sent[desk->sent_count - 1].code, STOP(NOT_LEADER));
    assert_int_equal(open_with(desk, &reader, &head).code, STOP(NOT_LEADER));
}

static void
test_checks_the_last_id_in_memory_and_in_the_archive(void **state)
{
    struct desk *desk = *state;
    feed_server_lead(desk->feed, 4, "log", 1, 1000);
    desk->head = 1000;
    append(desk, 10);
    Crossdock__Envelope__V1__Head head = new_open(1005);
    head.last_id = "e1005";
    assert_int_equal(open_with(desk, &reader, &head).kind, KIND(READY));
    assert_int_equal(desk->asked_count, 0);
    head = new_open(500);
    head.sub = 8;
    head.last_id = "e500";
    assert_int_equal(open_with(desk, &reader, &head).kind, KIND(READY));
    assert_int_equal(desk->asked_count, 1);
}

/* --- serving ------------------------------------------------------------------------------- */

static void
test_sends_up_to_the_window(void **state)
{
    struct desk *desk = *state;
    append(desk, 1000);
    Crossdock__Envelope__V1__Head head = new_open(10);
    assert_int_equal(open_with(desk, &reader, &head).position, 10);
    serve(desk);
    assert_int_equal(events_since(desk, 0, 10), 100);
    acknowledge(desk, 60);
    serve(desk);
    assert_int_equal(events_since(desk, 0, 10), 150);
    acknowledge(desk, 60); /* nothing new in it */
    acknowledge(desk, 999999); /* beyond what was sent: as much as was */
    serve(desk);
    assert_int_equal(events_since(desk, 0, 10), 250);
}

static void
test_frames_have_512_events_at_most(void **state)
{
    struct desk *desk = *state;
    append(desk, 3000);
    Crossdock__Envelope__V1__Head head = new_open(0);
    head.window = 5000;
    open_with(desk, &reader, &head);
    serve(desk);
    assert_int_equal(events_since(desk, 0, 0), 3000);
    assert_int_equal(desk->sent_count, 1 + 6);
}

static void
test_filters_and_covers(void **state)
{
    struct desk *desk = *state;
    append(desk, 1200);
    Crossdock__Envelope__V1__Head head = new_open(0);
    head.window = 2000;
    open_with(desk, &warehouse, &head); /* t.a and t.b of s1 only */
    serve(desk);
    uint32_t expected = 0;
    for (uint64_t n = 1; n <= 1200; n++)
        expected += n % 4 == 1 && n % 3 != 2;
    assert_int_equal(events_since(desk, 0, 0), expected);
    desk->now_us += SECOND_US; /* the end of what is covered comes with the tick */
    feed_server_tick(desk->feed, desk->now_us);
    assert_int_equal(desk->sent[desk->sent_count - 1].through, 1200);
}

static void
test_reads_what_left_memory_from_the_archive(void **state)
{
    struct desk *desk = *state;
    feed_server_lead(desk->feed, 4, "log", 1, 2000);
    desk->head = 2000;
    append(desk, 100);
    Crossdock__Envelope__V1__Head head = new_open(700);
    head.window = 5000;
    open_with(desk, &reader, &head);
    serve(desk);
    assert_int_equal(events_since(desk, 0, 700), 1400);
    assert_int_equal(desk->asked_count, 3);
}

static void
test_pauses_when_the_pipe_is_full_and_forgets_who_is_gone(void **state)
{
    struct desk *desk = *state;
    append(desk, 100);
    Crossdock__Envelope__V1__Head head = new_open(0);
    open_with(desk, &reader, &head);
    desk->result = FEED_LATER;
    serve(desk);
    desk->result = FEED_SENT;
    serve(desk);
    assert_int_equal(events_since(desk, 0, 0), 0);
    acknowledge(desk, 0);
    serve(desk);
    assert_int_equal(events_since(desk, 0, 0), 100);
    desk->result = FEED_GONE;
    append(desk, 1);
    acknowledge(desk, 50);
    serve(desk);
    desk->result = FEED_SENT;
    acknowledge(desk, 50);
    assert_int_equal(desk->sent[desk->sent_count - 1].kind, KIND(STOP));
}

static void
test_ticks_and_drops_the_silent(void **state)
{
    struct desk *desk = *state;
    Crossdock__Envelope__V1__Head head = new_open(0);
    open_with(desk, &reader, &head);
    size_t before = desk->sent_count;
    for (int i = 0; i < 95; i++) {
        desk->now_us += SECOND_US / 10;
        feed_server_tick(desk->feed, desk->now_us);
    }
    assert_int_equal(desk->sent_count - before, 9);
    assert_int_equal(desk->sent[desk->sent_count - 1].kind, KIND(TICK));
    desk->now_us += SECOND_US;
    feed_server_tick(desk->feed, desk->now_us);
    acknowledge(desk, 0);
    assert_int_equal(desk->sent[desk->sent_count - 1].kind, KIND(STOP));
    assert_int_equal(desk->sent[desk->sent_count - 1].code, STOP(UNSPECIFIED));
}

static void
test_keeps_the_place_of_a_group(void **state)
{
    struct desk *desk = *state;
    append(desk, 100);
    Crossdock__Envelope__V1__Head head = new_open(0);
    head.from = FROM(SAVED);
    head.group = "picks";
    assert_int_equal(open_with(desk, &reader, &head).position, 0);
    serve(desk);
    acknowledge(desk, 40);
    assert_string_equal(desk->saved_name, "eye/picks"); /* another key's group is another one */
    assert_int_equal(desk->saved, 40);
    acknowledge(desk, 60);
    assert_int_equal(desk->saved, 40); /* once a second */
    Crossdock__Envelope__V1__Head close = CROSSDOCK__ENVELOPE__V1__HEAD__INIT;
    close.kind = KIND(CLOSE);
    close.sub = 7;
    feed_server_receive(desk->feed, desk->now_us, &peer, &reader, &close);
    assert_int_equal(desk->saved, 60); /* and at the end */
    assert_int_equal(open_with(desk, &reader, &head).position, 60);
}

static void
test_one_identity_cannot_take_all_places(void **state)
{
    struct desk *desk = *state;
    Crossdock__Envelope__V1__Head head = new_open(0);
    for (head.sub = 1; head.sub <= 64; head.sub++)
        assert_int_equal(open_with(desk, &reader, &head).kind, KIND(READY));
    assert_int_equal(open_with(desk, &reader, &head).kind, KIND(STOP));
    assert_int_equal(open_with(desk, &warehouse, &head).kind, KIND(READY));
}

/* --- both halves --------------------------------------------------------------------------- */

struct pair {
    struct desk *desk;
    struct follow follow;
    uint64_t random, seen;
    size_t read; /* of desk->sent */
    bool faults;
};

static uint64_t
next_random(struct pair *pair)
{
    pair->random ^= pair->random << 13;
    pair->random ^= pair->random >> 7;
    pair->random ^= pair->random << 17;
    return pair->random;
}

static void
carry_out(struct pair *pair, const struct follow_actions *actions)
{
    struct desk *desk = pair->desk;
    for (int i = 0; i < actions->count; i++) {
        const struct follow_action *action = &actions->list[i];
        assert_int_not_equal(action->act, FOLLOW_STOP);
        if (action->act == FOLLOW_DELIVER) {
            assert_int_equal(action->from, pair->seen + 1);
            pair->seen = action->through;
            follow_handled(&pair->follow, pair->seen);
        } else if (action->act == FOLLOW_SEND && !(pair->faults && next_random(pair) % 20 == 0)) {
            feed_server_receive(desk->feed, desk->now_us, &peer, &reader, &action->head);
        }
    }
}

static void
step(struct pair *pair)
{
    struct desk *desk = pair->desk;
    struct follow_actions actions;
    desk->now_us += 10000;
    if (desk->head < 4000)
        append(desk, (uint32_t)(next_random(pair) % 5));
    if (pair->faults && next_random(pair) % 500 == 0) { /* another process leads now */
        feed_server_end(desk->feed, STOP(NOT_LEADER), "");
        feed_server_lead(desk->feed, 9, "log", 1, desk->head);
    }
    desk->result = pair->faults && next_random(pair) % 20 == 0 ? FEED_LATER : FEED_SENT;
    serve(desk);
    feed_server_tick(desk->feed, desk->now_us);
    for (; pair->read < desk->sent_count; pair->read++) {
        struct sent *sent = &desk->sent[pair->read];
        if (pair->faults && next_random(pair) % 20 == 0)
            continue;
        Crossdock__Envelope__V1__Head head = CROSSDOCK__ENVELOPE__V1__HEAD__INIT;
        head.kind = sent->kind;
        head.sub = sent->sub;
        head.position = sent->position;
        head.through = sent->through;
        head.code = sent->code;
        head.log_id = "log";
        follow_receive(&pair->follow, desk->now_us, &head, &actions);
        carry_out(pair, &actions);
    }
    pair->read = desk->sent_count = 0;
    follow_tick(&pair->follow, desk->now_us, next_random(pair), &actions);
    carry_out(pair, &actions);
}

static void
test_both_halves_lose_nothing(void **state)
{
    struct desk *desk = *state;
    struct follow_plan plan = { .stream = "order", .group = "g", .subject = "", .window = 64 };
    for (uint64_t seed = 1; seed <= 10; seed++) {
        struct pair pair = { .desk = desk, .random = seed * 0x9E3779B97F4A7C15u, .faults = true };
        feed_server_end(desk->feed, STOP(NOT_LEADER), "");
        feed_server_lead(desk->feed, 1, "log", 1, 0);
        desk->head = desk->sent_count = 0;
        follow_start(&pair.follow, &plan, 0, "", "", desk->now_us);
        for (int i = 0; i < 3000; i++)
            step(&pair);
        pair.faults = false;
        for (int i = 0; i < 3000; i++)
            step(&pair);
        if (pair.seen != desk->head)
            fail_msg("seed %llu: stopped at %llu of %llu", (unsigned long long)seed,
                     (unsigned long long)pair.seen, (unsigned long long)desk->head);
    }
}

/* Each of its subs is a subscription of its own, with its own place and filter. */
static void
test_a_gateway_reads_for_many_over_one_connection(void **state)
{
    struct desk *desk = *state;
    append(desk, 300);
    for (uint64_t sub = 1; sub <= 512; sub++) {
        Crossdock__Envelope__V1__Head head = new_open(sub % 300);
        head.sub = sub;
        head.subject = sub == 300 ? "s1" : "";
        assert_int_equal(open_with(desk, &gateway, &head).kind, KIND(READY));
    }
    Crossdock__Envelope__V1__Head more = new_open(0);
    more.sub = 513;
    assert_int_equal(open_with(desk, &gateway, &more).kind, KIND(STOP));
    assert_int_equal(open_with(desk, &reader, &more).kind, KIND(READY)); /* others still get in */
    desk->sent_count = 0;
    serve(desk);
    uint32_t of_10 = 0, of_299 = 0, of_300 = 0;
    for (size_t i = 0; i < desk->sent_count; i++) {
        of_10 += desk->sent[i].sub == 10 ? desk->sent[i].events : 0;
        of_299 += desk->sent[i].sub == 299 ? desk->sent[i].events : 0;
        of_300 += desk->sent[i].sub == 300 ? desk->sent[i].events : 0;
    }
    assert_int_equal(of_10, 100); /* the window */
    assert_int_equal(of_299, 1);
    assert_int_equal(of_300, 25); /* every fourth of the first hundred */
}

int
main(void)
{
#define AT_DESK(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        AT_DESK(test_refuses_to_open),
        AT_DESK(test_refuses_what_was_trimmed_and_when_standing_by),
        AT_DESK(test_checks_the_last_id_in_memory_and_in_the_archive),
        AT_DESK(test_sends_up_to_the_window),
        AT_DESK(test_frames_have_512_events_at_most),
        AT_DESK(test_filters_and_covers),
        AT_DESK(test_reads_what_left_memory_from_the_archive),
        AT_DESK(test_pauses_when_the_pipe_is_full_and_forgets_who_is_gone),
        AT_DESK(test_ticks_and_drops_the_silent),
        AT_DESK(test_keeps_the_place_of_a_group),
        AT_DESK(test_one_identity_cannot_take_all_places),
        AT_DESK(test_a_gateway_reads_for_many_over_one_connection),
        AT_DESK(test_both_halves_lose_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

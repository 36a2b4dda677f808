/*
 * The worker's half of the runtime against a real PostgreSQL: a small service of one table runs in
 * this process, items are put on its counter, notices are taken from it. Needs
 * CROSSDOCK_TEST_DATABASE_URL (a database in which this test may make and drop schema worker_test).
 */
#include <libpq-fe.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/board.h"
#include "common/log.h"
#include "common/message.h"
#include "common/runtime.h"
#include "common/said.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"

#define GIVES_UP 666 /* the handler gives up on this order id */
#define REFUSED  777 /* the table refuses this one */

typedef Crossdock__Order__V1__OrderClosed closed_message;
typedef Crossdock__Routing__V1__AcceptPickList accept_message;

/* --- the service: every command and event adds a thing and says so --------------------------- */

struct things {
    int64_t count; /* in memory, to see that a failed turn leaves no trace */
};

struct stage {
    struct column ids;
    bool ended; /* the timer that ends every turn was here */
};

enum { QUERY_ADD, QUERY_COUNT_THINGS };

static const struct query queries[] = {
    { "add", "INSERT INTO thing (id) SELECT unnest($1::int8[])" },
    { "count", "SELECT count(*) FROM thing" },
    { NULL, NULL },
};

static void
add(struct turn *turn, int64_t id)
{
    struct things *things = turn_state(turn);
    struct stage *stage = turn_stage(turn);

    if (stage->ids.arena == NULL)
        column_start(&stage->ids, turn_arena(turn), COLUMN_INT8);
    column_add_int8(&stage->ids, id);
    turn_show(turn, &id, sizeof id);
    journal_keep(turn_journal(turn), &things->count, sizeof things->count);
    things->count++;
}

static void
on_accept(struct turn *turn, const struct input *input)
{
    const accept_message *ask = input->message;
    closed_message said = CROSSDOCK__ORDER__V1__ORDER_CLOSED__INIT;

    if (ask->pick_list_id == 0) {
        turn_reject(turn, "ZERO", NULL);
        return;
    }
    if (ask->pick_list_id == GIVES_UP)
        turn_give_up(turn, "cannot do %d", GIVES_UP);
    add(turn, (int64_t)ask->pick_list_id);
    said.order_id = ask->pick_list_id;
    turn_say(turn, "key", "subject", &said.base);
    turn_accept(turn, NULL);
}

static void
on_closed(struct turn *turn, const struct input *input)
{
    const closed_message *event = input->message;

    if (event->order_id == GIVES_UP)
        turn_give_up(turn, "cannot do %d", GIVES_UP);
    add(turn, (int64_t)event->order_id);
}

static void
save(struct turn *turn)
{
    struct stage *stage = turn_stage(turn);

    if (stage->ids.arena == NULL)
        return;
    assert(stage->ended); /* also in the half of a turn, and when letters are tried again */
    const struct param params[] = { param_column(&stage->ids) };
    db_stage(turn_db(turn), QUERY_ADD, params, 1);
}

static void
on_turn_ends(struct turn *turn, const struct input *input)
{
    (void)input;
    ((struct stage *)turn_stage(turn))->ended = true;
}

static const struct timer timers[] = { { "turn-ends", 0, on_turn_ends, { NULL } },
                                       { NULL, 0, NULL, { NULL } } };

/* --- its board: how many things there are ----------------------------------------------------- */

struct shown_things {
    uint32_t count;
};

static void
nothing(void *board)
{
    (void)board;
}

static void
fill(struct turn *turn)
{
    const struct things *things = turn_state(turn);

    for (int64_t i = 0; i < things->count; i++)
        turn_show(turn, &i, sizeof i);
}

static void
post(void *board, const void *data, size_t bytes)
{
    (void)data;
    assert(bytes == sizeof(int64_t));
    ((struct shown_things *)board)->count++;
}

static const ProtobufCMessage *
answer(const void *board, struct arena *arena, const struct input *input, int64_t now_us)
{
    Crossdock__Envelope__V1__Done *done = arena_take(arena, sizeof *done);

    assert(input->message != NULL && now_us > 0);
    crossdock__envelope__v1__done__init(done);
    done->count = ((const struct shown_things *)board)->count;
    return &done->base;
}

static const struct board board = { sizeof(struct shown_things), nothing, nothing, fill, post, answer };

static void
open_things(void *state, struct db *db, struct arena *scratch)
{
    struct things *things = state;

    (void)scratch;
    things->count = row_int8(db_read(db, QUERY_COUNT_THINGS, NULL, 0), 0, 0);
}

static const struct handler handlers[] = {
    { &crossdock__routing__v1__accept_pick_list__descriptor, NULL, ROLE_WAREHOUSE, 0, NULL, NULL,
      on_accept, { &crossdock__order__v1__order_closed__descriptor } },
    { &crossdock__order__v1__order_closed__descriptor, "order", 0, 0, NULL, NULL, on_closed, { NULL } },
    { &crossdock__routing__v1__get_allocations__descriptor, NULL, ROLE_READER,
      HANDLER_QUERY | HANDLER_BOARD, NULL, NULL, NULL, { NULL } },
    { NULL, NULL, 0, 0, NULL, NULL, NULL, { NULL } },
};

static struct migration migrations[] = {
    { "0001_runtime", NULL }, /* read from the source tree */
    { "0002_thing", "CREATE TABLE thing (id int8 NOT NULL CHECK (id <> 777))" },
    { NULL, NULL },
};

static const struct service service = {
    .name = "test", .schema = "worker_test", .queries = queries, .migrations = migrations,
    .handlers = handlers, .state_bytes = sizeof(struct things), .stage_bytes = sizeof(struct stage),
    .open = open_things, .save = save, .timers = timers, .board = &board,
};

/* --- the counter, seen from the loop's side --------------------------------------------------- */

struct world {
    struct runtime runtime;
    pthread_t thread;
    PGconn *sql;
    struct board_server *board;
    uint64_t generation;
    uint64_t sent; /* position of the last event put in */
};

static void
no_wake(void *argument)
{
    (void)argument;
}

static void *
run_worker(void *argument)
{
    worker_run(argument);
    return NULL;
}

static struct notice *
wait_for(struct world *world, enum notice_kind kind)
{
    static struct notice *pending;

    for (int i = 0; i < 10000; i++) {
        while (pending != NULL) {
            struct notice *notice = pending;
            pending = notice->next;
            if (notice->kind == kind)
                return notice;
            if (notice->kind == NOTICE_SHOWN)
                board_post(world->board, notice);
            free(notice);
        }
        pending = exchange_take_notices(world->runtime.exchange);
        if (pending == NULL)
            usleep(1000);
    }
    fail_msg("no notice of kind %d within 10 s", (int)kind);
    return NULL;
}

static struct item *
make_item(enum item_kind kind, const uint8_t *data, size_t bytes)
{
    struct item *item = calloc(1, sizeof *item + bytes);

    assert_non_null(item);
    item->kind = kind;
    item->bytes = bytes;
    memcpy(item->data, data, bytes);
    return item;
}

static size_t
pack_event(uint8_t *to, const char *id, const char *key, const ProtobufCMessage *message,
           uint64_t position)
{
    uint8_t data[256];
    Crossdock__Envelope__V1__Event event = CROSSDOCK__ENVELOPE__V1__EVENT__INIT;

    event.id = (char *)id;
    event.type = (char *)message->descriptor->name;
    event.key = (char *)key;
    event.position = position;
    event.data.data = data;
    event.data.len = protobuf_c_message_pack(message, data);
    return crossdock__envelope__v1__event__pack(&event, to);
}

/* Sends AcceptPickList with this number; returns the code of the receipt. */
static uint32_t
command(struct world *world, const char *id, uint64_t number, enum role role)
{
    uint8_t bytes[512];
    accept_message ask = CROSSDOCK__ROUTING__V1__ACCEPT_PICK_LIST__INIT;

    ask.pick_list_id = number;
    struct item *item = make_item(ITEM_COMMAND, bytes, pack_event(bytes, id, "", &ask.base, 0));
    snprintf(item->from.name, sizeof item->from.name, "tester");
    item->from.role = role;
    assert_true(exchange_put_item(world->runtime.exchange, item));
    struct notice *notice = wait_for(world, NOTICE_RECEIPT);
    const uint32_t code = notice->code;
    free(notice);
    return code;
}

struct fact {
    uint64_t number; /* 0: an event that cannot be read */
    const char *key;
};

/* Puts these events in as one frame and waits until they are consumed. */
static void
events(struct world *world, const struct fact *facts, size_t count)
{
    uint8_t batch[8192];
    size_t bytes = 0;
    const uint64_t from = world->sent + 1;

    for (size_t i = 0; i < count; i++) {
        uint8_t event[512];
        char id[32];
        closed_message closed = CROSSDOCK__ORDER__V1__ORDER_CLOSED__INIT;
        closed.order_id = facts[i].number;
        snprintf(id, sizeof id, "e%llu", (unsigned long long)++world->sent);
        size_t length = pack_event(event, id, facts[i].key, &closed.base, world->sent);
        if (facts[i].number == 0)
            memset(event, 0xff, length);
        bytes += message_batch_prefix(batch + bytes, length);
        memcpy(batch + bytes, event, length);
        bytes += length;
    }
    struct item *item = make_item(ITEM_EVENTS, batch, bytes);
    item->generation = world->generation;
    item->from_position = from;
    item->through = world->sent;
    assert_true(exchange_put_item(world->runtime.exchange, item));
    for (uint64_t consumed = 0; consumed < world->sent;) {
        struct notice *notice = wait_for(world, NOTICE_CONSUMED);
        consumed = notice->cursors[0].position;
        free(notice);
    }
}

static int64_t
sql(struct world *world, const char *text)
{
    PGresult *result = PQexec(world->sql, text);
    if (PQresultStatus(result) != PGRES_TUPLES_OK && PQresultStatus(result) != PGRES_COMMAND_OK)
        fail_msg("%s: %s", text, PQerrorMessage(world->sql));
    const int64_t value = PQntuples(result) > 0 ? atoll(PQgetvalue(result, 0, 0)) : 0;
    PQclear(result);
    return value;
}

static uint32_t
ask_letter(struct world *world, const ProtobufCMessage *message)
{
    uint8_t bytes[512];
    struct item *item = make_item(ITEM_COMMAND, bytes, pack_event(bytes, "", "", message, 0));

    snprintf(item->from.name, sizeof item->from.name, "operator");
    item->from.role = ROLE_OPERATOR;
    assert_true(exchange_put_item(world->runtime.exchange, item));
    struct notice *notice = wait_for(world, NOTICE_RECEIPT);
    const uint32_t code = notice->code;
    free(notice);
    return code;
}

static uint32_t
retry(struct world *world, uint64_t position)
{
    Crossdock__Envelope__V1__RetryDeadLetter ask = CROSSDOCK__ENVELOPE__V1__RETRY_DEAD_LETTER__INIT;
    ask.source = "order";
    ask.position = position;
    return ask_letter(world, &ask.base);
}

static uint32_t
discard(struct world *world, uint64_t position)
{
    Crossdock__Envelope__V1__DiscardDeadLetter ask =
        CROSSDOCK__ENVELOPE__V1__DISCARD_DEAD_LETTER__INIT;
    ask.source = "order";
    ask.position = position;
    return ask_letter(world, &ask.base);
}

/* What the board tells, or how it refuses. */
static uint32_t
shown(struct world *world, enum role role, uint32_t *code)
{
    Crossdock__Routing__V1__GetAllocations ask = CROSSDOCK__ROUTING__V1__GET_ALLOCATIONS__INIT;
    const struct identity from = { .name = "tester", .role = role };
    const struct route peer = { .request_id = 7 };
    uint8_t bytes[512];
    const size_t count = pack_event(bytes, "", "", &ask.base, 0);

    assert_true(board_is_asked(world->board, bytes, count));
    struct notice *receipt = board_ask(world->board, &peer, &from, bytes, count);
    assert_int_equal(receipt->route.request_id, 7);
    *code = receipt->code;
    Crossdock__Envelope__V1__Done *done =
        crossdock__envelope__v1__done__unpack(NULL, receipt->bytes, receipt->data);
    assert_non_null(done);
    const uint32_t things = done->count;
    crossdock__envelope__v1__done__free_unpacked(done, NULL);
    free(receipt);
    return things;
}

static void
start(struct world *world)
{
    said_begin(world->runtime.service);
    world->runtime.exchange = exchange_create(no_wake, NULL, 1000, 1 << 20);
    assert_int_equal(pthread_create(&world->thread, NULL, run_worker, &world->runtime), 0);
    struct notice *notice = wait_for(world, NOTICE_LEADING);
    world->generation = notice->generation;
    world->sent = notice->cursors[0].position;
    free(notice);
}

static void
stop(struct world *world)
{
    exchange_end(world->runtime.exchange);
    pthread_join(world->thread, NULL);
    struct notice *notice = wait_for(world, NOTICE_ENDED);
    assert_int_equal(notice->exit_status, 0);
    free(notice);
    exchange_destroy(&world->runtime.exchange);
}

static char *
read_file(const char *path)
{
    FILE *file = fopen(path, "r");
    static char text[65536];

    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

static int
set_up(void **state)
{
    static struct world world;
    const char *url = getenv("CROSSDOCK_TEST_DATABASE_URL");

    memset(&world, 0, sizeof world);
    world.sql = PQconnectdb(url);
    assert_int_equal(PQstatus(world.sql), CONNECTION_OK);
    sql(&world, "SET client_min_messages = error; DROP SCHEMA IF EXISTS worker_test CASCADE;"
                "CREATE SCHEMA worker_test; SET search_path = worker_test");
    migrations[0].text = read_file(SOURCE_FOLDER "/common/sql/migrations/0001_runtime.sql");
    world.runtime.service = &service;
    world.board = board_create(&service);
    world.runtime.sources[0] = "order";
    world.runtime.source_count = 1;
    world.runtime.settings.turn_inputs_max = 100;
    world.runtime.settings.turn_bytes_max = 1 << 20;
    snprintf(world.runtime.settings.database_url, sizeof world.runtime.settings.database_url,
             strchr(url, '=') ? "%s options='-c search_path=worker_test'"
                              : "%s?options=-c%%20search_path%%3Dworker_test",
             url);
    assert_int_equal(migrate_run(&world.runtime), 0);
    assert_int_equal(migrate_run(&world.runtime), 0); /* a second time changes nothing */
    start(&world);
    *state = &world;
    return 0;
}

static int
tear_down(void **state)
{
    struct world *world = *state;
    stop(world);
    board_destroy(&world->board);
    PQfinish(world->sql);
    return 0;
}

#define CODE(name) CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_##name

/* --- facts ------------------------------------------------------------------------------------ */

static void
a_command_happens_once(void **state)
{
    struct world *world = *state;

    assert_int_equal(command(world, "a", 5, ROLE_WAREHOUSE), CODE(ACCEPTED));
    assert_int_equal(command(world, "a", 5, ROLE_WAREHOUSE), CODE(DUPLICATE));
    stop(world);
    start(world);
    assert_int_equal(command(world, "a", 5, ROLE_WAREHOUSE), CODE(DUPLICATE));
    assert_int_equal(sql(world, "SELECT count(*) FROM thing"), 1);
    assert_int_equal(sql(world, "SELECT count(*) FROM event"), 1);
    assert_int_equal(sql(world, "SELECT head FROM feed"), 1);
}

static void
refusals_change_nothing(void **state)
{
    struct world *world = *state;

    assert_int_equal(command(world, "a", 0, ROLE_WAREHOUSE), CODE(REJECTED));
    assert_int_equal(command(world, "a", 1, ROLE_READER), CODE(DENIED));
    assert_int_equal(command(world, "", 1, ROLE_WAREHOUSE), CODE(BAD_REQUEST));
    assert_int_equal(command(world, "b", GIVES_UP, ROLE_WAREHOUSE), CODE(FAILED));
    assert_int_equal(command(world, "c", REFUSED, ROLE_WAREHOUSE), CODE(FAILED));
    assert_int_equal(sql(world, "SELECT count(*) FROM thing"), 0);
    assert_int_equal(sql(world, "SELECT count(*) FROM event"), 0);
}

static void
what_fails_is_set_aside_and_the_rest_flows(void **state)
{
    struct world *world = *state;
    const struct fact facts[] = { { 1, "x" },        { GIVES_UP, "bad" }, { 2, "bad" }, { REFUSED, "worse" },
                                  { 3, "worse" },    { 0, "" },           { 4, "y" } };

    events(world, facts, 7);
    assert_int_equal(sql(world, "SELECT count(*) FROM thing WHERE id IN (1, 4)"), 2);
    assert_int_equal(sql(world, "SELECT count(*) FROM thing"), 2);
    assert_int_equal(sql(world, "SELECT position FROM cursor"), 7);
    assert_int_equal(sql(world, "SELECT count(*) FROM dead_letter"), 5);
    assert_int_equal(sql(world, "SELECT count(*) FROM dead_letter WHERE reason LIKE 'WAITS_BEHIND%'"), 2);

    /* Later ones of the same key wait too, also after a restart. */
    stop(world);
    start(world);
    events(world, (const struct fact[]){ { 5, "bad" }, { 6, "z" } }, 2);
    assert_int_equal(sql(world, "SELECT count(*) FROM dead_letter WHERE key = 'bad'"), 3);
    assert_int_equal(sql(world, "SELECT count(*) FROM thing WHERE id = 6"), 1);
}

static void
letters_are_tried_again_or_discarded_in_order(void **state)
{
    struct world *world = *state;
    const struct fact facts[] = { { GIVES_UP, "bad" }, { 2, "bad" }, { REFUSED, "worse" }, { 3, "worse" } };

    events(world, facts, 4);
    assert_int_equal(retry(world, 1), CODE(REJECTED)); /* still gives up */
    assert_int_equal(retry(world, 99), CODE(REJECTED));
    assert_int_equal(sql(world, "SELECT count(*) FROM dead_letter"), 4);

    sql(world, "ALTER TABLE thing DROP CONSTRAINT thing_id_check");
    assert_int_equal(retry(world, 3), CODE(ACCEPTED));
    assert_int_equal(sql(world, "SELECT count(*) FROM thing WHERE id IN (777, 3)"), 2);
    assert_int_equal(discard(world, 1), CODE(ACCEPTED));
    assert_int_equal(sql(world, "SELECT count(*) FROM thing WHERE id = 2"), 1);
    assert_int_equal(sql(world, "SELECT count(*) FROM dead_letter"), 0);
    events(world, (const struct fact[]){ { 8, "bad" } }, 1); /* the key flows again */
    assert_int_equal(sql(world, "SELECT count(*) FROM thing WHERE id = 8"), 1);
}

static void
a_turn_survives_the_loss_of_its_connection(void **state)
{
    struct world *world = *state;
    char id[16];

    for (uint64_t i = 1; i <= 50; i++) {
        if (i % 5 == 0)
            sql(world, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                       "WHERE pid <> pg_backend_pid() AND application_name LIKE '%worker_test'");
        snprintf(id, sizeof id, "c%llu", (unsigned long long)i);
        const uint32_t code = command(world, id, i, ROLE_WAREHOUSE);
        if (code != CODE(ACCEPTED) && code != CODE(DUPLICATE))
            fail_msg("command %s was answered %u", id, code);
    }
    assert_int_equal(sql(world, "SELECT count(*) FROM thing"), 50);
    assert_int_equal(sql(world, "SELECT count(DISTINCT id) FROM thing"), 50);
    assert_int_equal(sql(world, "SELECT head - (SELECT count(*) FROM event) FROM feed"), 0);
}

static void
a_replaced_leader_cannot_write(void **state)
{
    struct world *world = *state;

    assert_int_equal(command(world, "a", 1, ROLE_WAREHOUSE), CODE(ACCEPTED));
    sql(world, "UPDATE feed SET epoch = epoch + 1"); /* as another process would */
    assert_int_equal(command(world, "b", 2, ROLE_WAREHOUSE), CODE(NOT_LEADER));
    assert_int_equal(sql(world, "SELECT count(*) FROM thing"), 1);
    free(wait_for(world, NOTICE_LEADING)); /* nobody else is there: it leads again, with a new epoch */
    assert_int_equal(command(world, "b", 2, ROLE_WAREHOUSE), CODE(ACCEPTED));
    assert_int_equal(sql(world, "SELECT count(*) FROM thing"), 2);
}

static void
the_board_shows_what_is_committed_before_the_receipt(void **state)
{
    struct world *world = *state;
    const struct fact facts[] = { { 3, "x" }, { REFUSED, "bad" }, { 4, "y" }, { GIVES_UP, "z" } };
    uint8_t bytes[512];
    uint32_t code;
    accept_message other = CROSSDOCK__ROUTING__V1__ACCEPT_PICK_LIST__INIT;

    assert_false(board_is_asked(world->board, bytes, pack_event(bytes, "a", "", &other.base, 0)));
    assert_false(board_is_asked(world->board, (const uint8_t *)"\xff\xff", 2));
    assert_int_equal(shown(world, ROLE_READER, &code), 0);
    assert_int_equal(code, CODE(ACCEPTED));
    shown(world, ROLE_STOREFRONT, &code);
    assert_int_equal(code, CODE(DENIED));

    assert_int_equal(command(world, "a", 1, ROLE_WAREHOUSE), CODE(ACCEPTED));
    assert_int_equal(shown(world, ROLE_READER, &code), 1);
    assert_int_equal(command(world, "a", 1, ROLE_WAREHOUSE), CODE(DUPLICATE));
    assert_int_equal(command(world, "b", REFUSED, ROLE_WAREHOUSE), CODE(FAILED));
    assert_int_equal(command(world, "c", GIVES_UP, ROLE_WAREHOUSE), CODE(FAILED));
    assert_int_equal(shown(world, ROLE_READER, &code), 1);
    events(world, facts, 4);
    assert_int_equal(shown(world, ROLE_READER, &code), 3);

    stop(world); /* whoever leads next shows everything anew */
    start(world);
    assert_int_equal(shown(world, ROLE_READER, &code), 3);
    sql(world, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
               "WHERE pid <> pg_backend_pid() AND application_name LIKE '%worker_test'");
    assert_int_equal(command(world, "d", 2, ROLE_WAREHOUSE), CODE(ACCEPTED));
    assert_int_equal(shown(world, ROLE_READER, &code), 4);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_board_shows_what_is_committed_before_the_receipt, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_command_happens_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refusals_change_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_fails_is_set_aside_and_the_rest_flows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(letters_are_tried_again_or_discarded_in_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_turn_survives_the_loss_of_its_connection, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_replaced_leader_cannot_write, set_up, tear_down),
    };

    log_open("worker_test");
    if (getenv("CROSSDOCK_TEST_DATABASE_URL") == NULL) {
        printf("skipped: CROSSDOCK_TEST_DATABASE_URL is not set\n");
        return 0;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}

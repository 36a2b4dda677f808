/*
 * The database module against a real PostgreSQL: CROSSDOCK_TEST_DATABASE_URL names it; without it
 * the tests are skipped. They make and drop a table of their own in the role's schema.
 */
#include <libpq-fe.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/db_internal.h"

enum {
    ADD,
    LIST,
    ADD_TWICE,
    MUST,
    ECHO_LISTS,
    WAIT,
    END_SELF,
    ALL_TYPES,
    ECHO_LONG,
    DIVIDE,
    ADD_CHILD,
    COPY
};

static const struct query queries[] = {
    {"add", "INSERT INTO db_test (id, name, data, yes, at, amount, lines, tags)"
            " SELECT id, name, data, yes, at, amount, lines::int8[], tags::text[]"
            " FROM unnest($1::int8[], $2::text[], $3::bytea[], $4::bool[], $5::timestamptz[],"
            " $6::float8[], $7::text[], $8::text[])"
            " AS u(id, name, data, yes, at, amount, lines, tags)"},
    {"list", "SELECT id, name, data, yes, at, amount, lines, tags FROM db_test ORDER BY id"},
    {"add_twice", "INSERT INTO db_test (id) VALUES ($1::int8), ($1::int8)"},
    {"must", "DO $$BEGIN RAISE EXCEPTION 'elsewhere' USING ERRCODE = 'EF001'; END$$"},
    {"echo_lists", "SELECT $1::int8[], $2::int4[], $3::text[]"},
    {"wait", "SELECT pg_sleep(5)::text"},
    {"end_self", "SELECT pg_terminate_backend(pg_backend_pid())"},
    {"all_types", "SELECT $1::int8, $2::text, $3::timestamptz, (-7)::int4, (-3)::int2,"
                  " NULL::int8, NULL::text"},
    {"echo_long", "SELECT $1::text"},
    {"divide", "SELECT 1 / $1::int8"},
    {"add_child", "INSERT INTO db_test_child (id) VALUES ($1::int8)"},
    {"copy", "COPY db_test FROM STDIN"},
    {NULL, NULL},
};

static const struct query runtime_queries[] = {
    {"runtime_count", "SELECT count(*) FROM db_test"},
    {NULL, NULL},
};

static const char *url;
static struct db *db;
static struct arena *arena;

static void
execute(const char *text)
{
    PGconn *connection = PQconnectdb(url);
    PGresult *result = PQexec(connection, text);
    ExecStatusType status = PQresultStatus(result);

    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        fail_msg("%s", PQerrorMessage(connection));
    PQclear(result);
    PQfinish(connection);
}

static int
set_up(void **state)
{
    char error[200] = "";

    (void)state;
    if (url == NULL)
        return 0;
    execute("SET client_min_messages = error;"
            "DROP TABLE IF EXISTS db_test_child, db_test;"
            "CREATE TABLE db_test (id int8 PRIMARY KEY, name text, data bytea, yes bool,"
            " at timestamptz, amount float8, lines int8[], tags text[]);"
            "CREATE TABLE db_test_child (id int8 REFERENCES db_test"
            " DEFERRABLE INITIALLY DEFERRED)");
    arena = arena_create((size_t)256 << 20);
    db = db_connect(url, queries, runtime_queries, error, sizeof error);
    if (db == NULL)
        fail_msg("%s", error);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    if (url == NULL)
        return 0;
    db_close(&db);
    db_close(&db);
    arena_destroy(&arena);
    execute("DROP TABLE db_test_child, db_test");
    return 0;
}

#define needs_database()                                                                           \
    do {                                                                                           \
        if (url == NULL)                                                                           \
            skip();                                                                                \
    } while (0)

static enum db_outcome
commit(void)
{
    char reason[400];
    enum db_outcome outcome = db_commit(db, reason, sizeof reason);

    if (outcome != DB_OK)
        print_message("    %s\n", reason);
    return outcome;
}

/* The read is expected to fail like this. */
static void
assert_read_fails(int query, const struct param *params, int count, enum db_outcome outcome)
{
    jmp_buf failed;
    char reason[400];

    if (setjmp(failed) == 0) {
        db_arm(db, &failed);
        db_read(db, query, params, count);
        fail_msg("the read came back");
    }
    db_arm(db, NULL);
    assert_int_equal(outcome, db_failure(db, reason, sizeof reason));
    print_message("    %s\n", reason);
}

static int64_t
stored(void)
{
    struct rows *rows = db_read(db, DB_RUNTIME_QUERIES, NULL, 0);
    int64_t count = row_int8(rows, 0, 0);

    rows_free(&rows);
    assert_null(rows);
    return count;
}

static void
stage_ids(int query, int64_t id)
{
    const struct param params[] = {param_int8(arena, id)};

    db_stage(db, query, params, 1);
}

struct table {
    struct column id, name, data, yes, at, amount, lines, tags;
};

static void
start_table(struct table *table)
{
    column_start(&table->id, arena, COLUMN_INT8);
    column_start(&table->name, arena, COLUMN_TEXT);
    column_start(&table->data, arena, COLUMN_BYTES);
    column_start(&table->yes, arena, COLUMN_BOOL);
    column_start(&table->at, arena, COLUMN_TIME);
    column_start(&table->amount, arena, COLUMN_DOUBLE);
    column_start(&table->lines, arena, COLUMN_TEXT);
    column_start(&table->tags, arena, COLUMN_TEXT);
}

static void
stage_table(struct table *table)
{
    const struct param params[] = {
        param_column(&table->id),    param_column(&table->name), param_column(&table->data),
        param_column(&table->yes),   param_column(&table->at),   param_column(&table->amount),
        param_column(&table->lines), param_column(&table->tags),
    };

    db_stage(db, ADD, params, 8);
}

static const int64_t some_lines[] = {INT64_MIN, -1, 0, 9, INT64_MAX};
static const char *const some_tags[] = {"plain", "", "a,b {c}", "quote \" and \\ back",
                                        "NULL",  "ä"};

static void
add_sample(struct table *table, int64_t id)
{
    column_add_int8(&table->id, id);
    column_add_text(&table->name, id % 2 == 0 ? "even" : NULL);
    column_add_bytes(&table->data, "\0\1\2", 3);
    column_add_bool(&table->yes, id % 2 == 0);
    column_add_time(&table->at, 1700000000123456 + id);
    column_add_double(&table->amount, 0.1);
    column_add_int8_list(&table->lines, some_lines, 5);
    column_add_text_list(&table->tags, some_tags, 6);
}

static void
what_is_stored_comes_back(void **state)
{
    struct table table;
    int64_t lines[5];
    const char *tags[6];
    size_t bytes;

    (void)state;
    needs_database();
    start_table(&table);
    for (int64_t id = 0; id < 100; id++)
        add_sample(&table, id);
    stage_table(&table);
    assert_int_equal(1, db_staged_count(db));
    assert_int_equal(0, stored());
    assert_int_equal(DB_OK, commit());
    assert_int_equal(0, db_staged_count(db));

    struct rows *rows = db_read(db, LIST, NULL, 0);
    assert_int_equal(100, rows_count(rows));
    for (int row = 0; row < 100; row++) {
        assert_int_equal(row, row_int8(rows, row, 0));
        assert_int_equal(row % 2 == 1, row_is_null(rows, row, 1));
        assert_string_equal(row % 2 == 0 ? "even" : "", row_text(rows, row, 1));
        assert_memory_equal("\0\1\2", row_bytes(rows, row, 2, &bytes), 3);
        assert_int_equal(3, bytes);
        assert_int_equal(row % 2 == 0, row_int8(rows, row, 3));
        assert_int_equal(1700000000123456 + row, row_int8(rows, row, 4));
        assert_true(row_double(rows, row, 5) == 0.1);
        assert_int_equal(5, row_int8_list(rows, row, 6, lines, 5));
        assert_memory_equal(some_lines, lines, sizeof lines);
        assert_int_equal(6, row_text_list(rows, row, 7, arena, tags, 6));
        for (int i = 0; i < 6; i++)
            assert_string_equal(some_tags[i], tags[i]);
    }
    db_forget(db);
}

static void
single_values_and_lists(void **state)
{
    struct column empty, numbers, texts;
    int64_t values[3] = {0};
    const char *names[3];

    (void)state;
    needs_database();
    const struct param single[] = {param_int8(arena, INT64_MIN), param_text(arena, "ü"),
                                   param_time(arena, -1)};
    struct rows *rows = db_read(db, ALL_TYPES, single, 3);
    assert_true(row_int8(rows, 0, 0) == INT64_MIN);
    assert_string_equal("ü", row_text(rows, 0, 1));
    assert_int_equal(-1, row_int8(rows, 0, 2));
    assert_int_equal(-7, row_int8(rows, 0, 3));
    assert_int_equal(-3, row_int8(rows, 0, 4));
    assert_true(row_is_null(rows, 0, 5));
    assert_int_equal(0, row_int8(rows, 0, 5));
    assert_string_equal("", row_text(rows, 0, 6));

    const struct param nulls[] = {{0}, param_text(arena, NULL), {0}};
    rows = db_read(db, ALL_TYPES, nulls, 3);
    assert_true(row_is_null(rows, 0, 0) && row_is_null(rows, 0, 1) && row_is_null(rows, 0, 2));

    column_start(&empty, arena, COLUMN_INT8);
    column_start(&numbers, arena, COLUMN_INT4);
    column_start(&texts, arena, COLUMN_TEXT);
    for (int i = 0; i < 3; i++) {
        column_add_int4(&numbers, i - 1);
        column_add_text(&texts, i == 1 ? NULL : "x");
    }
    const struct param lists[] = {param_column(&empty), param_column(&numbers),
                                  param_column(&texts)};
    rows = db_read(db, ECHO_LISTS, lists, 3);
    assert_int_equal(0, row_int8_list(rows, 0, 0, values, 3));
    assert_int_equal(3, row_int8_list(rows, 0, 1, values, 2)); /* tells all, writes two */
    assert_int_equal(-1, values[0]);
    assert_int_equal(0, values[1]);
    assert_int_equal(0, values[2]);
    assert_int_equal(3, row_text_list(rows, 0, 2, arena, names, 3));
    assert_string_equal("x", names[0]);
    assert_string_equal("", names[1]);
    db_forget(db);
}

static void
an_error_undoes_the_whole_turn(void **state)
{
    char reason[400];

    (void)state;
    needs_database();
    stage_ids(ADD_TWICE, 1);
    assert_int_equal(DB_REFUSED, db_commit(db, reason, sizeof reason));
    assert_non_null(strstr(reason, "23505 in add_twice"));
    stage_ids(ADD_CHILD, 5); /* fails at the commit itself, after its statement went well */
    assert_int_equal(DB_REFUSED, db_commit(db, reason, sizeof reason));
    assert_non_null(strstr(reason, "23503 in commit"));

    struct table table;
    start_table(&table);
    add_sample(&table, 1);
    stage_table(&table);
    db_stage(db, MUST, NULL, 0);
    stage_ids(ADD_CHILD, 1);
    assert_int_equal(DB_FENCED, commit());
    assert_false(db_broken(db));
    assert_int_equal(0, stored());

    stage_table(&table);
    stage_ids(ADD_CHILD, 1);
    assert_int_equal(DB_OK, commit());
    assert_int_equal(1, stored());
    stage_ids(ADD_TWICE, 1);
    db_forget(db); /* nothing staged any more */
    assert_int_equal(DB_OK, commit());
}

static void
a_failed_read_jumps(void **state)
{
    (void)state;
    needs_database();
    const struct param zero[] = {param_int8(arena, 0)};
    assert_read_fails(DIVIDE, zero, 1, DB_REFUSED);

    assert_int_equal(0, stored()); /* and the connection still works */
}

/* After a migration the prepared statements of a running process may fit no more. */
static void
stale_statements(void **state)
{
    char error[200];

    (void)state;
    needs_database();
    rows_count(db_read(db, LIST, NULL, 0));
    execute("ALTER TABLE db_test ALTER COLUMN id TYPE int4");
    assert_read_fails(LIST, NULL, 0, DB_TRANSIENT);
    assert_true(db_broken(db));
    db_close(&db);
    db = db_connect(url, queries, runtime_queries, error, sizeof error);
    assert_int_equal(0, rows_count(db_read(db, LIST, NULL, 0)));
}

/* Not possible in a pipeline: libpq would offer the same result for ever. */
static void
copy_ends_the_connection(void **state)
{
    (void)state;
    needs_database();
    db_stage(db, COPY, NULL, 0);
    assert_int_equal(DB_UNKNOWN, commit());
    assert_true(db_broken(db));
}

static void
a_cancelled_read_is_transient(void **state)
{
    (void)state;
    needs_database();
    char *short_url = NULL;
    size_t bytes;
    FILE *out = open_memstream(&short_url, &bytes);
    fprintf(out, "%s%coptions=-cstatement_timeout%%3D100", url, strchr(url, '?') ? '&' : '?');
    fclose(out);
    if (strstr(url, "://") == NULL) {
        free(short_url);
        skip();
    }
    db_close(&db);
    char error[200];
    db = db_connect(short_url, queries, runtime_queries, error, sizeof error);
    free(short_url);
    assert_non_null(db);
    assert_read_fails(WAIT, NULL, 0, DB_TRANSIENT);
    assert_false(db_broken(db));
}

static void
a_lost_connection(void **state)
{
    (void)state;
    needs_database();
    assert_read_fails(END_SELF, NULL, 0, DB_TRANSIENT);
    assert_true(db_broken(db));
    assert_read_fails(LIST, NULL, 0, DB_TRANSIENT);
    stage_ids(ADD_TWICE, 1);
    assert_int_equal(DB_TRANSIENT, commit()); /* it was never sent */

    char error[200];
    db_close(&db);
    db = db_connect(url, queries, runtime_queries, error, sizeof error);
    struct table table;
    start_table(&table);
    add_sample(&table, 1);
    stage_table(&table);
    db_stage(db, END_SELF, NULL, 0);
    assert_int_equal(DB_UNKNOWN, commit()); /* it was, and who knows */
    assert_true(db_broken(db));
}

static void
no_database_and_no_such_table(void **state)
{
    static const struct query wrong[] = {
        {"good", "SELECT 1"}, {"bad", "SELECT x FROM db_test_absent"}, {NULL, NULL}};
    char error[200];

    (void)state;
    needs_database();
    assert_null(db_connect("postgresql://127.0.0.1:1/x", queries, NULL, error, sizeof error));
    assert_non_null(strstr(error, "connection lost"));
    assert_null(db_connect(url, wrong, NULL, error, sizeof error));
    assert_non_null(strstr(error, "42P01 in bad"));
}

/* Far more than all buffers hold, in both directions. */
static void
a_long_pipeline_does_not_get_stuck(void **state)
{
    (void)state;
    needs_database();
    char *text = calloc(1, 20001);
    memset(text, 'x', 20000);
    const struct param params[] = {param_text(arena, text)};
    for (int i = 0; i < 3000; i++)
        db_stage(db, ECHO_LONG, params, 1);
    assert_int_equal(DB_OK, commit());
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_stored_comes_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(single_values_and_lists, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_error_undoes_the_whole_turn, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_failed_read_jumps, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_cancelled_read_is_transient, set_up, tear_down),
        cmocka_unit_test_setup_teardown(stale_statements, set_up, tear_down),
        cmocka_unit_test_setup_teardown(copy_ends_the_connection, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_lost_connection, set_up, tear_down),
        cmocka_unit_test_setup_teardown(no_database_and_no_such_table, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_long_pipeline_does_not_get_stuck, set_up, tear_down),
    };

    url = getenv("CROSSDOCK_TEST_DATABASE_URL");
    if (url == NULL)
        print_message("skipped: CROSSDOCK_TEST_DATABASE_URL is not set\n");
    return cmocka_run_group_tests(tests, NULL, NULL);
}

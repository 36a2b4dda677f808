/*
 * PostgreSQL over libpq for one thread, which may block here.
 *
 * The connection stays in pipeline mode and non-blocking for its whole life, so that there is one
 * way to talk: send some prepared queries and a Sync, then collect one result each until the Sync
 * is answered. What stands between two Syncs is one transaction; it is committed if and only if
 * its Sync is answered with no error before (the commit itself may still fail after all statements
 * went well). Results are read while queries are still being sent, else client and server could
 * wait for each other with full buffers. Explicit BEGIN and COPY are not possible in this mode.
 *
 * Parameters and results are binary; see column.c for the forms.
 */
#define _GNU_SOURCE /* program_invocation_short_name */
#include "common/db.h"

#include <endian.h>
#include <errno.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/db_internal.h"
#include "common/log.h"
#include "common/text.h"

#define NAME_BYTES_MAX   16
#define REASON_BYTES_MAX 400
/* The server ends a statement after 30 s; a connection silent for longer than this is lost. */
#define SILENCE_MS_MAX 60000

struct staged {
    int query;
    int param_count;
    size_t first_param;
};

struct rows {
    PGresult *result;
    struct rows *next, **link; /* in the list of db */
};

struct db {
    PGconn *connection;
    const struct query *queries, *runtime_queries;
    int query_count, runtime_query_count;
    int *sent; /* numbers of the queries sent since the last Sync was answered */
    size_t sent_count, sent_count_max;
    struct staged *staged;
    size_t staged_count, staged_count_max;
    struct param *params;
    size_t param_count, param_count_max;
    struct rows *rows;
    jmp_buf *failed;
    bool lost;         /* nothing can be sent or had any more */
    bool stale;        /* works, but its prepared statements do not */
    bool half_durable; /* the server gave up waiting for its synchronous standby */
    enum db_outcome outcome;
    char reason[REASON_BYTES_MAX];
};

/* Defaults of the connection; what the URL says comes later and wins. */
static const char *const connection_keywords[] = {
    "application_name",
    "connect_timeout",
    "keepalives",
    "keepalives_idle",
    "keepalives_interval",
    "keepalives_count",
    "tcp_user_timeout",
    "client_encoding",
    "gssencmode",
    "dbname",
    NULL,
};
static const char *const connection_values[] = {
    "", "5", "1", "10", "5", "3", "10000", "UTF8", "disable", "", NULL,
};

/* statement_timeout only where nobody has set one. client_connection_check_interval exists since
 * PostgreSQL 14. Neither a compiled plan nor another one for each batch pays for short statements.
 * A plan is made once and kept, often while its tables are still empty. Every query of a turn looks
 * up the keys it was given, so only a nested loop over an index stays right when the table has grown:
 * a merge or hash join, or a sequential scan, would read the whole of it in every turn. */
static const char session_settings[] = "SET synchronous_commit = on;"
                                       "SET idle_in_transaction_session_timeout = '5s';"
                                       "SET lock_timeout = '10s';"
                                       "SET jit = off;"
                                       "SET enable_seqscan = off;"
                                       "SET enable_mergejoin = off;"
                                       "SET enable_hashjoin = off;"
                                       "SELECT set_config('statement_timeout', '30s', false)"
                                       " WHERE current_setting('statement_timeout') = '0';"
                                       "SELECT set_config(name, '2s', false) FROM pg_settings"
                                       " WHERE name = 'client_connection_check_interval'";

/* What an SQLSTATE means to the turn: the first prefix that matches. Refused is only what may be
 * the input's fault. Trouble with rights, tables or the server concerns every input, so it must
 * not set inputs aside one by one: it lasts until somebody mends it. */
static const struct meaning {
    const char *prefix;
    enum db_outcome outcome;
    bool reconnect; /* statements must be prepared again */
} meanings[] = {
    {"EF001", DB_FENCED, false},
    {"0A000", DB_TRANSIENT, true}, /* cached plan must not change result type: after a migration */
    {"08", DB_TRANSIENT, true},    /* protocol violation */
    {"25", DB_TRANSIENT, false},   /* among them read-only: the server has become a replica */
    {"26", DB_TRANSIENT, true},    /* no such prepared statement */
    {"28", DB_TRANSIENT, false},   /* rights */
    {"3D", DB_TRANSIENT, false},   /* no such database */
    {"3F", DB_TRANSIENT, false},   /* no such schema */
    {"40", DB_TRANSIENT, false},   /* deadlock, serialization failure */
    {"42", DB_TRANSIENT, false},   /* no such table or column, no right to it */
    {"53", DB_TRANSIENT, false},   /* disk or memory full, too many connections */
    {"55", DB_TRANSIENT, false},   /* lock not available */
    {"57", DB_TRANSIENT, false},   /* shutdown, cancelled, timed out */
    {"58", DB_TRANSIENT, false},   /* input or output failed */
    {"XX", DB_TRANSIENT, false},   /* internal, corrupted */
    {"", DB_REFUSED, false},
};

static const struct query *
query_of(const struct db *db, int query)
{
    if (query < DB_RUNTIME_QUERIES) {
        assert(query >= 0 && query < db->query_count);
        return &db->queries[query];
    }
    assert(query - DB_RUNTIME_QUERIES < db->runtime_query_count);
    return &db->runtime_queries[query - DB_RUNTIME_QUERIES];
}

static void
name_of(char *name, int query)
{
    snprintf(name, NAME_BYTES_MAX, "q%d", query);
}

static const struct meaning *
meaning_of(const char *sqlstate)
{
    const struct meaning *meaning = meanings;

    while (strncmp(sqlstate, meaning->prefix, strlen(meaning->prefix)) != 0)
        meaning++;
    return meaning;
}

/* The first failure of an exchange is the one that counts; the rest are its consequences. */
static void
note_failure(struct db *db, enum db_outcome outcome, const char *sqlstate, const char *query,
             const char *message)
{
    if (db->outcome != DB_OK)
        return;
    db->outcome = outcome;
    snprintf(db->reason, sizeof db->reason, "%s in %s: %.*s", sqlstate, query,
             (int)strcspn(message, "\n"), message);
}

static void
note_lost(struct db *db)
{
    db->lost = true;
    note_failure(db, DB_TRANSIENT, "connection lost", "database", PQerrorMessage(db->connection));
}

static void
note_error(struct db *db, const PGresult *result, const char *query)
{
    const char *sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);

    if (sqlstate == NULL) {
        db->lost = true;
        note_failure(db, DB_TRANSIENT, "connection lost", query, PQresultErrorMessage(result));
        return;
    }
    const struct meaning *meaning = meaning_of(sqlstate);
    db->stale = db->stale || meaning->reconnect;
    note_failure(db, meaning->outcome, sqlstate, query, message == NULL ? "" : message);
}

/* A commit whose wait for the synchronous standby was cut short succeeds with a warning only. */
static void
on_notice(void *argument, const PGresult *result)
{
    struct db *db = argument;
    const char *severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    const char *function = PQresultErrorField(result, PG_DIAG_SOURCE_FUNCTION);
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);

    if (function != NULL && strcmp(function, "SyncRepWaitForLSN") == 0)
        db->half_durable = true;
    if (severity != NULL && strcmp(severity, "WARNING") == 0)
        log_warning("database warns", "message", message, NULL);
}

/* Sends what is queued and takes what arrives, until the next result can be had. */
static bool
wait_for_result(struct db *db)
{
    for (;;) {
        int unsent = PQflush(db->connection);
        if (unsent < 0)
            return false;
        if (unsent == 0 && !PQisBusy(db->connection))
            return true;
        struct pollfd ready = {.fd = PQsocket(db->connection),
                               .events = (short)(POLLIN | (unsent > 0 ? POLLOUT : 0))};
        int count = poll(&ready, 1, SILENCE_MS_MAX);
        if (count == 0 || (count < 0 && errno != EINTR))
            return false;
        if (count > 0 && (ready.revents & ~POLLOUT) != 0 && !PQconsumeInput(db->connection))
            return false;
    }
}

static const char *
sent_name(const struct db *db, size_t index)
{
    return index < db->sent_count ? query_of(db, db->sent[index])->name : "commit";
}

/* Collect results through the answer to the Sync; the first one with rows goes to keep, if given.
 */
static void
collect(struct db *db, PGresult **keep)
{
    for (size_t index = 0;;) {
        if (!wait_for_result(db)) {
            note_lost(db);
            return;
        }
        PGresult *result = PQgetResult(db->connection);
        ExecStatusType status = PQresultStatus(result);
        if (result != NULL && status != PGRES_PIPELINE_SYNC && status != PGRES_COMMAND_OK &&
            status != PGRES_TUPLES_OK && status != PGRES_PIPELINE_ABORTED)
            note_error(db, result, sent_name(db, index));
        if (status == PGRES_TUPLES_OK && keep != NULL && *keep == NULL)
            *keep = result;
        else
            PQclear(result);
        index += result != NULL;
        if (status == PGRES_PIPELINE_SYNC)
            return;
        if (db->lost || PQstatus(db->connection) == CONNECTION_BAD) {
            note_lost(db);
            return;
        }
    }
}

static void
note_sent(struct db *db, int query)
{
    if (db->sent_count == db->sent_count_max) {
        db->sent_count_max = db->sent_count_max * 2 + 64;
        db->sent = realloc(db->sent, db->sent_count_max * sizeof *db->sent);
        assert(db->sent != NULL);
    }
    db->sent[db->sent_count++] = query;
}

static bool
send_query(struct db *db, int query, const struct param *params, int param_count)
{
    const char *values[DB_PARAMS_MAX];
    int lengths[DB_PARAMS_MAX], formats[DB_PARAMS_MAX];
    char name[NAME_BYTES_MAX];

    assert(param_count <= DB_PARAMS_MAX);
    for (int i = 0; i < param_count; i++) {
        values[i] = params[i].data;
        lengths[i] = params[i].bytes;
        formats[i] = 1;
    }
    note_sent(db, query);
    name_of(name, query);
    return PQsendQueryPrepared(db->connection, name, param_count, values, lengths, formats, 1) == 1;
}

static void
start(struct db *db)
{
    db->outcome = DB_OK;
    db->reason[0] = '\0';
    db->sent_count = 0;
    db->half_durable = false;
}

static int
count_queries(const struct query *queries)
{
    int count = 0;

    while (queries != NULL && queries[count].name != NULL)
        count++;
    return count;
}

static bool
send_prepare(struct db *db, int query)
{
    char name[NAME_BYTES_MAX];

    note_sent(db, query);
    name_of(name, query);
    return PQsendPrepare(db->connection, name, query_of(db, query)->text, 0, NULL) == 1;
}

static bool
prepare_all(struct db *db)
{
    bool sent = true;

    start(db);
    for (int i = 0; i < db->query_count; i++)
        sent = sent && send_prepare(db, i);
    for (int i = 0; i < db->runtime_query_count; i++)
        sent = sent && send_prepare(db, DB_RUNTIME_QUERIES + i);
    if (sent && PQpipelineSync(db->connection))
        collect(db, NULL);
    else
        note_lost(db);
    return db->outcome == DB_OK;
}

static bool
set_session(struct db *db)
{
    PGresult *result = PQexec(db->connection, session_settings);
    ExecStatusType status = PQresultStatus(result);

    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
        note_error(db, result, "session settings");
    PQclear(result);
    return db->outcome == DB_OK && PQsetnonblocking(db->connection, 1) == 0 &&
           PQenterPipelineMode(db->connection) == 1;
}

static PGconn *
open_connection(const char *url)
{
    const char *values[sizeof connection_values / sizeof *connection_values];

    memcpy(values, connection_values, sizeof values);
    for (size_t i = 0; connection_keywords[i] != NULL; i++) {
        if (strcmp(connection_keywords[i], "application_name") == 0)
            values[i] = program_invocation_short_name;
        if (strcmp(connection_keywords[i], "dbname") == 0)
            values[i] = url;
    }
    return PQconnectdbParams(connection_keywords, values, 1);
}

struct db *
db_connect(const char *url, const struct query *queries, const struct query *runtime_queries,
           char *error, size_t error_bytes)
{
    struct db *db = calloc(1, sizeof *db);

    assert(db != NULL);
    db->queries = queries;
    db->query_count = count_queries(queries);
    assert(db->query_count < DB_RUNTIME_QUERIES);
    db->runtime_queries = runtime_queries;
    db->runtime_query_count = count_queries(runtime_queries);
    db->connection = open_connection(url);
    PQsetNoticeReceiver(db->connection, on_notice, db);
    if (PQstatus(db->connection) != CONNECTION_OK)
        note_lost(db);
    else if (set_session(db) && prepare_all(db))
        return db;
    (void)text_copy(error, error_bytes, db->outcome == DB_OK ? "no pipeline mode" : db->reason);
    db_close(&db);
    return NULL;
}

void
db_close(struct db **db)
{
    if (*db == NULL)
        return;
    db_forget(*db);
    PQfinish((*db)->connection);
    free((*db)->staged);
    free((*db)->params);
    free((*db)->sent);
    free(*db);
    *db = NULL;
}

bool
db_broken(const struct db *db)
{
    return db->lost || db->stale || PQstatus(db->connection) == CONNECTION_BAD;
}

void
db_arm(struct db *db, jmp_buf *failed)
{
    db->failed = failed;
    if (failed != NULL)
        start(db);
}

enum db_outcome
db_failure(const struct db *db, char *reason, size_t bytes)
{
    (void)text_copy(reason, bytes, db->reason);
    return db->outcome;
}

static void
abandon(struct db *db)
{
    if (db->failed != NULL)
        longjmp(*db->failed, 1);
    log_error("database read failed", "reason", db->reason, NULL);
    WRONG("a read failed where nobody can abandon the turn");
}

struct rows *
db_read(struct db *db, int query, const struct param *params, int param_count)
{
    PGresult *result = NULL;

    start(db);
    if (!db_broken(db) && send_query(db, query, params, param_count) &&
        PQpipelineSync(db->connection))
        collect(db, &result);
    else
        note_lost(db);
    if (db->outcome != DB_OK) {
        PQclear(result);
        abandon(db);
    }
    struct rows *rows = calloc(1, sizeof *rows);
    assert(rows != NULL);
    rows->result = result;
    rows->next = db->rows;
    rows->link = &db->rows;
    if (rows->next != NULL)
        rows->next->link = &rows->next;
    db->rows = rows;
    return rows;
}

void
rows_free(struct rows **rows)
{
    if (*rows == NULL)
        return;
    *(*rows)->link = (*rows)->next;
    if ((*rows)->next != NULL)
        (*rows)->next->link = (*rows)->link;
    PQclear((*rows)->result);
    free(*rows);
    *rows = NULL;
}

void
db_forget(struct db *db)
{
    while (db->rows != NULL) {
        struct rows *rows = db->rows;
        rows_free(&rows);
    }
    db->staged_count = 0;
    db->param_count = 0;
}

void
db_stage(struct db *db, int query, const struct param *params, int param_count)
{
    size_t count = (size_t)param_count;

    assert(param_count >= 0 && param_count <= DB_PARAMS_MAX);
    query_of(db, query);
    if (db->staged_count == db->staged_count_max) {
        db->staged_count_max = db->staged_count_max * 2 + 64;
        db->staged = realloc(db->staged, db->staged_count_max * sizeof *db->staged);
        assert(db->staged != NULL);
    }
    if (db->param_count + count > db->param_count_max) {
        db->param_count_max = (db->param_count + count) * 2 + 256;
        db->params = realloc(db->params, db->param_count_max * sizeof *db->params);
        assert(db->params != NULL);
    }
    db->staged[db->staged_count++] =
        (struct staged){.query = query, .param_count = param_count, .first_param = db->param_count};
    if (count > 0)
        memcpy(db->params + db->param_count, params, count * sizeof *params);
    db->param_count += count;
}

size_t
db_staged_count(const struct db *db)
{
    return db->staged_count;
}

/* Until the Sync is handed to libpq nothing can be committed. */
static bool
send_staged(struct db *db)
{
    for (size_t i = 0; i < db->staged_count; i++) {
        const struct staged *staged = &db->staged[i];
        if (!send_query(db, staged->query, db->params + staged->first_param, staged->param_count))
            return false;
    }
    return PQpipelineSync(db->connection) == 1;
}

enum db_outcome
db_commit(struct db *db, char *reason, size_t bytes)
{
    start(db);
    if (db->staged_count > 0) {
        if (!db_broken(db) && send_staged(db)) {
            collect(db, NULL);
            if (db->lost || db->half_durable)
                db->outcome = DB_UNKNOWN;
        } else
            note_lost(db);
    }
    db->staged_count = 0;
    db->param_count = 0;
    return db_failure(db, reason, bytes);
}

int
rows_count(const struct rows *rows)
{
    return rows->result == NULL ? 0 : PQntuples(rows->result);
}

bool
row_is_null(const struct rows *rows, int row, int column)
{
    return PQgetisnull(rows->result, row, column);
}

/* A big-endian two's complement number of 1, 2, 4 or 8 bytes. */
static int64_t
number_of(const char *data, int bytes)
{
    int64_t value = bytes > 1 && (data[0] & 0x80) != 0 ? -1 : 0;

    for (int i = 0; i < bytes; i++)
        value = (int64_t)((uint64_t)value << 8 | (unsigned char)data[i]);
    return value;
}

int64_t
row_int8(const struct rows *rows, int row, int column)
{
    Oid type = PQftype(rows->result, column);

    assert(type == OID_INT8 || type == OID_INT4 || type == OID_INT2 || type == OID_BOOL ||
           type == OID_TIMESTAMPTZ);
    if (PQgetisnull(rows->result, row, column))
        return 0;
    int64_t value =
        number_of(PQgetvalue(rows->result, row, column), PQgetlength(rows->result, row, column));
    return type == OID_TIMESTAMPTZ ? value + POSTGRES_EPOCH_US : value;
}

double
row_double(const struct rows *rows, int row, int column)
{
    double value;

    assert(PQftype(rows->result, column) == OID_FLOAT8);
    if (PQgetisnull(rows->result, row, column))
        return 0;
    int64_t bits = number_of(PQgetvalue(rows->result, row, column), 8);
    memcpy(&value, &bits, sizeof value);
    return value;
}

const char *
row_text(const struct rows *rows, int row, int column)
{
    Oid type = PQftype(rows->result, column);

    assert(type == OID_TEXT || type == OID_VARCHAR || type == OID_NAME);
    return PQgetvalue(rows->result, row, column); /* ends with NUL; "" for null */
}

const void *
row_bytes(const struct rows *rows, int row, int column, size_t *bytes)
{
    *bytes = (size_t)PQgetlength(rows->result, row, column);
    return PQgetvalue(rows->result, row, column);
}

/* The elements of an array value: their number, and where the first one starts. */
static size_t
array_of(const struct rows *rows, int row, int column, const char **element)
{
    const char *data = PQgetvalue(rows->result, row, column);

    if (PQgetlength(rows->result, row, column) < 12 || number_of(data, 4) == 0)
        return 0; /* null or empty */
    assert(number_of(data, 4) == 1);
    *element = data + 20;
    return (size_t)number_of(data + 12, 4);
}

/* Bytes of the element, 0 for null, and steps over its length. */
static int
element_bytes(const char **element)
{
    int bytes = (int)number_of(*element, 4);

    *element += 4;
    return bytes < 0 ? 0 : bytes;
}

size_t
row_int8_list(const struct rows *rows, int row, int column, int64_t *values, size_t values_max)
{
    const char *element = NULL;
    size_t count = array_of(rows, row, column, &element);

    for (size_t i = 0; i < count && i < values_max; i++) {
        int bytes = element_bytes(&element);
        assert(bytes <= 8);
        values[i] = number_of(element, bytes);
        element += bytes;
    }
    return count;
}

size_t
row_double_list(const struct rows *rows, int row, int column, double *values, size_t values_max)
{
    const char *element = NULL;
    size_t count = array_of(rows, row, column, &element);

    for (size_t i = 0; i < count && i < values_max; i++) {
        int bytes = element_bytes(&element);
        assert(bytes == 8);
        const int64_t bits = number_of(element, bytes);
        memcpy(&values[i], &bits, sizeof bits);
        element += bytes;
    }
    return count;
}

size_t
row_text_list(const struct rows *rows, int row, int column, struct arena *arena,
              const char **values, size_t values_max)
{
    const char *element = NULL;
    size_t count = array_of(rows, row, column, &element);

    for (size_t i = 0; i < count && i < values_max; i++) {
        int bytes = element_bytes(&element);
        char *text = arena_take(arena, (size_t)bytes + 1);
        memcpy(text, element, (size_t)bytes);
        values[i] = text;
        element += bytes;
    }
    return count;
}

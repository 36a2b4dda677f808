/*
 * See archive.h. One thread, one connection, one request at a time; the texts of its four queries
 * are here and not among the worker's because that connection is not the worker's.
 */
#include "common/archive.h"

#include <endian.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libpq-fe.h>

#include "common/clock.h"
#include "common/log.h"
#include "common/message.h"
#include "common/metrics.h"

#define RETRY_MS 500
#define END_MS_MAX 2000
#define ARCHIVE_BYTES_MAX "1048576"

struct archive {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t something;
    char *database_url;
    PGconn *connection;
    void (*wake)(void *);
    void *wake_argument;
    struct archive_request *asked, **asked_end;
    struct archive_request *answered, **answered_end;
    bool ending;
    int64_t end_by_us;
};

METRIC(events_read) = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_feed_archive_events_total",
    .help = "Events of the own feed that were read from the table because they had left memory.",
};

static const char find_reader[] = "SELECT position FROM reader WHERE name = $1";
static const char event_at[] = "SELECT body FROM event WHERE position = $1";
/* Bounded in events and in bytes; at least one event. */
static const char events_after[] =
    "SELECT position, body FROM (SELECT position, body, sum(length(body)) OVER (ORDER BY position)"
    " - length(body) AS before FROM event WHERE position > $1 ORDER BY position LIMIT 512) AS next"
    " WHERE before < " ARCHIVE_BYTES_MAX " ORDER BY position";
/* Never backwards: what was acknowledged stays so. */
static const char save_reader[] =
    "INSERT INTO reader (name, position) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE"
    " SET position = greatest(reader.position, excluded.position), seen_at = now()";

/* --- database ------------------------------------------------------------------------------ */

static bool
connected(struct archive *archive)
{
    if (archive->connection != NULL && PQstatus(archive->connection) == CONNECTION_OK)
        return true;
    PQfinish(archive->connection);
    static const char *const names[] = { "dbname",  "connect_timeout", "tcp_user_timeout",
                                         "options", "application_name", NULL };
    const char *const values[] = { archive->database_url, "5", "5000",
                                   "-c statement_timeout=10000 -c idle_session_timeout=0",
                                   "crossdock-archive", NULL };
    archive->connection = PQconnectdbParams(names, values, 1);
    if (PQstatus(archive->connection) == CONNECTION_OK)
        return true;
    log_error("archive has no database", "error", PQerrorMessage(archive->connection), NULL);
    return false;
}

struct value {
    const char *data;
    int bytes;
};

/* NULL after logging. Parameters are text or int8, results binary. */
static PGresult *
query(struct archive *archive, const char *text, int count, const struct value *values)
{
    const char *data[2];
    int bytes[2], formats[2];
    for (int i = 0; i < count; i++) {
        data[i] = values[i].data;
        bytes[i] = values[i].bytes;
        formats[i] = 1;
    }
    if (!connected(archive))
        return NULL;
    PGresult *result =
        PQexecParams(archive->connection, text, count, NULL, data, bytes, formats, 1);
    ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
        return result;
    log_error("archive query failed", "error", PQresultErrorMessage(result), NULL);
    PQclear(result);
    return NULL;
}

static uint64_t
int8_of(const PGresult *result, int row, int column)
{
    uint64_t value;
    memcpy(&value, PQgetvalue(result, row, column), sizeof value);
    return be64toh(value);
}

static bool
answer_open(struct archive *archive, struct archive_request *request)
{
    if (request->reader[0] != '\0') {
        struct value name = { request->reader, (int)strlen(request->reader) };
        PGresult *found = query(archive, find_reader, 1, &name);
        if (found == NULL)
            return false;
        request->position = PQntuples(found) > 0 ? int8_of(found, 0, 0) : 0;
        PQclear(found);
    }
    uint64_t position = htobe64(request->position);
    struct value at = { (const char *)&position, sizeof position };
    PGresult *found = query(archive, event_at, 1, &at);
    if (found == NULL)
        return false;
    struct event_view view;
    request->id[0] = '\0';
    if (PQntuples(found) > 0) {
        const uint8_t *body = (const uint8_t *)PQgetvalue(found, 0, 0);
        size_t bytes = (size_t)PQgetlength(found, 0, 0);
        if (event_view_read(body, bytes, &view) && view.id.bytes < sizeof request->id) {
            memcpy(request->id, body + view.id.at, view.id.bytes);
            request->id[view.id.bytes] = '\0';
        }
    }
    PQclear(found);
    return true;
}

/* Rows become a chunk, up to the first gap: what is after it was trimmed in between. */
static struct chunk *
chunk_of(const PGresult *rows)
{
    int row_count = PQntuples(rows);
    if (row_count == 0)
        return NULL;
    size_t room = 0;
    for (int i = 0; i < row_count; i++)
        room += (size_t)PQgetlength(rows, i, 1) + 11;
    uint8_t *batch = malloc(room);
    assert(batch != NULL);
    size_t bytes = 0;
    uint32_t count = 0;
    uint64_t first = int8_of(rows, 0, 0);
    for (int i = 0; i < row_count && int8_of(rows, i, 0) == first + count; i++, count++) {
        size_t body_bytes = (size_t)PQgetlength(rows, i, 1);
        bytes += message_batch_prefix(batch + bytes, body_bytes);
        memcpy(batch + bytes, PQgetvalue(rows, i, 1), body_bytes);
        bytes += body_bytes;
    }
    struct chunk *chunk = chunk_make(first, count, batch, bytes);
    free(batch);
    if (chunk == NULL)
        log_error("stored events are broken", "position", log_number((int64_t)first), NULL);
    else
        metric_add(&events_read, count);
    return chunk;
}

static bool
answer_events(struct archive *archive, struct archive_request *request)
{
    uint64_t position = htobe64(request->position);
    struct value after = { (const char *)&position, sizeof position };
    PGresult *rows = query(archive, events_after, 1, &after);
    if (rows == NULL)
        return false;
    request->chunk = chunk_of(rows);
    PQclear(rows);
    return true;
}

static bool
answer_save(struct archive *archive, struct archive_request *request)
{
    uint64_t position = htobe64(request->position);
    struct value values[] = { { request->reader, (int)strlen(request->reader) },
                              { (const char *)&position, sizeof position } };
    PGresult *result = query(archive, save_reader, 2, values);
    PQclear(result);
    return result != NULL;
}

static bool (*const answers[])(struct archive *, struct archive_request *) = {
    [ARCHIVE_OPEN] = answer_open,
    [ARCHIVE_EVENTS] = answer_events,
    [ARCHIVE_SAVE] = answer_save,
};

/* --- thread -------------------------------------------------------------------------------- */

/* The oldest request; NULL when the archive ends. With the lock held. */
static struct archive_request *
next_request(struct archive *archive)
{
    while (archive->asked == NULL && !archive->ending)
        pthread_cond_wait(&archive->something, &archive->lock);
    struct archive_request *request = archive->asked;
    if (request == NULL)
        return NULL;
    archive->asked = request->next;
    if (archive->asked == NULL)
        archive->asked_end = &archive->asked;
    request->next = NULL;
    return request;
}

/* With the lock held: wait before the next attempt; false when it is time to go. */
static bool
wait_to_retry(struct archive *archive)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += RETRY_MS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    if (!archive->ending)
        pthread_cond_timedwait(&archive->something, &archive->lock, &until);
    return !archive->ending;
}

static void
hand_back(struct archive *archive, struct archive_request *request)
{
    pthread_mutex_lock(&archive->lock);
    *archive->answered_end = request;
    archive->answered_end = &request->next;
    bool wake = !archive->ending;
    pthread_mutex_unlock(&archive->lock);
    if (wake)
        archive->wake(archive->wake_argument);
}

static void *
run(void *argument)
{
    struct archive *archive = argument;
    pthread_mutex_lock(&archive->lock);
    for (struct archive_request *request; (request = next_request(archive)) != NULL;) {
        bool answered = false, ending = archive->ending;
        pthread_mutex_unlock(&archive->lock);
        bool worthwhile =
            !ending || (request->kind == ARCHIVE_SAVE && monotonic_us() < archive->end_by_us);
        while (worthwhile && !(answered = answers[request->kind](archive, request))) {
            pthread_mutex_lock(&archive->lock);
            worthwhile = wait_to_retry(archive);
            pthread_mutex_unlock(&archive->lock);
        }
        hand_back(archive, request);
        pthread_mutex_lock(&archive->lock);
    }
    pthread_mutex_unlock(&archive->lock);
    PQfinish(archive->connection);
    return NULL;
}

struct archive *
archive_create(const char *database_url, void (*wake)(void *), void *wake_argument)
{
    struct archive *archive = calloc(1, sizeof *archive);
    assert(archive != NULL);
    archive->database_url = strdup(database_url);
    archive->wake = wake;
    archive->wake_argument = wake_argument;
    archive->asked_end = &archive->asked;
    archive->answered_end = &archive->answered;
    int failed = pthread_mutex_init(&archive->lock, NULL) ||
                 pthread_cond_init(&archive->something, NULL) ||
                 pthread_create(&archive->thread, NULL, run, archive);
    assert(!failed && archive->database_url != NULL);
    return archive;
}

static void
free_requests(struct archive_request *list)
{
    for (struct archive_request *next; list != NULL; list = next) {
        next = list->next;
        chunk_free(&list->chunk);
        free(list);
    }
}

void
archive_destroy(struct archive **archive)
{
    struct archive *gone = *archive;
    *archive = NULL;
    if (gone == NULL)
        return;
    pthread_mutex_lock(&gone->lock);
    gone->ending = true;
    gone->end_by_us = monotonic_us() + END_MS_MAX * 1000;
    pthread_cond_signal(&gone->something);
    pthread_mutex_unlock(&gone->lock);
    pthread_join(gone->thread, NULL);
    free_requests(gone->asked);
    free_requests(gone->answered);
    pthread_cond_destroy(&gone->something);
    pthread_mutex_destroy(&gone->lock);
    free(gone->database_url);
    free(gone);
}

void
archive_ask(struct archive *archive, struct archive_request *request)
{
    request->next = NULL;
    pthread_mutex_lock(&archive->lock);
    *archive->asked_end = request;
    archive->asked_end = &request->next;
    pthread_cond_signal(&archive->something);
    pthread_mutex_unlock(&archive->lock);
}

struct archive_request *
archive_take_answers(struct archive *archive)
{
    pthread_mutex_lock(&archive->lock);
    struct archive_request *list = archive->answered;
    archive->answered = NULL;
    archive->answered_end = &archive->answered;
    pthread_mutex_unlock(&archive->lock);
    return list;
}

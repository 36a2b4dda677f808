/*
 * The limit: what the same PostgreSQL does when a bare driver writes the same rows in the same
 * transactions, with no services and no messaging. It sends again what record.c wrote down, one
 * connection for each recording, all at once; reads are left out.
 *
 *   bench-limit URL RECORDING [URL RECORDING ...]
 *
 * The first quarter of each recording warms caches and is not timed. Prints one JSON line.
 */
#include <fcntl.h>
#include <libpq-fe.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "common/check.h"
#include "tests/bench/recording.h"

#define STREAMS_MAX    16
#define STATEMENTS_MAX 256
#define PARAMETERS_MAX 64
#define NAME_BYTES_MAX 64

struct stream {
    const char *url;
    const char *recording;
    const char *at, *end, *begin;
    PGconn *connection;
    char writes[STATEMENTS_MAX][NAME_BYTES_MAX]; /* names of the statements that write */
    int write_count;
    int64_t statements, transactions, errors; /* of the timed part */
    int64_t seconds_us;
    int64_t pending; /* sent since the last Sync */
};

static pthread_barrier_t warm;

static void
fail(const char *what, const char *why)
{
    fprintf(stderr, "bench-limit: %s: %s\n", what, why);
    exit(1);
}

static int64_t
now_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000) + now.tv_nsec / 1000;
}

static void
open_recording(struct stream *stream)
{
    struct stat status;
    const int file = open(stream->recording, O_RDONLY);

    if (file < 0 || fstat(file, &status) != 0 || status.st_size == 0)
        fail(stream->recording, "cannot be read");
    stream->begin = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    if (stream->begin == MAP_FAILED)
        fail(stream->recording, "cannot be mapped");
    close(file);
    stream->at = stream->begin;
    stream->end = stream->begin + status.st_size;
}

static int32_t
take_int32(struct stream *stream)
{
    int32_t value;

    if (stream->end - stream->at < (ptrdiff_t)sizeof value)
        fail(stream->recording, "is cut off");
    memcpy(&value, stream->at, sizeof value);
    stream->at += sizeof value;
    return value;
}

static const char *
take_part(struct stream *stream, int32_t *bytes)
{
    *bytes = take_int32(stream);
    if (*bytes < 0)
        return NULL;
    if (stream->end - stream->at < *bytes)
        fail(stream->recording, "is cut off");
    const char *part = stream->at;
    stream->at += *bytes;
    return part;
}

static char *
take_text(struct stream *stream)
{
    int32_t bytes;
    const char *part = take_part(stream, &bytes);
    char *text = strndup(part, (size_t)bytes);

    assert(text != NULL);
    return text;
}

static void
prepare(struct stream *stream)
{
    char *name = take_text(stream), *text = take_text(stream);
    const bool writes =
        strstr(text, "INSERT INTO") || strstr(text, "UPDATE ") || strstr(text, "DELETE FROM");

    if (writes) {
        assert(stream->write_count < STATEMENTS_MAX);
        snprintf(stream->writes[stream->write_count++], NAME_BYTES_MAX, "%s", name);
        if (!PQsendPrepare(stream->connection, name, text, 0, NULL))
            fail(stream->recording, PQerrorMessage(stream->connection));
        stream->pending++;
    }
    free(name);
    free(text);
}

static bool
is_write(const struct stream *stream, const char *name)
{
    for (int i = 0; i < stream->write_count; i++)
        if (strcmp(stream->writes[i], name) == 0)
            return true;
    return false;
}

static void
execute(struct stream *stream)
{
    const char *values[PARAMETERS_MAX];
    int lengths[PARAMETERS_MAX], formats[PARAMETERS_MAX];
    char *name = take_text(stream);
    const int32_t count = take_int32(stream);

    assert(count >= 0 && count <= PARAMETERS_MAX);
    for (int32_t i = 0; i < count; i++) {
        int32_t bytes;
        values[i] = take_part(stream, &bytes);
        lengths[i] = bytes;
        formats[i] = 1;
    }
    if (is_write(stream, name)) {
        if (!PQsendQueryPrepared(stream->connection, name, count, values, lengths, formats, 1))
            fail(stream->recording, PQerrorMessage(stream->connection));
        stream->pending++;
        stream->statements++;
    }
    free(name);
}

/* A transaction is over when its answers are here. */
static void
end_transaction(struct stream *stream)
{
    if (stream->pending == 0)
        return;
    if (!PQpipelineSync(stream->connection))
        fail(stream->recording, PQerrorMessage(stream->connection));
    for (int nulls = 0; nulls < 2;) {
        PGresult *result = PQgetResult(stream->connection);
        const ExecStatusType status = PQresultStatus(result);
        nulls = result == NULL ? nulls + 1 : 0;
        if (result != NULL && status == PGRES_FATAL_ERROR) {
            if (stream->errors++ == 0)
                fprintf(stderr, "bench-limit: %s: %s", stream->recording,
                        PQresultErrorMessage(result));
            if (PQstatus(stream->connection) == CONNECTION_BAD)
                fail(stream->recording, "lost its connection");
        }
        PQclear(result);
        if (status == PGRES_PIPELINE_SYNC)
            break;
    }
    stream->pending = 0;
    stream->transactions++;
}

static void
replay_until(struct stream *stream, const char *until)
{
    while (stream->at < until) {
        const char mark = *stream->at++;
        if (mark == RECORDED_PREPARE)
            prepare(stream);
        else if (mark == RECORDED_EXECUTE)
            execute(stream);
        else if (mark == RECORDED_SYNC)
            end_transaction(stream);
        else
            fail(stream->recording, "is not a recording");
    }
    while (stream->at < stream->end && *stream->at != RECORDED_SYNC) /* to the end of this one */
        replay_until(stream, stream->at + 1);
}

static void *
replay(void *argument)
{
    struct stream *stream = argument;

    open_recording(stream);
    stream->connection = PQconnectdb(stream->url);
    if (PQstatus(stream->connection) != CONNECTION_OK || !PQenterPipelineMode(stream->connection))
        fail(stream->recording, PQerrorMessage(stream->connection));

    replay_until(stream, stream->begin + (stream->end - stream->begin) / 4);
    pthread_barrier_wait(&warm);
    const int64_t began_us = now_us();
    stream->statements = stream->transactions = 0;
    replay_until(stream, stream->end);
    end_transaction(stream);
    stream->seconds_us = now_us() - began_us;
    PQfinish(stream->connection);
    return NULL;
}

int
main(int argc, char **argv)
{
    static struct stream streams[STREAMS_MAX];
    pthread_t threads[STREAMS_MAX];
    int64_t longest_us = 0, statements = 0, transactions = 0, errors = 0;
    const int count = (argc - 1) / 2;

    if (argc < 3 || argc % 2 == 0 || count > STREAMS_MAX)
        fail("usage", "bench-limit URL RECORDING [URL RECORDING ...]");
    pthread_barrier_init(&warm, NULL, (unsigned)count);
    for (int i = 0; i < count; i++) {
        streams[i].url = argv[1 + 2 * i];
        streams[i].recording = argv[2 + 2 * i];
        if (pthread_create(&threads[i], NULL, replay, &streams[i]) != 0)
            fail("thread", "cannot be made");
    }
    for (int i = 0; i < count; i++) {
        pthread_join(threads[i], NULL);
        longest_us = streams[i].seconds_us > longest_us ? streams[i].seconds_us : longest_us;
        statements += streams[i].statements;
        transactions += streams[i].transactions;
        errors += streams[i].errors;
    }
    printf("{\"seconds\": %.4f, \"share\": 0.75, \"transactions\": %ld, \"statements\": %ld, "
           "\"errors\": %ld, \"streams\": [",
           (double)longest_us / 1e6, (long)transactions, (long)statements, (long)errors);
    for (int i = 0; i < count; i++)
        printf("%s{\"seconds\": %.4f, \"transactions\": %ld}", i > 0 ? ", " : "",
               (double)streams[i].seconds_us / 1e6, (long)streams[i].transactions);
    printf("]}\n");
    return errors == 0 ? 0 : 1;
}

/*
 * Loaded into a service before libpq (LD_PRELOAD), it writes down what the service sends to its
 * database, so that limit.c can send the same again without the service. Recordings go to the
 * folder BENCH_RECORD, one file a process and connection.
 */
#include <dlfcn.h>
#include <errno.h>
#include <libpq-fe.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/check.h"
#include "tests/bench/recording.h"

#define CONNECTIONS_MAX 8

static struct {
    const PGconn *connection;
    FILE *file;
} files[CONNECTIONS_MAX];

/* libpq's own function of this name. POSIX lets a void pointer hold a function; ISO C does not. */
static void
find_next(const char *name, void *function)
{
    void *found = dlsym(RTLD_NEXT, name);

    assert(found != NULL);
    memcpy(function, &found, sizeof found);
}

/* Only the worker thread of a service prepares and pipelines, so no lock is needed. */
static FILE *
file_of(const PGconn *connection)
{
    char path[4096];

    for (int i = 0; i < CONNECTIONS_MAX; i++) {
        if (files[i].connection == connection)
            return files[i].file;
        if (files[i].connection != NULL)
            continue;
        snprintf(path, sizeof path, "%s/%s.%d.%d", getenv("BENCH_RECORD"),
                 program_invocation_short_name, (int)getpid(), i);
        files[i].connection = connection;
        files[i].file = fopen(path, "wb");
        assert(files[i].file != NULL);
        return files[i].file;
    }
    WRONG("a service has that many connections?");
}

static void
put_part(FILE *file, const void *bytes, int32_t count)
{
    fwrite(&count, sizeof count, 1, file);
    if (count > 0)
        fwrite(bytes, (size_t)count, 1, file);
}

int
PQsendPrepare(PGconn *connection, const char *name, const char *text, int type_count,
              const Oid *types)
{
    int (*send)(PGconn *, const char *, const char *, int, const Oid *);
    FILE *file = file_of(connection);

    find_next("PQsendPrepare", &send);
    fputc(RECORDED_PREPARE, file);
    put_part(file, name, (int32_t)strlen(name));
    put_part(file, text, (int32_t)strlen(text));
    return send(connection, name, text, type_count, types);
}

int
PQsendQueryPrepared(PGconn *connection, const char *name, int count, const char *const *values,
                    const int *lengths, const int *formats, int result_format)
{
    static int (*send)(PGconn *, const char *, int, const char *const *, const int *, const int *,
                       int);
    FILE *file = file_of(connection);
    const int32_t parameters = count;

    if (send == NULL)
        find_next("PQsendQueryPrepared", &send);
    fputc(RECORDED_EXECUTE, file);
    put_part(file, name, (int32_t)strlen(name));
    fwrite(&parameters, sizeof parameters, 1, file);
    for (int i = 0; i < count; i++)
        put_part(file, values[i], values[i] == NULL ? -1 : lengths[i]);
    return send(connection, name, count, values, lengths, formats, result_format);
}

int
PQpipelineSync(PGconn *connection)
{
    static int (*sync_pipeline)(PGconn *);

    if (sync_pipeline == NULL)
        find_next("PQpipelineSync", &sync_pipeline);
    fputc(RECORDED_SYNC, file_of(connection));
    return sync_pipeline(connection);
}

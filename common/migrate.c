/*
 * `<service> migrate`: applies the migrations that the schema lacks, in order, each in one
 * transaction with its entry in the table migration. Running it again changes nothing.
 */
#include <libpq-fe.h>
#include <stdio.h>

#include "common/runtime.h"
#include "runtime_queries.h"

static bool
succeeded(PGconn *connection, PGresult *result, const char *what)
{
    const ExecStatusType status = PQresultStatus(result);
    const bool ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;

    if (!ok)
        fprintf(stderr, "%s failed: %s", what, PQerrorMessage(connection));
    PQclear(result);
    return ok;
}

static bool
execute(PGconn *connection, const char *text, const char *what)
{
    return succeeded(connection, PQexec(connection, text), what);
}

static bool
is_applied(PGconn *connection, const char *name)
{
    PGresult *result = PQexecParams(connection, runtime_scripts[SCRIPT_READ_MIGRATION].text, 1, NULL,
                                    &name, NULL, NULL, 0);
    const bool found = PQntuples(result) == 1;
    PQclear(result);
    return found;
}

static bool
record(PGconn *connection, const char *name)
{
    return succeeded(connection,
                     PQexecParams(connection, runtime_scripts[SCRIPT_RECORD_MIGRATION].text, 1, NULL,
                                  &name, NULL, NULL, 0),
                     name);
}

static bool
apply(PGconn *connection, const struct migration *migration)
{
    return execute(connection, "BEGIN", "BEGIN") &&
           execute(connection, migration->text, migration->name) &&
           record(connection, migration->name) && execute(connection, "COMMIT", "COMMIT");
}

static bool
apply_all(PGconn *connection, const struct service *service, int *applied)
{
    if (!execute(connection, runtime_scripts[SCRIPT_LOCK_MIGRATIONS].text, "lock") ||
        !execute(connection, runtime_scripts[SCRIPT_MAKE_MIGRATION_TABLE].text, "migration table"))
        return false;
    for (const struct migration *m = service->migrations; m->name != NULL; m++) {
        if (is_applied(connection, m->name))
            continue;
        if (!apply(connection, m))
            return false;
        printf("%s: applied %s\n", service->name, m->name);
        (*applied)++;
    }
    return true;
}

static void
ignore_notice(void *argument, const PGresult *result)
{
    (void)argument;
    (void)result;
}

int
migrate_run(const struct runtime *runtime)
{
    const struct service *service = runtime->service;
    PGconn *connection = PQconnectdb(runtime->settings.database_url);
    int applied = 0;

    if (PQstatus(connection) != CONNECTION_OK) {
        fprintf(stderr, "%s: no database: %s", service->name, PQerrorMessage(connection));
        PQfinish(connection);
        return 1;
    }
    PQsetNoticeReceiver(connection, ignore_notice, NULL);
    const bool ok = apply_all(connection, service, &applied);
    PQfinish(connection);
    if (!ok)
        return 1;
    printf("%s: schema %s is up to date (%d applied)\n", service->name, service->schema, applied);
    return 0;
}

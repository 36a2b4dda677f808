/* See script.h. */
#include "common/script.h"

#include <stdio.h>

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

bool
script_execute(PGconn *connection, const char *text, const char *what)
{
    return succeeded(connection, PQexec(connection, text), what);
}

static PGresult *
ask(PGconn *connection, int script, const char *value)
{
    return PQexecParams(connection, runtime_scripts[script].text, 1, NULL, &value, NULL, NULL, 0);
}

bool
script_tell(PGconn *connection, int script, const char *value, const char *what)
{
    return succeeded(connection, ask(connection, script, value), what);
}

bool
script_migration_is_applied(PGconn *connection, const char *name)
{
    PGresult *result = ask(connection, SCRIPT_READ_MIGRATION, name);
    const bool found = PQntuples(result) == 1;

    PQclear(result);
    return found;
}

static void
ignore_notice(void *argument, const PGresult *result)
{
    (void)argument;
    (void)result;
}

PGconn *
script_connect(const struct runtime *runtime)
{
    PGconn *connection = PQconnectdb(runtime->settings.database_url);

    if (PQstatus(connection) != CONNECTION_OK) {
        fprintf(stderr, "%s: no database: %s", runtime->service->name, PQerrorMessage(connection));
        PQfinish(connection);
        return NULL;
    }
    PQsetNoticeReceiver(connection, ignore_notice, NULL);
    return connection;
}

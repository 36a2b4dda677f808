/*
 * `<service> migrate`: applies the migrations that the schema lacks, in order, each in one
 * transaction with its entry in the table migration. Running it again changes nothing.
 */
#include <stdio.h>

#include "common/script.h"
#include "runtime_queries.h"

static bool
apply(PGconn *connection, const struct migration *migration)
{
    return script_execute(connection, "BEGIN", "BEGIN") &&
           script_execute(connection, migration->text, migration->name) &&
           script_tell(connection, SCRIPT_RECORD_MIGRATION, migration->name, migration->name) &&
           script_execute(connection, "COMMIT", "COMMIT");
}

static bool
apply_all(PGconn *connection, const struct service *service, int *applied)
{
    if (!script_execute(connection, runtime_scripts[SCRIPT_LOCK_MIGRATIONS].text, "lock") ||
        !script_execute(connection, runtime_scripts[SCRIPT_MAKE_MIGRATION_TABLE].text, "migration table"))
        return false;
    for (const struct migration *m = service->migrations; m->name != NULL; m++) {
        if (script_migration_is_applied(connection, m->name))
            continue;
        if (!apply(connection, m))
            return false;
        printf("%s: applied %s\n", service->name, m->name);
        (*applied)++;
    }
    return true;
}

int
migrate_run(const struct runtime *runtime)
{
    const struct service *service = runtime->service;
    PGconn *connection = script_connect(runtime);
    int applied = 0;

    if (connection == NULL)
        return 1;
    const bool ok = apply_all(connection, service, &applied);
    PQfinish(connection);
    if (!ok)
        return 1;
    printf("%s: schema %s is up to date (%d applied)\n", service->name, service->schema, applied);
    return 0;
}

/*
 * `<service> rebuild`: what the service makes from the feeds alone is emptied, and its cursors go
 * back to the beginning, in one transaction; whoever leads then hears the feeds again. It may run
 * beside a leader: the transaction raises the epoch, so that one can commit nothing any more,
 * forgets its memory and begins anew, like any leader that was replaced.
 *
 * Locks are taken in the order of a turn: cursors, rows, feed. What a service keeps through it is
 * told by its own text (service.h); it runs while cursors and dead letters are still as they were.
 */
#include <stdio.h>

#include "common/script.h"
#include "runtime_queries.h"

static bool
is_of_this_version(PGconn *connection, const struct service *service)
{
    for (const struct migration *m = service->migrations; m->name != NULL; m++) {
        if (script_migration_is_applied(connection, m->name))
            continue;
        fprintf(stderr, "%s: the schema lacks %s; run migrate first\n", service->name, m->name);
        return false;
    }
    return true;
}

static bool
begin_anew(PGconn *connection, const struct service *service)
{
    return script_execute(connection, "BEGIN", "BEGIN") &&
           script_execute(connection, runtime_scripts[SCRIPT_HOLD_CURSORS].text, "hold cursors") &&
           script_execute(connection, service->rebuild, "rebuild") &&
           script_execute(connection, runtime_scripts[SCRIPT_REWIND].text, "rewind") &&
           script_execute(connection, "COMMIT", "COMMIT");
}

int
rebuild_run(const struct runtime *runtime)
{
    const struct service *service = runtime->service;

    if (service->rebuild == NULL) {
        fprintf(stderr, "%s: nothing of it is made from feeds alone\n", service->name);
        return 2;
    }
    PGconn *connection = script_connect(runtime);
    if (connection == NULL)
        return 1;
    const bool is_known = is_of_this_version(connection, service);
    const bool ok = is_known && begin_anew(connection, service);
    PQfinish(connection);
    if (!ok)
        return is_known ? 1 : 3;
    printf("%s: emptied; whoever leads reads the feeds from their beginning\n", service->name);
    return 0;
}

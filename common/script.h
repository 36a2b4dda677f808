/*
 * What `<service> migrate` and `<service> rebuild` run against the schema, over a connection of
 * their own: whole texts, not prepared statements. Each says on stderr what went wrong.
 */
#ifndef CROSSDOCK_SCRIPT_H
#define CROSSDOCK_SCRIPT_H

#include <libpq-fe.h>

#include "common/runtime.h"

/* NULL after saying why; else to be ended with PQfinish. */
PGconn *script_connect(const struct runtime *runtime) must_check;

bool script_execute(PGconn *connection, const char *text, const char *what) must_check;
/* With one parameter. */
bool script_tell(PGconn *connection, int script, const char *value, const char *what) must_check;

bool script_migration_is_applied(PGconn *connection, const char *name) must_check;

#endif

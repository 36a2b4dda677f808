/*
 * The side of the database module that turns see: connecting, sending what was staged as one
 * transaction, and what became of it. Services see db.h.
 */
#ifndef CROSSDOCK_DB_INTERNAL_H
#define CROSSDOCK_DB_INTERNAL_H

#include <setjmp.h>

#include "common/db.h"

#define DB_RUNTIME_QUERIES 1000 /* the runtime's queries are numbered from here */
#define DB_PARAMS_MAX      64

/* Seconds from 1970-01-01 to 2000-01-01, where PostgreSQL's timestamps start, in microseconds. */
#define POSTGRES_EPOCH_US (INT64_C(946684800) * 1000000)

enum {
    OID_BOOL = 16,
    OID_BYTEA = 17,
    OID_NAME = 19,
    OID_INT8 = 20,
    OID_INT2 = 21,
    OID_INT4 = 23,
    OID_TEXT = 25,
    OID_FLOAT8 = 701,
    OID_VARCHAR = 1043,
    OID_TIMESTAMPTZ = 1184,
};

enum db_outcome {
    DB_OK,
    DB_TRANSIENT, /* nothing happened; the same again may succeed, perhaps on a new connection, or
                   * when somebody has mended the database */
    DB_FENCED,    /* must() said no: another process leads, or a cursor is elsewhere */
    DB_REFUSED,   /* nothing happened; the values are to blame and would be refused again */
    DB_UNKNOWN,   /* the connection was lost after the transaction was sent: it may be committed */
};

/* Connects and prepares all queries; both tables end with a NULL name, either may be NULL. NULL
 * with a reason in error on failure. Connection parameters in the URL win over the module's own. */
struct db *db_connect(const char *url, const struct query *queries,
                      const struct query *runtime_queries, char *error,
                      size_t error_bytes) must_check;
void db_close(struct db **db);
/* The connection is lost, or its prepared statements are stale: close it and connect again. */
bool db_broken(const struct db *db);

/* Where a failed read jumps to (with 1); NULL: it logs and aborts. */
void db_arm(struct db *db, jmp_buf *failed);
/* What the last read or commit that failed was; DB_OK when none did since db_arm. */
enum db_outcome db_failure(const struct db *db, char *reason, size_t bytes);

/* Sends all staged writes as one transaction. DB_OK: committed and durable. In any case nothing is
 * staged afterwards. */
enum db_outcome db_commit(struct db *db, char *reason, size_t bytes) must_check;
/* Drops what is staged and frees all rows: the end of a turn. */
void db_forget(struct db *db);

/* How many writes are staged. */
size_t db_staged_count(const struct db *db);

/* The elements of a column as they will be sent: count times length (int4, big-endian, -1: null)
 * and bytes. */
const uint8_t *column_values(const struct column *column);

#endif

/*
 * PostgreSQL for the worker thread: prepared queries by number, columns in, rows out.
 *
 * There is no function that takes SQL text. Queries are the service's sql/queries files, embedded
 * by the build (one enum value each, QUERY_<FILE NAME>) and prepared at start.
 *
 * Reads (db_read) are answered at once. Writes (db_stage) are queued and sent by the turn as one
 * pipeline up to one Sync, that is one transaction; a service's save() only stages.
 * A failed read does not return: it abandons the turn, which retries or sets the input aside.
 */
#ifndef CROSSDOCK_DB_H
#define CROSSDOCK_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"

struct db;
struct rows;

struct query {
    const char *name; /* file name without .sql */
    const char *text;
};

/* A growing column of values, in PostgreSQL's binary array form: give it to a query as one
 * parameter of the type named ($1::int8[] and so on). Memory comes from the arena. */
enum column_type { COLUMN_INT4, COLUMN_INT8, COLUMN_TEXT, COLUMN_BYTES, COLUMN_BOOL, COLUMN_TIME, COLUMN_DOUBLE };

struct column {
    struct arena *arena;
    enum column_type type;
    uint32_t count;
    /* private */
    size_t bytes, bytes_max;
    char *data;
    bool has_null;
};

void column_start(struct column *column, struct arena *arena, enum column_type type);
void column_add_int4(struct column *column, int32_t value);
void column_add_int8(struct column *column, int64_t value);
void column_add_text(struct column *column, const char *value); /* NULL is SQL null */
void column_add_bytes(struct column *column, const void *value, size_t bytes);
void column_add_bool(struct column *column, bool value);
void column_add_time(struct column *column, int64_t unix_us);   /* timestamptz */
void column_add_double(struct column *column, double value);
/* An array inside a text[] column, as PostgreSQL's literal {1,2} or {"a","b"}; cast it in SQL. */
void column_add_int8_list(struct column *column, const int64_t *values, size_t count);
void column_add_double_list(struct column *column, const double *values, size_t count);
void column_add_text_list(struct column *column, const char *const *values, size_t count);

struct param {
    const char *data; /* binary form; NULL is SQL null */
    int bytes;
};
struct param param_column(struct column *column);
struct param param_int8(struct arena *arena, int64_t value);   /* $n::int8 */
struct param param_text(struct arena *arena, const char *value);
struct param param_time(struct arena *arena, int64_t unix_us); /* $n::timestamptz */

/* Results are binary: select int8, int4, text, bytea, bool, float8 or timestamptz as such. Valid until the
 * turn ends; with rows_free earlier. */
struct rows *db_read(struct db *db, int query, const struct param *params, int param_count);
int rows_count(const struct rows *rows);
bool row_is_null(const struct rows *rows, int row, int column);
int64_t row_int8(const struct rows *rows, int row, int column);  /* of an int8, int4, int2, bool or timestamptz (unix microseconds); 0 for null */
double row_double(const struct rows *rows, int row, int column);
const char *row_text(const struct rows *rows, int row, int column); /* "" for null */
const void *row_bytes(const struct rows *rows, int row, int column, size_t *bytes);
/* Elements of an int8[] / float8[] / text[] value; returns the count, at most values_max are written. */
size_t row_int8_list(const struct rows *rows, int row, int column, int64_t *values, size_t values_max);
size_t row_double_list(const struct rows *rows, int row, int column, double *values, size_t values_max);
size_t row_text_list(const struct rows *rows, int row, int column, struct arena *arena,
                     const char **values, size_t values_max);
void rows_free(struct rows **rows);

/* Queue a write for the turn's transaction. Parameters must live until the turn ends (arena). */
void db_stage(struct db *db, int query, const struct param *params, int param_count);

#endif

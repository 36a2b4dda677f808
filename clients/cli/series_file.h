/*
 * A file of series: series_id, t, value in any order of rows. Values are kept as small as they are:
 * a series whose rows come in order, whole numbers or few digits, takes four bytes a value.
 */
#ifndef CROSSDOCK_CLI_SERIES_FILE_H
#define CROSSDOCK_CLI_SERIES_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "clients/cli/buckets.h"

struct kept_series;

struct series_file {
    struct kept_series *list; /* in the order in which they first appear */
    size_t count, room;
    size_t *places; /* by hash of the id: place in the list + 1 */
    size_t place_count;
    char *names; /* all ids, each ended by NUL */
    size_t names_used, names_room;
    size_t last; /* place of the row before */
};

/* False after saying what is wrong with which line; nothing is kept then. */
bool series_file_read(struct series_file *file, const char *path, enum bucket_unit unit) must_check;
void series_file_free(struct series_file *file);

const char *series_file_id(const struct series_file *file, size_t index);
/* False: there is none of this id. */
bool series_file_find(const struct series_file *file, const char *id, size_t *index) must_check;
/* One more series, behind the others; its id must be new. values: NAN is not known. */
size_t series_file_add(struct series_file *file, const char *id, int64_t first,
                       const double *values, int count);
/* The bucket of the first value, as in buckets.h. */
int64_t series_file_first(const struct series_file *file, size_t index);
/* How many buckets from the first to the last known or not. */
int series_file_buckets(const struct series_file *file, size_t index);
/* Fills values[series_file_buckets]; NAN: not known. True: no value is below zero. */
bool series_file_values(const struct series_file *file, size_t index, double *values);

#endif

/*
 * When a row of a series is, as a number that grows by one from bucket to bucket: a year, quarter,
 * month, week (from Monday), day or hour, or whatever a plain number counts. Understood are
 *
 *   17                                  plain numbers, of anything
 *   1949  1949Q1  1949 Q1  2024-W05     years, quarters, ISO weeks
 *   1949-03  1949M03  Mar 1949          months
 *   2024-01-31  2024/01/31  20240131    days
 *   2024-01-31 07:00  ...T07:00:00Z     hours (an offset like +01:00 is taken into account)
 *
 * A row may say more than the bucket needs (a day where buckets are months), never less.
 */
#ifndef CROSSDOCK_CLI_BUCKETS_H
#define CROSSDOCK_CLI_BUCKETS_H

#include <stdbool.h>
#include <stdint.h>

#include "common/check.h"

enum bucket_unit {
    BUCKET_ANY, /* only plain numbers can be read */
    BUCKET_YEAR,
    BUCKET_QUARTER,
    BUCKET_MONTH,
    BUCKET_WEEK,
    BUCKET_DAY,
    BUCKET_HOUR,
};

struct frequency {
    enum bucket_unit unit;
    int period; /* buckets in a season */
};

/* "monthly", "M", "12" and the like; any whole number up to 1000 is a period. */
bool frequency_read(const char *text, struct frequency *frequency) must_check;

/* What all rows of a file have in common: fixed by its first row. */
enum bucket_writing { WRITTEN_UNKNOWN, WRITTEN_NUMBER, WRITTEN_DATE };

/* False: cannot be read, says less than the bucket, or is not written as the rows before. */
bool bucket_read(const char *text, enum bucket_unit unit, enum bucket_writing *writing,
                 int64_t *bucket) must_check;

/* "a day such as 2024-01-31": what a row must say at least. */
const char *bucket_example(enum bucket_unit unit);

#endif

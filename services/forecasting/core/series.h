/*
 * A series and what is expected to follow it: the numeric vocabulary of forecasting.
 *
 * A series is one number a bucket (day, week, month ...), oldest first. NAN means not known: the
 * day is missing, or was censored by a stock-out; models carry their state over it and never take
 * it for zero. A path is what is expected of each of the next buckets, with quantiles.
 */
#ifndef FORECASTING_SERIES_H
#define FORECASTING_SERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/check.h"

#define SERIES_MAX        20000 /* buckets */
#define HORIZON_MAX       1000
#define PROBABILITIES_MAX 99
#define PERIOD_MAX        1000

struct series {
    const double *values; /* oldest first; NAN: not known; never infinite */
    int count;            /* 0..SERIES_MAX */
    int period;           /* buckets in a season: 7 of days, 52 of weeks, 12 of months; 1: none */
    bool never_negative;  /* units: means and quantiles are cut at zero */
};

/* What is asked for. The same series, request and seed give the same bytes. */
struct path_request {
    int horizon;                 /* 1..HORIZON_MAX */
    const double *probabilities; /* rising, inside (0, 1) */
    int probability_count;       /* 0..PROBABILITIES_MAX */
    uint64_t seed;               /* of simulated quantiles */
};

/* Arrays of the caller: mean[horizon], quantiles[horizon * probability_count], step by step. */
struct path {
    double *mean;
    double *quantiles;
};

/* --- room to work in: memory of the caller, taken from the front and given back as a whole ---- */

#define SCRATCH_BYTES (64 * 1024 * 1024) /* enough for every model; what is not touched costs nothing */

struct scratch {
    unsigned char *bytes;
    size_t size, used;
};

/* Zeroed room for this many doubles, for int items likewise; asserted to fit. */
double *scratch_doubles(struct scratch *scratch, size_t count);
void *scratch_take(struct scratch *scratch, size_t bytes);
/* What was taken since the mark is free again. */
size_t scratch_mark(const struct scratch *scratch);
void scratch_reset(struct scratch *scratch, size_t mark);

#endif

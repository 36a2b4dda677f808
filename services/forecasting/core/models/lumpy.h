/*
 * The family of models for demand on few buckets: what they have in common.
 *
 * Each is a state that one bucket moves on and a mean read from it. A weight starts as 1 / n, so
 * that the first values are averaged, and ends at its constant (the start that needs no guess).
 */
#ifndef FORECASTING_LUMPY_H
#define FORECASTING_LUMPY_H

#include "services/forecasting/core/series.h"

struct lumpy {
    double size;     /* mean demand of a bucket that has any */
    double interval; /* mean buckets from one such to the next */
    double chance;   /* that a bucket has demand */
    double level;    /* mean of all buckets */
    double since;    /* known buckets since the last demand, with this one */
    double variance; /* of a bucket about what was expected of it, smoothed */
    int known;       /* buckets seen */
    int with_demand;
};

struct lumpy_method {
    const char *name;
    /* One bucket more: the weight of sizes and intervals, and that of chances and levels. */
    void (*step)(struct lumpy *state, double of_sizes, double of_buckets, double y);
    double (*mean)(const struct lumpy *state, double weight);
};

extern const struct lumpy_method croston_method;
extern const struct lumpy_method sba_method;
extern const struct lumpy_method sbj_method;
extern const struct lumpy_method tsb_method;
extern const struct lumpy_method level_method; /* simple exponential smoothing */

/* One bucket more, with its variance; an unknown one changes nothing. */
void lumpy_advance(const struct lumpy_method *method, double weight, struct lumpy *state, double y);
/* All of a series; false when a value is negative or none is known: not demand. */
bool lumpy_run(const struct lumpy_method *method, double weight, const struct series *series,
               struct lumpy *state);

/* Weights that are tried. */
#define LUMPY_WEIGHTS 3
extern const double lumpy_weights[LUMPY_WEIGHTS];

/* Each method with each weight; what it lost on the demand over the horizon, as a share of that
 * demand (lumpy_loss.c); NAN when the history is too short to tell. */
void lumpy_losses(const struct lumpy_method *const *methods, int method_count,
                  const struct series *series, int horizon, double (*losses)[LUMPY_WEIGHTS]);

/* The same mean and variance for each step, with quantiles of counts. */
void lumpy_path(const struct series *series, const struct path_request *request, double mean,
                double variance, struct path *path);

#endif

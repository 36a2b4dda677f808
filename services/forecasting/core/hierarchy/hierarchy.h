/*
 * Coherent sums: forecasts of SKUs at locations, SKUs, categories and the total that add up.
 *
 * A hierarchy is a forest: each node has at most one parent, and what is above is the sum of what
 * is beneath. Every node comes with a forecast of its own (base); reconciled forecasts add up and
 * use what each level knows best. Which way serves best differs by category: measured, then chosen.
 *
 * Sources: Hyndman, Athanasopoulos, Forecasting: Principles and Practice (3e, 2021), chapter 11;
 * Wickramasuriya, Athanasopoulos, Hyndman, JASA 114 (2019) for the trace minimisation.
 */
#ifndef FORECASTING_HIERARCHY_H
#define FORECASTING_HIERARCHY_H

#include "services/forecasting/core/series.h"

#define HIERARCHY_SHRINK_MAX 2000 /* nodes of the one way that needs their covariances */

struct hierarchy {
    int count;
    const int *parent; /* -1: at the top */
    /* Made by hierarchy_order: */
    int *order;    /* every node behind its parent */
    int *children; /* how many */
    int *depth;    /* 0 at the top */
};

/* order, children, depth in the scratch. False when a parent is missing or in a circle. */
bool hierarchy_order(struct hierarchy *hierarchy, struct scratch *scratch);
bool hierarchy_is_leaf(const struct hierarchy *hierarchy, int node);
/* Parents become the sums of their children, in place. */
void hierarchy_sum(const struct hierarchy *hierarchy, double *values);

/* --- ways to make forecasts add up: base[step * count + node]; out likewise, may be the same
 * --------- */

/* What the ways may use beside the base forecasts. */
struct hierarchy_facts {
    const double *weights;   /* of leaves: units of the last year; how a sum is shared out */
    const double *variances; /* of the base forecasts' errors, one a node */
    const double *errors;    /* errors[node * error_count + i], at the same times; NULL: none */
    int error_count;
    int middle_depth; /* where middle-out begins */
};

typedef bool reconcile_function(const struct hierarchy *hierarchy,
                                const struct hierarchy_facts *facts, const double *base, int steps,
                                struct scratch *scratch, double *out);

reconcile_function reconcile_bottom_up;     /* leaves stay */
reconcile_function reconcile_top_down;      /* the top stays; shared out by weights */
reconcile_function reconcile_middle_out;    /* middle_depth stays */
reconcile_function reconcile_least_squares; /* all errors alike */
reconcile_function reconcile_structural;    /* variance of a node as many as it has leaves */
reconcile_function reconcile_variances;     /* variances as measured */
reconcile_function reconcile_shrink;        /* covariances as measured, shrunk; false: too large */

struct reconciliation {
    const char *name; /* as in --reconcile */
    const char *says;
    reconcile_function *reconcile;
};
/* In order of simplicity; ends with a NULL name. */
extern const struct reconciliation reconciliations[];
const struct reconciliation *reconciliation_named(const char *name);

/* One step: least sum of squares (y - base)^2 / variance under the sums, by two walks over the
 * tree: what the three ways with independent errors share. variances >= 0. */
void hierarchy_least_squares(const struct hierarchy *hierarchy, const double *variances,
                             const double *base, struct scratch *scratch, double *out);

/* The way with the least error; a simpler one (earlier in the table) is kept unless the error falls
 * by more than RECONCILE_GAIN of it. errors: one a row of the table, NAN: could not be measured. */
#define RECONCILE_GAIN 0.01
int hierarchy_choose(const double *errors, int count);

/* --- bands
 * ----------------------------------------------------------------------------------------- */

/* Mean correlation of the errors of a parent's children, pulled to zero, 0..1. */
double band_correlation(const double *errors, int count, int series_count, const int *series);
/* A sum's distance from its mean to a quantile, from those of its parts: between the root of the
 * sum of squares (correlation 0) and the plain sum (1). */
double band_of_sum(const double *distances, int count, double correlation);

#endif

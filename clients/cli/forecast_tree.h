/*
 * crossdock forecast --hierarchy FILE: forecasts that add up, parents as well.
 *
 * Rows say series_id and parent (empty: at the top). A parent that the file of series has no values
 * of is the sum of its children; a child's bucket that is not known counts with the child's mean
 * there. Each node is forecast by itself; then they are made to add up, by the way that did so best
 * on the last two horizons of history, or the one that is named. Bands of parents follow from those
 * of their children and how these erred together.
 */
#ifndef CROSSDOCK_CLI_FORECAST_TREE_H
#define CROSSDOCK_CLI_FORECAST_TREE_H

#include "clients/cli/series_file.h"
#include "services/forecasting/core/hierarchy/hierarchy.h"

struct file_tree {
    struct hierarchy hierarchy; /* a node is a series of the file, by its index */
    int *parents, *first_child, *child_list;
    struct scratch scratch;
    const struct reconciliation *way; /* NULL: the one that did best */
};

/* Adds parents that have no series to the file. False after saying what is wrong. */
bool file_tree_read(struct file_tree *tree, const char *path, struct series_file *file) must_check;
void file_tree_free(struct file_tree *tree);

/* What the nodes' own forecasts were and missed; by node, or step * nodes + node. */
struct tree_paths {
    int horizon, probability_count;
    double *means;     /* [step * nodes + node]; made to add up */
    double *quantiles; /* [(node * horizon + step) * probability_count + i]; likewise */
    bool *never_negative;
    /* Forecasts of the last two horizons of history, the older first, and what came: [node *
     * 2 horizon + step]; NAN: not known. */
    double *tried, *actual;
    double *weights; /* units of the last year */
    double *scales;  /* of a node's history: how much it moves from bucket to bucket */
};

void tree_reconcile(struct file_tree *tree, struct tree_paths *paths, bool quiet);

#endif

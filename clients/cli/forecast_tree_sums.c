/* crossdock forecast --hierarchy: forecasts that add up, see forecast_tree.h. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/forecast_tree.h"

#define WAYS_MAX 16

/* --- which way -------------------------------------------------------------------------------- */

/* Errors of the tries from..from + count - 1 of every node; a bucket that is not known was right.
 */
static void
errors_of(const struct file_tree *tree, const struct tree_paths *paths, int from, int count,
          double *errors, double *variances)
{
    int tries = 2 * paths->horizon;
    for (int node = 0; node < tree->hierarchy.count; node++) {
        double squares = 0;
        for (int i = 0; i < count; i++) {
            size_t at = (size_t)node * (size_t)tries + (size_t)(from + i);
            double error = paths->actual[at] - paths->tried[at];
            error = isnan(error) ? 0 : error;
            errors[(size_t)node * (size_t)count + (size_t)i] = error;
            squares += error * error;
        }
        variances[node] = squares / count;
    }
}

/* Mean over the levels of the mean over their nodes of the scaled root of the mean squared error of
 * made-to-add-up forecasts of the last horizon; NAN: cannot be done. */
static double
error_of_way(struct file_tree *tree, const struct tree_paths *paths,
             const struct reconciliation *way, const struct hierarchy_facts *facts,
             const double *base, double *made)
{
    int count = tree->hierarchy.count, horizon = paths->horizon, levels = 0;
    double sum = 0;
    if (!way->reconcile(&tree->hierarchy, facts, base, horizon, &tree->scratch, made))
        return NAN;
    for (int depth = 0;; depth++) {
        double of_level = 0;
        int nodes = 0, scaled = 0;
        for (int node = 0; node < count; node++) {
            if (tree->hierarchy.depth[node] != depth)
                continue;
            nodes++;
            double squares = 0;
            int known = 0;
            for (int h = 0; h < horizon; h++) {
                double error = paths->actual[(node * 2 + 1) * horizon + h] - made[h * count + node];
                squares += isnan(error) ? 0 : error * error;
                known += !isnan(error);
            }
            if (known > 0 && paths->scales[node] > 0) {
                of_level += sqrt(squares / known) / paths->scales[node];
                scaled++;
            }
        }
        if (nodes == 0)
            break;
        if (scaled > 0) {
            sum += of_level / scaled;
            levels++;
        }
    }
    return levels > 0 ? sum / levels : NAN;
}

static int
way_count(void)
{
    int count = 0;
    while (reconciliations[count].name)
        count++;
    assert(count <= WAYS_MAX);
    return count;
}

static const struct reconciliation *
choose_way(struct file_tree *tree, const struct tree_paths *paths, bool quiet)
{
    size_t count = (size_t)tree->hierarchy.count, horizon = (size_t)paths->horizon;
    double *base = malloc(count * horizon * sizeof *base);
    double *made = malloc(count * horizon * sizeof *made);
    double *errors = malloc(count * horizon * sizeof *errors);
    double *variances = malloc(count * sizeof *variances);
    double by_way[WAYS_MAX];
    assert(base && made && errors && variances);
    errors_of(tree, paths, 0, paths->horizon, errors, variances);
    for (size_t node = 0; node < count; node++)
        for (size_t h = 0; h < horizon; h++)
            base[h * count + node] = paths->tried[(node * 2 + 1) * horizon + h];
    struct hierarchy_facts facts = {paths->weights, variances, errors, paths->horizon, 1};
    for (int i = 0; i < way_count(); i++)
        by_way[i] = error_of_way(tree, paths, &reconciliations[i], &facts, base, made);
    int best = hierarchy_choose(by_way, way_count());
    for (int i = 0; i < way_count() && !quiet; i++)
        if (!isnan(by_way[i]))
            fprintf(stderr, "%s %s: error %.4f%s\n", i == best ? "*" : " ", reconciliations[i].name,
                    by_way[i], i == best ? ", what forecasts are made to add up by" : "");
    free(base);
    free(made);
    free(errors);
    free(variances);
    return &reconciliations[best];
}

/* --- bands ------------------------------------------------------------------------------------ */

static double *
quantiles_of(const struct tree_paths *paths, int node, int h)
{
    return paths->quantiles +
           ((size_t)node * (size_t)paths->horizon + (size_t)h) * (size_t)paths->probability_count;
}

/* A leaf's band goes with its mean: in proportion where nothing is below zero, else as it is. */
static void
move_leaf(const struct tree_paths *paths, int node, int h, double before, double after)
{
    double *quantiles = quantiles_of(paths, node, h);
    bool in_proportion = paths->never_negative[node] && before > 0;
    for (int i = 0; i < paths->probability_count; i++)
        quantiles[i] =
            in_proportion ? quantiles[i] * (after / before) : quantiles[i] + (after - before);
}

/* The wider of its own band, as calibrated, and that of the sum of its parts. */
static void
band_of_parent(const struct file_tree *tree, struct tree_paths *paths, int node, int h,
               double correlation, double own_mean, double *distances)
{
    const int *children = tree->child_list + tree->first_child[node];
    int count = tree->hierarchy.children[node], nodes = tree->hierarchy.count;
    double *quantiles = quantiles_of(paths, node, h), mean = paths->means[h * nodes + node];
    for (int i = 0; i < paths->probability_count; i++) {
        for (int c = 0; c < count; c++)
            distances[c] =
                quantiles_of(paths, children[c], h)[i] - paths->means[h * nodes + children[c]];
        double own = quantiles[i] - own_mean, sum = band_of_sum(distances, count, correlation);
        quantiles[i] = mean + (fabs(own) > fabs(sum) ? own : sum);
        if (paths->never_negative[node] && quantiles[i] < 0)
            quantiles[i] = 0;
        if (i > 0 && quantiles[i] < quantiles[i - 1])
            quantiles[i] = quantiles[i - 1];
    }
}

static void
make_bands(const struct file_tree *tree, struct tree_paths *paths, const double *before,
           const double *errors, int error_count)
{
    const struct hierarchy *hierarchy = &tree->hierarchy;
    double *distances = malloc(((size_t)hierarchy->count + 1) * sizeof *distances);
    assert(distances);
    for (int at = hierarchy->count - 1; at >= 0; at--) {
        int node = hierarchy->order[at];
        bool leaf = hierarchy_is_leaf(hierarchy, node);
        double correlation = leaf ? 0
                                  : band_correlation(errors, error_count, hierarchy->children[node],
                                                     tree->child_list + tree->first_child[node]);
        for (int h = 0; h < paths->horizon; h++) {
            size_t place = (size_t)h * (size_t)hierarchy->count + (size_t)node;
            if (leaf)
                move_leaf(paths, node, h, before[place], paths->means[place]);
            else
                band_of_parent(tree, paths, node, h, correlation, before[place], distances);
        }
    }
    free(distances);
}

/* --- all of it -------------------------------------------------------------------------------- */

/* Leaves that cannot be negative are cut at zero, and sums follow. */
static void
cut_leaves(const struct file_tree *tree, const struct tree_paths *paths)
{
    const struct hierarchy *hierarchy = &tree->hierarchy;
    for (int h = 0; h < paths->horizon; h++) {
        double *means = paths->means + (size_t)h * (size_t)hierarchy->count;
        for (int node = 0; node < hierarchy->count; node++)
            if (hierarchy_is_leaf(hierarchy, node) && paths->never_negative[node] &&
                means[node] < 0)
                means[node] = 0;
        hierarchy_sum(hierarchy, means);
    }
}

void
tree_reconcile(struct file_tree *tree, struct tree_paths *paths, bool quiet)
{
    size_t count = (size_t)tree->hierarchy.count, horizon = (size_t)paths->horizon;
    int tries = 2 * paths->horizon;
    double *before = malloc(count * horizon * sizeof *before);
    double *errors = malloc(count * (size_t)tries * sizeof *errors);
    double *variances = malloc(count * sizeof *variances);
    assert(before && errors && variances);
    const struct reconciliation *way = tree->way ? tree->way : choose_way(tree, paths, quiet);
    memcpy(before, paths->means, count * horizon * sizeof *before);
    errors_of(tree, paths, 0, tries, errors, variances);
    struct hierarchy_facts facts = {paths->weights, variances, errors, tries, 1};
    if (!way->reconcile(&tree->hierarchy, &facts, before, paths->horizon, &tree->scratch,
                        paths->means))
        reconcile_structural(&tree->hierarchy, &facts, before, paths->horizon, &tree->scratch,
                             paths->means);
    cut_leaves(tree, paths);
    make_bands(tree, paths, before, errors, tries);
    free(before);
    free(errors);
    free(variances);
}

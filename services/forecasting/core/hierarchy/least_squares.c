/*
 * Reconciliation with independent errors: S (S' W^-1 S)^-1 S' W^-1 base with W diagonal
 * (FPP3 11.3), without any matrix.
 *
 * On a tree the least squares come apart. Upwards, a node's value is known twice: by its own base
 * forecast with variance w, and by the sum of its children's with the sum of their variances; the
 * two are weighted by their inverse variances. Downwards, what a sum differs from its children's is
 * shared out by their variances. It is the Gauss-Markov estimate, as in Kalman's update; 100,000
 * nodes take milliseconds.
 */
#include "services/forecasting/core/hierarchy/hierarchy.h"

/* A sum whose parts are all certain leaves nothing to share out: equal parts then. */
static double
part_of(double variance, double sum, int children)
{
    return sum > 0 ? variance / sum : 1.0 / children;
}

void
hierarchy_least_squares(const struct hierarchy *hierarchy, const double *variances,
                        const double *base, struct scratch *scratch, double *out)
{
    const size_t mark = scratch_mark(scratch), count = (size_t)hierarchy->count;
    double *mean = scratch_doubles(scratch, count), *variance = scratch_doubles(scratch, count);
    double *sum = scratch_doubles(scratch, count), *sum_variance = scratch_doubles(scratch, count);

    for (int at = hierarchy->count - 1; at >= 0; at--) {
        const int node = hierarchy->order[at], parent = hierarchy->parent[node];
        mean[node] = base[node];
        variance[node] = variances[node];
        if (!hierarchy_is_leaf(hierarchy, node)) {
            const double both = variances[node] + sum_variance[node];
            const double own = both > 0 ? sum_variance[node] / both : 0;
            mean[node] = sum[node] + own * (base[node] - sum[node]);
            variance[node] = own * variances[node];
        }
        if (parent >= 0) {
            sum[parent] += mean[node];
            sum_variance[parent] += variance[node];
        }
    }
    for (int at = 0; at < hierarchy->count; at++) {
        const int node = hierarchy->order[at], parent = hierarchy->parent[node];
        out[node] = mean[node];
        if (parent >= 0)
            out[node] += (out[parent] - sum[parent]) *
                         part_of(variance[node], sum_variance[parent], hierarchy->children[parent]);
    }
    hierarchy_sum(hierarchy, out); /* the same but for rounding: now exactly */
    scratch_reset(scratch, mark);
}

static bool
all_steps(const struct hierarchy *hierarchy, const double *variances, const double *base, int steps,
          struct scratch *scratch, double *out)
{
    const size_t count = (size_t)hierarchy->count;

    for (size_t step = 0; step < (size_t)steps; step++)
        hierarchy_least_squares(hierarchy, variances, base + step * count, scratch,
                                out + step * count);
    return true;
}

bool
reconcile_least_squares(const struct hierarchy *hierarchy, const struct hierarchy_facts *facts,
                        const double *base, int steps, struct scratch *scratch, double *out)
{
    const size_t mark = scratch_mark(scratch);
    double *ones = scratch_doubles(scratch, (size_t)hierarchy->count);

    (void)facts;
    for (int i = 0; i < hierarchy->count; i++)
        ones[i] = 1;
    all_steps(hierarchy, ones, base, steps, scratch, out);
    scratch_reset(scratch, mark);
    return true;
}

bool
reconcile_structural(const struct hierarchy *hierarchy, const struct hierarchy_facts *facts,
                     const double *base, int steps, struct scratch *scratch, double *out)
{
    const size_t mark = scratch_mark(scratch);
    double *leaves = scratch_doubles(scratch, (size_t)hierarchy->count);

    (void)facts;
    for (int i = 0; i < hierarchy->count; i++)
        leaves[i] = hierarchy_is_leaf(hierarchy, i);
    hierarchy_sum(hierarchy, leaves);
    all_steps(hierarchy, leaves, base, steps, scratch, out);
    scratch_reset(scratch, mark);
    return true;
}

bool
reconcile_variances(const struct hierarchy *hierarchy, const struct hierarchy_facts *facts,
                    const double *base, int steps, struct scratch *scratch, double *out)
{
    return facts->variances != NULL &&
           all_steps(hierarchy, facts->variances, base, steps, scratch, out);
}

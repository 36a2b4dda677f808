/*
 * Reconciliation from one level: leaves summed up (bottom-up), or one level kept, shared out
 * beneath by what the leaves sold in the last year, and summed up above (top-down, middle-out).
 * FPP3 11.2.
 */
#include <string.h>

#include "services/forecasting/core/hierarchy/hierarchy.h"

bool
reconcile_bottom_up(const struct hierarchy *hierarchy, const struct hierarchy_facts *facts,
                    const double *base, int steps, struct scratch *scratch, double *out)
{
    const size_t count = (size_t)hierarchy->count;

    (void)facts;
    (void)scratch;
    if (out != base)
        memmove(out, base, count * (size_t)steps * sizeof *out);
    for (size_t step = 0; step < (size_t)steps; step++)
        hierarchy_sum(hierarchy, out + step * count);
    return true;
}

/* A node's share of its parent; equal parts of a parent whose leaves sold nothing. */
static double
share_of(const struct hierarchy *hierarchy, const double *weights, int node)
{
    const int parent = hierarchy->parent[node];

    if (weights[parent] > 0)
        return weights[node] / weights[parent];
    return 1.0 / hierarchy->children[parent];
}

static bool
share_out(const struct hierarchy *hierarchy, const struct hierarchy_facts *facts,
          const double *base, int steps, int depth, struct scratch *scratch, double *out)
{
    const size_t mark = scratch_mark(scratch), count = (size_t)hierarchy->count;
    double *weights = scratch_doubles(scratch, count);

    if (facts->weights == NULL)
        return false;
    for (size_t i = 0; i < count; i++)
        weights[i] = facts->weights[i] > 0 ? facts->weights[i] : 0;
    hierarchy_sum(hierarchy, weights);
    if (out != base)
        memmove(out, base, count * (size_t)steps * sizeof *out);
    for (double *made = out; made < out + (size_t)steps * count; made += count) {
        for (int at = 0; at < hierarchy->count; at++) {
            const int node = hierarchy->order[at];
            if (hierarchy->depth[node] > depth)
                made[node] = made[hierarchy->parent[node]] * share_of(hierarchy, weights, node);
        }
        hierarchy_sum(hierarchy, made);
    }
    scratch_reset(scratch, mark);
    return true;
}

bool
reconcile_top_down(const struct hierarchy *hierarchy, const struct hierarchy_facts *facts,
                   const double *base, int steps, struct scratch *scratch, double *out)
{
    return share_out(hierarchy, facts, base, steps, 0, scratch, out);
}

bool
reconcile_middle_out(const struct hierarchy *hierarchy, const struct hierarchy_facts *facts,
                     const double *base, int steps, struct scratch *scratch, double *out)
{
    return share_out(hierarchy, facts, base, steps, facts->middle_depth, scratch, out);
}

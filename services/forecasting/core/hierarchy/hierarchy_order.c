/*
 * Every node behind its parent, and plain sums: what all ways over a hierarchy begin with.
 */
#include "services/forecasting/core/hierarchy/hierarchy.h"

bool
hierarchy_order(struct hierarchy *hierarchy, struct scratch *scratch)
{
    const size_t count = (size_t)hierarchy->count;
    int *first = scratch_take(scratch, (count + 1) * sizeof *first);
    int *listed = scratch_take(scratch, (count + 1) * sizeof *listed);
    int ordered = 0;

    hierarchy->order = scratch_take(scratch, count * sizeof(int));
    hierarchy->children = scratch_take(scratch, count * sizeof(int));
    hierarchy->depth = scratch_take(scratch, count * sizeof(int));
    for (int i = 0; i < hierarchy->count; i++) {
        if (hierarchy->parent[i] >= hierarchy->count)
            return false;
        if (hierarchy->parent[i] >= 0)
            hierarchy->children[hierarchy->parent[i]]++;
    }
    for (int i = 0; i < hierarchy->count; i++) /* children of i: listed[first[i]..first[i + 1]) */
        first[i + 1] = first[i] + hierarchy->children[i];
    for (int i = hierarchy->count - 1; i >= 0; i--)
        if (hierarchy->parent[i] >= 0)
            listed[--first[hierarchy->parent[i] + 1]] = i;
    for (int i = 0; i < hierarchy->count; i++)
        if (hierarchy->parent[i] < 0)
            hierarchy->order[ordered++] = i;
    for (int at = 0; at < ordered; at++) {
        const int node = hierarchy->order[at];
        for (int i = 0; i < hierarchy->children[node]; i++) {
            const int child = listed[first[node + 1] + i];
            hierarchy->depth[child] = hierarchy->depth[node] + 1;
            hierarchy->order[ordered++] = child;
        }
    }
    return ordered == hierarchy->count; /* what is in a circle is under no top */
}

bool
hierarchy_is_leaf(const struct hierarchy *hierarchy, int node)
{
    return hierarchy->children[node] == 0;
}

void
hierarchy_sum(const struct hierarchy *hierarchy, double *values)
{
    for (int i = 0; i < hierarchy->count; i++)
        if (!hierarchy_is_leaf(hierarchy, i))
            values[i] = 0;
    for (int at = hierarchy->count - 1; at >= 0; at--) {
        const int node = hierarchy->order[at];
        if (hierarchy->parent[node] >= 0)
            values[hierarchy->parent[node]] += values[node];
    }
}

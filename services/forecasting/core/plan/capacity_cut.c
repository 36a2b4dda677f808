/*
 * A week asks for more units than can be shipped: what is worth most a unit goes first, and what
 * is worth the same is cut by the same part.
 *
 * Source: the continuous knapsack problem is solved by taking in order of value per unit of
 * capacity, Dantzig, Discrete-variable extremum problems, Operations Research 5 (1957).
 */
#include <stdlib.h>

#include "services/forecasting/core/plan/supply_review.h"

struct wish {
    double worth;
    uint32_t at;
};

static int
by_worth(const void *left, const void *right)
{
    const struct wish *a = left, *b = right;

    if (a->worth != b->worth)
        return a->worth < b->worth ? 1 : -1;
    return a->at < b->at ? -1 : a->at > b->at;
}

void
capacity_cut(const double *wanted, const double *worth, uint32_t count, double capacity,
             struct scratch *scratch, double *granted)
{
    const size_t mark = scratch_mark(scratch);
    struct wish *wishes = scratch_take(scratch, (count + 1) * sizeof *wishes);

    for (uint32_t i = 0; i < count; i++)
        wishes[i] = (struct wish){.worth = worth[i], .at = i};
    qsort(wishes, count, sizeof *wishes, by_worth);
    for (uint32_t first = 0, end; first < count; first = end) {
        double sum = 0;
        for (end = first; end < count && wishes[end].worth == wishes[first].worth; end++)
            sum += wanted[wishes[end].at];
        const double part = sum <= capacity ? 1 : capacity > 0 ? capacity / sum : 0;
        for (uint32_t i = first; i < end; i++)
            granted[wishes[i].at] = wanted[wishes[i].at] * part;
        capacity -= sum * part;
    }
    scratch_reset(scratch, mark);
}

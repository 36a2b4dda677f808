/*
 * Formula: what to order when demand is known and varies, at least cost.
 *
 * Source: Wagner and Whitin, Dynamic version of the economic lot size model (Management Science 5,
 * 1958): an order covers whole periods, least[t] = min over s of least[s] + K_s + holding of the
 * demand of s..t-1 bought in s. Periods without demand before the first order wait.
 */
#include <math.h>

#include "services/forecasting/core/stock/formulas.h"

double
wagner_whitin(const double *demand, const double *order, double holding, int count,
              struct scratch *scratch, double *out)
{
    assert(count >= 0 && count <= LOT_PERIODS_MAX);
    const size_t mark = scratch_mark(scratch);
    double *least = scratch_doubles(scratch, (size_t)count + 1);
    int *bought_in = scratch_take(scratch, ((size_t)count + 1) * sizeof *bought_in);

    for (int to = 1; to <= count; to++) {
        least[to] = INFINITY;
        double units = 0, held = 0; /* demand of from..to-1, and its cost when bought in from */
        for (int from = to - 1; from >= 0; from--) {
            held += holding * units;
            units += demand[from];
            const double cost = least[from] + (units > 0 ? order[from] : 0) + held;
            if (cost < least[to]) {
                least[to] = cost;
                bought_in[to] = from;
            }
        }
    }
    for (int i = 0; i < count; i++)
        out[i] = 0;
    for (int to = count; to > 0; to = bought_in[to])
        for (int i = bought_in[to]; i < to; i++)
            out[bought_in[to]] += demand[i];
    const double cost = least[count];
    scratch_reset(scratch, mark);
    return cost;
}

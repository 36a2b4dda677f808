/*
 * Formula: lots for known, varying demand by the least cost a period: an order is made longer as
 * long as the mean cost of the periods that it covers falls.
 *
 * Source: Silver and Meal 1973; Silver, Pyke, Thomas (4e, 2017), 5.6.1.
 */
#include "services/forecasting/core/stock/formulas.h"

double
silver_meal(const double *demand, double order, double holding, int count, double *out)
{
    double total = 0;

    for (int i = 0; i < count; i++)
        out[i] = 0;
    for (int from = 0; from < count;) {
        if (demand[from] <= 0) {
            from++;
            continue;
        }
        double cost = order;
        int to = from + 1;
        out[from] = demand[from];
        while (to < count) {
            const double longer = cost + holding * demand[to] * (to - from);
            if (longer / (to - from + 1) > cost / (to - from))
                break;
            cost = longer;
            out[from] += demand[to];
            to++;
        }
        total += cost;
        from = to;
    }
    return total;
}

/*
 * Rule: sales of a shelf that was empty say how much there was, not how much was asked.
 *
 * In stock for at least half of the bucket: what was sold is put to the whole bucket (demand comes
 * evenly: Silver, Pyke, Thomas, Inventory and Production Management in Supply Chains, 4e, 2017,
 * 3.8). For less: not known, unless more was sold than is usual; then demand was at least that
 * (Wecker, Predicting demand from sales data in the presence of stockouts, Management Science 24,
 * 1978: an empty shelf may follow from high demand, and leaving such days out would bias down).
 * Usual is the mean of known buckets so far, smoothed with 0.1.
 */
#include <math.h>

#include "services/forecasting/core/clean/clean.h"

#define SHARE_ENOUGH 0.5
#define SHARE_WHOLE  0.999
#define LEVEL_WEIGHT 0.1

void
clean_stock_outs(double *values, const double *in_stock, int count, int *censored, int *scaled)
{
    double level = 0;
    int known = 0;

    *censored = *scaled = 0;
    for (int i = 0; i < count; i++) {
        if (isnan(values[i]))
            continue;
        if (in_stock[i] < SHARE_ENOUGH && (known == 0 || values[i] <= level)) {
            values[i] = NAN;
            ++*censored;
            continue;
        }
        if (in_stock[i] >= SHARE_ENOUGH && in_stock[i] < SHARE_WHOLE && values[i] > 0) {
            values[i] = round(values[i] / in_stock[i]);
            ++*scaled;
        }
        known++;
        level += fmax(LEVEL_WEIGHT, 1.0 / known) * (values[i] - level);
    }
}

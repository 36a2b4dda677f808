/*
 * Rule: what is measured wins over what was told as it becomes more; see lead_time_measured.h.
 */
#include "services/forecasting/core/supply/lead_time_measured.h"

#include <math.h>

void
lead_time_see(struct lead_time_seen *seen, double weight, double value)
{
    seen->weight += weight;
    seen->sum += weight * value;
    seen->squares += weight * value * value;
}

/* n observations with their mean and k with the one expected. */
static double
credible(double expected, double of_all, double weight)
{
    return (LEAD_TIME_CREDIBILITY * expected + of_all) / (LEAD_TIME_CREDIBILITY + weight);
}

/* Sum of squares about their own mean. */
static double
spread(const struct lead_time_seen *seen)
{
    return seen->weight > 0 ? fmax(0, seen->squares - seen->sum * seen->sum / seen->weight) : 0;
}

struct lead_time_known
lead_time_measured(double told_days, double told_deviation, const struct lead_time_seen *item,
                   const struct lead_time_seen *supplier)
{
    const double ratio = credible(1, supplier->sum, supplier->weight);
    const double expected = told_days * ratio;
    const double told_variance =
        told_deviation > 0
            ? told_deviation * told_deviation
            : told_days * told_days * credible(0, spread(supplier), supplier->weight);

    return (struct lead_time_known){
        .mean = fmax(LEAD_TIME_LEAST, credible(expected, item->sum, item->weight)),
        .deviation = sqrt(credible(told_variance, spread(item), item->weight)),
        .receipts = (uint32_t)(item->weight + 0.5),
    };
}

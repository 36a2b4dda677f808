/*
 * Method: Teunter, Syntetos and Babai, for demand on few days. Smooths how likely a day with
 * demand is and how much is asked then, so the forecast of an item that nobody buys any more
 * fades out.
 *
 * Source: Teunter, Syntetos, Babai, Intermittent demand: linking forecasting to inventory
 * obsolescence (EJOR 214, 2011): P += b (1{y>0} - P) every day, Z += a (y - Z) on days with
 * demand, forecast P Z; a = b = 0.1. Start: share of days with demand and their mean size.
 */
#include "services/forecasting/core/forecast.h"

#define SIZE_WEIGHT     0.1
#define CHANCE_WEIGHT   0.1
#define VARIANCE_WEIGHT 0.05

struct rate
tsb(const struct history *history)
{
    struct rate rate = plain_mean(history);
    double chance = 1 / demand_interval(history);
    double size = rate.mean / chance;

    for (size_t i = 0; i < history->days; i++) {
        const double units = history->units[i];
        const double error = units - chance * size;
        rate.variance += VARIANCE_WEIGHT * (error * error - rate.variance);
        if (units > 0)
            size += SIZE_WEIGHT * (units - size);
        chance += CHANCE_WEIGHT * ((units > 0 ? 1 : 0) - chance);
    }
    rate.mean = chance * size;
    return rate;
}

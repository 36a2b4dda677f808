/*
 * How a launch goes and how much is sold in it, from launches before.
 *
 * Each analogue's window is made a share by day; the profile is their mean, days beyond an
 * analogue's history left to the others. The totals' Gamma prior is fitted by moments: shape / rate
 * = mean, shape / rate^2 = variance between them less the Poisson part (the mean), at least
 * (MIN_SPREAD mean)^2, for twenty launches never tell all that can happen to the next, and one
 * nothing of it.
 */
#include <math.h>
#include <string.h>

#include "services/forecasting/core/launch/launch.h"

#define MIN_SPREAD    0.3 /* deviation of the total / its mean, of many analogues */
#define SINGLE_SPREAD 0.6 /* of one */
#define TAIL_DAYS     28

/* Mean of the last four weeks of the profile: what a day behind the window weighs. */
static double
tail_of(const double profile[LAUNCH_DAYS])
{
    double sum = 0;

    for (int i = LAUNCH_DAYS - TAIL_DAYS; i < LAUNCH_DAYS; i++)
        sum += profile[i];
    return sum / TAIL_DAYS;
}

static double
mean_day(const struct analogue *analogue)
{
    double units = 0;
    int known = 0;

    for (int day = 0; day < LAUNCH_DAYS && day < analogue->days; day++) {
        if (isnan(analogue->units[day]))
            continue;
        units += analogue->units[day];
        known++;
    }
    return known > 0 ? units / known : 0;
}

/* Mean over the analogues of a day's units in parts of each one's mean day; a day nobody knows goes
 * on like the one before. */
static bool
mean_profile(const struct analogue *analogues, int count, double profile[LAUNCH_DAYS])
{
    double sum = 0;

    for (int day = 0; day < LAUNCH_DAYS; day++) {
        double parts = 0;
        int known = 0;
        for (int i = 0; i < count; i++) {
            const double of_all = mean_day(&analogues[i]);
            if (day >= analogues[i].days || isnan(analogues[i].units[day]) || !(of_all > 0))
                continue;
            parts += analogues[i].units[day] / of_all;
            known++;
        }
        profile[day] = known > 0 ? parts / known : day > 0 ? profile[day - 1] : 0;
        sum += profile[day];
    }
    for (int day = 0; day < LAUNCH_DAYS && sum > 0; day++)
        profile[day] /= sum;
    return sum > 0;
}

/* An analogue's total over the window: known units / the weight of the known days. */
static bool
total_of(const struct analogue *analogue, const double profile[LAUNCH_DAYS], double *total)
{
    double units = 0, weight = 0;

    for (int day = 0; day < LAUNCH_DAYS && day < analogue->days; day++) {
        if (isnan(analogue->units[day]))
            continue;
        units += analogue->units[day];
        weight += profile[day];
    }
    *total = weight > 0 ? units / weight : 0;
    return weight > 0;
}

bool
launch_from_analogues(const struct analogue *analogues, int count, double scale,
                      struct launch *launch)
{
    double sum = 0, squares = 0, total;
    int known = 0;

    memset(launch, 0, sizeof *launch);
    if (!mean_profile(analogues, count, launch->profile))
        return false;
    for (int i = 0; i < count; i++) {
        if (!total_of(&analogues[i], launch->profile, &total))
            continue;
        sum += total;
        squares += total * total;
        known++;
    }
    const double mean = known > 0 ? sum / known : 0;
    if (!(mean > 0))
        return false;
    const double between = known > 1 ? (squares - sum * mean) / (known - 1) - mean : 0;
    const double least = (known > 1 ? MIN_SPREAD : SINGLE_SPREAD) * mean;
    const double variance = fmax(between, least * least);
    launch->shape = mean * mean / variance;
    launch->rate = mean / variance / scale;
    return true;
}

double
launch_weight(const struct launch *launch, int from, int days)
{
    const double tail = tail_of(launch->profile);
    double weight = 0;

    for (int day = from; day < from + days; day++)
        if (day >= 0)
            weight += day < LAUNCH_DAYS ? launch->profile[day] : tail;
    return weight;
}

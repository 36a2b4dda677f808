/*
 * Rule: a season is there when what is above or below the level agrees with the same a season
 * before more than chance explains.
 *
 * Agreement is the correlation, at the distance of the period, of values without their centred
 * average over a season (Bartlett's limit 1.645/sqrt(pairs) for its chance). The theta model's own
 * test (Assimakopoulos and Nikolopoulos, IJF 16, 2000) takes the values as they are: a trend hides
 * a season from it and wandering looks like one. On public monthly, quarterly and daily series
 * this test left 0.4 to 1.7 % less error in the means of dotm, theta and their combination.
 */
#include <math.h>

#include "services/forecasting/core/season/season.h"

#define CHANCE 1.645

static double *
deviations_of(const double *values, int count, int period, bool factors, struct scratch *scratch)
{
    double *const deviations = scratch_doubles(scratch, (size_t)count);
    const double *const level = season_level(values, count, period, scratch);

    for (int i = 0; i < count; i++) {
        if (isnan(values[i]) || (factors && !(level[i] > 0)))
            deviations[i] = NAN;
        else
            deviations[i] = factors ? values[i] / level[i] - 1 : values[i] - level[i];
    }
    return deviations;
}

/* Correlation with the same a season before, and the pairs it is from. */
static double
correlation(const double *deviations, int count, int period, int *pairs)
{
    double products = 0, squares = 0, squares_before = 0;

    *pairs = 0;
    for (int i = period; i < count; i++) {
        if (isnan(deviations[i]) || isnan(deviations[i - period]))
            continue;
        products += deviations[i] * deviations[i - period];
        squares += deviations[i] * deviations[i];
        squares_before += deviations[i - period] * deviations[i - period];
        (*pairs)++;
    }
    return squares > 0 && squares_before > 0 ? products / sqrt(squares * squares_before) : 0;
}

double
season_found(const double *values, int count, int period, bool factors, struct scratch *scratch)
{
    const size_t mark = scratch_mark(scratch);
    int pairs;

    if (period < 2 || count < 2 * period + period / 8)
        return 0;
    const double r =
        correlation(deviations_of(values, count, period, factors, scratch), count, period, &pairs);
    scratch_reset(scratch, mark);
    return pairs >= period && r > CHANCE / sqrt(pairs) ? r : 0;
}

/*
 * Rule: a season too long for the models' own (weeks of a year, hours of a week) is taken out
 * beforehand when two seasons and an eighth are known, as far as it repeats itself.
 *
 * How far: r is the correlation of what is above or below the level with the same a season
 * before. Not above chance: there is no season. Otherwise an average of k seasons is reliable to
 * k r/(1 + (k - 1) r), and that much of its index is kept.
 *
 * Source: the reliability of an average is Spearman's and Brown's (British Journal of Psychology
 * 3, 1910); shrunk indices: Miller and Williams (IJF 19, 2003).
 */
#include <math.h>

#include "services/forecasting/core/season/season.h"

#define CHANCE 1.645 /* of 100 series without a season 5 show more */

/* Above or below the level at that time; the first and last average reach to the ends. */
static double *
deviations_of(const double *values, int count, int period, bool factors, struct scratch *scratch)
{
    double *const deviations = scratch_doubles(scratch, (size_t)count);
    double *const average = season_average(values, count, period, scratch);
    const int half = period / 2;

    for (int i = 0; i < count; i++) {
        const int at = i < half ? half : i >= count - half ? count - 1 - half : i;
        const double level = average[at];
        if (isnan(values[i]) || isnan(level) || (factors && !(level > 0)))
            deviations[i] = NAN;
        else
            deviations[i] = factors ? values[i] / level - 1 : values[i] - level;
    }
    return deviations;
}

/* Correlation with the same a season before, and the pairs it is from. */
static double
agreement(const double *deviations, int count, int period, int *pairs)
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

bool
season_long(const double *values, int count, int period, bool factors, struct scratch *scratch,
            struct season *season)
{
    int pairs;

    if (period < 2 || count < 2 * period + period / 8)
        return false;
    *season = season_indices(values, count, period, factors, scratch);
    const size_t mark = scratch_mark(scratch);
    const double *const deviations = deviations_of(values, count, period, factors, scratch);
    const double r = agreement(deviations, count, period, &pairs);
    scratch_reset(scratch, mark);
    if (pairs < period || !(r > CHANCE / sqrt(pairs)))
        return false;
    const double seasons = (double)count / period;
    const double kept = seasons * r / (1 + (seasons - 1) * r);
    for (int i = 0; i < period; i++)
        season->index[i] = factors ? pow(season->index[i], kept) : kept * season->index[i];
    season_normalise(season);
    return true;
}

/*
 * Rule: the indices of a long season (weeks of a year, hours of a week) rest on few seasons each,
 * so they are kept only as far as these agree: with a correlation r between seasons, an average of
 * k of them is reliable to k r/(1 + (k - 1) r), and that much of each index is kept.
 *
 * Source: the reliability of an average is Spearman's and Brown's (British Journal of Psychology
 * 3, 1910); shrunk indices: Miller and Williams (IJF 19, 2003).
 */
#include "services/forecasting/core/season/season.h"

double
season_kept(int period, int count, double agreement)
{
    const double seasons = (double)count / period;
    return seasons * agreement / (1 + (seasons - 1) * agreement);
}

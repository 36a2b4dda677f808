/*
 * Seasonal-trend decomposition by loess; see stl.h.
 *
 * Source: Cleveland, Cleveland, McRae, Terpenning, STL (Journal of Official Statistics 6, 1990):
 * the inner loop, twice, without robustness weights; seasonal smoothing locally constant, trend
 * and low-pass locally linear, the trend's window the least odd one from 1.5 period/(1 -
 * 1.5/window) on. The first trend is the centred average, not nothing: a steep one is then gone
 * after two loops though there are few seasons. Loess is computed at every tenth of its window and
 * joined by lines, as there. Two seasons: Bandara, Hyndman, Bergmeir, MSTL (arXiv 2107.13462,
 * 2021), two rounds, windows 11 and 15.
 */
#include "services/forecasting/core/season/stl.h"

#include <math.h>

#include "services/forecasting/core/season/season.h"

#define INNER_LOOPS  2
#define ROUNDS       2
#define WINDOW_INNER 11
#define WINDOW_OUTER 15

static int
odd(int from)
{
    return from % 2 == 0 ? from + 1 : from;
}

/* The local fit at `at` (may be outside 0..count-1 by some buckets) of every `stride`th value. */
static double
loess_at(const double *values, int count, int stride, int window, int degree, double at)
{
    const int width = window < count ? window : count;
    int first = (int)floor(at) - (width - 1) / 2;
    double weights = 0, mean_x = 0, mean = 0, squares = 0, products = 0;

    first = first < 0 ? 0 : first > count - width ? count - width : first;
    double reach = fmax(at - first, first + width - 1 - at);
    if (window > count)
        reach += (window - count) / 2.0;
    for (int i = first; i < first + width; i++) {
        const double away = fabs(i - at) / reach;
        if (away >= 1 && reach > 0)
            continue;
        const double cube = reach > 0 ? 1 - away * away * away : 1;
        const double weight = cube * cube * cube, value = values[i * stride];
        weights += weight;
        const double from_mean_x = i - mean_x;
        mean_x += from_mean_x * weight / weights;
        mean += (value - mean) * weight / weights;
        squares += weight * from_mean_x * (i - mean_x);
        products += weight * from_mean_x * (value - mean);
    }
    /* a line only where the points are wide enough apart to carry one */
    if (degree > 0 && squares > 1e-6 * weights * width * width)
        mean += products / squares * (at - mean_x);
    return mean;
}

/* Smoothed values of 0..count-1, computed at every `jump`th. */
static void
loess(const double *values, int count, int window, int degree, double *out)
{
    const int jump = window / 10 > 1 ? window / 10 : 1;
    double left = loess_at(values, count, 1, window, degree, 0);

    for (int i = 0; i < count; i += jump) {
        const int next = i + jump < count ? i + jump : count - 1;
        const double right = next > i ? loess_at(values, count, 1, window, degree, next) : left;
        for (int k = i; k <= next; k++)
            out[k] = next > i ? left + (right - left) * (k - i) / (next - i) : left;
        left = right;
    }
}

/* out[i] is the mean of values[i .. i + width - 1]; returns how many. */
static int
moving_average(const double *values, int count, int width, double *out)
{
    double sum = 0;

    for (int i = 0; i < count; i++) {
        sum += values[i];
        if (i < width - 1)
            continue;
        out[i - width + 1] = sum / width;
        sum -= values[i - width + 1];
    }
    return count - width + 1;
}

/* Each phase smoothed over the seasons, and one season on at both ends: count + 2 period. */
static void
smooth_phases(const double *values, int count, int period, int window, double *out)
{
    for (int phase = 0; phase < period; phase++) {
        const int seasons = (count - phase - 1) / period + 1;
        for (int i = -1; i <= seasons; i++)
            out[phase + (i + 1) * period] = loess_at(values + phase, seasons, period, window, 0, i);
    }
}

void
stl_season(const double *values, int count, int period, int window, struct scratch *scratch,
           double *season)
{
    const size_t mark = scratch_mark(scratch), longer = (size_t)(count + 2 * period);
    double *const trend = season_level(values, count, period, scratch);
    double *const work = scratch_doubles(scratch, longer);
    double *const phases = scratch_doubles(scratch, longer);
    double *const low = scratch_doubles(scratch, longer);
    const int trend_window = odd((int)ceil(1.5 * period / (1 - 1.5 / window)));

    assert(count >= 2 * period && window % 2 == 1 && window > 1);
    for (int loop = 0; loop < INNER_LOOPS; loop++) {
        for (int i = 0; i < count; i++)
            work[i] = values[i] - trend[i];
        smooth_phases(work, count, period, window, phases);
        int left = moving_average(phases, count + 2 * period, period, work);
        left = moving_average(work, left, period, low);
        left = moving_average(low, left, 3, work);
        assert(left == count);
        loess(work, count, odd(period), 1, low);
        for (int i = 0; i < count; i++) {
            season[i] = phases[period + i] - low[i];
            work[i] = values[i] - season[i];
        }
        loess(work, count, trend_window, 1, trend);
    }
    scratch_reset(scratch, mark);
}

void
stl_two_seasons(const double *values, int count, int inner, int outer, struct scratch *scratch,
                double *inner_season, double *outer_season)
{
    const size_t mark = scratch_mark(scratch);
    double *const rest = scratch_doubles(scratch, (size_t)count);

    for (int i = 0; i < count; i++)
        outer_season[i] = 0;
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < count; i++)
            rest[i] = values[i] - outer_season[i];
        stl_season(rest, count, inner, WINDOW_INNER, scratch, inner_season);
        for (int i = 0; i < count; i++)
            rest[i] = values[i] - inner_season[i];
        stl_season(rest, count, outer, WINDOW_OUTER, scratch, outer_season);
    }
    scratch_reset(scratch, mark);
}

/*
 * Model: dotm, the dynamic optimised theta model: simple smoothing, and as much of the trend as
 * fits best, the trend measured anew with every bucket.
 *
 * Source: Fiorucci, Pellegrini, Louzada, Petropoulos, Koehler, Models for optimising the theta
 * method and their relationship to state space models (IJF 32, 2016), section 4. On the series
 * without its season, with k = 1 - 1/theta and A_t, B_t the least-squares line through the first t
 * buckets:
 *     expected_{t+1} = l_t + k [(1 - alpha)^t A_t + B_t (1 - (1 - alpha)^{t+1})/alpha]
 *     l_{t+1} = alpha y_{t+1} + (1 - alpha) l_t
 * least sum of squared errors from the third bucket on over l_0, alpha in [0.1, 0.99], theta >= 1.
 *
 * The paper searches all three. But for a given alpha what is expected is linear in l_0 and k, so
 * the best of these two is a least-squares solution from six sums, one search along alpha remains
 * and finds the least there is. l_0 is held within one range of the values around them: where alpha
 * is large nothing else says what it is. What follows is linear in the values too, so the quantiles
 * need no simulation: an error of 1 at each step, run on, gives its weight in every later one.
 * A bucket that is not known leaves level and line as they are.
 */
#include <math.h>

#include "services/forecasting/core/models/deseasoned.h"
#include "services/forecasting/core/models/least_on_line.h"
#include "services/forecasting/core/models/spread.h"
#include "services/forecasting/core/models/theta.h"

#define ALPHA_LEAST   0.1
#define ALPHA_LARGEST 0.99
#define ALPHA_GRID    14
#define ALPHA_WITHIN  1e-4
#define SCORED_FROM   2 /* the third bucket */
#define KNOWN_LEAST   5
#define POWER_LEAST   1e-20 /* of 1 - alpha: no more than nothing */
#define RIDGE         1e-12

/* The least-squares line through the points so far. */
struct line {
    double known, mean_t, mean, squares, products;
};

static void
line_add(struct line *line, double t, double value)
{
    const double from_mean_t = t - line->mean_t;

    line->known++;
    line->mean_t += from_mean_t / line->known;
    line->mean += (value - line->mean) / line->known;
    line->squares += from_mean_t * (t - line->mean_t);
    line->products += from_mean_t * (value - line->mean);
}

static double
line_slope(const struct line *line)
{
    return line->squares > 0 ? line->products / line->squares : 0;
}

struct dotm {
    const struct tidy *tidy;
    double *start, *slope; /* of the line through the buckets up to each one, at t = 0 */
    struct line line;      /* through all */
    double l0_least, l0_largest;
    /* found */
    double alpha, l0, k, squares;
};

/* Sums over errors e, in e = y - L - l0 w - k d. */
struct sums {
    double yy, yw, yd, ww, wd, dd;
};

static void
measure_lines(const struct tidy *tidy, struct scratch *scratch, struct dotm *dotm)
{
    *dotm = (struct dotm){.tidy = tidy,
                          .start = scratch_doubles(scratch, (size_t)tidy->count),
                          .slope = scratch_doubles(scratch, (size_t)tidy->count),
                          .l0_least = 2 * tidy->least - tidy->greatest,
                          .l0_largest = 2 * tidy->greatest - tidy->least};
    for (int i = 0; i < tidy->count; i++) {
        if (!isnan(tidy->values[i]))
            line_add(&dotm->line, i + 1, tidy->values[i]);
        dotm->slope[i] = line_slope(&dotm->line);
        dotm->start[i] = dotm->line.mean - dotm->slope[i] * dotm->line.mean_t;
    }
}

static struct sums
add_up(const struct dotm *dotm, double alpha)
{
    const double *const values = dotm->tidy->values;
    const double decay = 1 - alpha;
    double level = 0, of_l0 = 1, power = 1;
    struct sums sums = {0};

    for (int i = 0; i < dotm->tidy->count; i++) {
        const double value = values[i];
        const bool known = value == value;
        if (i >= SCORED_FROM && known) {
            const double y = value - level;
            const double d =
                power * dotm->start[i - 1] + dotm->slope[i - 1] * (1 - power * decay) / alpha;
            sums.yy += y * y;
            sums.yw += y * of_l0;
            sums.yd += y * d;
            sums.ww += of_l0 * of_l0;
            sums.wd += of_l0 * d;
            sums.dd += d * d;
        }
        power = power > POWER_LEAST ? power * decay : 0;
        if (!known)
            continue;
        level = alpha * value + decay * level;
        of_l0 = of_l0 > POWER_LEAST ? of_l0 * decay : 0;
    }
    return sums;
}

static double
between(double value, double least, double largest)
{
    return value < least ? least : value > largest ? largest : value;
}

static double
squares_at(const struct sums *sums, double l0, double k)
{
    return sums->yy - 2 * (l0 * sums->yw + k * sums->yd) + l0 * l0 * sums->ww +
           2 * l0 * k * sums->wd + k * k * sums->dd;
}

static void
keep_if_less(struct dotm *dotm, const struct sums *sums, double l0, double k)
{
    const double squares = squares_at(sums, l0, k);
    if (squares < dotm->squares) {
        dotm->squares = squares;
        dotm->l0 = l0;
        dotm->k = k;
    }
}

static double
best_l0(const struct dotm *dotm, const struct sums *sums, double k)
{
    return between((sums->yw - k * sums->wd) / (sums->ww + RIDGE), dotm->l0_least,
                   dotm->l0_largest);
}

static double
best_k(const struct sums *sums, double l0)
{
    return between((sums->yd - l0 * sums->wd) / (sums->dd + RIDGE), 0, 1);
}

/* The best l0 and k for this alpha, inside their bounds: a valley whose floor is outside is
 * lowest on one of the sides. */
static double
solve(double alpha, void *closure)
{
    struct dotm *const dotm = closure;
    const struct sums sums = add_up(dotm, alpha);
    const double determinant = sums.ww * sums.dd - sums.wd * sums.wd;

    dotm->alpha = alpha;
    dotm->squares = HUGE_VAL;
    if (determinant > RIDGE * sums.ww * sums.dd) {
        const double l0 = (sums.yw * sums.dd - sums.yd * sums.wd) / determinant;
        const double k = (sums.yd * sums.ww - sums.yw * sums.wd) / determinant;
        if (k >= 0 && k <= 1 && l0 >= dotm->l0_least && l0 <= dotm->l0_largest) {
            keep_if_less(dotm, &sums, l0, k);
            return dotm->squares;
        }
    }
    keep_if_less(dotm, &sums, best_l0(dotm, &sums, 0), 0);
    keep_if_less(dotm, &sums, best_l0(dotm, &sums, 1), 1);
    keep_if_less(dotm, &sums, dotm->l0_least, best_k(&sums, dotm->l0_least));
    keep_if_less(dotm, &sums, dotm->l0_largest, best_k(&sums, dotm->l0_largest));
    return dotm->squares;
}

/* What is expected of the buckets after the last one, each taken to come so; and, with a shock,
 * what an error of that size in the first of them does to the others. */
static void
run_on(const struct dotm *dotm, struct line line, double level, int first, double shock, int steps,
       double *expected)
{
    const double decay = 1 - dotm->alpha;
    double power = pow(decay, first);

    for (int h = 0; h < steps; h++) {
        const double slope = line_slope(&line);
        const double start = line.mean - slope * line.mean_t;
        expected[h] = level + dotm->k * (power * start + slope * (1 - power * decay) / dotm->alpha);
        const double value = expected[h] + (h == 0 ? shock : 0);
        level = dotm->alpha * value + decay * level;
        line_add(&line, first + h + 1, value);
        power = power > POWER_LEAST ? power * decay : 0;
    }
}

static double
last_level(const struct dotm *dotm)
{
    double level = dotm->l0;

    for (int i = 0; i < dotm->tidy->count; i++)
        if (!isnan(dotm->tidy->values[i]))
            level += dotm->alpha * (dotm->tidy->values[i] - level);
    return level;
}

/* Sums of squared weights of errors: of the steps so far. */
static void
measure_spread(const struct dotm *dotm, int horizon, struct scratch *scratch, double *squares)
{
    double *const weight = scratch_doubles(scratch, (size_t)horizon);
    struct line flat = dotm->line;

    flat.mean = flat.products = 0;
    for (int h = 0; h < horizon; h++) {
        run_on(dotm, flat, 0, dotm->tidy->count + h, 1, horizon - h, weight);
        squares[h] += 1;
        for (int later = h + 1; later < horizon; later++)
            squares[later] += weight[later - h] * weight[later - h];
        line_add(&flat, dotm->tidy->count + h + 1, 0);
    }
}

bool
dotm_path(const struct tidy *tidy, const struct asked *asked, struct scratch *scratch,
          struct path *path)
{
    const int horizon = asked->request->horizon;
    double *const squares = scratch_doubles(scratch, (size_t)horizon);
    struct dotm dotm;

    if (tidy->known < KNOWN_LEAST)
        return false;
    measure_lines(tidy, scratch, &dotm);
    solve(least_on_line(solve, &dotm, ALPHA_LEAST, ALPHA_LARGEST, ALPHA_GRID, ALPHA_WITHIN), &dotm);
    run_on(&dotm, dotm.line, last_level(&dotm), tidy->count, 0, horizon, path->mean);
    measure_spread(&dotm, horizon, scratch, squares);
    const int freedom = tidy->known - SCORED_FROM > 3 ? tidy->known - SCORED_FROM - 3 : 1;
    const double sigma = sqrt(fmax(0, dotm.squares) / freedom);
    for (int h = 0; h < horizon; h++)
        spread_quantiles(asked, path->mean[h], sigma * sqrt(squares[h]), 0,
                         path->quantiles + (size_t)h * (size_t)asked->request->probability_count);
    return true;
}

static bool
dotm_with_season(const struct tidy *tidy, const struct asked *asked, struct scratch *scratch,
                 struct path *path)
{
    return deseasoned_path(dotm_path, tidy, asked, scratch, path);
}

bool
model_dotm(const struct series *series, const struct path_request *request, struct scratch *scratch,
           struct path *path)
{
    return tidy_forecast(series, request, scratch, path, dotm_with_season);
}

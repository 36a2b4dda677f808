/*
 * Rule: an interval that is to hold the truth nine times in ten is made as wide as it would have
 * had to be in the tries.
 *
 * Source: split conformal prediction (Vovk, Gammerman, Shafer, Algorithmic Learning in a Random
 * World, 2005; Lei et al., Distribution-free predictive inference for regression, 2018): of N
 * scaled errors the ceil((N + 1) c)-th smallest is the half-width at confidence c. Here the error
 * is scaled as the normal score under the method's own quantiles, so that the shape of the
 * forecast's distribution stays; its absolute value is counted, lower and upper tail alike.
 *
 * Scores of one try are alike over its steps, and few tries say little: the counts of a step are
 * added to those of all steps (worth STEP_PRIOR tries), and these to the standard normal, widened
 * as methods usually need it (worth PRIOR_TRIES tries).
 */
#include "services/forecasting/core/choose/calibrate.h"

#include <math.h>
#include <string.h>

#include "services/forecasting/core/choose/normal_score.h"
#include "services/forecasting/core/quantiles.h"

#define BIN_WIDTH   (SCORE_MAX / CALIBRATION_BINS)
#define PRIOR_TRIES 10.0
#define PRIOR_WIDER 1.15
#define STEP_PRIOR  30.0

static int
step_of(int h)
{
    return h < CALIBRATION_STEPS ? h : CALIBRATION_STEPS - 1;
}

void
calibration_count(struct calibration *calibration, const double *quantiles, const double *actual,
                  int steps)
{
    for (int h = 0; h < steps; h++) {
        if (isnan(actual[h]))
            continue;
        const double score = fabs(normal_score(quantiles + (size_t)h * GRID_COUNT, actual[h]));
        const int bin = (int)(score / BIN_WIDTH);
        calibration->counts[step_of(h)][bin < CALIBRATION_BINS ? bin : CALIBRATION_BINS - 1]++;
    }
    calibration->origins++;
}

void
calibration_add(struct calibration *sum, const struct calibration *more)
{
    sum->origins += more->origins;
    for (int h = 0; h < CALIBRATION_STEPS; h++)
        for (int i = 0; i < CALIBRATION_BINS; i++)
            sum->counts[h][i] += more->counts[h][i];
}

/* Weights of the bins; total is their sum, in tries. */
struct weights {
    double bins[CALIBRATION_BINS], total;
};

static struct weights
prior_weights(void)
{
    struct weights prior = {.total = PRIOR_TRIES};

    for (int i = 0; i < CALIBRATION_BINS; i++) {
        const double from = i * BIN_WIDTH / PRIOR_WIDER, to = (i + 1) * BIN_WIDTH / PRIOR_WIDER;
        prior.bins[i] = 2 * PRIOR_TRIES * (standard_normal_cdf(-from) - standard_normal_cdf(-to));
    }
    return prior;
}

/* The counts as so many tries, beside what is believed without them, worth `worth` tries. */
static struct weights
add_counts(const uint32_t *counts, double tries, const struct weights *believed, double worth)
{
    struct weights sum = {.total = worth + tries};
    double scores = 0;

    for (int i = 0; i < CALIBRATION_BINS; i++)
        scores += counts[i];
    if (scores == 0)
        sum.total = worth;
    for (int i = 0; i < CALIBRATION_BINS; i++)
        sum.bins[i] = believed->bins[i] / believed->total * worth +
                      (scores > 0 ? counts[i] / scores * tries : 0);
    return sum;
}

/* The score that this share of the weights stays below. As far as they were counted, one more is
 * asked for than was seen, but never more than half of what is left: the prior's tail has no end.
 */
static double
score_at(const struct weights *weights, double tries, double confidence)
{
    const double one_more = confidence * tries / weights->total;
    const double left = (1 - confidence) * weights->total;
    const double rank = confidence * weights->total + fmin(one_more, left / 2);
    double below = 0;

    for (int i = 0; i < CALIBRATION_BINS; i++) {
        if (below + weights->bins[i] >= rank && weights->bins[i] > 0)
            return (i + (rank - below) / weights->bins[i]) * BIN_WIDTH;
        below += weights->bins[i];
    }
    return SCORE_MAX;
}

static double
tries_at(const struct calibration *calibration, int step)
{
    double tries = 0;

    for (int i = 0; i < CALIBRATION_BINS; i++)
        tries += calibration->counts[step][i];
    return fmin(tries, calibration->origins);
}

void
calibration_correct(const struct calibration *calibration, const struct path_request *request,
                    struct correction *correction)
{
    static const struct calibration nothing;
    const struct calibration *known = calibration ? calibration : &nothing;
    const struct weights prior = prior_weights();
    uint32_t all[CALIBRATION_BINS] = {0};

    for (int h = 0; h < CALIBRATION_STEPS; h++)
        for (int i = 0; i < CALIBRATION_BINS; i++)
            all[i] += known->counts[h][i];
    const struct weights believed = add_counts(all, known->origins, &prior, PRIOR_TRIES);
    for (int h = 0; h < CALIBRATION_STEPS; h++) {
        const double tries = tries_at(known, h);
        if (tries == 0 && h > 0) { /* further than any try: as the step before */
            memcpy(correction->scores[h], correction->scores[h - 1], sizeof correction->scores[h]);
            continue;
        }
        const struct weights weights = add_counts(known->counts[h], tries, &believed, STEP_PRIOR);
        for (int i = 0; i < request->probability_count; i++) {
            const double p = request->probabilities[i];
            const double score = score_at(&weights, tries, fabs(2 * p - 1));
            correction->scores[h][i] = p < 0.5 ? -score : score;
        }
    }
}

void
correction_none(const struct path_request *request, struct correction *correction)
{
    for (int i = 0; i < request->probability_count; i++) {
        const double score = standard_normal_quantile(request->probabilities[i]);
        for (int h = 0; h < CALIBRATION_STEPS; h++)
            correction->scores[h][i] = score;
    }
}

double
calibrate_online(double outside, double target, bool missed)
{
    const double gain = 0.01;
    const double next = outside + gain * (target - (missed ? 1 : 0));

    return next < gain * target ? gain * target : next > 0.5 ? 0.5 : next;
}

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
 * A try knows less of the series than the forecast will, so its score is taken as smaller by what
 * that makes (prediction_error.c). Scores of one try are alike over its steps, and few tries say
 * little: the counts of a step are added to those of all steps (worth STEP_PRIOR tries), and these
 * to the standard normal, widened as methods usually need it (worth PRIOR_TRIES tries).
 */
#include "services/forecasting/core/choose/calibrate.h"

#include <math.h>
#include <string.h>

#include "services/forecasting/core/choose/normal_score.h"
#include "services/forecasting/core/quantiles.h"

#define BIN_WIDTH   (SCORE_MAX / CALIBRATION_BINS)
#define PRIOR_TRIES 10.0
#define PRIOR_WIDER 1.25
#define STEP_PRIOR  30.0

static int
step_of(int h)
{
    return h < CALIBRATION_STEPS ? h : CALIBRATION_STEPS - 1;
}

enum spread spread_of(enum series_class class)
{
    return class == CLASS_INTERMITTENT ? SPREAD_UPPER_END : SPREAD_BOTH_ENDS;
}

void
calibration_count(struct calibration *calibration, enum spread spread, const double *quantiles,
                  const double *actual, int steps, double surer)
{
    struct tally *tally = &calibration->tallies[spread];

    for (int h = 0; h < steps; h++) {
        if (isnan(actual[h]))
            continue;
        double score = surer * normal_score(quantiles + (size_t)h * GRID_COUNT, actual[h]);
        if (score < 0)
            score = spread == SPREAD_UPPER_END ? 0 : -score;
        const int bin = (int)(score / BIN_WIDTH);
        tally->counts[step_of(h)][bin < CALIBRATION_BINS ? bin : CALIBRATION_BINS - 1]++;
    }
    tally->origins++;
}

void
calibration_add(struct calibration *sum, const struct calibration *more)
{
    for (int spread = 0; spread < SPREAD_COUNT; spread++) {
        sum->tallies[spread].origins += more->tallies[spread].origins;
        for (int h = 0; h < CALIBRATION_STEPS; h++)
            for (int i = 0; i < CALIBRATION_BINS; i++)
                sum->tallies[spread].counts[h][i] += more->tallies[spread].counts[h][i];
    }
}

/* Weights of the bins; total is their sum, in tries. */
struct weights {
    double bins[CALIBRATION_BINS], total;
};

/* Of the absolute score; of the upper end: half of them below the middle, and no wider. */
static struct weights
prior_weights(enum spread spread)
{
    const bool upper = spread == SPREAD_UPPER_END;
    const double wider = upper ? 1 : PRIOR_WIDER, weight = upper ? PRIOR_TRIES : 2 * PRIOR_TRIES;
    struct weights prior = {.total = PRIOR_TRIES};

    for (int i = 0; i < CALIBRATION_BINS; i++) {
        const double from = i * BIN_WIDTH / wider, to = (i + 1) * BIN_WIDTH / wider;
        prior.bins[i] = weight * (standard_normal_cdf(-from) - standard_normal_cdf(-to));
    }
    prior.bins[0] += upper ? PRIOR_TRIES / 2 : 0;
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
tries_at(const struct tally *tally, int step)
{
    double tries = 0;

    for (int i = 0; i < CALIBRATION_BINS; i++)
        tries += tally->counts[step][i];
    return fmin(tries, tally->origins);
}

static double
corrected(enum spread spread, const struct weights *weights, double tries, double probability)
{
    if (spread == SPREAD_UPPER_END) {
        const double said = standard_normal_quantile(probability);
        return probability <= 0.5 ? said : fmax(said, score_at(weights, tries, probability));
    }
    const double score = score_at(weights, tries, fabs(2 * probability - 1));
    return probability < 0.5 ? -score : score;
}

static void
correct_spread(enum spread spread, const struct tally *tally, const struct path_request *request,
               double (*scores)[PROBABILITIES_MAX])
{
    const struct weights prior = prior_weights(spread);
    uint32_t all[CALIBRATION_BINS] = {0};

    for (int h = 0; h < CALIBRATION_STEPS; h++)
        for (int i = 0; i < CALIBRATION_BINS; i++)
            all[i] += tally->counts[h][i];
    const struct weights believed = add_counts(all, tally->origins, &prior, PRIOR_TRIES);
    for (int h = 0; h < CALIBRATION_STEPS; h++) {
        const double tries = tries_at(tally, h);
        if (tries == 0 && h > 0) { /* further than any try: as the step before */
            memcpy(scores[h], scores[h - 1], sizeof scores[h]);
            continue;
        }
        const struct weights weights = add_counts(tally->counts[h], tries, &believed, STEP_PRIOR);
        for (int i = 0; i < request->probability_count; i++)
            scores[h][i] = corrected(spread, &weights, tries, request->probabilities[i]);
    }
}

void
calibration_correct(const struct calibration *calibration, const struct path_request *request,
                    struct correction *correction)
{
    static const struct calibration nothing;
    const struct calibration *known = calibration ? calibration : &nothing;

    for (int spread = 0; spread < SPREAD_COUNT; spread++)
        correct_spread((enum spread)spread, &known->tallies[spread], request,
                       correction->scores[spread]);
}

void
correction_none(const struct path_request *request, struct correction *correction)
{
    for (int i = 0; i < request->probability_count; i++) {
        const double score = standard_normal_quantile(request->probabilities[i]);
        for (int spread = 0; spread < SPREAD_COUNT; spread++)
            for (int h = 0; h < CALIBRATION_STEPS; h++)
                correction->scores[spread][h][i] = score;
    }
}

/*
 * Models: exponential smoothing, automatic (ets) and as one given form; see ets.h.
 *
 * Guards: relative errors above 0.3 or values that vary by more than their mean give absurd upper
 * quantiles, so then the spread is that of the best form with additive errors. When the 99.5 %
 * quantile still is above 20 times the largest value, simple smoothing speaks instead.
 */
#include "services/forecasting/core/models/ets.h"

#include <math.h>

#include "services/forecasting/core/models/deseasoned.h"
#include "services/forecasting/core/models/spread.h"

#define NOISY_ERRORS     0.3
#define NOISY_VALUES     1.0
#define LARGEST_QUANTILE 20.0   /* times the largest value, which is 1 here */
#define SCORE_LARGEST    2.5758 /* of 99.5 % */

/* Standard deviation over mean. */
static double
variation(const struct tidy *tidy)
{
    double mean = 0, squares = 0;
    int known = 0;

    for (int i = 0; i < tidy->count; i++) {
        if (isnan(tidy->values[i]))
            continue;
        const double from_mean = tidy->values[i] - mean;
        mean += from_mean / ++known;
        squares += from_mean * (tidy->values[i] - mean);
    }
    return known > 1 && mean > 0 ? sqrt(squares / (known - 1)) / mean : HUGE_VAL;
}

static bool
runs_away(const struct asked *asked, const double *mean, const double *deviation)
{
    for (int h = 0; h < asked->request->horizon; h++)
        if (!(fabs(mean[h]) + SCORE_LARGEST * deviation[h] <= LARGEST_QUANTILE))
            return true;
    return false;
}

static void
fill_quantiles(const struct asked *asked, const double *deviation, const double *skewness,
               struct path *path)
{
    for (int h = 0; h < asked->request->horizon; h++)
        spread_quantiles(asked, path->mean[h], deviation[h], skewness[h],
                         path->quantiles + (size_t)h * (size_t)asked->request->probability_count);
}

static const struct ets_form simple = {ETS_ADDITIVE, ETS_NONE, ETS_NONE};

/* best speaks of the means, spreading of what is around them. */
static bool
say(const struct ets_data *data, const struct ets_fit *best, const struct ets_fit *spreading,
    const struct asked *asked, struct scratch *scratch, struct path *path)
{
    const int horizon = asked->request->horizon;
    double *const deviation = scratch_doubles(scratch, (size_t)horizon);
    double *const skewness = scratch_doubles(scratch, (size_t)horizon);
    struct ets_fit plain;

    ets_means(best, data, horizon, path->mean);
    ets_spread(spreading, data, horizon, path->mean, deviation, skewness);
    if (runs_away(asked, path->mean, deviation)) {
        if (!ets_fit(data, simple, &plain))
            return false;
        ets_means(&plain, data, horizon, path->mean);
        ets_spread(&plain, data, horizon, path->mean, deviation, skewness);
    }
    fill_quantiles(asked, deviation, skewness, path);
    return true;
}

static bool
choose_and_say(const struct tidy *tidy, const struct asked *asked, struct scratch *scratch,
               struct path *path)
{
    struct ets_data data;
    struct ets_fit best, additive;

    ets_begin(tidy, scratch, &data);
    if (!ets_choose(&data, false, &best))
        return false;
    const bool noisy =
        best.form.error == ETS_MULTIPLICATIVE &&
        (ets_deviation(&best, &data) > NOISY_ERRORS || variation(tidy) > NOISY_VALUES);
    if (noisy && ets_choose(&data, true, &additive))
        return say(&data, &best, &additive, asked, scratch, path);
    return say(&data, &best, &best, asked, scratch, path);
}

/* Is there a season too long for the forms, taken out beforehand? */
static bool
is_helped(const struct tidy *tidy, struct scratch *scratch, struct deseasoned *without)
{
    return tidy->period > 1 && deseason(tidy, scratch, without) &&
           without->season.period > ETS_PERIOD_MAX;
}

bool
ets_path(const struct tidy *tidy, const struct asked *asked, struct scratch *scratch,
         struct path *path)
{
    struct deseasoned without;

    if (!is_helped(tidy, scratch, &without))
        return choose_and_say(tidy, asked, scratch, path);
    if (!choose_and_say(&without.tidy, asked, scratch, path))
        return false;
    reseason(&without, asked->request, path);
    return true;
}

bool
ets_path_of_form(struct ets_form form, const struct tidy *tidy, const struct asked *asked,
                 struct scratch *scratch, struct path *path)
{
    struct deseasoned without;
    struct ets_data data;
    struct ets_fit fit;
    const bool seasonal = deseason(tidy, scratch, &without);

    ets_begin(&without.tidy, scratch, &data);
    if (!ets_fit(&data, form, &fit) || !say(&data, &fit, &fit, asked, scratch, path))
        return false;
    if (seasonal)
        reseason(&without, asked->request, path);
    return true;
}

bool
model_ets(const struct series *series, const struct path_request *request, struct scratch *scratch,
          struct path *path)
{
    return tidy_forecast(series, request, scratch, path, ets_path);
}

bool
ets_chosen(const struct series *series, struct scratch *scratch, char name[ETS_NAME_BYTES])
{
    const size_t mark = scratch_mark(scratch);
    struct tidy tidy;
    struct deseasoned without;
    struct ets_data data;
    struct ets_fit best;
    bool chosen = tidy_series(series, scratch, &tidy);

    if (chosen) {
        const bool helped = is_helped(&tidy, scratch, &without);
        ets_begin(helped ? &without.tidy : &tidy, scratch, &data);
        chosen = ets_choose(&data, false, &best);
    }
    if (chosen)
        ets_name(best.form, name);
    scratch_reset(scratch, mark);
    return chosen;
}

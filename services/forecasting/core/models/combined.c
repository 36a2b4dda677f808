/*
 * Model: combined, the equal mean of ets, dotm and theta: what each gets wrong the others seldom
 * do, and weights that are learnt from one series are mostly noise.
 *
 * Source: Petropoulos and Svetunkov, A simple combination of univariate models (IJF 36, 2020);
 * quantiles are averaged probability by probability: Lichtendahl, Grushka-Cockayne, Winkler, Is it
 * better to average probabilities or quantiles? (Management Science 59, 2013). Rising ones stay
 * rising. The season is looked for once. A member that cannot speak is left out.
 */
#include "services/forecasting/core/models/deseasoned.h"
#include "services/forecasting/core/models/ets.h"
#include "services/forecasting/core/models/theta.h"

struct member {
    tidy_model *path;
    bool own_season; /* up to ETS_PERIOD_MAX */
};

static const struct member members[] = {{ets_path, true}, {dotm_path, false}, {theta_path, false}};

static void
add_path(const struct path_request *request, const struct path *more, struct path *sum)
{
    const int quantiles = request->horizon * request->probability_count;

    for (int h = 0; h < request->horizon; h++)
        sum->mean[h] += more->mean[h];
    for (int i = 0; i < quantiles; i++)
        sum->quantiles[i] += more->quantiles[i];
}

static void
take_mean(const struct path_request *request, const struct path *sum, int members_said,
          struct path *mean)
{
    const int quantiles = request->horizon * request->probability_count;

    for (int h = 0; h < request->horizon; h++)
        mean->mean[h] = sum->mean[h] / members_said;
    for (int i = 0; i < quantiles; i++)
        mean->quantiles[i] = sum->quantiles[i] / members_said;
}

static bool
combined_path(const struct tidy *tidy, const struct asked *asked, struct scratch *scratch,
              struct path *path)
{
    const struct path_request *const request = asked->request;
    const size_t horizon = (size_t)request->horizon;
    const size_t quantiles = horizon * (size_t)request->probability_count;
    struct path sum = {scratch_doubles(scratch, horizon), scratch_doubles(scratch, quantiles)};
    struct deseasoned without;
    const bool seasonal = deseason(tidy, scratch, &without);
    int said = 0;

    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        const bool whole = members[i].own_season && without.season.period <= ETS_PERIOD_MAX;
        const size_t mark = scratch_mark(scratch);
        if (members[i].path(whole ? tidy : &without.tidy, asked, scratch, path)) {
            if (seasonal && !whole)
                reseason(&without, request, path);
            add_path(request, path, &sum);
            said++;
        }
        scratch_reset(scratch, mark);
    }
    if (said == 0)
        return false;
    take_mean(request, &sum, said, path);
    return true;
}

bool
model_combined(const struct series *series, const struct path_request *request,
               struct scratch *scratch, struct path *path)
{
    return tidy_forecast(series, request, scratch, path, combined_path);
}

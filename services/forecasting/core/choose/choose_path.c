/*
 * Putting the rules together: class, tries, choice, forecast, correction, rails. See choose.h.
 */
#include <math.h>
#include <string.h>

#include "services/forecasting/core/choose/calibrate.h"
#include "services/forecasting/core/choose/guard_rails.h"
#include "services/forecasting/core/choose/normal_score.h"
#include "services/forecasting/core/choose/select_method.h"
#include "services/forecasting/core/choose/sentence.h"
#include "services/forecasting/core/choose/series_class.h"
#include "services/forecasting/core/choose/unknown_spread.h"

/* Known values: older ones say little of the future and cost time. */
#define VALUES_MAX 3000
/* Tries that know much less than the forecast will miss more than it will. */
#define TRAIN_SHARE 0.6

const struct choose_terms choose_usual = {.origins = 2, .always = 1};

/* When a method cannot take the series, or says what cannot be: plainer and plainer. */
static const char *const plainer[] = {"ses", "mean", "naive"};

static struct series
newest(const struct series *series)
{
    struct series tail = *series;
    int first = series->count;

    for (int known = 0; first > 0 && known < VALUES_MAX; first--)
        known += !isnan(series->values[first - 1]);
    tail.values += first;
    tail.count -= first;
    return tail;
}

/* --- choosing ------------------------------------------------------------------------------- */

/* The candidates that there are for this series. */
static int
list_attempts(const struct series *series, const struct candidates *candidates, const char *method,
              struct attempt *attempts)
{
    int count = 0;

    if (method != NULL) {
        attempts[0] = attempt_start(model_named(method), series->period);
        return attempts[0].model != NULL ? 1 : 0;
    }
    for (const struct candidate *row = candidates->list; row->method != NULL; row++) {
        const int period = row->period > 0 ? row->period : series->period;
        const struct model *model = model_named(row->method);
        if (model == NULL || (row->period_from > 0 && row->period_from != series->period) ||
            (row->period_from > 0 && !season_is_seen(series->count, period)))
            continue;
        attempts[count++] = attempt_start(model, period);
    }
    return count;
}

static void
choose_untried(const struct attempt *attempts, const char *why, struct choice *choice)
{
    struct sentence sentence = sentence_start(choice->reason, REASON_BYTES);

    choice->method = attempts[0].model->name;
    choice->period = attempts[0].period;
    sentence_add(&sentence, choice->method);
    sentence_add(&sentence, why);
}

static void
choose_tried(const struct candidates *candidates, const struct attempt *attempts, int count,
             int selected, struct choice *choice)
{
    choice->method = attempts[selected].model->name;
    choice->period = attempts[selected].period;
    choice->origins = attempts[selected].tried;
    choice->error = attempts[selected].tried > 0 ? attempts[selected].mean : NAN;
    choice->bias = attempts[selected].bias;
    select_reason(candidates->measure, attempts, count, selected, choice->reason);
}

/* The newest origins always, the older ones when the default may fall. What the tries missed is
 * counted at the former only: the latter are met more often by series that behaved oddly. */
static void
try_all(const struct series *series, const struct candidates *candidates,
        const struct origins *origins, int always, bool may_fall, uint64_t seed,
        struct scratch *scratch, struct attempt *attempts, int count, struct choice *choice,
        struct calibration *collected)
{
    const int newest = always < origins->count ? origins->count - always : 0;
    struct calibration missed = {0};

    for (int i = 0; i < count; i++)
        rolling_try(series, origins, newest, origins->count, candidates->measure, seed, scratch,
                    &attempts[i], i == 0 && collected != NULL ? &missed : NULL);
    if (newest > 0 && may_fall && default_may_fall(candidates, attempts, count, origins->count))
        for (int i = 0; i < count; i++)
            rolling_try(series, origins, 0, newest, candidates->measure, seed, scratch,
                        &attempts[i], NULL);
    const int selected = select_method(candidates, attempts, count, may_fall ? origins->count : 0);
    if (selected < 0) {
        choose_untried(attempts, ": no method could be tried", choice);
        return;
    }
    choose_tried(candidates, attempts, count, selected, choice);
    if (collected == NULL)
        return;
    if (selected > 0) {
        struct attempt again = attempt_start(attempts[selected].model, attempts[selected].period);
        memset(&missed, 0, sizeof missed);
        rolling_try(series, origins, newest, origins->count, candidates->measure, seed, scratch,
                    &again, &missed);
    }
    calibration_add(collected, &missed);
}

static int
train_min(const struct candidates *candidates, int count)
{
    const int share = (int)(TRAIN_SHARE * count);

    return share > candidates->train_min ? share : candidates->train_min;
}

void
choose_method(const struct series *whole, const struct path_request *request,
              const struct choose_terms *terms, struct scratch *scratch, struct choice *choice,
              struct calibration *collected)
{
    const struct series series = newest(whole);
    const struct series_class_facts facts = series_class(&series);
    const struct candidates *candidates = candidates_of(facts.class);
    struct attempt attempts[CANDIDATES_MAX];

    *choice = (struct choice){
        .method = "", .period = series.period, .class = facts.class, .error = NAN, .bias = NAN};
    struct sentence sentence = sentence_start(choice->reason, REASON_BYTES);
    const int count =
        facts.known > 0 ? list_attempts(&series, candidates, terms->method, attempts) : 0;
    if (count == 0) {
        sentence_add(&sentence, "nothing is known of this series");
        return;
    }
    if (facts.class == CLASS_CONSTANT && terms->method == NULL) {
        choose_untried(attempts, ": the series never changed", choice);
        return;
    }
    const int steps = candidates->steps_max > 0 && candidates->steps_max < request->horizon
                          ? candidates->steps_max
                          : request->horizon;
    const struct origins origins =
        rolling_origins(series.count, steps, train_min(candidates, series.count), terms->origins);
    if (origins.count == 0)
        choose_untried(attempts, terms->origins > 0 ? ": too few values to try methods on" : "",
                       choice);
    else
        try_all(&series, candidates, &origins, terms->always, facts.known >= candidates->values_min,
                request->seed, scratch, attempts, count, choice, collected);
}

/* --- the path ------------------------------------------------------------------------------- */

static bool
forecast_on_grid(const struct series *series, const struct path_request *request,
                 const char *method, double largest, struct scratch *scratch, struct path *path)
{
    const struct model *model = model_named(method);

    return model != NULL && model->forecast(series, request, scratch, path) &&
           path_is_sound(path->mean, path->quantiles, request->horizon, largest);
}

/* The chosen method, or the first plainer one that will do. */
static bool
forecast_somehow(const struct series *series, const struct path_request *request, double largest,
                 struct scratch *scratch, struct choice *choice, struct path *path)
{
    if (forecast_on_grid(series, request, choice->method, largest, scratch, path))
        return true;
    for (size_t i = 0; i < sizeof plainer / sizeof *plainer; i++) {
        if (!forecast_on_grid(series, request, plainer[i], largest, scratch, path))
            continue;
        struct sentence sentence = sentence_start(choice->reason, REASON_BYTES);
        sentence_add(&sentence, plainer[i]);
        sentence_add(&sentence, ": ");
        sentence_add(&sentence, choice->method);
        sentence_add(&sentence, " cannot take this series, or runs away with it");
        choice->method = plainer[i];
        choice->error = choice->bias = NAN;
        return true;
    }
    return false;
}

static void
read_quantiles(const struct path_request *request, const struct correction *correction,
               enum spread spread, const double *grid, int h, double *quantiles)
{
    const int step = h < CALIBRATION_STEPS ? h : CALIBRATION_STEPS - 1;

    for (int i = 0; i < request->probability_count; i++)
        quantiles[i] = at_normal_score(grid, correction->scores[spread][step][i]);
}

bool
choice_path(const struct series *whole, const struct path_request *request,
            const struct correction *correction, struct scratch *scratch, struct choice *choice,
            struct path *path)
{
    struct series series = newest(whole);
    const struct series_class_facts facts = series_class(&series);
    const double largest = facts.largest;
    const size_t mark = scratch_mark(scratch), horizon = (size_t)request->horizon;
    const struct path_request on_grid = {request->horizon, grid_probabilities, GRID_COUNT,
                                         request->seed};
    struct path grid = {path->mean, scratch_doubles(scratch, horizon * GRID_COUNT)};

    series.period = choice->period;
    if (*choice->method == '\0' ||
        !forecast_somehow(&series, &on_grid, largest, scratch, choice, &grid)) {
        scratch_reset(scratch, mark);
        return false;
    }
    spread_unknown(facts.known, path->mean, grid.quantiles, request->horizon);
    struct correction *as_asked = NULL;
    if (correction == NULL) {
        as_asked = scratch_take(scratch, sizeof *as_asked);
        correction_none(request, as_asked);
    }
    for (int h = 0; h < request->horizon; h++) {
        const double *step = grid.quantiles + (size_t)h * GRID_COUNT;
        double *quantiles = path->quantiles + (size_t)h * (size_t)request->probability_count;
        read_quantiles(request, as_asked != NULL ? as_asked : correction, spread_of(choice->class),
                       step, h, quantiles);
        step_within_rails(step, largest, series.never_negative, &path->mean[h], quantiles,
                          request->probability_count);
    }
    scratch_reset(scratch, mark);
    return true;
}

bool
choose_path(const struct series *series, const struct path_request *request,
            struct scratch *scratch, struct choice *choice, struct path *path)
{
    const size_t mark = scratch_mark(scratch);
    struct calibration *own = scratch_take(scratch, sizeof *own);
    struct correction *correction = scratch_take(scratch, sizeof *correction);

    const bool spread = request->probability_count > 0;
    choose_method(series, request, &choose_usual, scratch, choice, spread ? own : NULL);
    calibration_correct(own, request, correction);
    const bool known = choice_path(series, request, correction, scratch, choice, path);
    scratch_reset(scratch, mark);
    return known;
}

/*
 * Fitting a form of exponential smoothing, and choosing among the 15; see ets.h.
 *
 * Parameters by least n log(sum e^2) + 2 sum log|expected| (twice the negative log-likelihood but
 * for a constant) with the search of Nelder and Mead as NLopt has it; the form by least AICc.
 * Source: Hyndman, Koehler, Ord, Snyder (2008), 5.1 and 7.2.
 *
 * Bounds: 0.0001 <= alpha <= 0.9999, beta <= alpha, gamma <= 1 - alpha, 0.80 <= phi <= 0.98.
 *
 * Choosing takes two looks. The first is short, and one search serves both kinds of error where
 * they move the state alike: what is best for the other kind is noted on the way. A form with a
 * trend starts from what the simpler one before it in the table found. The second look goes on
 * with those forms that are not far behind.
 */
#include <math.h>
#include <nlopt.h>
#include <string.h>

#include "services/forecasting/core/models/ets.h"

#define LEAST           1e-4
#define EVALUATIONS_MAX 100
#define FIRST_LOOK      5    /* times parameters and one more: evaluations */
#define FAR_BEHIND      6.0  /* in AICc */
#define CLOSE_ENOUGH    1e-2 /* in the objective: a chance of 1.005 to 1 */
#define IMPOSSIBLE      1e300
#define FORMS           15

/* clang-format off */
static const struct family { enum ets_part trend, season; } families[] = {
    { ETS_NONE,     ETS_NONE },
    { ETS_ADDITIVE, ETS_NONE },
    { ETS_DAMPED,   ETS_NONE },
    { ETS_NONE,     ETS_ADDITIVE },
    { ETS_ADDITIVE, ETS_ADDITIVE },
    { ETS_DAMPED,   ETS_ADDITIVE },
    { ETS_NONE,     ETS_MULTIPLICATIVE },
    { ETS_ADDITIVE, ETS_MULTIPLICATIVE },
    { ETS_DAMPED,   ETS_MULTIPLICATIVE },
};
/* clang-format on */

/* A form and the parameters found for it so far. */
struct candidate {
    struct ets_form form;
    double x[ETS_PARAMETERS_MAX];
    double objective, criterion;
};

struct search {
    const struct ets_data *data;
    struct candidate *wanted;
    struct candidate *other;         /* of the other kind of error, NULL: not looked for */
    const struct candidate *simpler; /* to start from, NULL: from the usual values */
};

static int
parameter_count(struct ets_form form)
{
    return 1 + (form.trend != ETS_NONE) + (form.trend == ETS_DAMPED) + (form.season != ETS_NONE);
}

/* Of everything that is estimated, but for the variance. */
static int
estimated_count(const struct ets_data *data, struct ets_form form)
{
    return parameter_count(form) + 1 + (form.trend != ETS_NONE) +
           (form.season != ETS_NONE ? data->period - 1 : 0);
}

static bool
long_enough(const struct ets_data *data, struct ets_form form)
{
    return data->known > estimated_count(data, form) + 2;
}

static double
criterion_of(const struct ets_data *data, const struct candidate *candidate)
{
    const int k = estimated_count(data, candidate->form) + 1;
    return candidate->objective + 2 * k + 2.0 * k * (k + 1) / (data->known - k - 1);
}

static struct ets_parameters
parameters_of(struct ets_form form, const double *x)
{
    struct ets_parameters parameters = {.alpha = *x++, .phi = 1};

    if (form.trend != ETS_NONE)
        parameters.beta = *x++;
    if (form.season != ETS_NONE)
        parameters.gamma = *x++;
    if (form.trend == ETS_DAMPED)
        parameters.phi = *x;
    return parameters;
}

static void
note(struct candidate *candidate, const struct ets_score *score, const double *x, unsigned count)
{
    const double objective = score->objective[ets_kind(candidate->form)];

    if (!(objective < candidate->objective))
        return;
    candidate->objective = objective;
    memcpy(candidate->x, x, count * sizeof *x);
}

static double
objective(unsigned count, const double *x, double *gradient, void *closure)
{
    const struct search *const search = closure;
    const struct ets_form form = search->wanted->form;
    const struct ets_parameters parameters = parameters_of(form, x);
    struct ets_state state;
    struct ets_score score;

    (void)gradient; /* the search needs none */
    if (parameters.beta > parameters.alpha ||
        (form.season != ETS_NONE && parameters.gamma > 1 - parameters.alpha))
        return IMPOSSIBLE;
    ets_run(search->data, form.trend, form.season, &parameters, &state, &score);
    note(search->wanted, &score, x, count);
    if (search->other != NULL)
        note(search->other, &score, x, count);
    return fmin(score.objective[ets_kind(form)], IMPOSSIBLE);
}

/* What is usual, and instead what was found for this form or a simpler one. */
static struct ets_parameters
start_of(const struct search *search)
{
    const struct ets_form form = search->wanted->form;
    const struct candidate *const from =
        search->wanted->objective < IMPOSSIBLE ? search->wanted : search->simpler;
    struct ets_parameters start = {form.season == ETS_NONE ? 0.3 : 0.2, 0.05, 0.05, 0.95};

    if (from == NULL || !(from->objective < IMPOSSIBLE))
        return start;
    const struct ets_parameters found = parameters_of(from->form, from->x);
    start.alpha = found.alpha;
    start.beta = from->form.trend != ETS_NONE ? found.beta : fmin(start.beta, found.alpha);
    start.gamma = found.gamma;
    if (from->form.trend == ETS_DAMPED)
        start.phi = found.phi;
    return start;
}

/* Where to start, first step and bounds of the free parameters; returns how many. */
static int
set_out(const struct search *search, double *start, double *step, double *low, double *high)
{
    const struct ets_form form = search->wanted->form;
    const struct ets_parameters from = start_of(search);
    const double starts[] = {from.alpha, from.beta, from.gamma, from.phi};
    const double steps[] = {0.15, 0.05, 0.05, -0.05};
    int count = 0;

    for (int i = 0; i < ETS_PARAMETERS_MAX; i++) {
        if ((i == 1 && form.trend == ETS_NONE) || (i == 2 && form.season == ETS_NONE) ||
            (i == 3 && form.trend != ETS_DAMPED))
            continue;
        start[count] = starts[i];
        step[count] = steps[i];
        low[count] = i == 3 ? 0.80 : LEAST;
        high[count] = i == 3 ? 0.98 : 1 - LEAST;
        count++;
    }
    return count;
}

static void
look(struct search *search, int evaluations)
{
    double x[ETS_PARAMETERS_MAX], step[ETS_PARAMETERS_MAX];
    double low[ETS_PARAMETERS_MAX], high[ETS_PARAMETERS_MAX];
    double least;
    const int count = set_out(search, x, step, low, high);
    nlopt_opt nelder_mead = nlopt_create(NLOPT_LN_NELDERMEAD, (unsigned)count);

    if (nelder_mead == NULL)
        return;
    nlopt_set_min_objective(nelder_mead, objective, search);
    nlopt_set_lower_bounds(nelder_mead, low);
    nlopt_set_upper_bounds(nelder_mead, high);
    nlopt_set_initial_step(nelder_mead, step);
    nlopt_set_ftol_abs(nelder_mead, CLOSE_ENOUGH);
    nlopt_set_maxeval(nelder_mead, evaluations);
    nlopt_optimize(nelder_mead, x, &least);
    nlopt_destroy(nelder_mead);
}

static void
settle(const struct ets_data *data, const struct candidate *candidate, struct ets_fit *fit)
{
    const struct ets_form form = candidate->form;
    struct ets_score score;

    fit->form = form;
    fit->parameters = parameters_of(form, candidate->x);
    fit->parameter_count = estimated_count(data, form);
    fit->criterion = criterion_of(data, candidate);
    ets_run(data, form.trend, form.season, &fit->parameters, &fit->state, &score);
    fit->squares = score.squares[ets_kind(form)];
}

bool
ets_fit(const struct ets_data *data, struct ets_form form, struct ets_fit *fit)
{
    struct candidate candidate = {.form = form, .objective = HUGE_VAL};

    if (!long_enough(data, form))
        return false;
    look(&(struct search){data, &candidate, NULL, NULL}, EVALUATIONS_MAX);
    if (!(candidate.objective < IMPOSSIBLE))
        return false;
    settle(data, &candidate, fit);
    return true;
}

/* A first look at all forms; returns how many are possible. */
static int
look_at_all(const struct ets_data *data, bool additive_error, struct candidate *candidates)
{
    const struct candidate *simpler = NULL;
    int count = 0;

    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
        const enum ets_part trend = families[i].trend, season = families[i].season;
        const struct ets_form additive = {ETS_ADDITIVE, trend, season};
        const struct ets_form multiplicative = {ETS_MULTIPLICATIVE, trend, season};
        const bool other_too = data->positive && !additive_error;
        if ((season != ETS_NONE && data->period == 1) || !long_enough(data, additive) ||
            (season == ETS_MULTIPLICATIVE && !other_too))
            continue;
        struct candidate *const first = &candidates[count++];
        *first = (struct candidate){.form = additive, .objective = HUGE_VAL};
        struct search search = {data, first, NULL, trend == ETS_NONE ? NULL : simpler};
        if (season == ETS_MULTIPLICATIVE) {
            first->form = multiplicative;
        } else if (other_too) {
            search.other = &candidates[count++];
            *search.other = (struct candidate){.form = multiplicative, .objective = HUGE_VAL};
        }
        look(&search, FIRST_LOOK * (1 + parameter_count(additive)));
        simpler = first;
    }
    return count;
}

bool
ets_choose(const struct ets_data *data, bool additive_error, struct ets_fit *fit)
{
    struct candidate candidates[FORMS], *best = NULL;
    const int count = look_at_all(data, additive_error, candidates);
    double least = HUGE_VAL;

    for (int i = 0; i < count; i++) {
        candidates[i].criterion = criterion_of(data, &candidates[i]);
        least = fmin(least, candidates[i].criterion);
    }
    for (int i = 0; i < count; i++) {
        if (!(candidates[i].criterion < least + FAR_BEHIND))
            continue;
        look(&(struct search){data, &candidates[i], NULL, NULL}, EVALUATIONS_MAX);
        candidates[i].criterion = criterion_of(data, &candidates[i]);
        if (best == NULL || candidates[i].criterion < best->criterion)
            best = &candidates[i];
    }
    if (best == NULL || !(best->objective < IMPOSSIBLE))
        return false;
    settle(data, best, fit);
    return true;
}

void
ets_name(struct ets_form form, char name[ETS_NAME_BYTES])
{
    static const char *const letters[] = {"N", "A", "Ad", "M"};
    const enum ets_part parts[] = {form.error, form.trend, form.season};
    char *at = name;

    memset(name, 0, ETS_NAME_BYTES);
    memcpy(at, "ETS(", 4);
    at += 4;
    for (int i = 0; i < 3; i++) {
        for (const char *letter = letters[parts[i]]; *letter != '\0'; letter++)
            *at++ = *letter;
        *at++ = i < 2 ? ',' : ')';
    }
}

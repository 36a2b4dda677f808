/*
 * Fitting a form of exponential smoothing, and choosing among the 15; see ets.h.
 *
 * Parameters by least n log(sum e^2) + 2 sum log|expected| (twice the negative log-likelihood but
 * for a constant) with the search of Nelder and Mead as NLopt has it; the form by least AICc.
 * Source: Hyndman, Koehler, Ord, Snyder (2008), 5.1 and 7.2.
 *
 * Bounds: 0.0001 <= alpha <= 0.9999, beta <= alpha, gamma <= 1 - alpha, 0.80 <= phi <= 0.98.
 */
#include <math.h>
#include <nlopt.h>
#include <string.h>

#include "services/forecasting/core/models/ets.h"

#define LEAST           1e-4
#define EVALUATIONS_MAX 120
#define CLOSE_ENOUGH    1e-4
#define IMPOSSIBLE      1e300

/* clang-format off */
static const struct ets_form forms[] = {
    { ETS_ADDITIVE,       ETS_NONE,     ETS_NONE },
    { ETS_ADDITIVE,       ETS_ADDITIVE, ETS_NONE },
    { ETS_ADDITIVE,       ETS_DAMPED,   ETS_NONE },
    { ETS_ADDITIVE,       ETS_NONE,     ETS_ADDITIVE },
    { ETS_ADDITIVE,       ETS_ADDITIVE, ETS_ADDITIVE },
    { ETS_ADDITIVE,       ETS_DAMPED,   ETS_ADDITIVE },
    { ETS_MULTIPLICATIVE, ETS_NONE,     ETS_NONE },
    { ETS_MULTIPLICATIVE, ETS_ADDITIVE, ETS_NONE },
    { ETS_MULTIPLICATIVE, ETS_DAMPED,   ETS_NONE },
    { ETS_MULTIPLICATIVE, ETS_NONE,     ETS_ADDITIVE },
    { ETS_MULTIPLICATIVE, ETS_ADDITIVE, ETS_ADDITIVE },
    { ETS_MULTIPLICATIVE, ETS_DAMPED,   ETS_ADDITIVE },
    { ETS_MULTIPLICATIVE, ETS_NONE,     ETS_MULTIPLICATIVE },
    { ETS_MULTIPLICATIVE, ETS_ADDITIVE, ETS_MULTIPLICATIVE },
    { ETS_MULTIPLICATIVE, ETS_DAMPED,   ETS_MULTIPLICATIVE },
};
/* clang-format on */

struct search {
    const struct ets_data *data;
    struct ets_form form;
};

static int
parameter_count(struct ets_form form)
{
    return 1 + (form.trend != ETS_NONE) + (form.trend == ETS_DAMPED) + (form.season != ETS_NONE);
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

static double
objective(unsigned count, const double *x, double *gradient, void *closure)
{
    const struct search *const search = closure;
    const struct ets_parameters parameters = parameters_of(search->form, x);
    struct ets_state state;
    double squares;

    (void)count;
    (void)gradient; /* the search needs none */
    if (parameters.beta > parameters.alpha ||
        (search->form.season != ETS_NONE && parameters.gamma > 1 - parameters.alpha))
        return IMPOSSIBLE;
    const double value = ets_run(search->data, search->form, &parameters, &state, &squares);
    return value < IMPOSSIBLE ? value : IMPOSSIBLE;
}

/* Start, first step and bounds of the free parameters; returns how many. */
static int
set_out(struct ets_form form, double *start, double *step, double *low, double *high)
{
    const double steps[] = {0.15, 0.05, 0.05, -0.05};
    int count = 0;

    for (int i = 0; i < ETS_PARAMETERS_MAX; i++) { /* alpha, beta, gamma, phi */
        if ((i == 1 && form.trend == ETS_NONE) || (i == 2 && form.season == ETS_NONE) ||
            (i == 3 && form.trend != ETS_DAMPED))
            continue;
        start[count] = i == 0 ? (form.season == ETS_NONE ? 0.3 : 0.2) : i == 3 ? 0.95 : 0.05;
        step[count] = steps[i];
        low[count] = i == 3 ? 0.80 : LEAST;
        high[count] = i == 3 ? 0.98 : 1 - LEAST;
        count++;
    }
    return count;
}

static bool
find_parameters(const struct ets_data *data, struct ets_form form, double *x)
{
    double step[ETS_PARAMETERS_MAX], low[ETS_PARAMETERS_MAX], high[ETS_PARAMETERS_MAX];
    const int count = set_out(form, x, step, low, high);
    struct search search = {data, form};
    double least = IMPOSSIBLE;
    nlopt_opt nelder_mead = nlopt_create(NLOPT_LN_NELDERMEAD, (unsigned)count);

    if (nelder_mead == NULL)
        return false;
    nlopt_set_min_objective(nelder_mead, objective, &search);
    nlopt_set_lower_bounds(nelder_mead, low);
    nlopt_set_upper_bounds(nelder_mead, high);
    nlopt_set_initial_step(nelder_mead, step);
    nlopt_set_ftol_abs(nelder_mead, CLOSE_ENOUGH);
    nlopt_set_maxeval(nelder_mead, EVALUATIONS_MAX);
    nlopt_optimize(nelder_mead, x, &least);
    nlopt_destroy(nelder_mead);
    return least < IMPOSSIBLE;
}

bool
ets_fit(const struct ets_data *data, struct ets_form form, struct ets_fit *fit)
{
    const int states =
        1 + (form.trend != ETS_NONE) + (form.season != ETS_NONE ? data->period - 1 : 0);
    const int k = parameter_count(form) + states + 1; /* and the variance */
    double x[ETS_PARAMETERS_MAX];

    if (data->known <= k + 1)
        return false;
    if (!find_parameters(data, form, x))
        return false;
    fit->form = form;
    fit->parameters = parameters_of(form, x);
    fit->parameter_count = k - 1;
    fit->criterion = ets_run(data, form, &fit->parameters, &fit->state, &fit->squares) + 2 * k +
                     2.0 * k * (k + 1) / (data->known - k - 1);
    return true;
}

bool
ets_choose_both(const struct ets_data *data, struct ets_fit *best, struct ets_fit *additive)
{
    struct ets_fit fit;

    best->criterion = additive->criterion = HUGE_VAL;
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (forms[i].error == ETS_MULTIPLICATIVE && !data->positive)
            continue;
        if (forms[i].season != ETS_NONE && data->period == 1)
            continue;
        if (!ets_fit(data, forms[i], &fit))
            continue;
        if (fit.criterion < best->criterion)
            *best = fit;
        if (fit.form.error == ETS_ADDITIVE && fit.criterion < additive->criterion)
            *additive = fit;
    }
    return additive->criterion < HUGE_VAL;
}

void
ets_name(struct ets_form form, char name[ETS_NAME_BYTES])
{
    static const char *const parts[] = {"N", "A", "Ad", "M"};

    memset(name, 0, ETS_NAME_BYTES);
    strcat(name, "ETS(");
    strcat(name, parts[form.error]);
    strcat(name, ",");
    strcat(name, parts[form.trend]);
    strcat(name, ",");
    strcat(name, parts[form.season]);
    strcat(name, ")");
}

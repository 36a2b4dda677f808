/*
 * One run of exponential smoothing over a series, from a back-cast start; see ets.h.
 *
 * The start is found by running forward from a rough start, turning the slope round, running
 * backward and turning it round again: the state then stands before the first bucket. This leaves
 * one to four free parameters whatever the season.
 * Source: Box, Jenkins, Reinsel, Time Series Analysis (3e, 1994), 6.4; Gardner (IJF 1, 1985), 4.3.
 *
 * One loop serves all forms: form and task are constants where it is called, so the compiler makes
 * one plain loop of each. The slope is kept damped and the level update is written as a weighted
 * mean, because the chain from bucket to bucket is what takes the time. A bucket that is not known
 * carries the state on.
 */
#include "services/forecasting/core/models/ets.h"

#include <math.h>

#define LEAST_EXPECTED  1e-9 /* of the largest value: multiplicative errors need it above zero */
#define LEAST_SQUARES   1e-24
#define PRODUCT_LARGEST 1e100

struct run {
    const struct ets_data *data;
    const struct ets_parameters *parameters;
    struct ets_state *state;
    double squares;      /* of the scoring run */
    double log_expected; /* sum of logarithms, for multiplicative errors */
    bool possible;
};

static inline int
next_phase(int phase, int step, int period)
{
    phase += step;
    return phase == period ? 0 : phase < 0 ? period - 1 : phase;
}

/* step 1 is forward, -1 backward. */
static inline __attribute__((always_inline)) void
pass(struct run *run, enum ets_part error, enum ets_part trend, enum ets_part season, int step,
     bool score)
{
    const double *const values = run->data->values;
    const int count = run->data->count, period = run->data->period;
    const double alpha = run->parameters->alpha, gamma = run->parameters->gamma;
    const double phi = run->parameters->phi, phi_beta = phi * run->parameters->beta;
    double level = run->state->level;
    double damped = trend == ETS_NONE ? 0 : phi * run->state->slope;
    double squares = 0, product = 1, logarithms = 0;
    int phase = season == ETS_NONE || step > 0 ? 0 : (count - 1) % period;

    for (int i = 0, at = step > 0 ? 0 : count - 1; i < count; i++, at += step) {
        const double q = trend == ETS_NONE ? level : level + damped;
        const double value = values[at];
        double *const s = season == ETS_NONE ? NULL : &run->state->season[phase];
        if (season != ETS_NONE)
            phase = next_phase(phase, step, period);
        if (__builtin_expect(value != value, 0)) {
            level = q;
            damped *= phi;
            continue;
        }
        const double adjusted = season == ETS_NONE       ? value
                                : season == ETS_ADDITIVE ? value - *s
                                                         : value / *s;
        if (score) {
            const double expected = season == ETS_NONE       ? q
                                    : season == ETS_ADDITIVE ? q + *s
                                                             : q * *s;
            double e = value - expected;
            if (error == ETS_MULTIPLICATIVE) {
                if (__builtin_expect(!(expected > LEAST_EXPECTED), 0)) {
                    run->possible = false;
                    return;
                }
                e /= expected;
                product *= expected;
                if (__builtin_expect(product > PRODUCT_LARGEST || product < 1 / PRODUCT_LARGEST,
                                     0)) {
                    logarithms += log(product);
                    product = 1;
                }
            }
            squares += e * e;
        }
        level = alpha * adjusted + (1 - alpha) * q;
        if (trend != ETS_NONE)
            damped = (phi * damped + phi_beta * adjusted) - phi_beta * q;
        if (season == ETS_ADDITIVE)
            *s += gamma * (adjusted - q);
        if (season == ETS_MULTIPLICATIVE)
            *s = (1 - gamma) * *s + gamma * (value / q);
    }
    run->state->level = level;
    run->state->slope = trend == ETS_NONE ? 0 : damped / phi;
    run->squares = squares;
    run->log_expected = logarithms + log(product);
}

static inline __attribute__((always_inline)) void
run_form(struct run *run, enum ets_part error, enum ets_part trend, enum ets_part season)
{
    pass(run, ETS_ADDITIVE, trend, season, 1, false);
    run->state->slope = -run->state->slope;
    pass(run, ETS_ADDITIVE, trend, season, -1, false);
    run->state->slope = -run->state->slope;
    pass(run, error, trend, season, 1, true);
}

static inline __attribute__((always_inline)) void
run_trends(struct run *run, enum ets_part error, enum ets_part trend, enum ets_part season)
{
    if (trend == ETS_NONE)
        run_form(run, error, ETS_NONE, season);
    else
        run_form(run, error, ETS_DAMPED, season); /* phi is 1 when it is not damped */
}

static void
run_additive(struct run *run, enum ets_part trend, enum ets_part season)
{
    if (season == ETS_NONE)
        run_trends(run, ETS_ADDITIVE, trend, ETS_NONE);
    else
        run_trends(run, ETS_ADDITIVE, trend, ETS_ADDITIVE);
}

static void
run_multiplicative(struct run *run, enum ets_part trend, enum ets_part season)
{
    if (season == ETS_NONE)
        run_trends(run, ETS_MULTIPLICATIVE, trend, ETS_NONE);
    else if (season == ETS_ADDITIVE)
        run_trends(run, ETS_MULTIPLICATIVE, trend, ETS_ADDITIVE);
    else
        run_trends(run, ETS_MULTIPLICATIVE, trend, ETS_MULTIPLICATIVE);
}

double
ets_run(const struct ets_data *data, struct ets_form form, const struct ets_parameters *parameters,
        struct ets_state *last, double *squares)
{
    struct run run = {.data = data, .parameters = parameters, .state = last, .possible = true};

    assert(!(form.error == ETS_ADDITIVE && form.season == ETS_MULTIPLICATIVE));
    *last = data->start[form.season];
    if (form.trend == ETS_NONE) {
        last->level = data->flat_level[form.season];
        last->slope = 0;
    }
    if (form.error == ETS_MULTIPLICATIVE)
        run_multiplicative(&run, form.trend, form.season);
    else
        run_additive(&run, form.trend, form.season);
    *squares = run.squares;
    if (!run.possible || !isfinite(run.squares) || !isfinite(run.log_expected))
        return HUGE_VAL;
    return data->known * log(fmax(run.squares, LEAST_SQUARES)) +
           (form.error == ETS_MULTIPLICATIVE ? 2 * run.log_expected : 0);
}

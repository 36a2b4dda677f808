/*
 * One run of exponential smoothing over a series, from a back-cast start; see ets.h.
 *
 * The start is found by running forward from a rough start, turning the slope round, running
 * backward and turning it round again: the state then stands before the first bucket. This leaves
 * one to four free parameters whatever the season.
 * Source: Box, Jenkins, Reinsel, Time Series Analysis (3e, 1994), 6.4; Gardner (IJF 1, 1985), 4.3.
 *
 * One loop serves all forms: trend, season and task are constants where it is called, so the
 * compiler makes one plain loop of each. The slope is kept damped and the level update is written
 * as a weighted mean, because the chain from bucket to bucket is what takes the time. A bucket that
 * is not known carries the state on.
 */
#include "services/forecasting/core/models/ets.h"

#include <math.h>

#define BACKCAST_BUCKETS 150 /* or 8 seasons: what is later tells the start nothing more */
#define BACKCAST_SEASONS 8
#define LEAST_EXPECTED   1e-9 /* of the largest value: multiplicative errors need it above zero */
#define LEAST_SQUARES    1e-24
#define PRODUCT_LARGEST  1e100

enum task { FORWARD, BACKWARD, SCORE };

struct run {
    const struct ets_data *data;
    const struct ets_parameters *parameters;
    struct ets_state *state;
    struct ets_score *score;
};

/* What a scoring pass gathers for multiplicative errors. */
struct relative {
    double squares, product, logarithms;
    bool possible;
};

static inline __attribute__((always_inline)) void
score_relative(struct relative *relative, double error, double expected)
{
    const double e = error / expected;

    if (__builtin_expect(!(expected > LEAST_EXPECTED), 0)) {
        relative->possible = false;
        return;
    }
    relative->squares += e * e;
    relative->product *= expected;
    if (__builtin_expect(
            relative->product > PRODUCT_LARGEST || relative->product < 1 / PRODUCT_LARGEST, 0)) {
        relative->logarithms += log(relative->product);
        relative->product = 1;
    }
}

static inline int
next_phase(int phase, int step, int period)
{
    phase += step;
    return phase == period ? 0 : phase < 0 ? period - 1 : phase;
}

static void
keep_score(const struct run *run, double squares, const struct relative *relative)
{
    struct ets_score *const score = run->score;
    const int known = run->data->known;

    score->squares[0] = squares;
    score->squares[1] = relative->squares;
    score->objective[0] = isfinite(squares) ? known * log(fmax(squares, LEAST_SQUARES)) : HUGE_VAL;
    score->objective[1] = relative->possible && isfinite(relative->squares)
                              ? known * log(fmax(relative->squares, LEAST_SQUARES)) +
                                    2 * (relative->logarithms + log(relative->product))
                              : HUGE_VAL;
}

static inline __attribute__((always_inline)) void
pass(struct run *run, enum ets_part trend, enum ets_part season, enum task task, int count)
{
    const double *const values = run->data->values;
    const int period = run->data->period, step = task == BACKWARD ? -1 : 1;
    const double alpha = run->parameters->alpha, gamma = run->parameters->gamma;
    const double phi = run->parameters->phi, phi_beta = phi * run->parameters->beta;
    double level = run->state->level;
    double damped = trend == ETS_NONE ? 0 : phi * run->state->slope;
    double squares = 0;
    struct relative relative = {.product = 1, .possible = run->data->positive};
    int phase = season == ETS_NONE || step > 0 ? 0 : (count - 1) % period;

    for (int i = 0, at = step > 0 ? 0 : count - 1; i < count; i++, at += step) {
        const double q = trend == ETS_NONE ? level : level + damped;
        const double value = values[at];
        double *const s = season == ETS_NONE ? NULL : &run->state->season[phase];
        if (season != ETS_NONE)
            phase = next_phase(phase, step, period);
        if (__builtin_expect(value != value, 0)) { /* not known */
            level = q;
            damped *= phi;
            continue;
        }
        const double adjusted = season == ETS_NONE       ? value
                                : season == ETS_ADDITIVE ? value - *s
                                                         : value / *s;
        if (task == SCORE) {
            const double expected = season == ETS_NONE       ? q
                                    : season == ETS_ADDITIVE ? q + *s
                                                             : q * *s;
            const double error = value - expected;
            squares += error * error;
            if (relative.possible)
                score_relative(&relative, error, expected);
        }
        level = alpha * adjusted + (1 - alpha) * q;
        if (trend != ETS_NONE)
            damped = (phi * damped + phi_beta * adjusted) - phi_beta * q;
        if (season == ETS_ADDITIVE)
            *s = (1 - gamma) * *s + gamma * (value - q);
        if (season == ETS_MULTIPLICATIVE)
            *s = (1 - gamma) * *s + gamma * (value / q);
    }
    run->state->level = level;
    run->state->slope = trend == ETS_NONE ? 0 : damped / phi;
    if (task == SCORE)
        keep_score(run, squares, &relative);
}

/* The level is moved on by the slope first: the next run begins with the bucket that this one ended
 * with, and expects of it what this one found. */
static void
turn_round(struct run *run)
{
    run->state->level += run->parameters->phi * run->state->slope;
    run->state->slope = -run->state->slope;
}

static inline __attribute__((always_inline)) void
run_season(struct run *run, enum ets_part trend, enum ets_part season)
{
    const int seasons = BACKCAST_SEASONS * run->data->period;
    const int enough = seasons > BACKCAST_BUCKETS ? seasons : BACKCAST_BUCKETS;
    const int count = run->data->count < enough ? run->data->count : enough;

    pass(run, trend, season, FORWARD, count);
    turn_round(run);
    pass(run, trend, season, BACKWARD, count);
    turn_round(run);
    pass(run, trend, season, SCORE, run->data->count);
}

static inline __attribute__((always_inline)) void
run_trend(struct run *run, enum ets_part trend, enum ets_part season)
{
    if (season == ETS_NONE)
        run_season(run, trend, ETS_NONE);
    else if (season == ETS_ADDITIVE)
        run_season(run, trend, ETS_ADDITIVE);
    else
        run_season(run, trend, ETS_MULTIPLICATIVE);
}

int
ets_kind(struct ets_form form)
{
    return form.error == ETS_MULTIPLICATIVE;
}

void
ets_run(const struct ets_data *data, enum ets_part trend, enum ets_part season,
        const struct ets_parameters *parameters, struct ets_state *last, struct ets_score *score)
{
    struct run run = {data, parameters, last, score};

    *last = data->start[season];
    if (trend == ETS_NONE) {
        last->level = data->flat_level[season];
        last->slope = 0;
        run_trend(&run, ETS_NONE, season);
    } else {
        run_trend(&run, ETS_DAMPED, season); /* phi is 1 when it is not damped */
    }
}

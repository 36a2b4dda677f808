/*
 * Exponential smoothing in error-correction form: error, trend and season each none, additive,
 * damped or multiplicative; fitted, and the 15 of them compared.
 *
 * Source: Hyndman, Koehler, Ord, Snyder, Forecasting with Exponential Smoothing (2008), chapter 2;
 * additive errors with a multiplicative season and multiplicative trends are left out, as they are
 * numerically unstable (chapter 15). In terms of q = level + phi slope, what is expected is q,
 * q + s or q s; with the error e = y - q (of the season-adjusted y) both kinds of error move the
 * state alike: level = q + alpha e, slope = phi slope + beta e. They differ in the likelihood.
 */
#ifndef FORECASTING_ETS_H
#define FORECASTING_ETS_H

#include "services/forecasting/core/models/tidy.h"
#include "services/forecasting/core/season/season.h"

#define ETS_PERIOD_MAX     24 /* a longer season is taken out beforehand */
#define ETS_NAME_BYTES     16
#define ETS_PARAMETERS_MAX 4

enum ets_part { ETS_NONE, ETS_ADDITIVE, ETS_DAMPED, ETS_MULTIPLICATIVE };

struct ets_form {
    enum ets_part error, trend, season;
};

struct ets_parameters {
    double alpha, beta, gamma, phi; /* 0, 0 and 1 where the form has none */
};

struct ets_state {
    double level, slope;
    double season[ETS_PERIOD_MAX]; /* by phase */
};

/* What forms are fitted on; made once for a series. */
struct ets_data {
    const double *values;
    int count, known, period;  /* period 1: no form with a season */
    bool positive;             /* multiplicative parts may be tried */
    struct ets_state start[4]; /* by season part: before back-casting; the slope left in */
    double flat_level[4];      /* by season part: of forms without a trend */
};

/* What one run says of both kinds of error. */
struct ets_score {
    double squares[2];   /* sums of squared one-step errors: additive, multiplicative (relative) */
    double objective[2]; /* n log(squares), and 2 sum log|expected| more of the latter;
                          * HUGE_VAL: impossible */
};

struct ets_fit {
    struct ets_form form;
    struct ets_parameters parameters;
    struct ets_state state; /* after the last bucket */
    double squares;         /* of the form's kind of error */
    double criterion;       /* AICc */
    int parameter_count;    /* alpha, beta, gamma, phi and start states */
};

/* ets_start.c */
void ets_begin(const struct tidy *tidy, struct scratch *scratch, struct ets_data *data);

/* ets_run.c: back-casts the start, runs over all, leaves the last state. Both kinds of error move
 * the state alike, so one run scores both. */
void ets_run(const struct ets_data *data, enum ets_part trend, enum ets_part season,
             const struct ets_parameters *parameters, struct ets_state *last,
             struct ets_score *score);
/* Index into a score's arrays. */
int ets_kind(struct ets_form form);

/* ets_fit.c: false when the series is too short for the form. */
bool ets_fit(const struct ets_data *data, struct ets_form form, struct ets_fit *fit);
/* The best of the 15 by AICc, or of those with additive errors. False when all are impossible. */
bool ets_choose(const struct ets_data *data, bool additive_error, struct ets_fit *fit);
/* "ETS(M,Ad,N)" */
void ets_name(struct ets_form form, char name[ETS_NAME_BYTES]);

/* ets_path.c: means, and deviation and skewness around them: horizon each. */
void ets_means(const struct ets_fit *fit, const struct ets_data *data, int horizon, double *mean);
void ets_spread(const struct ets_fit *fit, const struct ets_data *data, int horizon,
                const double *mean, double *deviation, double *skewness);
/* Deviation of one step's error: of the value, or relative to it. */
double ets_deviation(const struct ets_fit *fit, const struct ets_data *data);

/* ets.c: what model_ets says, of a tidied series. */
tidy_model ets_path;
/* One form, its season (if any) taken out beforehand. */
bool ets_path_of_form(struct ets_form form, const struct tidy *tidy, const struct asked *asked,
                      struct scratch *scratch, struct path *path);
/* The form that model_ets chooses for this series. */
bool ets_chosen(const struct series *series, struct scratch *scratch, char name[ETS_NAME_BYTES]);

#endif

/*
 * The outlook of one series, an item at a location or over the network: all that is expected of
 * it, kept small enough for a hundred thousand of them.
 *
 * A fit reads the whole history: it is cleaned, what was known beforehand is taken out, a method
 * is chosen and its path becomes a level, a week's profile and the laws of demand over a lead time.
 * That takes a while and is done once a week. Every day in between advances the outlook in O(1):
 * the level follows demand by exponential smoothing, the spread and the measures of error too.
 * An outlook is a function of history, terms and the day of its fit, whatever the order in which
 * these became known: from the state at the fit the days since can be walked again.
 *
 * Sources: the level Brown 1959; of intermittent demand Teunter, Syntetos, Babai (EJOR 214, 2011):
 * chance and size are smoothed apart.
 */
#ifndef FORECASTING_OUTLOOK_H
#define FORECASTING_OUTLOOK_H

#include "services/forecasting/core/alerts/demand_watch.h"
#include "services/forecasting/core/choose/choose.h"
#include "services/forecasting/core/drivers/effects.h"
#include "services/forecasting/core/lead_time/lead_time.h"
#include "services/forecasting/core/stock/stock.h"

#define OUTLOOK_EXPECTED 28  /* days whose expectation is remembered */
#define OUTLOOK_MEASURED 14  /* days until errors say anything */
#define OUTLOOK_HISTORY  730 /* newest days that a fit reads */

struct outlook_asked {
    const int32_t *units; /* by day, from the first day with demand on */
    const bool *sold_out; /* there was nothing to sell at some time of the day; NULL: never */
    int32_t first_day;
    int count;
    struct effects effects; /* of these days and those to come */
    struct stock_terms terms;
    uint64_t seed;
};

/* What a day changes. */
struct outlook_state {
    int32_t day;         /* last day of history taken in */
    int32_t measured;    /* days that the errors are of */
    double level;        /* units a day, without week and without what is known beforehand */
    double chance, size; /* of intermittent demand: level = chance x size */
    double variance;     /* of a day about what was expected */
    double error;        /* forecast - actual, |forecast - actual|, actual: smoothed over a month */
    double absolute;
    double actual;
    double naive; /* |forecast - actual|, had the forecast been: as on that day of the week before */
    float last_week[7]; /* newest known units by day % 7; below 0: none yet */
    struct demand_watch watch; /* of alerts, and the tracking signal */
};

struct outlook {
    const char *method; /* of the models' table, or a constant text */
    char reason[REASON_BYTES];
    bool quick;        /* walked only, never fitted */
    bool intermittent; /* smoothed by chance and size */
    bool watched;      /* errors are watched for alerts: dearer than all the rest of a day */
    int32_t first_day; /* of history */
    int32_t fitted_day;
    uint64_t history; /* what the fit read, see outlook_history */
    double smoothing;
    double carry;   /* see struct demand_rate */
    double week[7]; /* factor of the days of the week, from day % 7 = 0 on; mean 1 */
    struct lead_time_demand lead, cycle; /* over lead time + 1, over lead time + review */
    struct outlook_state at_fit, now;
    float expected[OUTLOOK_EXPECTED]; /* of day, at day % OUTLOOK_EXPECTED; below 0: none */
};

/* From history alone, in microseconds: until the first fit is there. count >= 1. */
void outlook_begin(const struct outlook_asked *asked, struct outlook *outlook);
#define METHOD_LAUNCH "launch"
/* Of an item that is new: so many units are expected over the next days; first_day may be still to
 * come. */
void outlook_launch(double mean, double variance, int32_t days, int32_t first_day, int32_t last_day,
                    struct outlook *outlook);
/* A number that changes with the history that is asked and what is known beforehand of it. */
uint64_t outlook_history(const struct outlook_asked *asked);
/* All of it, as of the last day asked. */
void outlook_fit(const struct outlook_asked *asked, struct scratch *scratch,
                 struct outlook *outlook);
/* The day after the newest one came to its end. factor: what was known beforehand of it. */
void outlook_advance(struct outlook *outlook, int32_t units, bool sold_out, double factor);
/* Back to the fit, to walk the days since again. */
void outlook_rewind(struct outlook *outlook);

/* Expected of a day after the newest one. */
double outlook_expected(const struct outlook *outlook, int32_t day, double factor);
/* What a day that is over would be taken as: NAN when there was nothing to sell, and no more was
 * sold than was expected. */
double outlook_known(int32_t units, bool sold_out, double expected);
/* What was expected of a day that is over; below 0: not remembered. */
double outlook_was_expected(const struct outlook *outlook, int32_t day);
/* Of a day with this mean: busy days vary more, in proportion; at least as a Poisson. */
double outlook_day_variance(const struct outlook *outlook, double mean);
/* The smallest number of units that demand of a day with this mean stays within. */
int64_t outlook_day_quantile(const struct outlook *outlook, double mean, double probability);

/* --- as numbers, to be kept: the state at the fit and what the fit found ------------------------
 */

#define OUTLOOK_NUMBERS 120
/* Returns how many, at most OUTLOOK_NUMBERS. Method and reason are texts of their own. */
int outlook_pack(const struct outlook *outlook, double numbers[OUTLOOK_NUMBERS]);
/* False: written by another version. */
bool outlook_unpack(const double *numbers, int count, struct outlook *outlook);

/* --- what is said of it
 * ---------------------------------------------------------------------------- */

struct outlook_said {
    int32_t day; /* last day of history */
    int32_t history_days;
    int32_t horizon_days; /* lead time + review: what a purchase made now must cover */
    double mean_per_day, variance_per_day;
    double mean;                        /* units over the horizon */
    int64_t lower, upper;               /* 90 % interval of the same */
    double wape, mase, bias, tracking_signal; /* 0: too little measured */
    char xyz;                           /* 'X', 'Y', 'Z' */
    struct demand_over_lead demand;
    struct stock_levels levels;
};

/* share: by how much other series make this one more or less, 1 alone. */
struct outlook_said outlook_say(const struct outlook *outlook, const struct stock_terms *terms,
                                const struct effects *effects, double share);

/* Forecasts of a network and its locations that add up: how much of each is left, 1: all. What was
 * asked of the network and of none of the locations is `elsewhere` units a day. levels[0] is the
 * network's. Least squares by the variances of the levels: Hyndman, Athanasopoulos (3e), 11.3. */
void outlook_shares(const double *levels, const double *variances, int count, double elsewhere,
                    double *shares);

#endif

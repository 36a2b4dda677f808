/*
 * How the forecast of a series has done lately: moved on by each day that is over, in O(1). It is
 * part of what an outlook keeps; the rules of demand alerts read it.
 */
#ifndef FORECASTING_DEMAND_WATCH_H
#define FORECASTING_DEMAND_WATCH_H

#include "services/forecasting/core/series.h"

#define WATCH_WEIGHT 0.05 /* of a day in what is smoothed */
#define CUSUM_SLACK  0.5  /* k: half of the shift to be found, in deviations */
#define CUSUM_LIMIT  5.0  /* h */

/* Zeroed at the start. */
struct demand_watch {
    float up, down; /* the two sums of CUSUM, in deviations */
    float error;    /* actual - expected, smoothed */
    float absolute; /* |actual - expected|, smoothed alike */
    uint32_t days;  /* that were watched */
};

/* A day more: mean and variance of what was expected; an actual of NAN changes nothing. */
void watch_advance(struct demand_watch *watch, double mean, double variance, double actual);

/* One step of the two sums with a standardised error. */
void watch_cusum(struct demand_watch *watch, double score);
/* How unusual so much is, as a deviation of a standard normal: half of the probability of exactly
 * so much counts as below. -4..4, within 0.1 of the negative binomial's, in some 50 ns. */
double watch_score(double mean, double variance, double actual);

/* Smoothed error / smoothed absolute error (Trigg), -1..1; above 0: more was asked than expected.
 * 0: nothing watched. */
double watch_tracking_signal(const struct demand_watch *watch);

#endif

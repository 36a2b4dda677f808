/*
 * What was counted becomes a series that a model may learn from, and what was done to it is told.
 *
 * In this order: what came before the first demand is left out; returns are netted against the
 * sales they undo (returns.c); what was sold while the shelf was empty is not what was asked
 * (stock_outs.c); a single bucket far from all others counts only as far as others go (spikes.c).
 */
#ifndef FORECASTING_CLEAN_H
#define FORECASTING_CLEAN_H

#include "services/forecasting/core/series.h"

#define CLEAN_SAYS_BYTES 160

/* A series as it was counted, oldest first. */
struct counted {
    const double *units;    /* NAN: missing; below zero: more came back than was sold */
    const double *in_stock; /* share of each bucket with something to sell, 0..1; NULL: always */
    int count;
    int period;
};

struct cleaned {
    int first;                   /* buckets before the first demand, left out */
    int count;                   /* what is left */
    int missing;                 /* of these: not known from the beginning, ... */
    int censored;                /* ... not known since too little was in stock, ... */
    int scaled;                  /* ... raised, since it was in stock for a part of them, ... */
    int netted;                  /* ... lowered by what came back, ... */
    int spikes;                  /* ... or lowered to how far the others go */
    int idle;                    /* the newest ones, without demand */
    double returned;             /* units that came back, and could be netted */
    char says[CLEAN_SAYS_BYTES]; /* a sentence; "" when nothing was done */
};

/* values[counted->count]: the first `count` are filled. No value is negative any more. */
struct cleaned clean_series(const struct counted *counted, struct scratch *scratch, double *values);

/* --- the rules, each on an array of its own --------------------------------------------------- */

/* Buckets below zero take back from those before, the nearest first. Returns how many changed. */
int clean_returns(double *values, int count, double *returned);
/* Buckets with too little in stock. in_stock fits values. */
void clean_stock_outs(double *values, const double *in_stock, int count, int *censored,
                      int *scaled);
/* Returns how many were lowered. */
int clean_spikes(double *values, int count, int period, struct scratch *scratch);

#endif

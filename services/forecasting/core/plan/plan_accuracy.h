/*
 * How good a layer of a plan was on weeks that are over.
 */
#ifndef FORECASTING_PLAN_ACCURACY_H
#define FORECASTING_PLAN_ACCURACY_H

#include "services/forecasting/core/plan/plan.h"

/* Errors of a group, added cell by cell (a SKU's week within the group) and closed by week. */
struct layer_errors {
    double absolute, error; /* sums of |forecast - actual| and of forecast - actual, by cell */
    double planned, actual, reached; /* sums of forecast, of actual, of the smaller of both */
    double naive_absolute;           /* sum of |actual - naive| of the same cells */
    uint32_t cells;
    /* By week of the whole group: for the tracking signal. */
    double week_error; /* actual - forecast of the week that is open */
    double running, week_absolute;
    uint32_t weeks;
};

struct layer_accuracy {
    double wape, mase, bias, tracking_signal, attainment;
};

void layer_errors_add(struct layer_errors *errors, double forecast, double actual, double naive);
void layer_errors_end_week(struct layer_errors *errors);
struct layer_accuracy layer_accuracy(const struct layer_errors *errors);

/* value_added.c: what a step was worth, in points of WAPE (1 is 100 %). */
double value_added(double wape_before, double wape);
/* -1: it made things worse; 0: within the dead band of half a point; 1: it helped. */
int value_added_sign(double value_added);

#endif

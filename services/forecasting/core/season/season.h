/*
 * Seasons: whether there is one, its indices, and a series without it.
 *
 * A bucket's phase is its place modulo the period; index[phase] multiplies or adds.
 */
#ifndef FORECASTING_SEASON_H
#define FORECASTING_SEASON_H

#include "services/forecasting/core/series.h"

struct season {
    double *index; /* period of them; of mean 1 (factors) or 0 (differences) */
    int period;
    bool factors;
};

/* Is this season in the values? By autocorrelation; needs three seasons. */
bool season_found(const double *values, int count, int period, struct scratch *scratch);

/* Classical decomposition; needs two seasons. Factors: every known value must be above 0. */
struct season season_indices(const double *values, int count, int period, bool factors,
                             struct scratch *scratch);

/* For a period too long for the models' own seasons: indices, drawn towards none as far as the
 * seasons disagree. False when the values are too few or the seasons have nothing in common. */
bool season_long(const double *values, int count, int period, bool factors, struct scratch *scratch,
                 struct season *season);

/* The centred average over one period; NAN where it does not reach. Gaps are bridged. */
double *season_average(const double *values, int count, int period, struct scratch *scratch);
/* Mean 1 or 0 again. */
void season_normalise(struct season *season);

double season_without(const struct season *season, int bucket, double value);
double season_with(const struct season *season, int bucket, double value);

#endif

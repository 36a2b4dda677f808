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

/* How much the seasons agree, above 0 to 1; 0 when it may be chance, or when fewer than two seasons
 * and an eighth are known. Factors: every known value must be above 0. */
double season_found(const double *values, int count, int period, bool factors,
                    struct scratch *scratch);

/* Classical decomposition; needs two seasons. Factors: every known value must be above 0. */
struct season season_indices(const double *values, int count, int period, bool factors,
                             struct scratch *scratch);

/* How much of the indices of a long season to keep, 0 to 1. */
double season_kept(int period, int count, double agreement);

/* Unknown values by their neighbours: a season away, else on the line between the nearest. */
void season_bridge(const double *values, int count, int period, double *bridged);
/* The centred average over one period; NAN where it does not reach. Gaps are bridged. */
double *season_average(const double *values, int count, int period, struct scratch *scratch);
/* The same, drawn on to both ends; more than one period of values. */
double *season_level(const double *values, int count, int period, struct scratch *scratch);
/* Mean 1 or 0 again. */
void season_normalise(struct season *season);

double season_without(const struct season *season, int bucket, double value);
double season_with(const struct season *season, int bucket, double value);

#endif

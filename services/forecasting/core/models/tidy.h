/*
 * A series made ready for smoothing: without its leading unknowns, scaled so that its largest
 * value is 1, its range and gaps known. Models work on that and on scaled paths; what they all do
 * before and after stands here once.
 */
#ifndef FORECASTING_TIDY_H
#define FORECASTING_TIDY_H

#include "services/forecasting/core/models/models.h"

struct tidy {
    double *values; /* scaled; the first one is known; NAN: not known */
    int count;      /* buckets */
    int known;      /* of them, not NAN */
    int period;     /* 1: none */
    double scale;   /* times this: the series' own unit */
    double least, greatest;
};

/* What is asked for, with the normal scores of its probabilities. */
struct asked {
    const struct path_request *request;
    const double *scores;
};

/* A model on a tidied series that is not constant. Path in scaled units. */
typedef bool tidy_model(const struct tidy *tidy, const struct asked *asked, struct scratch *scratch,
                        struct path *path);

/* False when nothing of the series is known. */
bool tidy_series(const struct series *series, struct scratch *scratch, struct tidy *tidy);

/* Tidies, forecasts, scales back. A series of one same value goes on as it is, with certainty;
 * false when the model refuses or says what is not finite. Gives back the scratch it took. */
bool tidy_forecast(const struct series *series, const struct path_request *request,
                   struct scratch *scratch, struct path *path, tidy_model *model);

#endif

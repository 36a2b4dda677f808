/*
 * Which methods a class of series is tried with: one row a class.
 */
#ifndef FORECASTING_CANDIDATES_H
#define FORECASTING_CANDIDATES_H

#include "services/forecasting/core/choose/choose.h"

#define CANDIDATES_MAX 4

struct candidate {
    const char *method; /* NULL after the last */
    int period_from;    /* only for series of this period; 0: of any */
    int period;         /* then forecast with this one; 0: the series' own */
    double clearly;     /* replaces the default when the default errs so many times as much */
};

enum error_measure { MEASURE_ABSOLUTE, MEASURE_PINBALL };

struct candidates {
    struct candidate list[CANDIDATES_MAX + 1]; /* the first is the default */
    double all_clearly; /* the best rival replaces it, too, when it errs so much more than each of
                           them */
    enum error_measure measure;
    int origins_min; /* so many tries before the default may be replaced */
    int values_min;  /* so many known before it may */
    int train_min;   /* known to each try at least */
    int steps_max;   /* of each try; 0: as many as are asked for */
};

const struct candidates *candidates_of(enum series_class class);

#endif

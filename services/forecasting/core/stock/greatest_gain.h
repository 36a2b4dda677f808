/*
 * Which units to move from those that have some to those that need some; see greatest_gain.c.
 */
#ifndef FORECASTING_GREATEST_GAIN_H
#define FORECASTING_GREATEST_GAIN_H

#include "services/forecasting/core/series.h"

struct moves {
    int givers, takers;
    const int64_t *spare;  /* [giver] */
    const int64_t *needed; /* [taker] */
    const double *gain;    /* [giver * takers + taker], of a unit; not above 0: never moved */
    int64_t *moved;        /* out, likewise */
};
/* The most that can be gained. */
double greatest_gain(const struct moves *moves, struct scratch *scratch);

#endif

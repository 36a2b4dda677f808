/*
 * The class of a series: what can be said of it before any method is tried.
 */
#ifndef FORECASTING_SERIES_CLASS_H
#define FORECASTING_SERIES_CLASS_H

#include "services/forecasting/core/choose/choose.h"

#define TRY_VALUES_MIN 8 /* fewer known values: nothing can be tried */

struct series_class_facts {
    enum series_class class;
    int known, zeros;
    double largest; /* absolute value */
};

struct series_class_facts series_class(const struct series *series);
/* "few zeros" */
const char *series_class_name(enum series_class class);
/* Is a season this long seen often enough for its indices: two times and an eighth. */
bool season_is_seen(int count, int period);

#endif

/*
 * Which of the methods that were tried is published, and the sentence that says why.
 */
#ifndef FORECASTING_SELECT_METHOD_H
#define FORECASTING_SELECT_METHOD_H

#include "services/forecasting/core/choose/rolling_origin.h"

/* The place of the method in the list; the first is the default. -1: none is possible. */
int select_method(const struct candidates *candidates, const struct attempt *attempts, int count,
                  int origins);

/* Could older origins still replace the default, from what the newest one says? */
bool default_may_fall(const struct candidates *candidates, const struct attempt *attempts,
                      int count, int origins);

/* "combined: MASE 0.81 over 2 origins; seasonal-naive 1.02, mean 1.40" */
void select_reason(enum error_measure measure, const struct attempt *attempts, int count,
                   int selected, char *reason);

#endif

/*
 * The empirical law of demand over a lead time.
 */
#ifndef FORECASTING_LEAD_TIME_WINDOWS_H
#define FORECASTING_LEAD_TIME_WINDOWS_H

#include "services/forecasting/core/lead_time/lead_time.h"

#define LEAD_TIME_WINDOWS_MIN 20  /* separate lead times of history */
#define LEAD_TIME_STEADY      0.1 /* deviation / mean at most */

/* Fills law, points and reach of a demand that has its mean; false: the history is too short, the
 * lead time not steady, or the level another one now, and nothing is changed. */
bool lead_time_windows(const struct series *series, struct lead_time lead_time,
                       struct scratch *scratch, struct lead_time_demand *demand);

#endif

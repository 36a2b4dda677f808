/*
 * Private to outlook_*.c: the walk through history.
 */
#ifndef FORECASTING_OUTLOOK_WALK_H
#define FORECASTING_OUTLOOK_WALK_H

#include "services/forecasting/core/outlook.h"

/* Days that are seldom asked for are followed by chance and size. */
bool outlook_is_intermittent(const struct outlook_asked *asked);

/* From the first day to the last, with the best smoothing; week, first_day and intermittent are
 * set. */
void outlook_walk_best(const struct outlook_asked *asked, struct outlook *outlook);

#endif

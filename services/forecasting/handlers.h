/*
 * Forecasting's tables: what it hears and is asked, and what it does by itself.
 */
#ifndef FORECASTING_HANDLERS_H
#define FORECASTING_HANDLERS_H

#include "common/service.h"

extern const struct handler forecasting_handlers[];
extern const struct timer forecasting_timers[];
extern const struct setting forecasting_settings[];

#endif

/*
 * The theta methods on a series without a season; shared with the combination.
 */
#ifndef FORECASTING_THETA_H
#define FORECASTING_THETA_H

#include "services/forecasting/core/models/tidy.h"

tidy_model theta_path;
tidy_model dotm_path;

#endif

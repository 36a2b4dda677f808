/*
 * crossdock forecast --drivers FILE: what is known beforehand of the series of a file, past and to
 * come: prices, promotions, holidays.
 *
 * Rows say series_id (empty: all series), t, driver and value. A driver whose values are all 0 and
 * 1 is a flag, 0 where no row says otherwise; others have their usual value there. One whose name
 * begins with "price" counts as a ratio.
 */
#ifndef CROSSDOCK_CLI_FORECAST_DRIVERS_H
#define CROSSDOCK_CLI_FORECAST_DRIVERS_H

#include "clients/cli/series_file.h"
#include "services/forecasting/core/series.h"

struct file_drivers;

/* Read and fitted; NULL after saying what is wrong. */
struct file_drivers *file_drivers_read(const char *path, const struct series_file *file,
                                       enum bucket_unit unit, int period, int horizon) must_check;
void file_drivers_free(struct file_drivers **drivers);

/* Factors of its buckets and of the horizon; NULL: nothing is known of it. */
const double *file_drivers_factors(const struct file_drivers *drivers, size_t series);
/* What was learnt, for people. */
void file_drivers_tell(const struct file_drivers *drivers);

#endif

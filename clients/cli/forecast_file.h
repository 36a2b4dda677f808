/*
 * crossdock forecast --series FILE: every series of a file is forecast, without any service, by the
 * core of the forecasting service. Two passes: first methods are tried on each series and chosen,
 * which also shows how far forecasts of such series miss; then each is forecast, with intervals
 * that are as wide as the tries say. Nothing depends on the number of threads.
 */
#ifndef CROSSDOCK_CLI_FORECAST_FILE_H
#define CROSSDOCK_CLI_FORECAST_FILE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "clients/cli/forecast_drivers.h"
#include "clients/cli/forecast_tree.h"
#include "clients/cli/series_file.h"
#include "services/forecasting/core/choose/choose.h"

/* Is this command line about a file rather than a SKU? */
bool forecast_is_of_file(int argc, char **argv);
int forecast_file_main(int argc, char **argv);

/* "0.025,0.5,0.975" into probabilities that rise; false: it is no such list. */
bool probabilities_read(const char *text, double *probabilities, int *count) must_check;

struct forecast_work {
    const struct series_file *file;
    int period;
    struct path_request request; /* its seed is that of the whole */
    const char *method;          /* NULL: chosen for each series */
    const struct file_drivers *drivers; /* NULL: nothing is known beforehand */
    struct file_tree *tree; /* NULL: each by itself */
    int threads;
    bool raw, quiet;    /* raw: quantiles as the methods say them */
    FILE *out, *report; /* report: NULL for none */
};

/* How many series could be forecast. */
size_t forecast_run(const struct forecast_work *work);

/* --- output ----------------------------------------------------------------------------------- */

void forecast_write_titles(FILE *to, const struct path_request *request);
void forecast_write(FILE *to, const char *id, const struct path_request *request,
                    const struct choice *choice, const struct path *path);
void forecast_report_titles(FILE *to);
void forecast_report(FILE *to, const char *id, const struct series *series,
                     const struct choice *choice);

#endif

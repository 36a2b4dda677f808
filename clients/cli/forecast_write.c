/* Forecasts as CSV, see forecast_file.h. */
#include <math.h>
#include <string.h>

#include "clients/cli/csv_write.h"
#include "clients/cli/forecast_file.h"
#include "services/forecasting/core/choose/series_class.h"

/* 0.05 is q05, 0.1 is q10, 0.975 is q975. */
static void
write_quantile_name(FILE *to, double probability)
{
    char digits[32];
    snprintf(digits, sizeof digits, "%.6f", probability);
    size_t length = strlen(digits);
    while (length > 4 && digits[length - 1] == '0')
        length--;
    fprintf(to, "q%.*s", (int)length - 2, digits + 2);
}

void
forecast_write_titles(FILE *to, const struct path_request *request)
{
    fputs("series_id,h,mean", to);
    for (int i = 0; i < request->probability_count; i++) {
        fputc(',', to);
        write_quantile_name(to, request->probabilities[i]);
    }
    fputs(",method\n", to);
}

void
forecast_write(FILE *to, const char *id, const struct path_request *request,
               const struct choice *choice, const struct path *path)
{
    const double *quantile = path->quantiles;
    for (int h = 0; h < request->horizon; h++) {
        csv_write(to, id, ',');
        fprintf(to, "%d,%.9g", h + 1, path->mean[h]);
        for (int i = 0; i < request->probability_count; i++)
            fprintf(to, ",%.9g", *quantile++);
        fputc(',', to);
        csv_write(to, choice->method, '\n');
    }
}

void
forecast_report_titles(FILE *to)
{
    fputs("series_id,class,values,unknown,method,period,origins,error,bias,reason\n", to);
}

/* A number, or nothing where there is none. */
static void
write_number(FILE *to, double number)
{
    if (!isnan(number))
        fprintf(to, "%.6g", number);
    fputc(',', to);
}

void
forecast_report(FILE *to, const char *id, const struct series *series, const struct choice *choice)
{
    int unknown = 0;
    for (int i = 0; i < series->count; i++)
        unknown += isnan(series->values[i]) != 0;
    csv_write(to, id, ',');
    csv_write(to, series_class_name(choice->class), ',');
    fprintf(to, "%d,%d,%s,%d,%d,", series->count, unknown, choice->method, choice->period,
            choice->origins);
    write_number(to, choice->error);
    write_number(to, choice->bias);
    csv_write(to, choice->reason, '\n');
}

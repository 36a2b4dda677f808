/* crossdock forecast --series: the command, see forecast_file.h. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/forecast_file.h"
#include "clients/cli/parallel.h"
#include "clients/cli/table.h"

static const char doc[] =
    "Forecast every series of a file, without any service.\v"
    "The file is CSV, plain or gzip, - for standard input; its columns series_id, t and value are "
    "found by name, "
    "others are left alone. t is a plain number, a date (2024-01-31), month (2024-01), quarter "
    "(2024Q1), week "
    "(2024-W05), year, or an hour (2024-01-31 07:00). Rows come in any order; buckets without a "
    "row, and empty or NA "
    "values, are unknown, which is not zero. Two rows for one bucket are an error.\n\n"
    "F is yearly, quarterly, monthly, weekly, daily, hourly (Y Q M W D H; 1 4 12 52 7 24), or any "
    "number of buckets "
    "in a season. What is written: series_id, h (1 is the bucket after the last row), mean, a "
    "column a quantile "
    "(q05, q975), method; in the order in which series first appear. The same file and seed give "
    "the same bytes, "
    "whatever the number of threads.\n\n"
    "A method is chosen for each series by trying where the outcome is known; the report tells "
    "why. "
    "'crossdock forecast --method help' lists the methods.";

struct arguments {
    const char *series, *frequency, *quantiles, *method, *out, *report, *drivers, *hierarchy, *reconcile;
    struct flag_number horizon, jobs, seed;
    bool raw, quiet;
};

bool
forecast_is_of_file(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strncmp(argv[i], "--series", 8) == 0 || strncmp(argv[i], "--method", 8) == 0)
            return true;
    return false;
}

bool
probabilities_read(const char *text, double *probabilities, int *count)
{
    *count = 0;
    for (;;) {
        char *end;
        double probability = strtod(text, &end);
        if (end == text || !(probability >= 1e-4 && probability <= 1 - 1e-4) ||
            *count == PROBABILITIES_MAX)
            return false;
        if (*count > 0 && probability <= probabilities[*count - 1])
            return false;
        probabilities[(*count)++] = probability;
        if (*end == '\0')
            return true;
        if (*end != ',')
            return false;
        text = end + 1;
    }
}

static void
read_arguments(int argc, char **argv, struct arguments *arguments)
{
    const struct flag flags[] = {
        {"series", "FILE", "Series to forecast", FLAG_TEXT, &arguments->series},
        {"horizon", "H", "Buckets to forecast", FLAG_NUMBER, &arguments->horizon},
        {"frequency", "F", "What a bucket is: yearly, quarterly, monthly, weekly, daily, hourly, or a number", FLAG_TEXT, &arguments->frequency},
        {"quantiles", "LIST",
         "Probabilities, rising: 0.05,0.5,0.95 (0.05 to 0.95 in steps of 0.05)", FLAG_TEXT,
         &arguments->quantiles},
        {"method", "NAME", "This one for all series (auto: chosen for each; help: lists them)",
         FLAG_TEXT, &arguments->method},
        {"out", "FILE", "Where the forecasts go (-: standard output)", FLAG_TEXT, &arguments->out},
        {"report", "FILE", "Where it goes which method was chosen, and why", FLAG_TEXT,
         &arguments->report},
        {"drivers", "FILE",
         "What is known beforehand, past and to come: columns series_id (empty: all), t, driver "
         "(price, promo, ...), value",
         FLAG_TEXT, &arguments->drivers},
        {"hierarchy", "FILE",
         "What is the sum of what, columns series_id, parent: forecasts add up, parents are "
         "forecast as well",
         FLAG_TEXT, &arguments->hierarchy},
        {"reconcile", "NAME",
         "How they are made to add up: structural, bottom-up, middle-out, top-down, variances, "
         "shrink, ols (auto: by what did best)",
         FLAG_TEXT, &arguments->reconcile},
        {"jobs", "N", "Threads (one a processor)", FLAG_NUMBER, &arguments->jobs},
        {"seed", "N", "Of simulated quantiles (1)", FLAG_NUMBER, &arguments->seed},
        {"raw", NULL, "Quantiles as the methods say them, not corrected by the tries", FLAG_SWITCH,
         &arguments->raw},
        {"quiet", NULL, "Do not tell how far it is, nor of gaps", FLAG_SWITCH, &arguments->quiet},
        {0},
    };
    char *help[] = {argv[0], "--help", NULL};
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--help") == 0) /* also where a value was meant to be */
            arguments_read(2, help, NULL, doc, flags, 0, 0);
    arguments_read(argc, argv, NULL, doc, flags, 0, 0);
}

static int
list_methods(void)
{
    struct table *table = table_start("METHOD|");
    table_row(table, "auto|chosen for each series (the usual)");
    for (const struct model *model = models; model->name; model++)
        table_row(table, "%s|%s", model->name, model->says);
    table_end(&table, stdout);
    return CLI_OK;
}

/* Everything but the files; says what is wrong. */
static bool
understand(const struct arguments *arguments, struct forecast_work *work,
           struct frequency *frequency, double *probabilities)
{
    if (!arguments->series || !arguments->frequency || !arguments->horizon.value || !arguments->out)
        cli_complain("--%s is missing; 'crossdock forecast --series --help' tells what it takes",
                     !arguments->series      ? "series"
                     : !arguments->frequency ? "frequency"
                     : !arguments->out       ? "out"
                                             : "horizon");
    else if (!frequency_read(arguments->frequency, frequency))
        cli_complain("--frequency must be yearly, quarterly, monthly, weekly, daily, hourly or a "
                     "number from 1 to "
                     "1000, not '%s'",
                     arguments->frequency);
    else if (!probabilities_read(arguments->quantiles, probabilities,
                                 &work->request.probability_count))
        cli_complain("--quantiles must be at most %d rising probabilities from 0.0001 to 0.9999 "
                     "like 0.05,0.5,0.95, "
                     "not '%s'",
                     PROBABILITIES_MAX, arguments->quantiles);
    else if (work->method && !model_named(work->method))
        cli_complain("there is no method '%s'; 'crossdock forecast --method help' lists them",
                     work->method);
    else if (arguments->reconcile && strcmp(arguments->reconcile, "auto") != 0 &&
             !reconciliation_named(arguments->reconcile))
        cli_complain("--reconcile must be auto, structural, bottom-up, middle-out, top-down, "
                     "variances, shrink or ols, not '%s'",
                     arguments->reconcile);
    else if (arguments->reconcile && !arguments->hierarchy)
        cli_complain("--reconcile needs --hierarchy, which tells what is to add up");
    else
        return true;
    return false;
}

static FILE *
open_output(const char *path)
{
    if (strcmp(path, "-") == 0)
        return stdout;
    FILE *file = fopen(path, "w");
    if (!file)
        cli_complain("%s: %s", path, strerror(errno));
    return file;
}

/* Closed and wholly written. */
static bool
finish(FILE *file, const char *path)
{
    bool good = fflush(file) == 0 && !ferror(file);
    int why = errno;
    if (file != stdout && fclose(file) != 0 && good) {
        good = false;
        why = errno;
    }
    if (!good)
        cli_complain("%s: %s", path, strerror(why));
    return good;
}

/* Files in which what sold nothing has no row, or whose rows are further apart than buckets. */
static void
tell_gaps(const struct series_file *file, const char *path)
{
    size_t buckets = 0, known = 0;
    for (size_t i = 0; i < file->count; i++) {
        const int count = series_file_buckets(file, i);
        double *values = calloc((size_t)count + 1, sizeof *values);
        assert(values != NULL);
        (void)series_file_values(file, i, values);
        for (int at = 0; at < count; at++)
            known += !isnan(values[at]);
        buckets += (size_t)count;
        free(values);
    }
    if (known > 0 && known < buckets / 2)
        cli_complain("%s: %zu of %zu buckets have no value and count as unknown, not as 0: is "
                     "--frequency right, and does what sold nothing have a row with 0?",
                     path, buckets - known, buckets);
}

static int
forecast_to_files(const struct arguments *arguments, struct forecast_work *work)
{
    work->out = open_output(arguments->out);
    work->report = work->out && arguments->report ? open_output(arguments->report) : NULL;
    if (!work->out || (arguments->report && !work->report))
        return CLI_USAGE;
    forecast_write_titles(work->out, &work->request);
    if (work->report)
        forecast_report_titles(work->report);
    size_t known = forecast_run(work), unknown = work->file->count - known;
    bool good = finish(work->out, arguments->out);
    if (work->report)
        good &= finish(work->report, arguments->report);
    if (unknown > 0)
        cli_complain("%s: of %zu series no value is known, they are left out", arguments->series,
                     unknown);
    return !good ? CLI_USAGE : unknown > 0 ? CLI_REFUSED : CLI_OK;
}

int
forecast_file_main(int argc, char **argv)
{
    struct arguments arguments = {
        .quantiles =
            "0.05,0.1,0.15,0.2,0.25,0.3,0.35,0.4,0.45,0.5,0.55,0.6,0.65,0.7,0.75,0.8,0.85,0.9,0.95",
        .horizon = {.min = 1, .max = HORIZON_MAX},
        .jobs = {.min = 1, .max = THREADS_MAX, .value = parallel_processors()},
        .seed = {.min = 0, .max = INT64_MAX, .value = 1},
    };
    double probabilities[PROBABILITIES_MAX];
    struct frequency frequency;
    struct series_file file;
    read_arguments(argc, argv, &arguments);
    if (arguments.method && strcmp(arguments.method, "help") == 0)
        return list_methods();
    bool choose = !arguments.method || strcmp(arguments.method, "auto") == 0;
    struct forecast_work work = {
        .file = &file,
        .method = choose ? NULL : arguments.method,
        .request = {.horizon = (int)arguments.horizon.value,
                    .probabilities = probabilities,
                    .seed = (uint64_t)arguments.seed.value},
        .threads = (int)arguments.jobs.value,
        .raw = arguments.raw,
        .quiet = arguments.quiet,
    };
    if (!understand(&arguments, &work, &frequency, probabilities))
        return CLI_USAGE;
    work.period = frequency.period;
    if (!series_file_read(&file, arguments.series, frequency.unit))
        return CLI_USAGE;
    if (!work.quiet)
        tell_gaps(&file, arguments.series);
    struct file_drivers *drivers = NULL;
    struct file_tree tree = {0};
    if (arguments.hierarchy && !file_tree_read(&tree, arguments.hierarchy, &file)) {
        series_file_free(&file);
        return CLI_USAGE;
    }
    tree.way = arguments.reconcile ? reconciliation_named(arguments.reconcile) : NULL;
    work.tree = arguments.hierarchy ? &tree : NULL;
    if (arguments.drivers)
        drivers = file_drivers_read(arguments.drivers, &file, frequency.unit, frequency.period,
                                    work.request.horizon);
    if (drivers && !work.quiet)
        file_drivers_tell(drivers);
    work.drivers = drivers;
    int status =
        arguments.drivers && !drivers ? CLI_USAGE : forecast_to_files(&arguments, &work);
    file_drivers_free(&drivers);
    file_tree_free(&tree);
    series_file_free(&file);
    return status;
}

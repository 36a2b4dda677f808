/* Every series of a file in two passes, see forecast_file.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "clients/cli/cli.h"
#include "clients/cli/forecast_file.h"
#include "clients/cli/parallel.h"
#include "clients/cli/progress.h"
#include "services/forecasting/core/drivers/effects.h"

#define BLOCK_SERIES 64 /* a thread; the results of a block wait for their turn to be written */
#define TRIES_OF_FILE 1000 /* small files have nobody else to tell them their spread */
#define VALUES_TRIED  8000 /* of one series, all its origins together */
#define ORIGINS_LEAST 2    /* what choosing needs */
#define YEAR_BUCKETS  52   /* at least: what a sum is shared out by */

struct bench {
    struct scratch scratch;
    struct calibration collected[CLASS_COUNT];
};

struct result {
    char *rows, *report;
    size_t row_bytes, report_bytes;
    bool known;
};

struct passes {
    const struct forecast_work *work;
    struct bench *benches;          /* one a thread */
    struct choice *choices;         /* one a series */
    struct correction *corrections; /* by class */
    struct result *results;         /* of this block */
    size_t block_first;
    struct tree_paths *paths; /* NULL: written as they come, not kept to be made to add up */
    int try;                  /* of the last horizons: 0 the older */
};

/* The same for a series wherever it is in the file. */
static uint64_t
seed_of(uint64_t seed, const char *id)
{
    uint64_t hash = 14695981039346656037u ^ seed * 0x9e3779b97f4a7c15u; /* FNV-1a */
    for (; *id; id++)
        hash = (hash ^ (unsigned char)*id) * 1099511628211u;
    return hash;
}

/* held: so many buckets at the end are not told. */
static struct series
take_series(const struct forecast_work *work, size_t index, int held, struct scratch *scratch)
{
    int count = series_file_buckets(work->file, index);
    double *values = scratch_doubles(scratch, (size_t)count);
    bool never_negative = series_file_values(work->file, index, values);
    const double *factors = work->drivers ? file_drivers_factors(work->drivers, index) : NULL;
    for (int i = 0; factors && i < count; i++)
        values[i] /= factors[i];
    return (struct series){values, count > held ? count - held : 0, work->period, never_negative};
}

static struct path_request
request_of(const struct forecast_work *work, size_t index)
{
    struct path_request request = work->request;
    request.seed = seed_of(request.seed, series_file_id(work->file, index));
    return request;
}

/* The fewer series there are, and the shorter they are, the more is tried on each. */
static struct choose_terms
terms_of(const struct passes *passes, int values)
{
    size_t by_file = TRIES_OF_FILE / passes->work->file->count;
    size_t by_length = VALUES_TRIED / ((size_t)values + 1);
    size_t always = by_file < by_length ? by_file : by_length;
    always = always < 1 ? 1 : always > ORIGINS_MAX ? ORIGINS_MAX : always;
    return (struct choose_terms){.origins = always < ORIGINS_LEAST ? ORIGINS_LEAST : (int)always,
                                 .always = (int)always,
                                 .method = passes->work->method};
}

static void
choose_one(size_t index, int worker, void *context)
{
    struct passes *passes = context;
    struct bench *bench = &passes->benches[worker];
    struct path_request request = request_of(passes->work, index);
    size_t mark = scratch_mark(&bench->scratch);
    struct series series = take_series(passes->work, index, 0, &bench->scratch);
    struct calibration *own = scratch_take(&bench->scratch, sizeof *own);
    struct choice *choice = &passes->choices[index];
    struct choose_terms terms = terms_of(passes, series.count);
    choose_method(&series, &request, &terms, &bench->scratch, choice, own);
    calibration_add(&bench->collected[choice->class], own);
    scratch_reset(&bench->scratch, mark);
}

/* What is known beforehand of the buckets from `first` on. */
static void
put_drivers_in(const struct forecast_work *work, size_t index, int first,
               const struct path_request *request, struct path *path)
{
    if (!work->drivers || first < 0)
        return;
    const double *factors = file_drivers_factors(work->drivers, index);
    const struct effects effects = {0, request->horizon, factors + first};
    effects_put_in(&effects, 0, request, path);
}

/* For what is made to add up when all are there. */
static void
keep_path(struct passes *passes, size_t index, const struct series *series,
          const struct path *path)
{
    struct tree_paths *paths = passes->paths;
    size_t count = passes->work->file->count, horizon = (size_t)paths->horizon;
    size_t quantiles = horizon * (size_t)paths->probability_count;
    for (size_t h = 0; h < horizon; h++)
        paths->means[h * count + index] = path->mean[h];
    memcpy(paths->quantiles + index * quantiles, path->quantiles, quantiles * sizeof(double));
    paths->never_negative[index] = series->never_negative;
}

static void
forecast_one(size_t index, int worker, void *context)
{
    struct passes *passes = context;
    const struct forecast_work *work = passes->work;
    struct scratch *scratch = &passes->benches[worker].scratch;
    struct result *result = &passes->results[index - passes->block_first];
    struct path_request request = request_of(work, index);
    size_t mark = scratch_mark(scratch), horizon = (size_t)request.horizon;
    struct series series = take_series(work, index, 0, scratch);
    struct choice *choice = &passes->choices[index];
    struct path path = {scratch_doubles(scratch, horizon),
                        scratch_doubles(scratch, horizon * (size_t)request.probability_count)};
    const char *id = series_file_id(work->file, index);
    result->known =
        choice_path(&series, &request, work->raw ? NULL : &passes->corrections[choice->class],
                    scratch, choice, &path);
    if (result->known)
        put_drivers_in(work, index, series_file_buckets(work->file, index), &request, &path);
    if (passes->paths)
        keep_path(passes, index, &series, &path);
    FILE *rows = open_memstream(&result->rows, &result->row_bytes);
    FILE *report = open_memstream(&result->report, &result->report_bytes);
    assert(rows && report);
    if (result->known && !passes->paths)
        forecast_write(rows, id, &request, choice, &path);
    if (work->report)
        forecast_report(report, id, &series, choice);
    fclose(rows);
    fclose(report);
    scratch_reset(scratch, mark);
}

/* --- forecasts that add up -------------------------------------------------------------------- */

/* One of the last two horizons, as it would have been forecast. */
static void
try_one(size_t index, int worker, void *context)
{
    struct passes *passes = context;
    const struct forecast_work *work = passes->work;
    struct tree_paths *paths = passes->paths;
    struct scratch *scratch = &passes->benches[worker].scratch;
    struct path_request request = request_of(work, index);
    size_t mark = scratch_mark(scratch);
    int horizon = request.horizon, count = series_file_buckets(work->file, index);
    int held = (2 - passes->try) * horizon;
    struct choice choice = passes->choices[index];
    struct series series = take_series(work, index, held, scratch);
    double *actual = scratch_doubles(scratch, (size_t)count + 1);
    struct path path = {paths->tried + (index * 2 + (size_t)passes->try) * (size_t)horizon, NULL};
    request.probability_count = 0;
    (void)series_file_values(work->file, index, actual);
    if (choice_path(&series, &request, NULL, scratch, &choice, &path))
        put_drivers_in(work, index, count - held, &request, &path);
    else
        memset(path.mean, 0, (size_t)horizon * sizeof *path.mean);
    for (int h = 0; h < horizon; h++) {
        int at = count - held + h;
        paths->actual[(index * 2 + (size_t)passes->try) * (size_t)horizon + (size_t)h] =
            at >= 0 && at < count ? actual[at] : NAN;
    }
    scratch_reset(scratch, mark);
}

/* Units of the last year (or of as much as there is), and how much a series moves. */
static void
measure_one(size_t index, int worker, void *context)
{
    struct passes *passes = context;
    const struct forecast_work *work = passes->work;
    struct scratch *scratch = &passes->benches[worker].scratch;
    size_t mark = scratch_mark(scratch);
    int count = series_file_buckets(work->file, index), moves = 0;
    int year = work->period > YEAR_BUCKETS ? work->period : YEAR_BUCKETS;
    double *values = scratch_doubles(scratch, (size_t)count + 1), squares = 0, sum = 0;
    (void)series_file_values(work->file, index, values);
    for (int i = 0; i < count; i++) {
        if (isnan(values[i]))
            continue;
        if (i >= count - year)
            sum += values[i];
        if (i > 0 && !isnan(values[i - 1])) {
            squares += (values[i] - values[i - 1]) * (values[i] - values[i - 1]);
            moves++;
        }
    }
    passes->paths->weights[index] = sum;
    passes->paths->scales[index] = moves > 0 ? sqrt(squares / moves) : 0;
    scratch_reset(scratch, mark);
}

static size_t
add_up_and_write(struct passes *passes)
{
    const struct forecast_work *work = passes->work;
    size_t count = work->file->count, horizon = (size_t)work->request.horizon, known = 0;
    parallel_run(0, count, work->threads, measure_one, passes);
    for (passes->try = 0; passes->try < 2; passes->try++)
        parallel_run(0, count, work->threads, try_one, passes);
    tree_reconcile(work->tree, passes->paths, work->quiet);
    struct path path = {malloc(horizon * sizeof(double)), NULL};
    assert(path.mean);
    for (size_t i = 0; i < count; i++) {
        if (passes->choices[i].class == CLASS_EMPTY)
            continue;
        for (size_t h = 0; h < horizon; h++)
            path.mean[h] = passes->paths->means[h * count + i];
        path.quantiles =
            passes->paths->quantiles + i * horizon * (size_t)work->request.probability_count;
        forecast_write(work->out, series_file_id(work->file, i), &work->request,
                       &passes->choices[i], &path);
        known++;
    }
    free(path.mean);
    return known;
}

static void
start_paths(struct tree_paths *paths, const struct forecast_work *work)
{
    size_t count = work->file->count, horizon = (size_t)work->request.horizon;
    size_t quantiles = horizon * (size_t)work->request.probability_count;
    *paths = (struct tree_paths){
        .horizon = work->request.horizon,
        .probability_count = work->request.probability_count,
        .means = calloc(count * horizon, sizeof(double)),
        .quantiles = calloc(count * quantiles + 1, sizeof(double)),
        .never_negative = calloc(count, sizeof(bool)),
        .tried = calloc(count * horizon * 2, sizeof(double)),
        .actual = calloc(count * horizon * 2, sizeof(double)),
        .weights = calloc(count, sizeof(double)),
        .scales = calloc(count, sizeof(double)),
    };
    assert(paths->means && paths->quantiles && paths->never_negative && paths->tried &&
           paths->actual && paths->weights && paths->scales);
}

static void
end_paths(struct tree_paths *paths)
{
    free(paths->means);
    free(paths->quantiles);
    free(paths->never_negative);
    free(paths->tried);
    free(paths->actual);
    free(paths->weights);
    free(paths->scales);
}

/* --- the passes ------------------------------------------------------------------------------- */

static void
choose_all(struct passes *passes)
{
    const struct forecast_work *work = passes->work;
    size_t count = work->file->count, step = BLOCK_SERIES * (size_t)work->threads;
    struct progress progress;
    progress_start(&progress, "series tried", (int64_t)count);
    for (size_t first = 0; first < count; first += step) {
        parallel_run(first, first + step < count ? first + step : count, work->threads, choose_one,
                     passes);
        if (!work->quiet && progress.terminal)
            progress_show(&progress, (int64_t)first);
    }
    progress_end(&progress);
}

static void
correct_all(struct passes *passes)
{
    for (int class = 0; class < CLASS_COUNT; class ++) {
        struct calibration sum = {0};
        for (int i = 0; i < passes->work->threads; i++)
            calibration_add(&sum, &passes->benches[i].collected[class]);
        calibration_correct(&sum, &passes->work->request, &passes->corrections[class]);
    }
}

static size_t
write_block(struct passes *passes, size_t count)
{
    size_t known = 0;
    for (size_t i = 0; i < count; i++) {
        struct result *result = &passes->results[i];
        fwrite(result->rows, 1, result->row_bytes, passes->work->out);
        if (passes->work->report)
            fwrite(result->report, 1, result->report_bytes, passes->work->report);
        known += result->known;
        free(result->rows);
        free(result->report);
    }
    return known;
}

static size_t
forecast_all(struct passes *passes)
{
    const struct forecast_work *work = passes->work;
    size_t count = work->file->count, step = BLOCK_SERIES * (size_t)work->threads, known = 0;
    struct progress progress;
    progress_start(&progress, "series forecast", (int64_t)count);
    for (size_t first = 0; first < count; first += step) {
        size_t end = first + step < count ? first + step : count;
        passes->block_first = first;
        parallel_run(first, end, work->threads, forecast_one, passes);
        known += write_block(passes, end - first);
        if (!work->quiet && progress.terminal)
            progress_show(&progress, (int64_t)end);
    }
    progress_end(&progress);
    return known;
}

/* Memory that costs nothing before it is touched. */
static void *
untouched(size_t bytes)
{
    void *room = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    assert(room != MAP_FAILED);
    return room;
}

size_t
forecast_run(const struct forecast_work *work)
{
    size_t count = work->file->count, threads = (size_t)work->threads;
    struct passes passes = {
        .work = work,
        .benches = calloc(threads, sizeof *passes.benches),
        .choices = calloc(count, sizeof *passes.choices),
        .corrections = calloc(CLASS_COUNT, sizeof *passes.corrections),
        .results = calloc(BLOCK_SERIES * threads, sizeof *passes.results),
    };
    assert(passes.benches && passes.choices && passes.corrections && passes.results);
    for (size_t i = 0; i < threads; i++)
        passes.benches[i].scratch = (struct scratch){untouched(SCRATCH_BYTES), SCRATCH_BYTES, 0};
    choose_all(&passes);
    correct_all(&passes);
    struct tree_paths paths = {0};
    if (work->tree) {
        start_paths(&paths, work);
        passes.paths = &paths;
    }
    size_t known = forecast_all(&passes);
    if (work->tree)
        known = add_up_and_write(&passes);
    end_paths(&paths);
    for (size_t i = 0; i < threads; i++)
        munmap(passes.benches[i].scratch.bytes, SCRATCH_BYTES);
    free(passes.benches);
    free(passes.choices);
    free(passes.corrections);
    free(passes.results);
    return known;
}

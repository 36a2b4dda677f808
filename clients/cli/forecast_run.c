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

static struct series
take_series(const struct forecast_work *work, size_t index, struct scratch *scratch)
{
    int count = series_file_buckets(work->file, index);
    double *values = scratch_doubles(scratch, (size_t)count);
    bool never_negative = series_file_values(work->file, index, values);
    const double *factors = work->drivers ? file_drivers_factors(work->drivers, index) : NULL;
    for (int i = 0; factors && i < count; i++)
        values[i] /= factors[i];
    return (struct series){values, count, work->period, never_negative};
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
    struct series series = take_series(passes->work, index, &bench->scratch);
    struct calibration *own = scratch_take(&bench->scratch, sizeof *own);
    struct choice *choice = &passes->choices[index];
    struct choose_terms terms = terms_of(passes, series.count);
    choose_method(&series, &request, &terms, &bench->scratch, choice, own);
    calibration_add(&bench->collected[choice->class], own);
    scratch_reset(&bench->scratch, mark);
}

/* What is known beforehand of the buckets to come. */
static void
put_drivers_in(const struct forecast_work *work, size_t index, const struct path_request *request,
               struct path *path)
{
    if (!work->drivers)
        return;
    const double *factors = file_drivers_factors(work->drivers, index);
    const struct effects effects = {0, request->horizon,
                                    factors + series_file_buckets(work->file, index)};
    effects_put_in(&effects, 0, request, path);
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
    struct series series = take_series(work, index, scratch);
    struct choice *choice = &passes->choices[index];
    struct path path = {scratch_doubles(scratch, horizon),
                        scratch_doubles(scratch, horizon * (size_t)request.probability_count)};
    const char *id = series_file_id(work->file, index);
    result->known =
        choice_path(&series, &request, work->raw ? NULL : &passes->corrections[choice->class],
                    scratch, choice, &path);
    if (result->known)
        put_drivers_in(work, index, &request, &path);
    FILE *rows = open_memstream(&result->rows, &result->row_bytes);
    FILE *report = open_memstream(&result->report, &result->report_bytes);
    assert(rows && report);
    if (result->known)
        forecast_write(rows, id, &request, choice, &path);
    if (work->report)
        forecast_report(report, id, &series, choice);
    fclose(rows);
    fclose(report);
    scratch_reset(scratch, mark);
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
    size_t known = forecast_all(&passes);
    for (size_t i = 0; i < threads; i++)
        munmap(passes.benches[i].scratch.bytes, SCRATCH_BYTES);
    free(passes.benches);
    free(passes.choices);
    free(passes.corrections);
    free(passes.results);
    return known;
}

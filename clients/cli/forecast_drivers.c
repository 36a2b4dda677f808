/* crossdock forecast --drivers, see forecast_drivers.h. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>

#include "clients/cli/column_names.h"
#include "clients/cli/complain.h"
#include "clients/cli/forecast_drivers.h"
#include "clients/cli/sheet.h"
#include "common/text.h"
#include "services/forecasting/core/drivers/driver_fit.h"

#define NAME_BYTES 64
#define EVERY      SIZE_MAX /* series */

struct row {
    size_t series;
    int64_t bucket;
    int driver;
    double value;
};

struct file_drivers {
    const struct series_file *file;
    int horizon, period, count;
    struct driver drivers[DRIVERS_MAX];
    char names[DRIVERS_MAX][NAME_BYTES];
    struct row *rows;
    size_t row_count, row_room, other_rows; /* other: of no series, or of no bucket of theirs */
    double **factors;                       /* by series; NULL: none */
    struct driver_fit fit;
};

enum { COLUMN_ID, COLUMN_TIME, COLUMN_DRIVER, COLUMN_VALUE };

static const struct sheet_column columns[] = {
    {SERIES_ID_NAMES, true},
    {SERIES_TIME_NAMES, true},
    {"driver|regressor|variable|feature|event", true},
    {"value|x|level", true},
    {NULL, false},
};

/* --- rows ------------------------------------------------------------------------------------- */

/* -1: too many drivers. */
static int
driver_of(struct file_drivers *drivers, const char *name)
{
    for (int i = 0; i < drivers->count; i++)
        if (strcmp(drivers->names[i], name) == 0)
            return i;
    if (drivers->count == DRIVERS_MAX)
        return -1;
    struct driver *driver = &drivers->drivers[drivers->count];
    snprintf(drivers->names[drivers->count], NAME_BYTES, "%s", name);
    *driver = (struct driver){.name = drivers->names[drivers->count],
                              .logarithm = strncasecmp(name, "price", 5) == 0,
                              .flag = strncasecmp(name, "price", 5) != 0};
    return drivers->count++;
}

static void
keep_row(struct file_drivers *drivers, const struct row *row)
{
    if (drivers->row_count == drivers->row_room) {
        drivers->row_room = drivers->row_room * 2 + 1024;
        drivers->rows = realloc(drivers->rows, drivers->row_room * sizeof *drivers->rows);
        assert(drivers->rows);
    }
    drivers->rows[drivers->row_count++] = *row;
    if (row->value != 0 && row->value != 1)
        drivers->drivers[row->driver].flag = false;
}

static bool
read_row(struct file_drivers *drivers, struct sheet *sheet, enum bucket_unit unit,
         enum bucket_writing *writing)
{
    const char *id = sheet_text(sheet, COLUMN_ID), *name = sheet_text(sheet, COLUMN_DRIVER);
    struct row row = {.series = EVERY};
    if (!*name || strlen(name) >= NAME_BYTES)
        return sheet_bad(sheet, "driver must have 1 to %d bytes", NAME_BYTES - 1);
    if (!bucket_read(sheet_text(sheet, COLUMN_TIME), unit, writing, &row.bucket))
        return sheet_bad(sheet, "t must be written like that of the series, not '%s'",
                         sheet_text(sheet, COLUMN_TIME));
    if (!text_to_double(sheet_text(sheet, COLUMN_VALUE), &row.value) || !isfinite(row.value))
        return sheet_bad(sheet, "value must be a number, not '%s'",
                         sheet_text(sheet, COLUMN_VALUE));
    row.driver = driver_of(drivers, name);
    if (row.driver < 0)
        return sheet_bad(sheet, "more than %d drivers", DRIVERS_MAX);
    if (drivers->drivers[row.driver].logarithm && row.value <= 0)
        return sheet_bad(sheet, "%s must be above 0", name);
    if (*id && !series_file_find(drivers->file, id, &row.series))
        drivers->other_rows++; /* of a series that is not to be forecast */
    else
        keep_row(drivers, &row);
    return true;
}

static bool
read_rows(struct file_drivers *drivers, const char *path, enum bucket_unit unit)
{
    enum bucket_writing writing = WRITTEN_UNKNOWN;
    struct sheet sheet;
    if (!sheet_open(&sheet, path, columns))
        return false;
    while (sheet_next(&sheet))
        (void)read_row(drivers, &sheet, unit, &writing);
    bool good = sheet.bad == 0;
    if (!good)
        cli_complain("%s: nothing was forecast: correct the file first", path);
    else if (drivers->row_count == 0)
        cli_complain("%s: no row is of a series of the other file", path);
    sheet_close(&sheet);
    return good && drivers->row_count > 0;
}

/* --- fit -------------------------------------------------------------------------------------- */

struct fitting {
    struct driver_series *list; /* by series of the file */
    double **x, **values;
};

static void
set_value(struct file_drivers *drivers, struct fitting *fitting, size_t series,
          const struct row *row)
{
    const struct driver_series *one = &fitting->list[series];
    int64_t at = row->bucket - series_file_first(drivers->file, series);
    if (at < 0 || at >= one->count + one->ahead)
        return;
    fitting->x[series][at * drivers->count + row->driver] = row->value;
}

static void
start_series(struct file_drivers *drivers, struct fitting *fitting, size_t i)
{
    size_t count = (size_t)series_file_buckets(drivers->file, i);
    size_t all = count + (size_t)drivers->horizon, width = (size_t)drivers->count;
    fitting->values[i] = malloc((count + 1) * sizeof(double));
    fitting->x[i] = malloc(all * width * sizeof(double));
    drivers->factors[i] = malloc(all * sizeof(double));
    assert(fitting->values[i] && fitting->x[i] && drivers->factors[i]);
    series_file_values(drivers->file, i, fitting->values[i]);
    for (size_t at = 0; at < all * width; at++)
        fitting->x[i][at] = drivers->drivers[at % width].flag ? 0 : NAN;
    fitting->list[i] = (struct driver_series){fitting->values[i], (int)count, drivers->horizon,
                                              fitting->x[i], drivers->factors[i]};
}

static void
fit(struct file_drivers *drivers)
{
    size_t count = drivers->file->count;
    struct fitting fitting = {calloc(count, sizeof *fitting.list), calloc(count, sizeof *fitting.x),
                              calloc(count, sizeof *fitting.values)};
    struct scratch scratch = {mmap(NULL, SCRATCH_BYTES, PROT_READ | PROT_WRITE,
                                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0),
                              SCRATCH_BYTES, 0};
    drivers->factors = calloc(count, sizeof *drivers->factors);
    assert(fitting.list && fitting.x && fitting.values && drivers->factors);
    assert(scratch.bytes != MAP_FAILED);
    for (size_t i = 0; i < count; i++)
        start_series(drivers, &fitting, i);
    for (size_t r = 0; r < drivers->row_count; r++) {
        const struct row *row = &drivers->rows[r];
        size_t first = row->series == EVERY ? 0 : row->series;
        size_t end = row->series == EVERY ? count : row->series + 1;
        for (size_t i = first; i < end; i++)
            set_value(drivers, &fitting, i, row);
    }
    driver_fit(drivers->drivers, drivers->count, fitting.list, (int)count, drivers->period,
               &scratch, &drivers->fit);
    for (size_t i = 0; i < count; i++) {
        free(fitting.x[i]);
        free(fitting.values[i]);
    }
    free(fitting.list);
    free(fitting.x);
    free(fitting.values);
    munmap(scratch.bytes, SCRATCH_BYTES);
}

struct file_drivers *
file_drivers_read(const char *path, const struct series_file *file, enum bucket_unit unit,
                  int period, int horizon)
{
    struct file_drivers *drivers = calloc(1, sizeof *drivers);
    assert(drivers);
    drivers->file = file;
    drivers->period = period;
    drivers->horizon = horizon;
    if (!read_rows(drivers, path, unit)) {
        file_drivers_free(&drivers);
        return NULL;
    }
    fit(drivers);
    return drivers;
}

void
file_drivers_free(struct file_drivers **drivers)
{
    struct file_drivers *gone = *drivers;
    if (!gone)
        return;
    for (size_t i = 0; gone->factors && i < gone->file->count; i++)
        free(gone->factors[i]);
    free(gone->factors);
    free(gone->rows);
    free(gone);
    *drivers = NULL;
}

const double *
file_drivers_factors(const struct file_drivers *drivers, size_t series)
{
    return drivers->factors[series];
}

void
file_drivers_tell(const struct file_drivers *drivers)
{
    for (int i = 0; i < drivers->count; i++) {
        double answer = drivers->fit.answer[i];
        if (drivers->drivers[i].logarithm)
            fprintf(stderr, "%s: 1 %% more, %.2f %% %s\n", drivers->names[i], fabs(answer),
                    answer < 0 ? "less" : "more");
        else
            fprintf(stderr, "%s: %.2f times as much%s%s\n", drivers->names[i], exp(answer),
                    drivers->drivers[i].flag ? "" : " for each 1 more",
                    drivers->fit.after[i] ? "; the buckets behind it count as well" : "");
    }
}

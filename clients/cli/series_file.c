/*
 * Series of a file, see series_file.h. What is kept of a series is a dense array from its first
 * bucket to its last; floats until a value comes that a float cannot hold. Buckets that no row
 * told of carry a mark of their own, so that a row that comes late is not taken for a second one.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "clients/cli/column_names.h"
#include "clients/cli/complain.h"
#include "clients/cli/progress.h"
#include "clients/cli/series_file.h"
#include "clients/cli/sheet.h"
#include "common/text.h"
#include "services/forecasting/core/series.h"

#define VALUE_MAX    1e100
#define ID_BYTES_MAX 1000

struct kept_series {
    size_t name; /* in names */
    int64_t first;
    uint32_t count, room;
    bool wide; /* doubles, not floats */
    bool negative;
    void *values;
};

enum { COLUMN_ID, COLUMN_TIME, COLUMN_VALUE };

static const struct sheet_column columns[] = {
    {SERIES_ID_NAMES, true},
    {SERIES_TIME_NAMES, true},
    {SERIES_VALUE_NAMES, true},
    {NULL, false},
};

/* --- values: a number, unknown, or not told of ------------------------------------------------ */

static const uint32_t gap_float = 0x7fc00001;
static const uint64_t gap_double = 0x7ff8000000000001;

static size_t
value_bytes(const struct kept_series *series)
{
    return series->wide ? sizeof(double) : sizeof(float);
}

static void *
slot(const struct kept_series *series, uint32_t index)
{
    return (char *)series->values + index * value_bytes(series);
}

static bool
is_gap(const struct kept_series *series, uint32_t index)
{
    return memcmp(slot(series, index), series->wide ? (const void *)&gap_double : &gap_float,
                  value_bytes(series)) == 0;
}

static void
set_gap(struct kept_series *series, uint32_t index)
{
    memcpy(slot(series, index), series->wide ? (const void *)&gap_double : &gap_float,
           value_bytes(series));
}

static double
get_value(const struct kept_series *series, uint32_t index)
{
    float narrow;
    double wide;
    if (series->wide) {
        memcpy(&wide, slot(series, index), sizeof wide);
        return wide;
    }
    memcpy(&narrow, slot(series, index), sizeof narrow);
    return (double)narrow;
}

static void
set_value(struct kept_series *series, uint32_t index, double value)
{
    float narrow = (float)value;
    if (series->wide)
        memcpy(slot(series, index), &value, sizeof value);
    else
        memcpy(slot(series, index), &narrow, sizeof narrow);
}

static void
widen(struct kept_series *series)
{
    struct kept_series wide = *series;
    wide.wide = true;
    wide.values = malloc(series->room * sizeof(double));
    assert(wide.values);
    for (uint32_t i = 0; i < series->count; i++)
        if (is_gap(series, i))
            set_gap(&wide, i);
        else
            set_value(&wide, i, get_value(series, i));
    free(series->values);
    *series = wide;
}

/* Room for `more` buckets before or behind, marked as not told of. */
static void
extend(struct kept_series *series, uint32_t more, bool before)
{
    uint32_t count = series->count + more;
    if (count > series->room) {
        uint32_t room = series->room + series->room / 2 + 16;
        series->room = room < count ? count : room;
        series->values = realloc(series->values, series->room * value_bytes(series));
        assert(series->values);
    }
    if (before)
        memmove(slot(series, more), series->values, series->count * value_bytes(series));
    for (uint32_t i = 0; i < more; i++)
        set_gap(series, before ? i : series->count + i);
    series->count = count;
    if (before)
        series->first -= more;
}

/* --- series by id --------------------------------------------------------------------------- */

static size_t
hash_of(const char *id)
{
    uint64_t hash = 14695981039346656037u; /* FNV-1a */
    for (; *id; id++)
        hash = (hash ^ (unsigned char)*id) * 1099511628211u;
    return (size_t)(hash ^ hash >> 32);
}

const char *
series_file_id(const struct series_file *file, size_t index)
{
    return file->names + file->list[index].name;
}

static void
grow_places(struct series_file *file)
{
    file->place_count = file->place_count ? file->place_count * 2 : 1024;
    free(file->places);
    file->places = calloc(file->place_count, sizeof *file->places);
    assert(file->places);
    for (size_t i = 0; i < file->count; i++) {
        size_t at = hash_of(series_file_id(file, i)) % file->place_count;
        while (file->places[at])
            at = (at + 1) % file->place_count;
        file->places[at] = i + 1;
    }
}

static size_t
add_series(struct series_file *file, const char *id)
{
    size_t bytes = strlen(id) + 1;
    if (file->count == file->room) {
        file->room = file->room ? file->room * 2 : 256;
        file->list = realloc(file->list, file->room * sizeof *file->list);
        assert(file->list);
    }
    if (file->names_used + bytes > file->names_room) {
        file->names_room = (file->names_used + bytes) * 2;
        file->names = realloc(file->names, file->names_room);
        assert(file->names);
    }
    memcpy(file->names + file->names_used, id, bytes);
    file->list[file->count] = (struct kept_series){.name = file->names_used};
    file->names_used += bytes;
    return file->count++;
}

static struct kept_series *
find_series(struct series_file *file, const char *id)
{
    if (file->count && strcmp(series_file_id(file, file->last), id) == 0)
        return &file->list[file->last];
    if (file->count * 2 >= file->place_count)
        grow_places(file);
    size_t at = hash_of(id) % file->place_count;
    while (file->places[at] && strcmp(series_file_id(file, file->places[at] - 1), id) != 0)
        at = (at + 1) % file->place_count;
    if (!file->places[at])
        file->places[at] = add_series(file, id) + 1;
    file->last = file->places[at] - 1;
    return &file->list[file->last];
}

/* --- rows ----------------------------------------------------------------------------------- */

static bool
read_value(struct sheet *sheet, double *value)
{
    static const char *const unknown[] = {"", "NA", "NaN", "N/A", "null", "none", "-", "."};
    const char *text = sheet_text(sheet, COLUMN_VALUE);
    *value = NAN;
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
        if (strcasecmp(text, unknown[i]) == 0)
            return true;
    if (text_to_double(text, value) && fabs(*value) <= VALUE_MAX)
        return true;
    return sheet_bad(sheet, "value must be a number from -1e100 to 1e100 or empty, not '%s'", text);
}

/* Room for this bucket. False: the series would be too long. */
static bool
reach(struct kept_series *series, int64_t bucket)
{
    if (series->count == 0)
        series->first = bucket;
    int64_t after = bucket - series->first;
    if (after >= SERIES_MAX || after < (int64_t)series->count - SERIES_MAX)
        return false;
    if (after < 0)
        extend(series, (uint32_t)-after, true);
    else if (after >= series->count)
        extend(series, (uint32_t)(after - series->count + 1), false);
    return true;
}

static bool
keep_row(struct series_file *file, struct sheet *sheet, int64_t bucket, double value)
{
    const char *id = sheet_text(sheet, COLUMN_ID), *time = sheet_text(sheet, COLUMN_TIME);
    if (!*id || strlen(id) > ID_BYTES_MAX)
        return sheet_bad(sheet, "series_id must have 1 to %d bytes", ID_BYTES_MAX);
    struct kept_series *series = find_series(file, id);
    if (!reach(series, bucket))
        return sheet_bad(
            sheet, "%s at %s: more than %d buckets from the first to the last row of the series",
            id, time, SERIES_MAX);
    uint32_t index = (uint32_t)(bucket - series->first);
    if (!is_gap(series, index))
        return sheet_bad(sheet, "%s at %s: there is a row before for the same bucket (--frequency)", id,
                         time);
    if (!series->wide && !isnan(value) && (double)(float)value != value)
        widen(series);
    set_value(series, index, value);
    series->negative |= value < 0;
    return true;
}

static void
bad_time(struct sheet *sheet, enum bucket_unit unit, enum bucket_writing writing, const char *time)
{
    if (writing == WRITTEN_NUMBER)
        (void)sheet_bad(sheet, "t must be a whole number as in the rows before, not '%s'", time);
    else
        (void)sheet_bad(sheet, "t must be %s, not '%s'; --frequency says what a bucket is",
                        bucket_example(unit), time);
}

static bool
read_rows(struct series_file *file, struct sheet *sheet, enum bucket_unit unit)
{
    enum bucket_writing writing = WRITTEN_UNKNOWN;
    struct progress progress;
    progress_start(&progress, "rows read", 0);
    while (sheet_next(sheet)) {
        int64_t bucket;
        double value;
        const char *time = sheet_text(sheet, COLUMN_TIME);
        if (!bucket_read(time, unit, &writing, &bucket) || bucket > INT64_MAX / 4 ||
            bucket < INT64_MIN / 4)
            bad_time(sheet, unit, writing, time);
        else if (read_value(sheet, &value))
            (void)keep_row(file, sheet, bucket, value);
        if (progress.terminal && sheet->rows % 65536 == 0)
            progress_show(&progress, sheet->rows);
    }
    progress_end(&progress);
    return sheet->bad == 0;
}

bool
series_file_read(struct series_file *file, const char *path, enum bucket_unit unit)
{
    struct sheet sheet;
    *file = (struct series_file){0};
    if (!sheet_open(&sheet, path, columns))
        return false;
    bool good = read_rows(file, &sheet, unit);
    if (!good)
        cli_complain("%s: nothing was forecast: correct the file first", path);
    else if (file->count == 0)
        cli_complain("%s: there are no rows below the header line", path);
    good = good && file->count > 0;
    sheet_close(&sheet);
    if (!good)
        series_file_free(file);
    return good;
}

void
series_file_free(struct series_file *file)
{
    for (size_t i = 0; i < file->count; i++)
        free(file->list[i].values);
    free(file->list);
    free(file->places);
    free(file->names);
    *file = (struct series_file){0};
}

bool
series_file_find(const struct series_file *file, const char *id, size_t *index)
{
    if (file->place_count == 0)
        return false;
    size_t at = hash_of(id) % file->place_count;
    while (file->places[at] && strcmp(series_file_id(file, file->places[at] - 1), id) != 0)
        at = (at + 1) % file->place_count;
    *index = file->places[at] - 1;
    return file->places[at] != 0;
}

size_t
series_file_add(struct series_file *file, const char *id, int64_t first, const double *values,
                int count)
{
    struct kept_series *series = find_series(file, id);
    assert(series->count == 0 && count <= SERIES_MAX);
    series->first = first;
    series->wide = true;
    extend(series, (uint32_t)count, false);
    for (int i = 0; i < count; i++) {
        set_value(series, (uint32_t)i, values[i]);
        series->negative |= values[i] < 0;
    }
    return file->last;
}

int64_t
series_file_first(const struct series_file *file, size_t index)
{
    return file->list[index].first;
}

int
series_file_buckets(const struct series_file *file, size_t index)
{
    return (int)file->list[index].count;
}

bool
series_file_values(const struct series_file *file, size_t index, double *values)
{
    const struct kept_series *series = &file->list[index];
    for (uint32_t i = 0; i < series->count; i++)
        values[i] = get_value(series, i);
    return !series->negative;
}

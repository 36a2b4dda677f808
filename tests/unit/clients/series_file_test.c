/* Files of series: what is kept of them, and what is refused. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "clients/cli/forecast_file.h"
#include "clients/cli/series_file.h"

static char path[] = "/tmp/crossdock-series-XXXXXX";

static void
write_file(const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* A file of monthly series : each series and its values; x: not known, '-' after it: goes below zero */
/* clang-format off */
static const char *const files[][2] = {
    { "series_id,t,value\na,1,5\na,2,6\n", "a: 5 6" },
    { "t,VALUE,Series ID,note\n2,6,a,x\n1,5,a,y\n1,7,b,z\n", "a: 5 6 / b: 7" },
    /* rows in any order, series mixed; what lies between is unknown */
    { "id,t,y\na,3,3\nb,1,1\na,1,1\na,6,6\nb,2,2\na,4,4\n", "a: 1 x 3 4 x 6 / b: 1 2" },
    /* empty and NA are unknown, also at the end; zero is zero */
    { "series_id,t,value\na,1,\na,2,NA\na,3,0\na,4,nan\n", "a: x x 0 x" },
    /* what floats hold and what they do not */
    { "series_id,t,value\na,1,0.1\na,2,16777217\na,4,-1e-9\n", "a: 0.1 16777217 x -1e-09 -" },
    { "series_id,t,value\na,4,1\na,2,0.3\na,3,\n", "a: 0.3 x 1" },
    { "unique_id;ds;y\n\"x, y\";2024-01-31;5\n\"x, y\";2024-03-01;6\n", "x, y: 5 x 6" },
    /* refused */
    { "series_id,t,value\na,1,5\nb,1,5\na,1,6\n", NULL },
    { "series_id,t,value\na,2,5\na,1,\na,1,6\n", NULL },
    { "series_id,t,value\na,1,five\n", NULL },
    { "series_id,t,value\na,1,inf\n", NULL },
    { "series_id,t,value\na,1,1e101\n", NULL },
    { "series_id,t,value\na,1.5,1\n", NULL },
    { "series_id,t,value\n,1,1\n", NULL },
    { "series_id,t,value\na,1,1\na,20001,1\n", NULL },
    { "series_id,t,value\na,9000000000000000000,1\n", NULL },
    { "series_id,t,value\n", NULL },
    { "series_id,t\na,1\n", NULL },
    { "", NULL },
};
/* clang-format on */

static void
show(const struct series_file *file, char *text, size_t room)
{
    size_t used = 0;
    *text = '\0';
    for (size_t i = 0; i < file->count; i++) {
        double values[100];
        bool never_negative = series_file_values(file, i, values);
        used += (size_t)snprintf(text + used, room - used, "%s%s:", i ? " / " : "", series_file_id(file, i));
        for (int at = 0; at < series_file_buckets(file, i); at++)
            used += isnan(values[at]) ? (size_t)snprintf(text + used, room - used, " x")
                                      : (size_t)snprintf(text + used, room - used, " %.9g", values[at]);
        if (!never_negative)
            used += (size_t)snprintf(text + used, room - used, " -");
    }
}

static void
files_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct series_file file;
        char text[1000];
        write_file(files[i][0]);
        print_message("%s", files[i][0]);
        bool read = series_file_read(&file, path, BUCKET_MONTH);
        assert_int_equal(read, files[i][1] != NULL);
        if (!read)
            continue;
        show(&file, text, sizeof text);
        assert_string_equal(text, files[i][1]);
        series_file_free(&file);
    }
}

/* Many series, and longer ones: rows dealt out in the worst order. */
static void
order_of_rows_does_not_matter(void **state)
{
    (void)state;
    struct series_file file;
    FILE *to = fopen(path, "w");
    assert_non_null(to);
    fputs("series_id,t,value\n", to);
    for (int t = 39; t >= 0; t--)
        for (int i = 0; i < 3000; i++)
            fprintf(to, "s%d,%d,%.9g\n", i, t * 2, i + t / 8.0);
    fclose(to);
    assert_true(series_file_read(&file, path, BUCKET_ANY));
    assert_int_equal(file.count, 3000);
    for (size_t i = 0; i < file.count; i++) {
        double values[100];
        assert_int_equal(series_file_buckets(&file, i), 79);
        assert_true(series_file_values(&file, i, values));
        for (int t = 0; t < 79; t++)
            assert_true(t % 2 ? isnan(values[t]) : values[t] == (double)i + t / 16.0);
    }
    series_file_free(&file);
}

/* Everything that is written, by so many threads. */
static char *
forecast_by(int threads, const struct series_file *file)
{
    static const double probabilities[] = { 0.05, 0.5, 0.975 };
    char *text = NULL;
    size_t bytes = 0;
    struct forecast_work work = { .file = file, .period = 12, .request = { 6, probabilities, 3, 5 },
                                  .threads = threads, .quiet = true };
    work.out = open_memstream(&text, &bytes);
    work.report = work.out;
    assert_non_null(work.out);
    forecast_write_titles(work.out, &work.request);
    assert_int_equal(forecast_run(&work), file->count);
    fclose(work.out);
    return text;
}

static void
threads_do_not_matter(void **state)
{
    (void)state;
    struct series_file file;
    FILE *to = fopen(path, "w");
    assert_non_null(to);
    fputs("series_id,t,value\n", to);
    for (int i = 0; i < 150; i++)
        for (int t = 0; t < 10 + i % 50; t++)
            fprintf(to, "s%d,%d,%d\n", i, t, i % 3 ? (i * 7 + t * t * 31) % (20 + i) : (t * i) % 5 == 0);
    fclose(to);
    assert_true(series_file_read(&file, path, BUCKET_ANY));
    char *one = forecast_by(1, &file), *four = forecast_by(4, &file);
    assert_string_equal(one, four);
    static const char titles[] = "series_id,h,mean,q05,q50,q975,method\ns0,1,";
    assert_memory_equal(one, titles, sizeof titles - 1);
    free(one);
    free(four);
    series_file_free(&file);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_read),
        cmocka_unit_test(order_of_rows_does_not_matter),
        cmocka_unit_test(threads_do_not_matter),
    };
    close(mkstemp(path));
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(path);
    return failed;
}

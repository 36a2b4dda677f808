/*
 * Files of what is known beforehand (--drivers) and of what is the sum of what (--hierarchy).
 * Generated series; the seed is printed.
 */
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

#define SEED  20261122
#define WEEKS 80
#define AHEAD 4

static char series_path[] = "/tmp/crossdock-series-XXXXXX";
static char other_path[] = "/tmp/crossdock-known-XXXXXX";

static void
write_other(const char *text)
{
    FILE *file = fopen(other_path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* a, b, c: about 100 a week, twice as much in every tenth, when there is a deal; t from 1. */
static void
write_series(struct series_file *series)
{
    FILE *file = fopen(series_path, "w");
    assert_non_null(file);
    srand(SEED);
    fputs("series_id,t,value\n", file);
    for (int s = 0; s < 3; s++)
        for (int t = 1; t <= WEEKS; t++)
            fprintf(file, "%c,%d,%.0f\n", 'a' + s, t,
                    (t % 10 == 3 ? 200 : 100) + 20.0 * rand() / RAND_MAX);
    fclose(file);
    assert_true(series_file_read(series, series_path, BUCKET_ANY));
}

static void
a_deal_is_learnt_and_expected(void **state)
{
    struct series_file series;
    char text[2000] = "series_id,t,driver,value\nnobody,1,deal,1\n";

    (void)state;
    printf("seed %d\n", SEED);
    write_series(&series);
    for (int t = 3; t <= WEEKS + AHEAD; t += 10)
        sprintf(text + strlen(text), ",%d,deal,1\n", t); /* of all series */
    write_other(text);
    struct file_drivers *drivers = file_drivers_read(other_path, &series, BUCKET_ANY, 52, AHEAD);
    assert_non_null(drivers);
    for (size_t s = 0; s < 3; s++) {
        const double *factors = file_drivers_factors(drivers, s);
        assert_true(fabs(factors[WEEKS + 2] - 1.9) < 0.15); /* week 83 has a deal */
        assert_true(fabs(factors[WEEKS + 1] - 1) < 0.05);
        assert_true(fabs(factors[12] - 1.9) < 0.15);
    }
    file_drivers_free(&drivers);
    assert_null(drivers);
    series_file_free(&series);
}

static void
drivers_that_make_no_sense_are_refused(void **state)
{
    static const char *const bad[] = {
        "series_id,t,driver,value\na,1,price,0\n",
        "series_id,t,driver,value\na,1,,1\n",
        "series_id,t,driver,value\na,1,deal,yes\n",
        "series_id,t,driver,value\na,soon,deal,1\n",
        "series_id,t,value\na,1,1\n",
        "series_id,t,driver,value\nx,1,deal,1\n",
        "series_id,t,driver,value\n",
    };
    struct series_file series;

    (void)state;
    write_series(&series);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        write_other(bad[i]);
        assert_null(file_drivers_read(other_path, &series, BUCKET_ANY, 52, AHEAD));
    }
    series_file_free(&series);
}

static void
trees_that_make_no_sense_are_refused(void **state)
{
    static const char *const bad[] = {
        "series_id,parent\na,b\nb,a\n",
        "series_id,parent\na,X\nX,Y\nY,X\n",
        "series_id,parent\na,X\na,Y\n",
        "series_id,parent\na,a\n",
        "series_id\na\n",
        "series_id,parent\n,X\n",
    };
    struct file_tree tree;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct series_file series;
        write_series(&series);
        write_other(bad[i]);
        if (file_tree_read(&tree, other_path, &series))
            fail_msg("taken: %s", bad[i]);
        series_file_free(&series);
    }
}

/* a and b are X, X and c are all; nobody knows z. By any way, forecasts of what is written add up
 * to what 9 digits tell, parents have bands about as wide as their parts, and threads change
 * nothing. */
static void
forecasts_add_up(void **state)
{
    static const double probabilities[] = {0.05, 0.95};
    char *written = NULL;
    size_t bytes;

    (void)state;
    write_other("series_id,parent\na,X\nb,X\nX,all\nc,all\nz,all\n");
    for (int way = 0; way < 8; way++) {
        struct series_file series;
        struct file_tree tree;
        double means[5][AHEAD] = {0}, mean, low, high;
        char id[10];
        int h, at = 0, read;

        write_series(&series);
        assert_true(file_tree_read(&tree, other_path, &series));
        assert_int_equal(series.count, 5);
        tree.way = way < 7 ? &reconciliations[way] : NULL;
        struct forecast_work work = {
            .file = &series,
            .period = 52,
            .request = {AHEAD, probabilities, 2, 1},
            .tree = &tree,
            .threads = 1 + way % 2,
            .quiet = true,
            .out = open_memstream(&written, &bytes),
        };
        assert_int_equal(forecast_run(&work), 5);
        fclose(work.out);
        for (const char *line = written; sscanf(line + at, "%9[^,],%d,%lf,%lf,%lf,%*[^\n]\n%n", id,
                                                &h, &mean, &low, &high, &read) == 5;
             at += read) {
            const char *names[] = {"a", "b", "c", "X", "all"};
            for (int i = 0; i < 5; i++)
                if (strcmp(id, names[i]) == 0)
                    means[i][h - 1] = mean;
            assert_true(low < mean && mean < high);
        }
        for (h = 0; h < AHEAD; h++) {
            assert_true(means[4][h] > 200);
            assert_true(fabs(means[0][h] + means[1][h] - means[3][h]) < 1e-5);
            assert_true(fabs(means[3][h] + means[2][h] - means[4][h]) < 1e-5);
        }
        free(written);
        file_tree_free(&tree);
        series_file_free(&series);
    }
}

static int
make_files(void **state)
{
    (void)state;
    return mkstemp(series_path) < 0 || mkstemp(other_path) < 0;
}

static int
remove_files(void **state)
{
    (void)state;
    unlink(series_path);
    unlink(other_path);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_deal_is_learnt_and_expected),
        cmocka_unit_test(drivers_that_make_no_sense_are_refused),
        cmocka_unit_test(trees_that_make_no_sense_are_refused),
        cmocka_unit_test(forecasts_add_up),
    };
    return cmocka_run_group_tests(tests, make_files, remove_files);
}

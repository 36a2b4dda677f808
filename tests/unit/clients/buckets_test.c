/* Times of series as people write them: frequency, then rows of one file : their buckets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "clients/cli/buckets.h"
#include "clients/cli/forecast_file.h"

static const struct {
    const char *frequency, *rows[4]; /* rows: "text > bucket", "text > no" */
} files[] = {
    { "12", { "1 > 1", "2 > 2", "-7 > -7", "2024-01 > no" } },
    { "monthly", { "1949-01 > 23388", "1949-12 > 23399", "1950-01-31 > 23400", "17 > no" } },
    { "M", { "202401 > 24288", "202402 > 24289", "202413 > no", "20240301 > 24290" } },
    { "m", { "2024/2 > 24289", "2024-2-9 > 24289", "2024-02-30 > no", "2024 > no" } },
    { "M", { "Jan 1949 > 23388", "december-1949 > 23399", "1950 feb > 23401", "Ja 1949 > no" } },
    { "M", { "1949M01 > 23388", "1949-M12 > 23399", "1949M13 > no", "1949 1 > no" } },
    { "Q", { "1990 Q1 > 7960", "1990 Apr > 7961", "1990/Q4 > 7963", "1990Q > no" } },
    { "quarterly", { "1990Q1 > 7960", "1990-q4 > 7963", "1990-05-01 > 7961", "1990Q5 > no" } },
    { "1", { "1975 > 1975", "1976 > 1976", "x > no", "" } },
    { "Y", { "1975-12-31 > 1975", "1976Q2 > 1976", "1977 > 1977", "" } },
    /* Monday the 1st of January 2024 and the Sunday before; ISO weeks */
    { "weekly", { "2024-01-01 > 2818", "2023-12-31 > 2817", "2024-W01 > 2818", "2024-01 > no" } },
    /* 2020 had 53 weeks, 2024 has 52 */
    { "weekly", { "2020-W53 > 2661", "2021-W01 > 2662", "2024-W52 > 2869", "2024-W53 > no" } },
    { "D", { "1970-01-01 > 0", "1969-12-31 > -1", "2024-02-29 > 19782", "2023-02-29 > no" } },
    { "7", { "20240229 > 19782", "20240301 > 19783", "2024030 > no", "20241301 > no" } },
    { "7", { "1 > 1", "20240301 > 20240301", "", "" } },
    { "hourly", { "1970-01-01 00:00 > 0", "1970-01-02T01:59:59Z > 25", "1970-01-01T02:00+01:00 > 1",
                  "1970-01-01 > no" } },
    { "H", { "1970-01-01 23:30-0030 > 24", "1970-01-01 24:00 > no", "1970-01-01 3:05 > 3", "" } },
    { "48", { "1 > 1", "2024-01-01 > no", "", "" } },
};

static void
rows_have_buckets(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct frequency frequency;
        enum bucket_writing writing = WRITTEN_UNKNOWN;
        assert_true(frequency_read(files[i].frequency, &frequency));
        for (int row = 0; row < 4 && *files[i].rows[row]; row++) {
            const char *arrow = strstr(files[i].rows[row], " > ");
            char text[64], got[32] = "no";
            int64_t bucket;
            snprintf(text, sizeof text, "%.*s", (int)(arrow - files[i].rows[row]), files[i].rows[row]);
            if (bucket_read(text, frequency.unit, &writing, &bucket))
                snprintf(got, sizeof got, "%lld", (long long)bucket);
            print_message("%s %s\n", files[i].frequency, files[i].rows[row]);
            assert_string_equal(got, arrow + 3);
        }
    }
}

static void
frequencies_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int period; /* 0: it is none */
    } table[] = {
        { "12", 12 }, { "Monthly", 12 }, { "q", 4 }, { "YEARLY", 1 }, { "w", 52 }, { "daily", 7 }, { "h", 24 },
        { "168", 168 }, { "365", 365 }, { "13", 13 }, { "1000", 1000 },
        { "0", 0 }, { "-1", 0 }, { "1001", 0 }, { "", 0 }, { "fortnightly", 0 }, { "12 ", 0 }, { "1.5", 0 },
        { "y a", 0 }, { "averyveryverylongword", 0 },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct frequency frequency;
        bool read = frequency_read(table[i].text, &frequency);
        print_message("'%s'\n", table[i].text);
        assert_int_equal(read, table[i].period > 0);
        assert_true(!read || frequency.period == table[i].period);
    }
}

static void
probabilities_rise(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int count; /* 0: no such list */
    } table[] = {
        { "0.5", 1 }, { "0.05,0.5,.95", 3 }, { "0.025,0.975", 2 }, { "0.0001,0.9999", 2 },
        { "", 0 }, { "0,0.5", 0 }, { "0.5,1", 0 }, { "0.9,0.5", 0 }, { "0.5,0.5", 0 }, { "0.5,", 0 },
        { "0.5;0.6", 0 }, { "nan", 0 }, { "5,50,95", 0 }, { "0.5 0.6", 0 },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        double probabilities[PROBABILITIES_MAX];
        int count;
        bool read = probabilities_read(table[i].text, probabilities, &count);
        print_message("'%s'\n", table[i].text);
        assert_int_equal(read, table[i].count > 0);
        assert_true(!read || count == table[i].count);
    }
    char many[2000] = "0.001";
    for (int i = 2; i <= PROBABILITIES_MAX + 1; i++)
        sprintf(many + strlen(many), ",%.3f", i / 1000.0);
    double probabilities[PROBABILITIES_MAX];
    int count;
    assert_false(probabilities_read(many, probabilities, &count));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_have_buckets),
        cmocka_unit_test(frequencies_are_read),
        cmocka_unit_test(probabilities_rise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

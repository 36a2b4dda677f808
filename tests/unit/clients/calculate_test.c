/*
 * crossdock calculate: what planners type and what they see. The numbers are those of the tests of
 * the formulas (tests/unit/forecasting), where their books are named.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "clients/cli/calculate.h"
#include "clients/cli/cli.h"

#define WORDS_MAX 12

/* what is typed : a line of what is seen; "-": refused */
/* clang-format off */
static const char *const rows[][2] = {
    {"eoq demand=1300 order=8 holding=0.225", "quantity                 304.04678"},
    {"eoq demand=1300 order=8 holding=0.225", "cost                     68.41052551"},
    {"eoq demand=1300 order=8 holding=0.225 shortage=5", "quantity with backorders 310.8125552"},
    {"eoq demand=1300 order=8 holding=0.225 production=1700", "quantity when produced   626.8084946"},
    {"eoq demand=1300 order=8 holding=0.225 pack=144", "to order                 288"},
    {"eoq demand=1300 order=8 holding=0.225 production=1300", "-"},
    {"eoq demand=1300 order=8 holding=0.225 shortage=5 failures=1.5 recoveries=14",
     "quantity when failing    772.811"},
    {"eoq demand=1300 order=8 holding=0.225 failures=1.5 recoveries=14", "-"},
    {"eoq demand=1300 order=8", "-"},
    {"eoq demand=1300 order=8 holding=0", "-"},
    {"eoq demand=1300 order=8 holding=0.2 colour=3", "-"},
    {"eoq demand=13x order=8 holding=0.2", "-"},
    {"eoq demand=1,2 order=8 holding=0.2", "-"},
    {"eoq demand=nan order=8 holding=0.2", "-"},
    {"price-breaks demand=5000 order=49 rate=0.2 from=0,1000,2000 cost=5,4.8,4.75",
     "all units: cost          24725"},
    {"price-breaks demand=5000 order=49 rate=0.2 from=0,1000 cost=5", "-"},
    {"price-breaks demand=5000 order=49 rate=0.2 from=5,1000 cost=5,4", "-"},
    {"lots demand=90,120,80,70 order=500 holding=2", "least cost               1380"},
    {"lots demand=90,120,80,70 order=500 holding=2", "  lots                   210 0 150 0"},
    {"lots demand=90,120,80,70 order=500 holding=2", "by Silver and Meal       1560"},
    {"safety-stock mean=2500 deviation=500 lead=7 lead-deviation=7 service=0.9",
     "safety stock             22491.1387"},
    {"safety-stock mean=2500 deviation=500 lead=2 service=0.9 quantity=10000 fill=0.975",
     "safety stock for fill    66.69755795"},
    {"safety-stock mean=2500 deviation=500 lead=2 service=1", "-"},
    {"safety-stock mean=2500 deviation=500 lead=2 service=0.9 fill=0.9", "-"},
    {"newsvendor under=0.70 over=0.18 mean=50 deviation=8", "normal: quantity         56.60395593"},
    {"reorder-point demand=200 order=50 holding=2 shortage=25 mean=100 deviation=25",
     "quantity                 110.7737375"},
    {"order-up-to order=5 holding=1 shortage=4 mean=6", "order up to S            10"},
    {"order-up-to order=5 holding=1 shortage=4 mean=600 lead=30", "-"},
    {"pooling places=4", "safety stock, of before  0.5"},
    {"stages feeds=2,0 times=3,1 holding=1,1 deviations=1,1 z=1", "cost                     2"},
    {"stages feeds=1,0 times=3,1 holding=1,1 deviations=1,1 z=1", "-"},
    {"stages feeds=9,0 times=3,1 holding=1,1 deviations=1,1 z=1", "-"},
    {"triangle side=3", "-"},
};
/* clang-format on */

static void
what_is_typed_is_calculated(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char typed[200], *words[WORDS_MAX], *text = NULL, *rest = typed;
        size_t bytes;
        int count = 0;
        snprintf(typed, sizeof typed, "%s", rows[i][0]);
        for (char *word; count < WORDS_MAX && (word = strsep(&rest, " ")) != NULL;)
            words[count++] = word;
        FILE *out = open_memstream(&text, &bytes);
        assert_non_null(out);
        const int status = calculate(words[0], count - 1, words + 1, out);
        fclose(out);
        const bool refused = strcmp(rows[i][1], "-") == 0;
        if (status != (refused ? CLI_USAGE : CLI_OK))
            fail_msg("%s: status %d", rows[i][0], status);
        if (!refused && strstr(text, rows[i][1]) == NULL)
            fail_msg("%s: no line \"%s\" in\n%s", rows[i][0], rows[i][1], text);
        free(text);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_typed_is_calculated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

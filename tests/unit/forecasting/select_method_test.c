/* Who is published: errors of default / rival / rival, each at its origins : method, reason. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/forecasting/core/choose/select_method.h"

/* clang-format off */
static const char *const cases[][3] = {
    /* the best stays */
    { "0.80 0.82 / 1.00 1.04 / 1.40 1.40", "0", "combined: MASE 0.81 over 2 origins; seasonal-naive 1.02, mean 1.40" },
    /* a little better is noise */
    { "1.00 1.00 / 0.95 0.95 / 2 2", "0", "combined: MASE 1.00 over 2 origins; seasonal-naive 0.95, mean 2.00" },
    /* clearly better at one origin only */
    { "1.00 1.00 / 0.50 0.99 / 2 2", "0", "combined: MASE 1.00 over 2 origins; seasonal-naive 0.75, mean 2.00" },
    /* one plain method clearly better at both, but not by far */
    { "1.00 1.00 / 0.80 0.85 / 2 2", "0", "combined: MASE 1.00 over 2 origins; seasonal-naive 0.83, mean 2.00" },
    /* by far */
    { "1.00 1.00 / 0.30 0.32 / 2 2", "1", "seasonal-naive: MASE 0.31 over 2 origins; combined 1.00, mean 2.00" },
    /* both of them clearly */
    { "1.00 1.00 / 0.80 0.85 / 0.7 0.8", "2", "mean: MASE 0.75 over 2 origins; combined 1.00, seasonal-naive 0.83" },
    { "1.00 1.00 / 0.80 0.85 / 0.7 0.95", "0", "combined: MASE 1.00 over 2 origins; seasonal-naive 0.83, mean 0.83" },
    /* the last two origins count */
    { "0.50 1.00 1.00 / 0.90 0.30 0.30 / 2 2 2", "1",
      "seasonal-naive: MASE 0.50 over 3 origins; combined 0.83, mean 2.00" },
    /* one origin is not enough */
    { "1.00 / 0.10 / 2", "0", "combined: MASE 1.00 over 1 origin; seasonal-naive 0.10, mean 2.00" },
    /* what cannot be tried cannot win, nor stand */
    { "- / 1.00 1.00 / 2 2", "1", "seasonal-naive: MASE 1.00 over 2 origins; combined cannot take it, mean 2.00" },
    { "1 1 / - / 0.3 0.3", "2", "mean: MASE 0.30 over 2 origins; combined 1.00, seasonal-naive cannot take it" },
    { "- / - / -", "-1", NULL },
};
/* clang-format on */

static bool
dummy(const struct series *series, const struct path_request *request, struct scratch *scratch,
      struct path *path)
{
    (void)series, (void)request, (void)scratch, (void)path;
    return false;
}

static const struct model combined = {"combined", "", dummy};

static int
read_attempts(const char *text, struct attempt *attempts)
{
    const struct model *tried[] = {&combined, model_named("seasonal-naive"), model_named("mean")};
    static const struct model mean = {"mean", "", dummy};
    int most = 0;

    for (int i = 0; i < 3; i++) {
        double sum = 0;
        int count = 0;
        attempts[i] = attempt_start(tried[i] ? tried[i] : &mean, 12);
        while (*text == ' ')
            text++;
        attempts[i].possible = *text != '-';
        text += *text == '-';
        for (char *end; *text != '/' && *text != '\0'; text = end + strspn(end, " ")) {
            attempts[i].error[count] = strtod(text, &end);
            sum += attempts[i].error[count++];
        }
        attempts[i].mean = sum / count;
        attempts[i].tried = count;
        most = count > most ? count : most;
        text += *text == '/';
    }
    return most;
}

static void
clear_losers_are_replaced(void **state)
{
    const struct candidates *candidates = candidates_of(CLASS_FEW_ZEROS);
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct attempt attempts[3];
        char reason[REASON_BYTES];
        const int origins = read_attempts(cases[i][0], attempts);
        const int selected = select_method(candidates, attempts, 3, origins);
        print_message("%s\n", cases[i][0]);
        assert_int_equal(selected, atoi(cases[i][1]));
        if (selected < 0)
            continue;
        select_reason(MEASURE_ABSOLUTE, attempts, 3, selected, reason);
        assert_string_equal(reason, cases[i][2]);
    }
}

/* However much there is to say, it is said in so many bytes. */
static void
reasons_end(void **state)
{
    struct attempt attempts[CANDIDATES_MAX];
    char reason[REASON_BYTES + 1];
    (void)state;
    for (int i = 0; i < CANDIDATES_MAX; i++)
        attempts[i] = (struct attempt){
            .model = model_named("seasonal-naive"), .period = i, .possible = true, .tried = 1000000, .mean = -1e200};
    memset(reason, '#', sizeof reason);
    select_reason(MEASURE_PINBALL, attempts, CANDIDATES_MAX, 0, reason);
    assert_int_equal(reason[REASON_BYTES], '#');
    assert_int_equal(strlen(reason), REASON_BYTES - 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clear_losers_are_replaced),
        cmocka_unit_test(reasons_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * An item that was not asked for in a long time, and then is: what is expected of it stays within
 * what was ever asked for. (A year of replenishment, played, ordered billions of it.)
 */
#include "services/forecasting/core/outlook.h"
#include "tests/unit/forecasting/stock_table.h"

#define DAYS_MAX 900

static void
a_demand_after_silence_is_one_demand(void **state)
{
    struct scratch scratch = scratch_open(SCRATCH_BYTES);
    uint64_t seed = 1897;

    (void)state;
    print_message("seed %lu\n", (unsigned long)seed);
    for (int i = 0; i < 60; i++) {
        int32_t units[DAYS_MAX] = {1};
        const int lively = 20 + draw_below(&seed, 400), silent = 20 + draw_below(&seed, 300);
        const int one_in = 2 + draw_below(&seed, 12), largest = 1 + draw_below(&seed, 20);
        for (int day = 1; day < lively; day++)
            units[day] = draw_below(&seed, one_in) == 0 ? 1 + draw_below(&seed, largest) : 0;
        const struct outlook_asked asked = {
            .units = units,
            .first_day = 100,
            .count = lively + silent,
            .terms = {.rule = REVIEW_PERIODIC,
                      .service_level = 0.95,
                      .review_days = 7,
                      .lead_time_days = 10},
            .seed = 1,
        };
        struct outlook outlook;
        outlook_fit(&asked, &scratch, &outlook);
        for (int day = 0; day < 5; day++) {
            outlook_advance(&outlook, largest, false, 1);
            const double expected = outlook_expected(&outlook, outlook.now.day + 1, 1);
            const struct outlook_said said = outlook_say(&outlook, &asked.terms, &asked.effects, 1);
            assert_true(expected >= 0 &&
                        expected <= 3 * largest); /* a day of the week may be more */
            assert_true(said.levels.order_up_to <= 20 * 17 * largest);
        }
    }
    free(scratch.bytes);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_demand_after_silence_is_one_demand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

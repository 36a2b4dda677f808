/* What a forecast may say. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/forecasting/core/choose/guard_rails.h"
#include "services/forecasting/core/choose/normal_score.h"
#include "services/forecasting/core/choose/unknown_spread.h"

#define assert_near(value, expected, error) assert_true(fabs((value) - (expected)) <= (error))

static void
fill_grid(double mean, double deviation, double *grid)
{
    for (int i = 0; i < GRID_COUNT; i++)
        grid[i] = mean + deviation * grid_scores[i];
}

/* mean, deviation, largest value ever : sound? */
static const struct {
    double mean, deviation, largest;
    bool sound;
} paths[] = {
    {10, 3, 12, true},        {10, 0, 12, true},   {0, 0, 0, true},     {-10, 3, 12, true},
    {241, 0, 12, false},      {10, 95, 12, false}, {NAN, 3, 12, false}, {10, NAN, 12, false},
    {INFINITY, 3, 12, false}, {10, -1, 12, false}, {1, 0, 0, false},    {1e-9, 1e-10, 1e-9, true},
};

static void
unsound_paths_are_known(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        double grid[2 * GRID_COUNT], mean[] = {1, paths[i].mean};
        fill_grid(0, 0, grid);
        mean[0] = 0;
        fill_grid(paths[i].mean, paths[i].deviation, grid + GRID_COUNT);
        print_message("mean %g, deviation %g, largest %g\n", paths[i].mean, paths[i].deviation,
                      paths[i].largest);
        assert_int_equal(path_is_sound(mean, grid, 2, paths[i].largest), paths[i].sound);
    }
}

static void
steps_are_kept_inside(void **state)
{
    double grid[GRID_COUNT], mean = 3, quantiles[] = {-5, 2, 1, 900};
    (void)state;
    fill_grid(10, 2, grid);
    step_within_rails(grid, 20, true, &mean, quantiles, 4);
    assert_near(mean, grid[0], 0); /* no lower than the lowest quantile */
    assert_near(quantiles[0], 0, 0);
    assert_near(quantiles[1], 2, 0);
    assert_near(quantiles[2], 2, 0); /* they rise */
    assert_near(quantiles[3], 400, 0);
    double low[] = {-900, -5};
    mean = 10;
    step_within_rails(grid, 20, false, &mean, low, 2);
    assert_near(mean, 10, 0);
    assert_near(low[0], -400, 0);
    assert_near(low[1], -5, 0);
}

static void
next_to_nothing_is_not_sure(void **state)
{
    double grid[2 * GRID_COUNT], mean[] = {10, -4};
    (void)state;
    for (int known = 1; known <= 8; known += 7) {
        fill_grid(10, 0, grid);
        fill_grid(-4, 0, grid + GRID_COUNT);
        spread_unknown(known, mean, grid, 2);
        assert_near(grid[GRID_COUNT / 2], 10, 0);
        assert_near(grid[13], known < 8 ? 10 + 5 * 1.96 : 10, 1e-3);
        assert_near(grid[GRID_COUNT + 1], known < 8 ? -4 - 2 * 1.96 : -4, 1e-3);
    }
    fill_grid(10, 1, grid); /* what is known stays */
    spread_unknown(2, mean, grid, 1);
    assert_near(grid[13], 11.96, 1e-3);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unsound_paths_are_known),
        cmocka_unit_test(steps_are_kept_inside),
        cmocka_unit_test(next_to_nothing_is_not_sure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

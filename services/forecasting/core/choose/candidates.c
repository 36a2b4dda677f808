/*
 * Rule: what is tried on which class of series.
 *
 * The default is the equal mean of three smoothing methods: a choice of one method a series, made
 * from few tries, is less accurate than the mean of all (Petropoulos and Svetunkov, A simple
 * combination of univariate models, 2020; Makridakis, Spiliotis and Assimakopoulos, The M4
 * competition, 2020). So rivals are plain methods, and only a clear loss replaces the default.
 */
#include "services/forecasting/core/choose/candidates.h"

#include <stddef.h>

#include "services/forecasting/core/choose/series_class.h"

/* By what a default may lose to all plain methods, or to a better season; by what to one of them:
 * less is noise. */
#define CLEARLY      1.10
#define BY_FAR       3.00
#define VALUES_MIN   48 /* of fewer the tries overlap and know too little */
#define HOURS_A_DAY  24
#define HOURS_A_WEEK 168

/* clang-format off */
static const struct candidates table[CLASS_COUNT] = {
    [CLASS_EMPTY] = { .list = { { .method = NULL } } },
    [CLASS_SHORT] = {
        .list = { { "mean", 0, 0, 1 }, { "naive", 0, 0, CLEARLY } },
        .measure = MEASURE_ABSOLUTE, .origins_min = 2, .train_min = 2, .steps_max = 1 },
    [CLASS_CONSTANT] = {
        .list = { { "naive", 0, 0, 1 } },
        .measure = MEASURE_ABSOLUTE, .origins_min = 1, .train_min = 1 },
    [CLASS_INTERMITTENT] = {
        .list = { { "intermittent", 0, 0, 1 }, { "mean", 0, 0, CLEARLY } },
        .measure = MEASURE_PINBALL, .origins_min = 2, .train_min = TRY_VALUES_MIN },
    [CLASS_LONG_SEASON] = {
        .list = { { "combined", 0, 0, 1 }, { "seasonal-naive", 0, 0, BY_FAR },
                  { "mean", 0, 0, BY_FAR } },
        .all_clearly = CLEARLY,
        .measure = MEASURE_ABSOLUTE, .origins_min = 2, .train_min = TRY_VALUES_MIN },
    [CLASS_FEW_ZEROS] = {
        .list = { { "combined", 0, 0, 1 }, { "seasonal-naive", 0, 0, BY_FAR },
                  { "mean", 0, 0, BY_FAR },
                  { "combined", HOURS_A_DAY, HOURS_A_WEEK, CLEARLY } },
        .all_clearly = CLEARLY,
        .measure = MEASURE_ABSOLUTE, .origins_min = 2, .values_min = VALUES_MIN,
        .train_min = TRY_VALUES_MIN },
};
/* clang-format on */

const struct candidates *candidates_of(enum series_class class)
{
    return &table[class];
}

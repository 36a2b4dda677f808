/*
 * Drivers of many series together; see driver_fit.h.
 *
 * Series with hardly a zero: logarithms, regression towards the pool (regression.c). Others, where
 * a logarithm has nothing to say of most buckets: the pool's answer, and for flags a lift of their
 * own, sold against expected (promotion_lift.c).
 *
 * Behind a promotion people have their shelves full. A column for those buckets is kept only when
 * it lowers the loss on the last third of history with answers learnt on the first two.
 */
#include "services/forecasting/core/drivers/driver_fit.h"

#include <math.h>
#include <string.h>

#include "services/forecasting/core/drivers/lifts.h"

#define ZEROS_FEW   0.05 /* of the known buckets: logarithms do */
#define AFTER_DAYS  7
#define AFTER_GAIN  0.01 /* of the loss, at least */
#define BASE_LEAST  8    /* plain buckets that an expectation is made of */
#define BASE_WINDOW 56

/* The columns in use: the drivers, and buckets behind some of them. */
struct columns {
    const struct driver *drivers;
    int drivers_count, count;
    int after[DRIVERS_MAX]; /* of a column behind the drivers: which one it follows */
    int after_buckets;
};

static double
driver_value(const struct columns *columns, const struct driver_series *series, int bucket,
             int driver)
{
    const double value = series->x[bucket * columns->drivers_count + driver];

    if (!columns->drivers[driver].logarithm)
        return value;
    return value > 0 ? log(value) : NAN;
}

static double
column_value(const struct columns *columns, const struct driver_series *series, int bucket,
             int column)
{
    if (column < columns->drivers_count)
        return driver_value(columns, series, bucket, column);
    const int driver = columns->after[column - columns->drivers_count];
    if (driver_value(columns, series, bucket, driver) > 0)
        return 0;
    for (int back = 1; back <= columns->after_buckets && back <= bucket; back++)
        if (driver_value(columns, series, bucket - back, driver) > 0)
            return 1;
    return 0;
}

/* The usual value: what a bucket that says nothing has, and what factors are told against: 0 of a
 * flag, else the mean of history. */
static void
usual_values(const struct columns *columns, const struct driver_series *series, int count,
             double *usual)
{
    for (int i = 0; i < columns->count; i++) {
        double sum = 0;
        int known = 0;
        usual[i] = 0;
        if (i >= columns->drivers_count || columns->drivers[i].flag)
            continue;
        for (int bucket = 0; bucket < count; bucket++) {
            const double value = column_value(columns, series, bucket, i);
            if (isnan(value))
                continue;
            sum += value;
            known++;
        }
        usual[i] = known > 0 ? sum / known : 0;
    }
}

static bool
is_dense(const struct driver_series *series, int count)
{
    int known = 0, zeros = 0;

    for (int i = 0; i < count; i++) {
        known += !isnan(series->values[i]);
        zeros += series->values[i] <= 0;
    }
    return known > 0 && zeros <= ZEROS_FEW * known;
}

/* Sums of the first `count` buckets of one series. */
static void
sum_series(const struct columns *columns, const struct driver_series *series, int count,
           struct scratch *scratch, struct driver_sums *sums)
{
    const size_t mark = scratch_mark(scratch), rows = (size_t)count;
    double *x = scratch_doubles(scratch, rows * (size_t)columns->count);
    double *y = scratch_doubles(scratch, rows), usual[DRIVERS_MAX];

    memset(sums, 0, sizeof *sums);
    sums->columns = columns->count;
    usual_values(columns, series, count, usual);
    for (int bucket = 0; bucket < count; bucket++) {
        const double value = series->values[bucket];
        y[bucket] = value > 0 ? log(value) : NAN;
        for (int i = 0; i < columns->count; i++) {
            const double known = column_value(columns, series, bucket, i);
            x[bucket * columns->count + i] = isnan(known) ? usual[i] : known;
        }
    }
    driver_sums_add(sums, x, y, count);
    scratch_reset(scratch, mark);
}

/* exp(sum b (x - usual)) of one bucket, but for one column (-1: none left out). */
static double
factor_of(const struct columns *columns, const struct driver_series *series, const double *usual,
          const double *b, int bucket, int but)
{
    double sum = 0;

    for (int i = 0; i < columns->count; i++) {
        const double value = i == but ? usual[i] : column_value(columns, series, bucket, i);
        sum += isnan(value) ? 0 : b[i] * (value - usual[i]);
    }
    const double factor = exp(sum);
    return factor < FACTOR_MIN ? FACTOR_MIN : factor > FACTOR_MAX ? FACTOR_MAX : factor;
}

/* What was sold while a flag was up and what would have been, the other columns taken out; expected
 * is the mean of the plain buckets before. */
static struct lift_evidence
evidence_of(const struct columns *columns, const struct driver_series *series, int count,
            const double *usual, const double *b, int column)
{
    struct lift_evidence evidence = {0};
    double window[BASE_WINDOW], sum = 0;
    int known = 0;

    for (int bucket = 0; bucket < count; bucket++) {
        if (isnan(series->values[bucket]))
            continue;
        const double units =
            series->values[bucket] / factor_of(columns, series, usual, b, bucket, column);
        if (column_value(columns, series, bucket, column) > 0) {
            if (known >= BASE_LEAST) {
                evidence.sold += units;
                evidence.expected += sum / (known < BASE_WINDOW ? known : BASE_WINDOW);
            }
            continue;
        }
        sum += units - (known >= BASE_WINDOW ? window[known % BASE_WINDOW] : 0);
        window[known++ % BASE_WINDOW] = units;
    }
    return evidence;
}

static bool
is_flag(const struct columns *columns, int column)
{
    return column >= columns->drivers_count || columns->drivers[column].flag;
}

/* Answers of a series with many zeros. */
static void
lifts_of_series(const struct columns *columns, const struct driver_series *series, int count,
                const double *usual, const double *b_pool, double *b)
{
    memcpy(b, b_pool, (size_t)columns->count * sizeof *b);
    for (int i = 0; i < columns->count; i++) {
        if (!is_flag(columns, i))
            continue;
        const struct lift_evidence own = evidence_of(columns, series, count, usual, b_pool, i);
        b[i] = log(promotion_lift(&own, exp(b_pool[i])));
    }
}

/* The pool's answers, learnt on a share of each history: by regression where it can be done, else
 * by lifts over all series together. */
static void
answers_of_pool(const struct columns *columns, const struct driver_series *all, int series_count,
                double share, struct scratch *scratch, struct driver_sums *pool, double *b)
{
    struct driver_sums own;
    double usual[DRIVERS_MAX], none[DRIVERS_MAX] = {0};

    memset(pool, 0, sizeof *pool);
    pool->columns = columns->count;
    for (int s = 0; s < series_count; s++) {
        const int count = (int)(all[s].count * share);
        if (!is_dense(&all[s], count))
            continue;
        sum_series(columns, &all[s], count, scratch, &own);
        driver_sums_join(pool, &own);
    }
    regression_of_pool(pool, b);
    for (int i = 0; i < columns->count && pool->rows == 0; i++) {
        struct lift_evidence sum = {0};
        if (!is_flag(columns, i))
            continue;
        for (int s = 0; s < series_count; s++) {
            const int count = (int)(all[s].count * share);
            usual_values(columns, &all[s], count, usual);
            const struct lift_evidence e = evidence_of(columns, &all[s], count, usual, none, i);
            sum.sold += e.sold;
            sum.expected += e.expected;
        }
        b[i] = log(promotion_lift(&sum, 1));
    }
}

static void
factors_of_series(const struct columns *columns, const struct driver_sums *pool,
                  const double *b_pool, double share, struct driver_series *series,
                  struct scratch *scratch)
{
    const int count = (int)(series->count * share);
    double usual[DRIVERS_MAX], b[DRIVERS_MAX];
    struct driver_sums own;

    usual_values(columns, series, count, usual);
    if (is_dense(series, count)) {
        sum_series(columns, series, count, scratch, &own);
        regression_of_series(&own, pool, b_pool, b);
    } else {
        lifts_of_series(columns, series, count, usual, b_pool, b);
    }
    for (int bucket = 0; bucket < series->count + series->ahead; bucket++)
        series->factors[bucket] = factor_of(columns, series, usual, b, bucket, -1);
}

/* Loss on the last third with answers of the first two; the sum over all series. */
static double
loss_of(const struct columns *columns, struct driver_series *all, int series_count,
        struct scratch *scratch)
{
    struct driver_sums pool;
    double b[DRIVERS_MAX], loss = 0;

    answers_of_pool(columns, all, series_count, 2.0 / 3, scratch, &pool, b);
    for (int s = 0; s < series_count; s++) {
        factors_of_series(columns, &pool, b, 2.0 / 3, &all[s], scratch);
        loss += driver_loss(all[s].values, all[s].factors, all[s].count * 2 / 3, all[s].count);
    }
    return loss;
}

void
driver_fit(const struct driver *drivers, int driver_count, struct driver_series *all,
           int series_count, int period, struct scratch *scratch, struct driver_fit *fit)
{
    struct columns columns = {.drivers = drivers,
                              .drivers_count = driver_count,
                              .count = driver_count,
                              .after_buckets = period == AFTER_DAYS ? AFTER_DAYS : 1};
    struct driver_sums pool;
    double b[DRIVERS_MAX];

    assert(driver_count > 0 && driver_count <= DRIVERS_MAX);
    memset(fit, 0, sizeof *fit);
    fit->drivers = driver_count;
    double loss = loss_of(&columns, all, series_count, scratch);
    for (int i = 0; i < driver_count && columns.count < DRIVERS_MAX; i++) {
        if (!drivers[i].flag)
            continue;
        columns.after[columns.count++ - driver_count] = i;
        const double with = loss_of(&columns, all, series_count, scratch);
        fit->after[i] = with < loss * (1 - AFTER_GAIN);
        if (fit->after[i])
            loss = with;
        else
            columns.count--;
    }
    answers_of_pool(&columns, all, series_count, 1, scratch, &pool, b);
    memcpy(fit->answer, b, (size_t)driver_count * sizeof *b);
    for (int s = 0; s < series_count; s++)
        factors_of_series(&columns, &pool, b, 1, &all[s], scratch);
}

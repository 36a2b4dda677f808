/*
 * Forecasts of all series; see forecasts.h. Two threads share the SKUs; each series is its own, so
 * the numbers do not depend on who made them.
 */
#include "tests/bench/replenish/forecasts.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "common/check.h"
#include "services/forecasting/core/choose/choose.h"
#include "services/forecasting/core/drivers/lifts.h"

#define THREADS       2
#define CHOOSE_REFITS 13

struct part {
    const struct world *world;
    struct forecasts *forecasts;
    int first;
};

static int
first_day_unknown(int refit)
{
    return HISTORY_DAYS + refit * REFIT_DAYS;
}

const struct fit *
forecasts_fit(const struct forecasts *forecasts, int sku, int site, int refit)
{
    return &forecasts->fits[((size_t)sku * SITES + (size_t)site) * REFITS + (size_t)refit];
}

double
forecasts_factor(const struct world *world, const struct forecasts *forecasts, int sku, int refit,
                 int day)
{
    if (!world->skus[sku].promoted[day])
        return 1;
    return (double)forecasts->lifts[(size_t)sku * REFITS + (size_t)refit];
}

void
forecasts_history(const struct world *world, const struct forecasts *forecasts, int sku, int site,
                  int refit, double *values)
{
    for (int day = 0; day < first_day_unknown(refit); day++)
        values[day] = world->skus[sku].demand[site][day] /
                      forecasts_factor(world, forecasts, sku, refit, day);
}

/* The lift of what is over by now, all sites together, with no pool but the plain double. */
static double
measure_lift(const struct sku *sku, int until)
{
    struct lift_evidence evidence = {0};
    double values[DAYS];

    for (int day = 0; day < until; day++) {
        values[day] = 0;
        for (int site = 0; site < SITES; site++)
            values[day] += sku->demand[site][day];
    }
    for (int day = 1; day < until; day++) {
        double sold = 0, expected;
        int days = 0;
        if (!sku->promoted[day] || sku->promoted[day - 1])
            continue;
        for (; day + days < until && sku->promoted[day + days]; days++)
            sold += values[day + days];
        if (!expected_without(values, until, 0, day, days, &expected))
            continue;
        evidence.sold += sold;
        evidence.expected += expected;
    }
    return promotion_lift(&evidence, 2);
}

/* The method is chosen anew every CHOOSE_REFITS; its numbers every time. */
static void
fit_series(const struct part *part, int sku, int site, int refit, struct choice *choice,
           struct scratch *scratch)
{
    const size_t mark = scratch_mark(scratch);
    double *values = scratch_doubles(scratch, DAYS);
    double *mean = scratch_doubles(scratch, PATH_DAYS);
    struct path path = {.mean = mean, .quantiles = values}; /* no quantiles are asked for */
    const struct path_request request = {.horizon = PATH_DAYS, .seed = 1};
    struct fit *fit =
        &part->forecasts->fits[((size_t)sku * SITES + (size_t)site) * REFITS + (size_t)refit];

    forecasts_history(part->world, part->forecasts, sku, site, refit, values);
    const struct series series = {values, first_day_unknown(refit), 7, true};
    if (refit % CHOOSE_REFITS == 0)
        choose_method(&series, &request, &choose_usual, scratch, choice, NULL);
    if (choice_path(&series, &request, NULL, scratch, choice, &path))
        for (int h = 0; h < PATH_DAYS; h++)
            fit->path[h] = (float)fmax(mean[h], 0);
    scratch_reset(scratch, mark);
}

static void *
fit_part(void *argument)
{
    const struct part *part = argument;
    struct scratch scratch = {.bytes = malloc(SCRATCH_BYTES), .size = SCRATCH_BYTES};

    assert(scratch.bytes != NULL);
    for (int sku = part->first; sku < part->world->sku_count; sku += THREADS) {
        struct choice choices[SITES];
        for (int refit = 0; refit < REFITS; refit++) {
            part->forecasts->lifts[(size_t)sku * REFITS + (size_t)refit] =
                (float)measure_lift(&part->world->skus[sku], first_day_unknown(refit));
            for (int site = 0; site < SITES; site++)
                fit_series(part, sku, site, refit, &choices[site], &scratch);
        }
    }
    free(scratch.bytes);
    return NULL;
}

struct forecasts
forecasts_make(const struct world *world)
{
    struct forecasts forecasts = {.sku_count = world->sku_count};
    struct part parts[THREADS];
    pthread_t threads[THREADS];
    const size_t skus = (size_t)world->sku_count;

    forecasts.fits = calloc(skus * SITES * REFITS, sizeof *forecasts.fits);
    forecasts.lifts = calloc(skus * REFITS, sizeof *forecasts.lifts);
    assert(forecasts.fits != NULL && forecasts.lifts != NULL);
    for (int i = 0; i < THREADS; i++) {
        parts[i] = (struct part){world, &forecasts, i};
        const int failed = pthread_create(&threads[i], NULL, fit_part, &parts[i]);
        assert(failed == 0);
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    return forecasts;
}

void
forecasts_free(struct forecasts *forecasts)
{
    free(forecasts->fits);
    free(forecasts->lifts);
    *forecasts = (struct forecasts){0};
}

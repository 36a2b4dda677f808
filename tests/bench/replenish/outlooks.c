/*
 * Outlooks of all series; see outlooks.h. Two threads share the SKUs; each series is its own, so
 * the numbers do not depend on who made them.
 */
#include "tests/bench/replenish/outlooks.h"

#include <pthread.h>
#include <stdlib.h>

#include "common/check.h"
#include "services/forecasting/core/drivers/lifts.h"

#define THREADS 2

struct part {
    const struct world *world;
    const struct stock_terms *terms;
    struct outlooks *outlooks;
    int first;
};

static int
days_known(int refit)
{
    return HISTORY_DAYS + refit * REFIT_DAYS;
}

static int
refit_of(int day)
{
    return (day + 1 - HISTORY_DAYS) / REFIT_DAYS;
}

static struct outlook *
fit_at(const struct outlooks *outlooks, int sku, int site, int refit)
{
    return &outlooks->fits[((size_t)sku * SITES + (size_t)site) * REFITS + (size_t)refit];
}

const struct outlook *
outlooks_fit(const struct outlooks *outlooks, int sku, int site, int day)
{
    return fit_at(outlooks, sku, site, refit_of(day));
}

void
outlooks_factors(const struct world *world, const struct outlooks *outlooks, int sku, int day,
                 double factors[DAYS])
{
    const double lift = (double)outlooks->lifts[(size_t)sku * REFITS + (size_t)refit_of(day)];

    for (int i = 0; i < DAYS; i++)
        factors[i] = world->skus[sku].promoted[i] ? lift : 1;
}

struct stock_terms
outlooks_terms(const struct sku *sku, const struct stock_terms *terms)
{
    struct stock_terms own = *terms;

    own.lead_time_days = sku->lead_mean;
    own.lead_time_sd_days = sku->lead_sd;
    own.unit_cost_minor = sku->unit_cost_minor;
    own.minimum_units = sku->minimum_units;
    own.pack_units = sku->pack_units;
    return own;
}

/* The lift of what is over by now, all sites together; the pool is a plain double. */
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

static void
fit_sku(const struct part *part, int sku, int refit, struct scratch *scratch)
{
    const struct sku *what = &part->world->skus[sku];
    const int known = days_known(refit);
    double factors[DAYS];

    part->outlooks->lifts[(size_t)sku * REFITS + (size_t)refit] = (float)measure_lift(what, known);
    outlooks_factors(part->world, part->outlooks, sku, known - 1, factors);
    for (int site = 0; site < SITES; site++) {
        int first = 0;
        while (first < known - 1 && what->demand[site][first] == 0)
            first++;
        if (first < known - OUTLOOK_HISTORY)
            first = known - OUTLOOK_HISTORY;
        const struct outlook_asked asked = {
            .units = what->demand[site] + first,
            .first_day = first,
            .count = known - first,
            .effects = {.first_day = 0, .count = DAYS, .factors = factors},
            .terms = outlooks_terms(what, part->terms),
            .seed = 1,
        };
        outlook_fit(&asked, scratch, fit_at(part->outlooks, sku, site, refit));
    }
}

static void *
fit_part(void *argument)
{
    const struct part *part = argument;
    struct scratch scratch = {.bytes = malloc(SCRATCH_BYTES), .size = SCRATCH_BYTES};

    assert(scratch.bytes != NULL);
    for (int sku = part->first; sku < part->world->sku_count; sku += THREADS)
        for (int refit = 0; refit < REFITS; refit++)
            fit_sku(part, sku, refit, &scratch);
    free(scratch.bytes);
    return NULL;
}

struct outlooks
outlooks_make(const struct world *world, const struct stock_terms *terms)
{
    struct outlooks outlooks = {.sku_count = world->sku_count};
    struct part parts[THREADS];
    pthread_t threads[THREADS];
    const size_t skus = (size_t)world->sku_count;

    outlooks.fits = calloc(skus * SITES * REFITS, sizeof *outlooks.fits);
    outlooks.lifts = calloc(skus * REFITS, sizeof *outlooks.lifts);
    assert(outlooks.fits != NULL && outlooks.lifts != NULL);
    for (int i = 0; i < THREADS; i++) {
        parts[i] = (struct part){world, terms, &outlooks, i};
        const int failed = pthread_create(&threads[i], NULL, fit_part, &parts[i]);
        assert(failed == 0);
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    return outlooks;
}

void
outlooks_free(struct outlooks *outlooks)
{
    free(outlooks->fits);
    free(outlooks->lifts);
    *outlooks = (struct outlooks){0};
}

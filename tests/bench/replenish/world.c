/*
 * Demand and suppliers from a seed; see world.h.
 *
 * Demand of a day is a count: a gamma of the day's mean, Poisson around it (so negative binomial).
 * Gamma: Marsaglia and Tsang, A simple method for generating gamma variables (ACM TOMS 26, 2000).
 */
#include "tests/bench/replenish/world.h"

#include <math.h>
#include <stdlib.h>

#include "common/check.h"

#define SUPPLIERS 12
#define LATE_DAYS 30
#define PROMOTION 7 /* days */

static double
between(struct random *random, double low, double high)
{
    return low + (high - low) * random_uniform(random);
}

static double
draw_gamma(struct random *random, double shape)
{
    if (shape < 1)
        return draw_gamma(random, shape + 1) * pow(random_uniform(random), 1 / shape);
    const double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);

    for (;;) {
        const double x = random_normal(random), v = pow(1 + c * x, 3);
        if (v > 0 && log(1 - random_uniform(random)) < x * x / 2 + d - d * v + d * log(v))
            return d * v;
    }
}

static int32_t
draw_poisson(struct random *random, double mean)
{
    int32_t count = 0;

    if (mean > 60)
        return (int32_t)fmax(0, round(mean + sqrt(mean) * random_normal(random)));
    for (double product = random_uniform(random); product > exp(-mean); count++)
        product *= random_uniform(random);
    return count;
}

/* Negative binomial: variance mean + spread mean^2. */
static int32_t
draw_count(struct random *random, double mean, double spread)
{
    if (mean <= 0)
        return 0;
    return draw_poisson(random, mean * spread * draw_gamma(random, 1 / spread));
}

static void
make_promotions(struct random *random, struct sku *sku)
{
    const double lift = between(random, 1.5, 3);

    for (int day = 0; day < DAYS; day++)
        sku->lift[day] = 1;
    if (sku->kind != PROMOTED)
        return;
    for (int from = (int)between(random, 10, 70); from < DAYS - PROMOTION;
         from += (int)between(random, 45, 110))
        for (int day = from; day < from + PROMOTION; day++) {
            sku->lift[day] = (float)lift;
            sku->promoted[day] = true;
        }
}

static void
make_terms(struct random *random, struct sku *sku)
{
    static const int packs[] = {1, 1, 6, 12};

    sku->unit_cost_minor = (int64_t)exp(between(random, log(200), log(8000)));
    sku->pack_units = packs[random_bits(random) % 4];
    sku->minimum_units = random_bits(random) % 3 == 0 ? 2 * sku->pack_units : 0;
    sku->supplier = (int)(random_bits(random) % SUPPLIERS);
    sku->lead_mean = between(random, 4, 28);
    sku->lead_sd = sku->lead_mean * between(random, 0.05, 0.3);
}

/* Every SKU has its season of the year and grows or shrinks; those with demand on most days have
 * one of the week. */
static double
mean_of_day(const struct sku *sku, int day, double base, const double *week, double amplitude,
            double peak, double growth)
{
    const double year = 1 + amplitude * cos(2 * M_PI * (day - peak) / 365.25);
    const double grown = sku->kind == FADING ? -0.6 : growth;

    return base * week[day % 7] * year * exp(grown * day / 365.25) * (double)sku->lift[day];
}

static void
make_demand(struct random *random, struct sku *sku)
{
    static const double shares[SITES] = {0.4, 0.3, 0.2, 0.1};
    const bool dense = sku->kind == SMOOTH || sku->kind == PROMOTED;
    const double base = dense ? exp(between(random, log(3), log(80))) : 0;
    const double chance = between(random, 0.02, 0.25), size = between(random, 1, 8);
    const double amplitude = between(random, 0.1, 0.7), peak = between(random, 0, 365);
    const double growth = between(random, -0.3, 0.3), spread = between(random, 0.03, 0.3);
    double week[7], sum = 0;

    for (int i = 0; i < 7; i++)
        sum += week[i] = dense ? between(random, 0.4, 1.6) : 1;
    for (int i = 0; i < 7; i++)
        week[i] *= 7 / sum;
    for (int site = 0; site < SITES; site++)
        for (int day = 0; day < DAYS; day++) {
            const double level = mean_of_day(sku, day, dense ? base * shares[site] : 1, week,
                                             amplitude, peak, growth);
            const double asked = chance * (0.4 + shares[site] * 2.4) * level;
            if (dense)
                sku->demand[site][day] = draw_count(random, level, spread);
            else
                sku->demand[site][day] =
                    random_uniform(random) < asked ? 1 + draw_count(random, size, 0.5) : 0;
        }
}

struct world
world_make(uint64_t seed, int sku_count)
{
    static const enum kind kinds[] = {SMOOTH,   SMOOTH,       SMOOTH,       SMOOTH,       PROMOTED,
                                      PROMOTED, INTERMITTENT, INTERMITTENT, INTERMITTENT, FADING};
    struct world world = {.seed = seed, .sku_count = sku_count};

    world.skus = calloc((size_t)sku_count, sizeof *world.skus);
    assert(world.skus != NULL);
    for (int i = 0; i < sku_count; i++) {
        struct random random = random_start(seed * 1000003 + (uint64_t)i);
        struct sku *sku = &world.skus[i];
        sku->kind = kinds[i % 10];
        make_terms(&random, sku);
        make_promotions(&random, sku);
        make_demand(&random, sku);
    }
    return world;
}

void
world_free(struct world *world)
{
    free(world->skus);
    world->skus = NULL;
}

int
world_lead_time(const struct world *world, int sku, int day)
{
    const struct sku *what = &world->skus[sku];
    struct random supplier = random_start(world->seed * 7919 + (uint64_t)what->supplier);
    struct random own = random_start(world->seed * 104729 + (uint64_t)sku * 4001 + (uint64_t)day);
    const int late_from =
        HISTORY_DAYS + WARM_UP_DAYS + (int)between(&supplier, 0, YEAR_DAYS - LATE_DAYS);
    const double shape = what->lead_mean * what->lead_mean / (what->lead_sd * what->lead_sd);
    double days = what->lead_mean * draw_gamma(&own, shape) / shape;

    if (day >= late_from && day < late_from + LATE_DAYS)
        days *= 1.5;
    return (int)fmin(fmax(round(days), 1), LEAD_MAX);
}

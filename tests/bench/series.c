/*
 * Daily demand of many SKUs at many locations, as rows of series_id,t,value on standard output:
 *
 *     bench-series COUNT DAYS [SEED]
 *
 * Of a hundred series 15 sell on most days and have a week, a year and a trend, 25 sell a few a
 * week, 55 seldom, 5 seldom and then much: what a shop with many SKUs looks like. Demand of a day is
 * Poisson, or Poisson with a gamma mean (negative binomial) where it is lumpy.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/check.h"

#define WEEK 7
#define YEAR 365.25

static uint64_t state;

/* splitmix64, Steele, Lea, Flood 2014 */
static double
uniform(void)
{
    uint64_t z = (state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

static double
normal(void)
{
    return sqrt(-2 * log(1 - uniform())) * cos(2 * M_PI * uniform());
}

/* Knuth's product for small means, the rounded normal for large ones. */
static int
poisson(double mean)
{
    if (mean > 30) {
        const double value = floor(mean + sqrt(mean) * normal() + 0.5);
        return value < 0 ? 0 : (int)value;
    }
    const double limit = exp(-mean);
    double product = uniform();
    int count = 0;
    for (; product > limit; count++)
        product *= uniform();
    return count;
}

struct item {
    double rate; /* a day */
    double week[WEEK], year, year_at, trend;
    double lumps; /* deviation of the logarithm of a day's mean */
};

static struct item
make_item(void)
{
    const double kind = uniform();
    struct item item = {.year = 0.3 * uniform(), .year_at = YEAR * uniform()};

    item.rate = kind < 0.15   ? exp(1.5 + normal())
                : kind < 0.40 ? 0.3 + 0.7 * uniform()
                              : 0.01 + 0.2 * uniform();
    item.lumps = kind < 0.95 ? 0.3 * uniform() : 1.5;
    item.trend = 0.0005 * normal();
    for (int i = 0; i < WEEK; i++)
        item.week[i] = exp(0.25 * normal());
    return item;
}

static int
demand(const struct item *item, int day)
{
    const double season = 1 + item->year * sin(2 * M_PI * (day - item->year_at) / YEAR);
    const double mean = item->rate * item->week[day % WEEK] * season * exp(item->trend * day);

    return poisson(mean * exp(item->lumps * normal() - item->lumps * item->lumps / 2));
}

int
main(int argc, char **argv)
{
    if (argc < 3 || argc > 4) {
        fputs("usage: bench-series COUNT DAYS [SEED]\n", stderr);
        return 2;
    }
    const int count = atoi(argv[1]), days = atoi(argv[2]);
    state = argc > 3 ? strtoull(argv[3], NULL, 10) : 1;
    puts("series_id,t,value");
    for (int i = 0; i < count; i++) {
        const struct item item = make_item();
        for (int day = 0; day < days; day++)
            printf("SKU-%05d@%02d,%d,%d\n", i / 20, i % 20, day + 1, demand(&item, day));
    }
    return fflush(stdout) == 0 ? 0 : 1;
}

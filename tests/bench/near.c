/*
 * How long it takes to find who is near: a k-d tree against a look at all.
 *
 *     bench-near [SEED]
 *
 * Stores lie in clusters, as towns do; a third of them hold what is asked for. For each size: the
 * tree is built, then k are found around random places, and the exact distances of these measured.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "services/fulfillment-routing/core/places/near_index.h"

#define STORES_MAX 100000
#define QUERIES    20000
#define K_MAX      24

static uint64_t state;

static double
draw(void)
{
    uint64_t z = state += 0x9E3779B97F4A7C15u; /* splitmix64 */
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

static double
now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static struct point places[STORES_MAX];
static struct near_point points[STORES_MAX];
static uint32_t ids[STORES_MAX];
static uint8_t axes[STORES_MAX];
static bool holds[STORES_MAX];
static double times_us[QUERIES];

static struct point
in_a_town(struct point town)
{
    return (struct point){town.latitude_deg + (draw() - 0.5) * 0.4,
                          town.longitude_deg + (draw() - 0.5) * 0.4};
}

static bool
holds_it(const void *context, uint32_t id)
{
    (void)context;
    return holds[id];
}

static int
by_size(const void *a, const void *b)
{
    return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

enum way { BY_SCAN, BY_INDEX, BY_INDEX_MEASURED };

/* Leaves the times in order. */
static void
ask(const struct near_index *index, uint32_t k, enum way way, int queries)
{
    struct near_found found[K_MAX];
    struct point near[K_MAX];
    int64_t distance_mm[K_MAX];

    for (int i = 0; i < queries; i++) {
        const struct point at = in_a_town(places[(size_t)(draw() * index->count)]);
        const double began = now_us();
        const struct near_point from = near_point_of(at);
        const uint32_t count = way == BY_SCAN
                                   ? near_scan(index, &from, k, holds_it, NULL, found)
                                   : near_index_find(index, &from, k, holds_it, NULL, found);
        for (uint32_t n = 0; n < count; n++)
            near[n] = places[found[n].id];
        if (way == BY_INDEX_MEASURED)
            distances_mm(at, near, count, distance_mm);
        times_us[i] = now_us() - began;
    }
    qsort(times_us, (size_t)queries, sizeof *times_us, by_size);
}

static void
report(const struct near_index *index, uint32_t k, double built_ms)
{
    static const int queries[] = {
        [BY_SCAN] = QUERIES / 40, [BY_INDEX] = QUERIES, [BY_INDEX_MEASURED] = QUERIES};

    printf("%8u %9.2f %4u", index->count, built_ms, k);
    for (int way = BY_INDEX_MEASURED; way >= BY_SCAN; way--) {
        ask(index, k, (enum way)way, queries[way]);
        printf(" %9.2f %8.2f", times_us[queries[way] / 2], times_us[queries[way] * 99 / 100]);
    }
    printf("\n");
}

int
main(int argc, char **argv)
{
    static const uint32_t sizes[] = {20, 1000, 10000, STORES_MAX};
    state = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;

    printf("seed %llu, microseconds\n%8s %9s %4s %18s %18s %18s\n", (unsigned long long)state,
           "stores", "build ms", "k", "and measured p50 p99", "found p50 p99", "scan p50 p99");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct near_index index = {points, ids, axes, sizes[i]};
        struct point town = {40, -100};
        for (uint32_t n = 0; n < index.count; n++) {
            if (n % 50 == 0)
                town = (struct point){25 + 24 * draw(), -124 + 57 * draw()};
            places[n] = in_a_town(town);
            points[n] = near_point_of(places[n]);
            holds[n] = draw() < 1.0 / 3;
            ids[n] = n;
        }
        const double began = now_us();
        near_index_build(&index);
        const double built_ms = (now_us() - began) / 1000;
        for (uint32_t k = 8; k <= K_MAX; k += 16)
            report(&index, k, built_ms);
    }
    return 0;
}

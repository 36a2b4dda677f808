/* The index of who is near answers exactly what looking at everybody answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "services/fulfillment-routing/core/places/near_index.h"

#define POINTS_MAX 3000
#define K_MAX      40

static uint64_t seed = 20261122;

static uint64_t
draw(void)
{
    uint64_t z = seed += 0x9E3779B97F4A7C15u; /* splitmix64 */
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static double
between(double low, double high)
{
    return low + (high - low) * (double)(draw() >> 11) / 9007199254740992.0;
}

/* Where points are crowded, or the map has a seam. */
static struct point
anywhere(void)
{
    static const struct point corners[] = {
        {90, 0}, {-90, 0}, {90, 123}, {0, 180}, {0, -180}, {45, 179.9999}, {0, 0},
    };
    switch (draw() % 5) {
    case 0:
        return corners[draw() % 7];
    case 1: /* around a pole */
        return (struct point){between(89, 90), between(-180, 180)};
    case 2: /* at the antimeridian */
        return (struct point){between(-60, 60),
                              draw() % 2 ? between(179, 180) : between(-180, -179)};
    case 3: /* a town: many at few places */
        return (struct point){52 + (double)(draw() % 5) * 0.01, 13 + (double)(draw() % 5) * 0.01};
    default:
        return (struct point){between(-90, 90), between(-180, 180)};
    }
}

static bool
not_a_third(const void *context, uint32_t id)
{
    return (id + *(const uint32_t *)context) % 3 != 0;
}

static struct near_point points[POINTS_MAX];
static uint32_t ids[POINTS_MAX];
static uint8_t axes[POINTS_MAX];

static void
assert_same(const struct near_index *index, const struct near_point *from, uint32_t k,
            near_wanted *wanted)
{
    struct near_found found[K_MAX], all[K_MAX];
    const uint32_t shift = (uint32_t)(draw() % 3);
    const uint32_t count = near_index_find(index, from, k, wanted, &shift, found);
    const uint32_t count_of_all = near_scan(index, from, k, wanted, &shift, all);

    assert_int_equal(count, count_of_all);
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(found[i].id, all[i].id);
        assert_true(found[i].chord == all[i].chord);
        assert_true(i == 0 || found[i - 1].chord <= found[i].chord);
    }
}

static void
test_equals_looking_at_all(void **state)
{
    static const uint32_t sizes[] = {0, 1, 2, 3, 7, 20, 100, 500, POINTS_MAX};
    int queries = 0;
    (void)state;

    for (int world = 0; world < 180; world++) {
        struct near_index index = {points, ids, axes, sizes[world % 9]};
        for (uint32_t i = 0; i < index.count; i++) {
            points[i] = near_point_of(anywhere());
            ids[i] = i;
        }
        near_index_build(&index);
        for (int i = 0; i < (index.count > 100 ? 100 : 900); i++, queries++) {
            const struct near_point from = near_point_of(anywhere());
            assert_same(&index, &from, (uint32_t)(draw() % (K_MAX + 1)),
                        draw() % 2 ? not_a_third : NULL);
        }
    }
    assert_true(queries >= 100000);
}

/* An index of some of the points finds these and no others. */
static void
test_holds_only_its_ids(void **state)
{
    struct near_found found[K_MAX];
    struct near_index index = {points, ids, axes, 0};
    (void)state;

    for (uint32_t i = 0; i < 200; i++) {
        points[i] = near_point_of(anywhere());
        if (i % 10 == 0)
            ids[index.count++] = i;
    }
    near_index_build(&index);
    assert_int_equal(near_index_find(&index, &points[5], K_MAX, NULL, NULL, found), 20);
    for (uint32_t i = 0; i < 20; i++)
        assert_int_equal(found[i].id % 10, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equals_looking_at_all),
        cmocka_unit_test(test_holds_only_its_ids),
    };
    const char *given = getenv("CROSSDOCK_TEST_SEED");

    if (given != NULL)
        seed = strtoull(given, NULL, 10);
    printf("CROSSDOCK_TEST_SEED=%llu\n", (unsigned long long)seed);
    return cmocka_run_group_tests(tests, NULL, NULL);
}

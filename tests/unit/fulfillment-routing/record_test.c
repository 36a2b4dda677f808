/*
 * Records of decisions: what is kept decides again to the same bytes, and no byte of it can change
 * unseen. Random cases; CROSSDOCK_TEST_SEED replays a run.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "services/fulfillment-routing/core/keep_sites.h"
#include "services/fulfillment-routing/record/check.h"
#include "services/fulfillment-routing/record/record.h"

#define SITES 40
#define LINES 8

static uint64_t seed;

static uint64_t
below(uint64_t limit)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed % limit;
}

static int
start(void **state)
{
    const char *given = getenv("CROSSDOCK_TEST_SEED");

    (void)state;
    seed = given != NULL ? strtoull(given, NULL, 10) : (uint64_t)time(NULL) * 2654435761u + 1;
    printf("CROSSDOCK_TEST_SEED=%llu\n", (unsigned long long)seed);
    return 0;
}

struct world {
    struct record record;
    struct record_line lines[LINES];
    struct record_site sites[SITES];
    struct record_passed passed[2];
    char codes[SITES][32], skus[LINES][32];
    int64_t free[SITES][LINES], scarcity[SITES][LINES];
    struct policy policy;
};

static void
make_lines(struct world *w)
{
    const bool heavy = below(2) == 0, groups = below(4) == 0, gaps = below(4) == 0;

    w->record.line_count = 1 + below(below(3) == 0 ? LINES : 3);
    w->record.lines = w->lines;
    for (size_t i = 0; i < w->record.line_count; i++) {
        snprintf(w->skus[i], sizeof w->skus[i], "SKU%zu", i);
        w->lines[i] = (struct record_line){
            .line = (uint32_t)i + 1 + (gaps && i > 0),
            .sku = w->skus[i],
            .quantity = 1 + (int64_t)below(below(3) == 0 ? 300 : 3),
            .together = groups ? (uint32_t)below(3) : 0,
            .weight_ug = heavy ? (int64_t)below(30000000) * 1000 : 0,
            .value_minor = heavy ? (int64_t)below(10000) : 0,
        };
    }
}

static void
make_sites(struct world *w)
{
    const uint64_t scarce = 1 + below(6);
    const bool safety = below(3) == 0, by_cost = w->policy.kind == POLICY_LEAST_COST;
    int64_t metres = 0;

    w->record.site_count = below(SITES) + (below(20) != 0);
    w->record.sites = w->sites;
    for (size_t i = 0; i < w->record.site_count; i++) {
        struct record_site *site = &w->sites[i];
        metres += (int64_t)below(below(3) == 0 ? 2 : 90000);
        snprintf(w->codes[i], sizeof w->codes[i], "L%02zu", i);
        *site = (struct record_site){
            .code = w->codes[i],
            .distance_m = metres,
            .safety_stock = safety ? (int64_t)below(4) : 0,
            .load_permille = by_cost ? (int64_t)below(1001) : 0,
            .dispatch_day = by_cost ? 20000 + (int32_t)below(3) : 0,
            .free = w->free[i],
            .scarcity_nano = by_cost && below(2) == 0 ? w->scarcity[i] : NULL,
        };
        for (size_t line = 0; line < w->record.line_count; line++) {
            w->free[i][line] = below(scarce) == 0 ? (int64_t)below(400) : 0;
            w->scarcity[i][line] = (int64_t)below(3) * 1000000;
        }
    }
}

static void
make_world(struct world *w, enum policy_kind kind)
{
    memset(w, 0, sizeof *w);
    w->policy = (struct policy){.kind = kind, .version = 1 + (uint32_t)below(300)};
    if (kind == POLICY_LEAST_COST) {
        w->policy.tariff = (struct tariff){(int64_t)below(9) * 1000000000, (int64_t)below(9000000),
                                           (int64_t)below(2000000000), (int64_t)below(2000000000)};
        w->policy.late_day_nano = (int64_t)below(2) * 5000000000;
        w->policy.full_nano = (int64_t)below(2) * 2000000000;
        w->policy.split_nano = (int64_t)below(2) * 1000000000;
        w->policy.parcels_max = (uint32_t)below(4);
    }
    make_lines(w);
    make_sites(w);
    w->record.decided_at_us = INT64_C(1728000000000000) + (int64_t)below(86400000000);
    w->record.policy = w->policy.version;
    w->record.geocoded_by = GEOCODED_EXACT;
    w->record.geocoded_as = "LE1 1AA";
    w->record.passed_count = below(3);
    w->record.passed = w->passed;
    w->passed[0] = (struct record_passed){"NEAR", 500, 1};
    w->passed[1] = (struct record_passed){"NEARER", 700, (uint32_t)below(9)};
}

/* What the service does: decides, and keeps some of the sites. */
static void
decide_and_keep(struct arena *arena, struct world *w, struct record *kept)
{
    struct record_case made;
    struct record *all = arena_take(arena, sizeof *all);
    struct choice *choice = arena_take(arena, sizeof *choice);
    uint32_t *indexes = arena_take(arena, SITES * sizeof *indexes);
    struct record_site *sites = arena_take(arena, SITES * sizeof *sites);
    uint32_t *parcels = arena_take(arena, SITES * sizeof *parcels);

    assert_true(record_decide(arena, &w->record, &w->policy, all));
    record_request(arena, &w->record, &w->policy, &made);
    routing_decide(&made.grouping.searched, choice);
    const size_t count = keep_sites(&made.grouping.searched, choice, indexes);
    assert_true(count <= w->record.site_count);
    for (size_t i = 0; i < count; i++)
        sites[i] = w->sites[indexes[i]];
    for (size_t parcel = 0; parcel < all->parcel_count; parcel++) {
        size_t at = 0;
        while (indexes[at] != all->parcels[parcel])
            assert_true(++at < count);
        parcels[parcel] = (uint32_t)at;
    }
    *kept = *all;
    kept->sites = sites;
    kept->site_count = count;
    kept->sites_left_out = (uint32_t)(w->record.site_count - count);
    kept->parcels = parcels;
}

static void
check_world(struct arena *arena, struct world *w)
{
    const char *reason;
    struct record kept, again;
    size_t bytes, bytes_again;

    decide_and_keep(arena, w, &kept);
    const uint8_t *data = record_pack(arena, &kept, &bytes);
    const struct record *read = record_read(arena, data, bytes, &reason);
    if (read == NULL)
        fail_msg("%s", reason);
    assert_true(data[0] != RECORD_FIRST_NOT);
    assert_true(record_decide(arena, read, &w->policy, &again));
    const uint8_t *data_again = record_pack(arena, &again, &bytes_again);
    assert_int_equal(bytes, bytes_again);
    assert_memory_equal(data, data_again, bytes);
}

static void
decided_again_to_the_byte(void **state)
{
    struct arena *arena = arena_create((size_t)16 << 20);
    static struct world w;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        const size_t mark = arena_mark(arena);
        make_world(&w, (enum policy_kind)(POLICY_NEAREST + below(3)));
        check_world(arena, &w);
        arena_reset(arena, mark);
    }
    arena_destroy(&arena);
}

/* The control: a record with any bit changed is not taken for one. */
static void
any_changed_bit_is_found(void **state)
{
    struct arena *arena = arena_create((size_t)16 << 20);
    static struct world w;

    (void)state;
    for (int i = 0; i < 20; i++) {
        struct record kept;
        const char *reason;
        size_t bytes;
        make_world(&w, (enum policy_kind)(POLICY_NEAREST + below(3)));
        decide_and_keep(arena, &w, &kept);
        uint8_t *data = record_pack(arena, &kept, &bytes);
        for (size_t bit = 0; bit < 8 * bytes; bit++) {
            data[bit / 8] ^= (uint8_t)(1 << bit % 8);
            assert_null(record_read(arena, data, bytes, &reason));
            data[bit / 8] ^= (uint8_t)(1 << bit % 8);
        }
        assert_null(record_read(arena, data, bytes - 1, &reason));
        assert_non_null(record_read(arena, data, bytes, &reason));
        arena_reset(arena, 0);
    }
    arena_destroy(&arena);
}

/* And one whose check sum was made to fit is decided differently, or is what it says it is. */
static void
another_choice_is_found(void **state)
{
    struct arena *arena = arena_create((size_t)16 << 20);
    static struct world w;
    int changed = 0;

    (void)state;
    for (int i = 0; i < 2000; i++) {
        struct record kept, again;
        size_t bytes, bytes_again;
        make_world(&w, POLICY_NEAREST);
        decide_and_keep(arena, &w, &kept);
        if (kept.parcel_count == 1 && kept.site_count > 1) {
            const uint32_t other = kept.parcels[0] == 0 ? 1 : 0;
            kept.parcels = &other;
            const uint8_t *data = record_pack(arena, &kept, &bytes);
            assert_true(record_decide(arena, &kept, &w.policy, &again));
            const uint8_t *data_again = record_pack(arena, &again, &bytes_again);
            assert_true(bytes != bytes_again || memcmp(data, data_again, bytes) != 0);
            changed++;
        }
        arena_reset(arena, 0);
    }
    assert_true(changed > 100);
    arena_destroy(&arena);
}

/* Whoever mends the check sum has it refused, or decided on as it stands; nothing breaks. */
static void
junk_with_a_mended_check_sum(void **state)
{
    struct arena *arena = arena_create((size_t)64 << 20);
    static struct world w;
    int readable = 0;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        struct record kept, again;
        const char *reason;
        size_t bytes;
        make_world(&w, (enum policy_kind)(POLICY_NEAREST + below(3)));
        decide_and_keep(arena, &w, &kept);
        uint8_t *data = record_pack(arena, &kept, &bytes);
        for (uint64_t n = 1 + below(3); n > 0; n--)
            data[below(bytes - CHECK_BYTES)] = (uint8_t)below(256);
        check_put(data, bytes - CHECK_BYTES);
        const struct record *read = record_read(arena, data, bytes, &reason);
        if (read != NULL && record_decide(arena, read, &w.policy, &again))
            readable++;
        arena_reset(arena, 0);
    }
    assert_true(readable > 100);
    arena_destroy(&arena);
}

static void
plain_order_is_small(void **state)
{
    struct arena *arena = arena_create((size_t)1 << 20);
    static const int64_t all[] = {2, 1, 1};
    static const uint32_t first[] = {0};
    const struct record_line lines[] = {{1, "SKU-000123", 2, 0, 0, 0},
                                        {2, "SKU-000124", 1, 0, 0, 0},
                                        {3, "SKU-000125", 1, 0, 0, 0}};
    const struct record_site sites[] = {
        {.code = "GB-01", .distance_m = 12345, .free = all},
        {.code = "GB-02", .distance_m = 45678, .free = all},
        {.code = "GB-03", .distance_m = 99999, .free = all},
    };
    const struct record plain = {
        .decided_at_us = INT64_C(1795000000000000),
        .policy = 1,
        .geocoded_by = GEOCODED_EXACT,
        .geocoded_as = "LE1 1AA",
        .line_count = 3,
        .lines = lines,
        .site_count = 3,
        .sites = sites,
        .rule = RULE_NEAREST_WHOLE,
        .proved = true,
        .parcel_count = 1,
        .parcels = first,
        .taken = all,
    };
    size_t bytes;

    (void)state;
    (void)record_pack(arena, &plain, &bytes);
    printf("a plain order of three lines: %zu bytes\n", bytes);
    assert_true(bytes <= 128);
    arena_destroy(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decided_again_to_the_byte), cmocka_unit_test(any_changed_bit_is_found),
        cmocka_unit_test(another_choice_is_found),   cmocka_unit_test(junk_with_a_mended_check_sum),
        cmocka_unit_test(plain_order_is_small),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}

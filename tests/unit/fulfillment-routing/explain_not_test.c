/*
 * Why not from there: every number that is told is tried. Applied, it has the location chosen; one
 * less of it does not. The best plan with the location is compared with all sets of locations.
 * CROSSDOCK_TEST_SEED replays a run.
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

#include "services/fulfillment-routing/core/cost_terms.h"
#include "services/fulfillment-routing/core/explain_not.h"

#define SITES 8
#define LINES 4

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
    struct request request;
    struct site sites[SITES];
    int64_t quantities[LINES], weights[LINES], free[SITES][LINES], scarcity[SITES][LINES];
    struct policy policy;
    struct choice choice;
    struct not_chosen out;
    int64_t missing[LINES];
};

static void
price(const void *context, int64_t distance_m, struct site *site)
{
    const struct site_facts facts = {.distance_mm = 1000 * distance_m};

    site_prices(context, &facts, site);
}

static void
make_world(struct world *w)
{
    const bool costs = below(2) == 0, safety = below(3) == 0;
    int64_t metres = 0;

    memset(w, 0, sizeof *w);
    w->policy = (struct policy){.kind = costs ? POLICY_LEAST_COST : POLICY_NEAREST};
    if (costs)
        w->policy.tariff = (struct tariff){(int64_t)below(9) * 1000000000, (int64_t)below(90000),
                                           (int64_t)below(2000), (int64_t)below(2000)};
    w->request = (struct request){
        .kind = w->policy.kind,
        .quantities = w->quantities,
        .weights_ug = costs ? w->weights : NULL,
        .line_count = 1 + below(LINES),
        .sites = w->sites,
        .site_count = 2 + below(SITES - 1),
        .parcels_max = costs ? (uint32_t)below(4) : 0,
        .split_nano = costs ? (int64_t)below(2) * 700000000 : 0,
    };
    for (size_t line = 0; line < w->request.line_count; line++) {
        w->quantities[line] = 1 + (int64_t)below(6);
        w->weights[line] = (int64_t)below(4) * 700000000;
    }
    for (size_t i = 0; i < w->request.site_count; i++) {
        metres += (int64_t)below(below(3) == 0 ? 2 : 90000);
        w->sites[i] = (struct site){
            .location = (uint32_t)i,
            .distance_m = metres,
            .safety_stock = safety ? (int64_t)below(3) : 0,
            .free = w->free[i],
            .scarcity_nano = costs && below(2) == 0 ? w->scarcity[i] : NULL,
        };
        for (size_t line = 0; line < w->request.line_count; line++) {
            w->free[i][line] = (int64_t)below(9);
            w->scarcity[i][line] = (int64_t)below(3) * 100000000;
        }
        price(&w->policy, metres, &w->sites[i]);
    }
}

static bool
uses(const struct plan *plan, size_t site)
{
    for (size_t i = 0; i < plan->site_count; i++) {
        if (plan->sites[i] == site)
            return true;
    }
    return false;
}

/* The answer for a site that was not chosen; false: all were, or nobody was. */
static bool
explain(struct world *w, size_t site)
{
    static struct explain_room room;
    static struct site sites[SITES];
    static int64_t cells[2 * SITES * (LINES + 1)], lines[3 * (LINES + 1)];
    const struct asked_not asked = {.request = &w->request,
                                    .choice = &w->choice,
                                    .site = site,
                                    .price = w->policy.kind == POLICY_LEAST_COST ? price : NULL,
                                    .context = &w->policy};

    routing_decide(&w->request, &w->choice);
    if (uses(&w->choice.plan, site))
        return false;
    room.sites = sites;
    room.cells = cells;
    room.lines = lines;
    w->out.missing = w->missing;
    explain_not(&asked, &room, &w->out);
    return true;
}

static bool
chosen_with(const struct world *w, const struct site *sites, size_t site)
{
    struct request request = w->request;
    static struct choice choice;

    request.sites = sites;
    routing_decide(&request, &choice);
    return uses(&choice.plan, site);
}

static bool
chosen_cheaper(const struct world *w, size_t site, int64_t nano)
{
    struct site sites[SITES];

    memcpy(sites, w->sites, sizeof sites);
    sites[site].parcel_nano -= nano;
    return chosen_with(w, sites, site);
}

static bool
chosen_nearer(const struct world *w, size_t site, int64_t metres)
{
    struct site sites[SITES];
    struct site moved = w->sites[site];
    size_t at = site;

    memcpy(sites, w->sites, sizeof sites);
    moved.distance_m -= metres;
    if (w->policy.kind == POLICY_LEAST_COST)
        price(&w->policy, moved.distance_m, &moved);
    for (; at > 0 && sites[at - 1].distance_m > moved.distance_m; at--)
        sites[at] = sites[at - 1];
    sites[at] = moved;
    return chosen_with(w, sites, at);
}

/* One less of this line; LINES: of none. */
static bool
chosen_stocked(const struct world *w, size_t site, size_t less)
{
    struct site sites[SITES];
    int64_t free[LINES];

    memcpy(sites, w->sites, sizeof sites);
    for (size_t line = 0; line < w->request.line_count; line++)
        free[line] = w->free[site][line] + w->missing[line] - (line == less);
    sites[site].free = free;
    return chosen_with(w, sites, site);
}

static int told[4];

static void
check_flips(const struct world *w, size_t site)
{
    const struct not_chosen *out = &w->out;

    assert_true(out->least);
    if (out->cheaper_nano > 0) {
        told[0]++;
        assert_true(chosen_cheaper(w, site, out->cheaper_nano));
        assert_false(chosen_cheaper(w, site, out->cheaper_nano - 1));
    }
    if (out->nearer_m > 0) {
        told[1]++;
        assert_true(chosen_nearer(w, site, out->nearer_m));
        assert_false(chosen_nearer(w, site, out->nearer_m - 1));
    }
    if (!out->by_stock)
        return;
    told[2]++;
    assert_true(chosen_stocked(w, site, LINES));
    for (size_t line = 0; line < w->request.line_count; line++)
        assert_true(w->missing[line] == 0 || !chosen_stocked(w, site, line));
}

static bool
covers(const struct world *w, unsigned set)
{
    for (size_t line = 0; line < w->request.line_count; line++) {
        int64_t left = w->quantities[line];
        for (size_t i = 0; i < w->request.site_count; i++)
            left -= (set >> i & 1) != 0 ? site_gives(&w->request, &w->sites[i], line) : 0;
        if (left > 0)
            return false;
    }
    return true;
}

static int64_t
parcels_and_metres(int64_t parcels, int64_t metres)
{
    return parcels * 1000000000 + metres;
}

/* The best of all sets with the site that fill the order, where distance decides. */
static void
check_plan_by_distance(const struct world *w, size_t site)
{
    int64_t best = INT64_MAX;
    bool has_any = false;

    for (size_t line = 0; line < w->request.line_count; line++)
        has_any = has_any || site_gives(&w->request, &w->sites[site], line) > 0;
    for (unsigned set = 0; has_any && set < 1U << w->request.site_count; set++) {
        int64_t parcels = 0, metres = 0;
        if ((set >> site & 1) == 0 || !covers(w, set))
            continue;
        for (size_t i = 0; i < w->request.site_count; i++) {
            parcels += set >> i & 1;
            metres += (set >> i & 1) != 0 ? w->sites[i].distance_m : 0;
        }
        if (parcels_and_metres(parcels, metres) < best)
            best = parcels_and_metres(parcels, metres);
    }
    assert_int_equal(w->out.possible, best != INT64_MAX);
    if (w->out.possible)
        assert_int_equal(
            best, parcels_and_metres((int64_t)w->out.plan.site_count, w->out.plan.distance_m));
}

/* What it costs more is what it would have to be cheaper, and one more where ties go against it. */
static void
check_plan_by_cost(const struct world *w)
{
    const int64_t more = w->out.plan.cost_nano - w->choice.plan.cost_nano;

    if (!w->out.possible || w->out.cheaper_nano == 0)
        return;
    assert_true(w->out.cheaper_nano == more || w->out.cheaper_nano == more + 1);
    told[3]++;
}

static void
every_number_is_tried(void **state)
{
    static struct world w;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        make_world(&w);
        const size_t site = below(w.request.site_count);
        if (!explain(&w, site))
            continue;
        check_flips(&w, site);
        if (w.policy.kind == POLICY_LEAST_COST)
            check_plan_by_cost(&w);
        else if (w.choice.plan.site_count > 0)
            check_plan_by_distance(&w, site);
    }
    printf("told: %d cheaper, %d nearer, %d more stock; %d plans compared by cost\n", told[0],
           told[1], told[2], told[3]);
    for (int i = 0; i < 4; i++)
        assert_true(told[i] > 500);
}

/* --- by hand ----------------------------------------------------------------------------------
 */

static void
by_hand(void **state)
{
    static struct world w;
    static const int64_t parcel = INT64_C(8169000000);

    (void)state;
    /* the nearest has one of two units of line 2: it needs one more, whatever else */
    w = (struct world){.quantities = {3, 2}, .free = {{5, 1}, {9, 9}}};
    w.request = (struct request){.kind = POLICY_NEAREST,
                                 .quantities = w.quantities,
                                 .line_count = 2,
                                 .sites = w.sites,
                                 .site_count = 2};
    w.sites[0] = (struct site){.distance_m = 1000, .free = w.free[0]};
    w.sites[1] = (struct site){.distance_m = 5000, .free = w.free[1]};
    assert_true(explain(&w, 0));
    assert_true(w.out.by_stock && w.missing[0] == 0 && w.missing[1] == 1);
    assert_int_equal(w.out.nearer_m, 0);
    assert_int_equal(w.out.plan.site_count, 2);

    /* the farther of two that have everything: 4,000 m and one more, or nothing will do */
    w.free[0][1] = 2;
    assert_true(explain(&w, 1));
    assert_false(w.out.by_stock);
    assert_int_equal(w.out.nearer_m, 4001);

    /* by cost: a quarter dearer is a quarter and a nano too dear */
    w.request.kind = w.policy.kind = POLICY_LEAST_COST;
    w.policy.tariff.parcel_nano = parcel;
    w.sites[0].parcel_nano = parcel;
    w.sites[1].parcel_nano = parcel + parcel / 4;
    assert_true(explain(&w, 1));
    assert_int_equal(w.out.cheaper_nano, parcel / 4 + 1);
    assert_int_equal(w.out.plan.cost_nano, parcel + parcel / 4);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_hand),
        cmocka_unit_test(every_number_is_tried),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}

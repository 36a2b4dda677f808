/*
 * The cheapest plan of orders of middle size against GLPK's branch and cut, which knows nothing of
 * the search: costs are the same to a millionth. Built only where GLPK is installed.
 *
 * CROSSDOCK_TEST_SEED=N tries other orders, CROSSDOCK_TEST_ROUNDS=N more or fewer of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glpk.h>

#include "services/fulfillment-routing/core/cost_terms.h"

#define SITES_OF_A_CASE 120
#define LINES_OF_A_CASE 10
#define CELLS           (SITES_OF_A_CASE * LINES_OF_A_CASE)
#define MAIN            INT64_C(1000000000)

static uint64_t seed = 20261122;
static long rounds = 200;

struct order {
    struct site sites[SITES_OF_A_CASE];
    int64_t free[CELLS], scarcity[CELLS];
    int64_t quantities[LINES_OF_A_CASE], weights[LINES_OF_A_CASE];
    struct request request;
};

static int64_t
random_below(int64_t limit)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int64_t)(seed >> 33) % limit;
}

/* Of all kinds: flat or by distance, light or heavy, scarce or not, few locations or many. */
static void
make_order(struct order *order)
{
    struct request *request = &order->request;
    const int64_t kilometre = random_below(3) * MAIN / 400, chance = 2 + random_below(8);
    const int64_t stock = 1 + random_below(8), scarce = random_below(2) * random_below(4);
    int64_t metres = 0;

    *request =
        (struct request){.kind = POLICY_LEAST_COST,
                         .sites = order->sites,
                         .quantities = order->quantities,
                         .weights_ug = order->weights,
                         .site_count = (size_t)(random_below(10) == 0 ? 70 + random_below(50)
                                                                      : 4 + random_below(21)),
                         .line_count = (size_t)(1 + random_below(LINES_OF_A_CASE)),
                         .split_nano = random_below(2) * random_below(3 * MAIN),
                         .parcels_max = random_below(5) == 0 ? (uint32_t)(2 + random_below(3)) : 0};
    for (size_t line = 0; line < request->line_count; line++) {
        order->quantities[line] = 1 + random_below(2) * random_below(8);
        order->weights[line] = 1 + random_below(2 * MAIN);
    }
    for (size_t i = 0; i < request->site_count; i++) {
        metres += random_below(80000);
        order->sites[i] = (struct site){.distance_m = metres,
                                        .free = &order->free[i * LINES_OF_A_CASE],
                                        .scarcity_nano = &order->scarcity[i * LINES_OF_A_CASE],
                                        .parcel_nano = 5 * MAIN + metres / 1000 * kilometre,
                                        .kg_nano = MAIN / 2 + metres / 1000 * kilometre / 3};
        for (size_t line = 0; line < request->line_count; line++) {
            const int64_t always = i % 4 == 3 ? 3 : 0; /* most orders have a plan */
            order->free[i * LINES_OF_A_CASE + line] =
                random_below(chance) == 0 ? always + 1 + random_below(stock) : always;
            order->scarcity[i * LINES_OF_A_CASE + line] = scarce * random_below(MAIN);
        }
    }
}

static void
add_entry(int *rows, int *columns, double *values, int *count, int row, int column, double value)
{
    ++*count;
    rows[*count] = row;
    columns[*count] = column;
    values[*count] = value;
}

/* y: does a site ship; x: units of a line from a site. */
static glp_prob *
make_problem(const struct request *request)
{
    static int rows[5 * CELLS], columns[5 * CELLS];
    static double values[5 * CELLS];
    const int sites = (int)request->site_count, lines = (int)request->line_count;
    glp_prob *problem = glp_create_prob();
    int count = 0;

    glp_add_rows(problem, lines + sites * lines + 1);
    glp_add_cols(problem, sites + sites * lines);
    for (int line = 0; line < lines; line++)
        glp_set_row_bnds(problem, line + 1, GLP_FX, (double)request->quantities[line], 0);
    for (int i = 0; i < sites; i++) {
        const struct site *site = &request->sites[i];
        glp_set_col_kind(problem, i + 1, GLP_BV);
        glp_set_obj_coef(problem, i + 1, (double)(site->parcel_nano + request->split_nano) / 1e9);
        add_entry(rows, columns, values, &count, lines + sites * lines + 1, i + 1, 1);
        for (int line = 0; line < lines; line++) {
            const int x = sites + i * lines + line + 1, row = lines + i * lines + line + 1;
            const double kg = (double)request->weights_ug[line] / 1e9;
            const double gives = (double)site_gives(request, site, (size_t)line);
            glp_set_col_bnds(problem, x, gives > 0 ? GLP_DB : GLP_FX, 0, gives);
            glp_set_obj_coef(problem, x,
                             kg * (double)site->kg_nano / 1e9 +
                                 (double)site->scarcity_nano[line] / 1e9);
            glp_set_row_bnds(problem, row, GLP_UP, 0, 0);
            add_entry(rows, columns, values, &count, line + 1, x, 1);
            add_entry(rows, columns, values, &count, row, x, 1);
            add_entry(rows, columns, values, &count, row, i + 1,
                      -(gives < (double)request->quantities[line]
                            ? gives
                            : (double)request->quantities[line]));
        }
    }
    glp_set_row_bnds(problem, lines + sites * lines + 1, GLP_UP, 0,
                     request->parcels_max == 0 ? sites : (double)request->parcels_max);
    glp_load_matrix(problem, count, rows, columns, values);
    return problem;
}

/* -1: there is no plan. */
static double
cost_by_glpk(const struct request *request)
{
    glp_prob *problem = make_problem(request);
    glp_iocp how;
    double cost = -1;

    glp_init_iocp(&how);
    how.presolve = GLP_ON;
    how.msg_lev = GLP_MSG_OFF;
    how.mip_gap = 0;
    const int failed = glp_intopt(problem, &how);
    assert_true(failed == 0 || failed == GLP_ENOPFS);
    if (failed == 0 && glp_mip_status(problem) == GLP_OPT)
        cost = glp_mip_obj_val(problem) - (double)request->split_nano / 1e9;
    glp_delete_prob(problem);
    return cost;
}

static void
same_as_glpk(void **state)
{
    static struct order order;
    static struct choice choice;
    int split = 0, none = 0, unproved = 0;

    (void)state;
    glp_term_out(GLP_OFF);
    for (long round = 0; round < rounds; round++) {
        const uint64_t of_round = seed;
        make_order(&order);
        routing_decide(&order.request, &choice);
        order.request.dip = false;
        const double expected = cost_by_glpk(&order.request);
        const double found = choice.relaxed != 0 || choice.plan.site_count == 0
                                 ? -1
                                 : (double)choice.plan.cost_nano / 1e9;
        const bool same = found - expected <= 1e-6 * (expected < 0 ? 1 : expected) &&
                          expected - found <= 1e-6 * (expected < 0 ? 1 : expected);
        if (!same || !choice.proved)
            print_error("CROSSDOCK_TEST_SEED=%llu CROSSDOCK_TEST_ROUNDS=1: %zu x %zu, %f against "
                        "%f%s\n",
                        (unsigned long long)of_round, order.request.site_count,
                        order.request.line_count, found, expected,
                        choice.proved ? "" : ", not proved");
        unproved += !choice.proved;
        assert_true(same || !choice.proved);
        split += choice.plan.site_count > 1;
        none += expected < 0;
    }
    print_message("%ld orders, %d of several parcels, %d without a plan, %d not proved\n", rounds,
                  split, none, unproved);
    assert_true(unproved * 100 <= rounds);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_as_glpk),
    };
    if (getenv("CROSSDOCK_TEST_SEED") != NULL)
        seed = strtoull(getenv("CROSSDOCK_TEST_SEED"), NULL, 10);
    if (getenv("CROSSDOCK_TEST_ROUNDS") != NULL)
        rounds = strtol(getenv("CROSSDOCK_TEST_ROUNDS"), NULL, 10);
    printf("CROSSDOCK_TEST_SEED=%llu\n", (unsigned long long)seed);
    return cmocka_run_group_tests(tests, NULL, NULL);
}

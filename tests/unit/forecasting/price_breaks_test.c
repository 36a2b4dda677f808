/*
 * Quantities under price breaks. Of the books: Heizer and Render "Wohl's Discount Store" (1,000
 * units, $24,725); Chopra and Meindl (Supply Chain Management, ch. 11) "Drugs Online", all units
 * (10,000 bottles, $354,520). The shop of Snyder and Shen's example 3.1 with prices .75, .72 from
 * 400 and .68 from 800 was recomputed on a grid, all incremental ones too.
 */
#include "tests/unit/forecasting/stock_table.h"

#define SHOP  "1300 8 0.3, 0 0.75 400 0.72 800 0.68"
#define WOHL  "5000 49 0.2, 0 5 1000 4.80 2000 4.75"
#define DRUGS "120000 100 0.2, 0 3 5000 2.96 10000 2.92"

/* demand order rate, from cost ... : all or incremental, quantity cost */
static const char lots[] =
    SHOP " : all 800 978.60\n" WOHL " : all 1000 24725\n" DRUGS " : all 10000 354520\n" SHOP
         " : inc 304.047 1043.4105\n" WOHL " : inc 1610.5123 25566.0918\n"
         "1000 10 0.2, 0 1 50 1 60 1 : all 316.228 1063.2456\n";

static void
lots_under_price_breaks(void **state)
{
    int bytes;

    (void)state;
    for (const char *at = lots; *at != '\0'; at += bytes) {
        struct price_terms terms = {.step_count = 3};
        struct price_step *s = terms.steps;
        double quantity, cost;
        char kind[8];
        assert_int_equal(sscanf(at, "%lf %lf %lf, %lf %lf %lf %lf %lf %lf : %7s %lf %lf\n%n",
                                &terms.demand, &terms.order, &terms.holding_rate, &s[0].from,
                                &s[0].cost, &s[1].from, &s[1].cost, &s[2].from, &s[2].cost, kind,
                                &quantity, &cost, &bytes),
                         12);
        const struct priced_lot lot =
            kind[0] == 'a' ? price_breaks_all_units(&terms) : price_breaks_incremental(&terms);
        assert_near(lot.quantity, quantity, 1e-3, at);
        assert_near(lot.cost, cost, 1e-3, at);
    }
}

/* What a year costs, straight from the definition. */
static double
cost_of(const struct price_terms *terms, double quantity, bool all_units)
{
    double units = 0;

    for (int i = 0; i < terms->step_count; i++) {
        const double end = i + 1 < terms->step_count ? terms->steps[i + 1].from : 1e18;
        if (all_units && quantity >= terms->steps[i].from)
            units = quantity * terms->steps[i].cost;
        else if (!all_units && quantity > terms->steps[i].from)
            units += (fmin(quantity, end) - terms->steps[i].from) * terms->steps[i].cost;
    }
    return terms->demand / quantity * (terms->order + units) + terms->holding_rate * units / 2;
}

static void
no_quantity_is_cheaper(void **state)
{
    uint64_t seed = 77;

    (void)state;
    print_message("seed %lu\n", (unsigned long)seed);
    for (int i = 0; i < 300; i++) {
        struct price_terms terms = {.demand = draw_between(&seed, 10, 5000),
                                    .order = draw_between(&seed, 1, 60),
                                    .holding_rate = draw_between(&seed, 0.05, 0.5),
                                    .step_count = 1 + draw_below(&seed, 4)};
        double from = 0, unit = draw_between(&seed, 2, 10);
        for (int step = 0; step < terms.step_count; step++) {
            terms.steps[step] = (struct price_step){from, unit};
            from += 1 + draw_below(&seed, 400);
            unit *= draw_between(&seed, 0.85, 1);
        }
        for (int all = 0; all < 2; all++) {
            const struct priced_lot lot =
                all ? price_breaks_all_units(&terms) : price_breaks_incremental(&terms);
            assert_near(lot.cost, cost_of(&terms, lot.quantity, all), 1e-6 * lot.cost, "cost");
            for (int q = 1; q < 4000; q++)
                assert_true(lot.cost <= cost_of(&terms, q, all) * (1 + 1e-9));
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lots_under_price_breaks),
        cmocka_unit_test(no_quantity_is_cheaper),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

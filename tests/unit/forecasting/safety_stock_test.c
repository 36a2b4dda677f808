/*
 * Safety stock, cycle service and fill rate. Of the books: Chopra and Meindl (Supply Chain
 * Management, ch. 12) "B&M Computer World" (reorder point 6,000: service .92, fill rate .9975;
 * 906 for .90; 67 for a fill rate of .975) and "Dell" (22,491); Heizer and Render (ch. 12) the
 * iPods (9 above 30), cameras (80.55) and battery packs (1,004); Nahmias (ch. 5) "Harvey's"
 * (z 1.02, reorder point 126); Silver, Pyke, Thomas appendix B (G). Digits beyond were recomputed.
 */
#include "tests/unit/forecasting/stock_table.h"

/* mean deviation periods their deviation service level : deviation over the span, safety stock */
static const char stocks[] = "2500 500 2 0 0.90 : 707.1068 906.1938\n"
                             "2500 500 7 7 0.90 : 17549.9288 22491.1387\n"
                             "15 5 2 0 0.90 : 7.0711 9.0619\n"
                             "10 0 6 1 0.98 : 10 20.5375\n"
                             "150 16 5 1 0.95 : 154.2077 253.6490\n"
                             "10 3 4 0 0.5 : 6 0\n";

static void
safety_stocks(void **state)
{
    struct span_terms span;
    double level, deviation, stock;
    int bytes;

    (void)state;
    for (const char *at = stocks; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%lf %lf %lf %lf %lf : %lf %lf\n%n", &span.mean,
                                &span.deviation, &span.periods, &span.periods_deviation, &level,
                                &deviation, &stock, &bytes),
                         7);
        assert_near(span_deviation(&span), deviation, 1e-4, at);
        assert_near(safety_stock(&span, level), stock, 1e-4, at);
    }
}

/* k : G(k) */
static const char losses[] = "0 : 0.39894228\n"
                             "1 : 0.08331547\n"
                             "2 : 0.0084907026\n"
                             "3 : 0.000382154317\n"
                             "-1 : 1.08331547\n";

static void
losses_and_back(void **state)
{
    double k, loss;
    int bytes;

    (void)state;
    for (const char *at = losses; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%lf : %lf\n%n", &k, &loss, &bytes), 2);
        assert_near(normal_loss(k), loss, 1e-8, at);
        assert_near(normal_loss_inverse(normal_loss(k)), k, 1e-9, at);
    }
    for (double deep = -8; deep < 8; deep += 0.37)
        assert_near(normal_loss_inverse(normal_loss(deep)), deep, 1e-6, "back");
}

static void
fill_rates(void **state)
{
    const double deviation = sqrt(2) * 500;

    (void)state;
    assert_near(fill_rate(deviation, 10000, 1000 / deviation), 0.9974873, 1e-7, "B&M");
    assert_near(fill_rate_factor(deviation, 10000, 0.975) * deviation, 66.6976, 1e-4, "B&M .975");
    assert_near(fill_rate_factor(25, 100, 0.98), 1.0212389, 1e-6, "Harvey's");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(safety_stocks),
        cmocka_unit_test(losses_and_back),
        cmocka_unit_test(fill_rates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

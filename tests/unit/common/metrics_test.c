/*
 * The exposition, line by line.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/metrics.h"

static struct metric orders_web = {.kind = METRIC_COUNTER,
                                   .name = "t_orders_total",
                                   .help = "Orders.",
                                   .labels = "channel=\"web\""};
static struct metric orders_edi = {.kind = METRIC_COUNTER,
                                   .name = "t_orders_total",
                                   .help = "Orders.",
                                   .labels = "channel=\"edi\""};
static struct metric depth = {.kind = METRIC_GAUGE, .name = "t_depth", .help = "Depth."};
static struct metric lag = {
    .kind = METRIC_GAUGE, .name = "t_lag_seconds", .help = "Lag.", .scale = 1e-6};
static struct metric turn = {
    .kind = METRIC_HISTOGRAM, .name = "t_turn_seconds", .help = "Turn.", .scale = 1e-6};
static struct metric batch = {
    .kind = METRIC_HISTOGRAM, .name = "t_turn_batch", .help = "Batch.", .labels = "kind=\"x\""};

static char *text;

static void
expose(void)
{
    size_t bytes;

    free(text);
    text = metrics_text(&bytes);
    assert_int_equal(bytes, strlen(text));
}

static void
assert_shows(const char *lines)
{
    if (strstr(text, lines) == NULL)
        fail_msg("missing:\n%s\nin:\n%s", lines, text);
}

static void
values(void **state)
{
    (void)state;
    metrics_register(&depth);
    expose();
    assert_shows("# HELP t_depth Depth.\n# TYPE t_depth gauge\nt_depth 0\n");
    metric_add(&orders_web, 2);
    metric_add(&orders_edi, 5);
    metric_add(&orders_web, 1);
    metric_set(&depth, -4);
    metric_set(&lag, 1500000);
    expose();
    assert_shows("# HELP t_depth Depth.\n# TYPE t_depth gauge\nt_depth -4\n"
                 "# HELP t_lag_seconds Lag.\n# TYPE t_lag_seconds gauge\nt_lag_seconds 1.5\n"
                 "# HELP t_orders_total Orders.\n# TYPE t_orders_total counter\n"
                 "t_orders_total{channel=\"edi\"} 5\nt_orders_total{channel=\"web\"} 3\n");
}

static void
histograms(void **state)
{
    static const int64_t raws[] = {-1, 0, 1, 2, 3, 4, 5, INT64_MAX};

    (void)state;
    metric_observe(&turn, 3);
    metric_observe(&turn, 1000000);
    for (size_t i = 0; i < sizeof raws / sizeof *raws; i++)
        metric_observe(&batch, raws[i]);
    expose();
    assert_shows("# TYPE t_turn_seconds histogram\nt_turn_seconds_bucket{le=\"1e-06\"} 0\n"
                 "t_turn_seconds_bucket{le=\"2e-06\"} 0\nt_turn_seconds_bucket{le=\"4e-06\"} 1\n");
    assert_shows("t_turn_seconds_bucket{le=\"1.048576\"} 2\n");
    assert_shows("t_turn_seconds_bucket{le=\"+Inf\"} 2\nt_turn_seconds_sum 1.000003\n"
                 "t_turn_seconds_count 2\n");
    assert_shows("t_turn_batch_bucket{kind=\"x\",le=\"1\"} 3\n"
                 "t_turn_batch_bucket{kind=\"x\",le=\"2\"} 4\n"
                 "t_turn_batch_bucket{kind=\"x\",le=\"4\"} 6\n"
                 "t_turn_batch_bucket{kind=\"x\",le=\"8\"} 7\n");
    assert_shows("t_turn_batch_bucket{kind=\"x\",le=\"+Inf\"} 8\n");
    assert_shows("t_turn_batch_count{kind=\"x\"} 8\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values),
        cmocka_unit_test(histograms),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    free(text);
    return failed;
}

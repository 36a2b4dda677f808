/*
 * Counters, gauges and histograms of one process, in Prometheus' text format. Safe from any thread.
 * Names follow Prometheus: base units, _total for counters. Labels are few and bounded.
 *
 *     METRIC(orders) = { .kind = METRIC_COUNTER, .name = "crossdock_orders_accepted_total",
 *                        .help = "Orders accepted." };
 *     metric_add(&orders, 1);
 *
 * METRIC defines a metric of the file that shows from the start of the process: a counter that came
 * to light with its first 1 would hide just that one from whoever asks by how much it grew. One
 * that is made while running (labels that are not known before) is shown by metrics_register, at
 * the latest when it is first used.
 */
#ifndef CROSSDOCK_METRICS_H
#define CROSSDOCK_METRICS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum metric_kind { METRIC_COUNTER, METRIC_GAUGE, METRIC_HISTOGRAM };

#define METRIC_BUCKETS 40

#define METRIC(variable)                                                                           \
    static struct metric variable;                                                                 \
    static __attribute__((constructor)) void show_##variable(void)                                 \
    {                                                                                              \
        metrics_register(&variable);                                                               \
    }                                                                                              \
    static struct metric variable

struct metric {
    enum metric_kind kind;
    const char *name;
    const char *help;
    const char *labels;        /* e.g. source="order", or NULL */
    double scale;              /* shown value = raw * scale; 0 means 1 (1e-6: raw is in microseconds) */
    /* private */
    _Atomic int64_t value;
    _Atomic int64_t sum;
    _Atomic int64_t buckets[METRIC_BUCKETS];
    struct metric *next;
    atomic_bool known;
};

void metrics_register(struct metric *metric);
void metric_add(struct metric *metric, int64_t amount);
void metric_set(struct metric *metric, int64_t value);
void metric_observe(struct metric *metric, int64_t raw); /* histogram: power-of-two buckets of raw */

/* The whole exposition; the caller frees it. */
char *metrics_text(size_t *bytes);

#endif

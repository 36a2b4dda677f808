/*
 * Counters, gauges and histograms in Prometheus' text format.
 *
 * Metrics stand in a list that only grows, by compare-and-swap at its front; nothing is ever
 * locked. The exposition sorts them, since all metrics of one name must stand together under one
 * HELP and TYPE.
 */
#include "common/metrics.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/check.h"

static _Atomic(struct metric *) first_metric;

static const char *const kind_names[] = {
    [METRIC_COUNTER] = "counter",
    [METRIC_GAUGE] = "gauge",
    [METRIC_HISTOGRAM] = "histogram",
};

void
metrics_register(struct metric *metric)
{
    if (atomic_load_explicit(&metric->known, memory_order_relaxed) ||
        atomic_exchange(&metric->known, true))
        return;
    struct metric *first = atomic_load(&first_metric);
    do
        metric->next = first;
    while (!atomic_compare_exchange_weak(&first_metric, &first, metric));
}

void
metric_add(struct metric *metric, int64_t amount)
{
    metrics_register(metric);
    atomic_fetch_add_explicit(&metric->value, amount, memory_order_relaxed);
}

void
metric_set(struct metric *metric, int64_t value)
{
    metrics_register(metric);
    atomic_store_explicit(&metric->value, value, memory_order_relaxed);
}

/* Bucket i holds raw values above 2^(i-1) up to 2^i; the last one also all above. */
static int
bucket_of(int64_t raw)
{
    int bucket = raw <= 1 ? 0 : 64 - __builtin_clzll((unsigned long long)raw - 1);

    return bucket < METRIC_BUCKETS ? bucket : METRIC_BUCKETS - 1;
}

void
metric_observe(struct metric *metric, int64_t raw)
{
    metrics_register(metric);
    atomic_fetch_add_explicit(&metric->buckets[bucket_of(raw)], 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&metric->sum, raw, memory_order_relaxed);
}

static int
compare(const void *left, const void *right)
{
    const struct metric *a = *(struct metric *const *)left, *b = *(struct metric *const *)right;
    int by_name = strcmp(a->name, b->name);

    if (by_name != 0)
        return by_name;
    return strcmp(a->labels == NULL ? "" : a->labels, b->labels == NULL ? "" : b->labels);
}

static struct metric **
sorted_metrics(size_t *count)
{
    struct metric *first = atomic_load(&first_metric);

    *count = 0;
    for (struct metric *metric = first; metric != NULL; metric = metric->next)
        (*count)++;
    struct metric **sorted = calloc(*count + 1, sizeof *sorted);
    assert(sorted != NULL);
    for (size_t i = 0; first != NULL; first = first->next)
        sorted[i++] = first;
    qsort(sorted, *count, sizeof *sorted, compare);
    return sorted;
}

static double
shown(const struct metric *metric, double raw)
{
    return metric->scale == 0 ? raw : raw * metric->scale;
}

static void
put_histogram(FILE *out, struct metric *metric)
{
    const char *labels = metric->labels == NULL ? "" : metric->labels;
    const char *comma = labels[0] == '\0' ? "" : ",";
    const char *open = labels[0] == '\0' ? "" : "{", *close = labels[0] == '\0' ? "" : "}";
    int64_t total = 0, sum = atomic_load_explicit(&metric->sum, memory_order_relaxed);

    for (int i = 0; i < METRIC_BUCKETS - 1; i++) {
        total += atomic_load_explicit(&metric->buckets[i], memory_order_relaxed);
        fprintf(out, "%s_bucket{%s%sle=\"%.10g\"} %" PRId64 "\n", metric->name, labels, comma,
                shown(metric, (double)((int64_t)1 << i)), total);
    }
    total += atomic_load_explicit(&metric->buckets[METRIC_BUCKETS - 1], memory_order_relaxed);
    fprintf(out, "%s_bucket{%s%sle=\"+Inf\"} %" PRId64 "\n", metric->name, labels, comma, total);
    fprintf(out, "%s_sum%s%s%s %.15g\n", metric->name, open, labels, close,
            shown(metric, (double)sum));
    fprintf(out, "%s_count%s%s%s %" PRId64 "\n", metric->name, open, labels, close, total);
}

static void
put_value(FILE *out, struct metric *metric)
{
    int64_t value = atomic_load_explicit(&metric->value, memory_order_relaxed);

    fputs(metric->name, out);
    if (metric->labels != NULL && metric->labels[0] != '\0')
        fprintf(out, "{%s}", metric->labels);
    if (metric->scale == 0)
        fprintf(out, " %" PRId64 "\n", value);
    else
        fprintf(out, " %.15g\n", shown(metric, (double)value));
}

char *
metrics_text(size_t *bytes)
{
    size_t count;
    struct metric **sorted = sorted_metrics(&count);
    char *text = NULL;
    FILE *out = open_memstream(&text, bytes);

    assert(out != NULL);
    for (size_t i = 0; i < count; i++) {
        struct metric *metric = sorted[i];
        if (i == 0 || strcmp(sorted[i - 1]->name, metric->name) != 0)
            fprintf(out, "# HELP %s %s\n# TYPE %s %s\n", metric->name, metric->help, metric->name,
                    kind_names[metric->kind]);
        if (metric->kind == METRIC_HISTOGRAM)
            put_histogram(out, metric);
        else
            put_value(out, metric);
    }
    fclose(out);
    free(sorted);
    return text;
}

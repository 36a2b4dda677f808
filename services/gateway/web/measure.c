/*
 * Requests counted by method, template of the path and class of the status, and how long they took:
 * never by anything that a client can invent. Metrics are made when they are first needed.
 */
#define _GNU_SOURCE /* asprintf */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/clock.h"
#include "common/log.h"
#include "common/metrics.h"
#include "services/gateway/web/request.h"

#define ROUTES_MAX 512
#define CLASSES    6 /* 1xx .. 5xx */

struct measured {
    const struct web_route *route; /* NULL: the console, and what is not there */
    struct metric *counts[CLASSES];
    struct metric *seconds;
};

static struct measured measured[ROUTES_MAX];
static size_t measured_count;

static struct metric *
make_metric(enum metric_kind kind, const char *name, const char *help, double scale, char *labels)
{
    struct metric *metric = calloc(1, sizeof *metric);

    assert(metric != NULL && labels != NULL);
    metric->kind = kind;
    metric->name = name;
    metric->help = help;
    metric->scale = scale;
    metric->labels = labels;
    return metric;
}

static char *
labels_of(const struct web_route *route, int class)
{
    const char *method = route == NULL ? "any" : route->method;
    const char *path = route == NULL ? "other" : route->path;
    char *labels;
    int bytes;

    if (class == 0)
        bytes = asprintf(&labels, "method=\"%s\",route=\"%s\"", method, path);
    else
        bytes =
            asprintf(&labels, "method=\"%s\",route=\"%s\",status=\"%dxx\"", method, path, class);
    assert(bytes > 0);
    return labels;
}

static struct measured *
find_measured(const struct web_route *route)
{
    for (size_t i = 0; i < measured_count; i++)
        if (measured[i].route == route)
            return &measured[i];
    assert(measured_count < ROUTES_MAX);
    struct measured *new = &measured[measured_count++];
    new->route = route;
    new->seconds =
        make_metric(METRIC_HISTOGRAM, "crossdock_http_request_seconds",
                    "From a request's first line to its answer.", 1e-6, labels_of(route, 0));
    return new;
}

static void
log_request(const struct web_request *request, int64_t took_us)
{
    const struct web_route *route = request->match.route;

    log_info("request", "method", request->method, "route", route == NULL ? "other" : route->path,
             "status", log_number(request->status), "us", log_number(took_us), "who",
             request->caller.identity.name, "from", request->address, "id", request->id, NULL);
}

void
measure_request(const struct web_request *request)
{
    struct measured *here = find_measured(request->match.route);
    int class = (int)(request->status / 100);
    int64_t took_us = monotonic_us() - request->began_us;

    assert(class > 0 && class < CLASSES);
    if (here->counts[class] == NULL)
        here->counts[class] =
            make_metric(METRIC_COUNTER, "crossdock_http_requests_total",
                        "Requests that were answered.", 0, labels_of(request->match.route, class));
    metric_add(here->counts[class], 1);
    metric_observe(here->seconds, took_us);
    if (request->web->settings.log_requests)
        log_request(request, took_us);
}

/*
 * How many deliveries wait and how many were given up, for /metrics. Counted in the table now and
 * then, on a reader's connection: rows come and go in steps that nobody counts (a webhook is
 * deleted, time is over), so a number that is carried along would drift.
 */
#include <stdio.h>

#include "common/metrics.h"
#include "services/gateway/web/readers.h"
#include "services/gateway/web/request.h"

#define COUNT_EVERY_US ((int64_t)10 * 1000000)

METRIC(waiting) = {
    .kind = METRIC_GAUGE,
    .name = "crossdock_webhook_waiting",
    .help = "Deliveries to webhooks that wait for their next attempt; counted to 100,000.",
};
METRIC(dead) = {
    .kind = METRIC_GAUGE,
    .name = "crossdock_webhook_dead",
    .help = "Deliveries to webhooks that were given up and not sent again; counted to 100,000.",
};

static void
on_counted(void *argument, enum read_outcome outcome, const char *text, size_t bytes)
{
    struct backlog *backlog = argument;
    long long waits, given_up;

    (void)bytes;
    backlog->is_asking = false;
    if (outcome != READ_DONE || text == NULL || sscanf(text, "%lld %lld", &waits, &given_up) != 2)
        return;
    metric_set(&waiting, waits);
    metric_set(&dead, given_up);
}

void
backlog_tick(struct backlog *backlog, int64_t now_us)
{
    if (!front_is_leading(backlog->web->host)) { /* whoever leads tells */
        metric_set(&waiting, 0);
        metric_set(&dead, 0);
        return;
    }
    if (backlog->is_asking || now_us - backlog->asked_us < COUNT_EVERY_US)
        return;
    backlog->asked_us = now_us;
    backlog->is_asking =
        readers_ask(backlog->web->readers, "view_backlog", NULL, 0, on_counted, backlog);
}

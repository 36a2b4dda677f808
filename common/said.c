/*
 * Counters of events by type. Filled once while the process starts, only added to afterwards.
 */
#include "common/said.h"

#include <stdio.h>

#include "common/check.h"
#include "common/metrics.h"

static struct {
    const ProtobufCMessageDescriptor *type;
    char labels[80];
    struct metric counter;
} types[SAID_TYPES_MAX];
static uint32_t type_count;

static void
add_types(const ProtobufCMessageDescriptor *const *says)
{
    for (int i = 0; i < HANDLER_SAYS_MAX && says[i] != NULL; i++) {
        bool known = false;
        for (uint32_t t = 0; t < type_count; t++)
            known = known || types[t].type == says[i];
        if (known)
            continue;
        assert(type_count < SAID_TYPES_MAX);
        types[type_count].type = says[i];
        snprintf(types[type_count].labels, sizeof types[type_count].labels, "type=\"%s\"",
                 says[i]->short_name);
        types[type_count].counter = (struct metric){.kind = METRIC_COUNTER,
                                                    .name = "crossdock_events_said_total",
                                                    .help = "Events appended to the own feed.",
                                                    .labels = types[type_count].labels};
        metrics_register(&types[type_count++].counter);
    }
}

void
said_begin(const struct service *service)
{
    for (const struct handler *h = service->handlers; h->input != NULL; h++)
        add_types(h->says);
    for (const struct timer *t = service->timers; t != NULL && t->name != NULL; t++)
        add_types(t->says);
}

uint32_t
said_index(const ProtobufCMessageDescriptor *type)
{
    for (uint32_t t = 0; t < type_count; t++) {
        if (types[t].type == type)
            return t;
    }
    WRONG("an event of a type that no table declares");
}

void
said_add(const uint32_t counts[SAID_TYPES_MAX])
{
    for (uint32_t t = 0; t < type_count; t++) {
        if (counts[t] > 0)
            metric_add(&types[t].counter, counts[t]);
    }
}

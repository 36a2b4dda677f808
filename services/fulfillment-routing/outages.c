/*
 * A location closes: what it has not packed is taken back and routed again without it.
 *
 * They may be many, so they go a slice a turn, in the order in which they were planned. Nothing
 * is planned at a closed location, so the list is complete when it closes; what has moved on, or
 * whose location has opened again, is left alone. The list is made again at start.
 */
#include <stdlib.h>
#include <string.h>

#include "services/fulfillment-routing/handlers.h"
#include "services/fulfillment-routing/reroute.h"
#include "services/fulfillment-routing/store.h"
#include "services/fulfillment-routing/wire.h"

#define SLICE 200

static const struct reroute closed = {.on = ON_CLOSE, .reason = "LOCATION_CLOSED"};

static int
compare_ids(const void *a, const void *b)
{
    const int64_t left = *(const int64_t *)a;
    const int64_t right = *(const int64_t *)b;

    return (left > right) - (left < right);
}

static bool
must_leave(const struct fulfillment *fulfillment)
{
    return fulfillment->location->closed && fulfillment_step(fulfillment->state, ON_CLOSE) != NULL;
}

void
outage_begin(struct memory *memory, const struct location *location)
{
    const size_t left = memory->leaving_count - memory->leaving_next;
    const struct fulfillment *fulfillment;
    size_t more = 0;

    for (size_t at = 0; (fulfillment = map_next(memory->fulfillments, &at)) != NULL;)
        more += must_leave(fulfillment) && (location == NULL || fulfillment->location == location);
    if (more == 0)
        return;
    int64_t *fresh = calloc(left + more, sizeof *fresh);
    assert(fresh != NULL);
    if (left > 0)
        memcpy(fresh, memory->leaving + memory->leaving_next, left * sizeof *fresh);
    size_t count = left;
    for (size_t at = 0; (fulfillment = map_next(memory->fulfillments, &at)) != NULL;) {
        if (must_leave(fulfillment) && (location == NULL || fulfillment->location == location))
            fresh[count++] = fulfillment->id;
    }
    qsort(fresh + left, more, sizeof *fresh, compare_ids);
    memory_keep(memory, &memory->leaving, sizeof memory->leaving);
    memory_keep(memory, &memory->leaving_count, sizeof memory->leaving_count);
    memory_keep(memory, &memory->leaving_next, sizeof memory->leaving_next);
    memory_replaced(memory, memory->leaving, fresh);
    memory->leaving = fresh;
    memory->leaving_count = count;
    memory->leaving_next = 0;
}

void
outages_go_on(struct turn *turn, const struct input *input)
{
    struct memory *memory = store_memory(turn);

    (void)input;
    if (memory->leaving_next == memory->leaving_count)
        return;
    memory_keep(memory, &memory->leaving_next, sizeof memory->leaving_next);
    for (int i = 0; i < SLICE && memory->leaving_next < memory->leaving_count; i++) {
        struct fulfillment *fulfillment =
            map_find(memory->fulfillments, memory->leaving[memory->leaving_next++]);
        if (fulfillment != NULL && must_leave(fulfillment))
            reroute_fulfillment(turn, fulfillment, &closed);
    }
}

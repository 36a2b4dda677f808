/*
 * Room to work in; see series.h.
 */
#include <string.h>

#include "services/forecasting/core/series.h"

#define ALIGNMENT 16

void *
scratch_take(struct scratch *scratch, size_t bytes)
{
    const size_t rounded = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;

    assert(rounded >= bytes && scratch->size - scratch->used >= rounded);
    void *room = scratch->bytes + scratch->used;
    scratch->used += rounded;
    memset(room, 0, rounded);
    return room;
}

double *
scratch_doubles(struct scratch *scratch, size_t count)
{
    return scratch_take(scratch, count * sizeof(double));
}

size_t
scratch_mark(const struct scratch *scratch)
{
    return scratch->used;
}

void
scratch_reset(struct scratch *scratch, size_t mark)
{
    assert(mark <= scratch->used);
    scratch->used = mark;
}

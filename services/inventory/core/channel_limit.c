/*
 * Rule: a channel may have what is available to promise, less its buffer (units that it does not
 * see), and never more of a SKU at once than its cap.
 *
 * Both may differ for single SKUs. Only channels that have a cap, or a rule for single SKUs, count
 * what they have; the others cost nothing. What a cart holds counts as if it was promised.
 */
#include "services/inventory/core/inventory.h"

int64_t
channel_buffer(const struct channel *channel, const struct allotment *allotment)
{
    if (channel == NULL)
        return 0;
    return allotment != NULL && allotment->differs ? allotment->buffer : channel->buffer;
}

int64_t
channel_limit(const struct item *item, const struct channel *channel,
              const struct allotment *allotment)
{
    const int64_t seen = available_to_promise(item) - channel_buffer(channel, allotment);

    if (channel == NULL)
        return seen;
    const bool differs = allotment != NULL && allotment->differs;
    const int64_t cap = differs ? allotment->cap : channel->cap;
    const int64_t room = cap - (allotment != NULL ? allotment->used : 0);
    return cap > 0 && room < seen ? room : seen;
}

void
channel_note(const struct keeper *keeper, struct allotment *allotment, int64_t units)
{
    if (allotment == NULL)
        return;
    keep(keeper, &allotment->used, sizeof allotment->used);
    allotment->used += units;
}

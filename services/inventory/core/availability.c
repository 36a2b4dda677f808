/*
 * Rule: a shop is told what its next order would be promised, at this moment.
 *
 * It is the rule of a promise (channel_limit.c) over the item as the moment finds it: a cart hold
 * that has expired is no hold, whether it was taken out of the totals or not.
 */
#include <string.h>

#include "services/inventory/core/inventory.h"

struct availability
availability_at(const struct item *item, const struct channel *channel, int64_t now_us)
{
    struct allotment allotment = {.used = 0};
    struct availability seen = {.item = *item};
    bool counts = false;

    for (const struct allotment *a = item->allotments; a != NULL; a = a->next_of_item) {
        if (a->channel != channel)
            continue;
        allotment = *a;
        counts = true;
    }
    for (const struct hold_line *line = item->holds; line != NULL; line = line->next_of_item) {
        if (line->of->expires_at_us > now_us)
            continue;
        seen.item.held -= line->units;
        if (channel != NULL && strcmp(line->of->channel, channel->code) == 0)
            allotment.used -= line->units;
    }
    seen.available = channel_limit(&seen.item, channel, counts ? &allotment : NULL);
    if (seen.available < 0)
        seen.available = 0;
    return seen;
}

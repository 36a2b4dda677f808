/* Open addressing; at most half full, so every search ends at a free slot. */
#include "services/order/core/first_of_equals.h"

#include <string.h>

#include "common/check.h"

_Static_assert(EQUALS_SLOTS_MAX >= 2 * ORDER_LINES_MAX, "every search ends at a free slot");

void
equals_start(struct equals *equals, const struct order_request *request,
             bool (*equal)(const struct request_line *a, const struct request_line *b))
{
    uint32_t slots = 8;

    assert(request->line_count <= ORDER_LINES_MAX);
    while (slots < 2 * request->line_count)
        slots *= 2;
    equals->request = request;
    equals->equal = equal;
    equals->mask = slots - 1;
    memset(equals->slots, 0, slots * sizeof equals->slots[0]);
}

bool
equals_is_first(struct equals *equals, uint32_t index, uint64_t hash)
{
    const struct request_line *lines = equals->request->lines;
    const uint64_t mixed = hash * UINT64_C(0x9e3779b97f4a7c15);
    uint32_t at = (uint32_t)(mixed >> 32) & equals->mask;

    while (equals->slots[at] != 0) {
        if (equals->equal(&lines[equals->slots[at] - 1], &lines[index]))
            return false;
        at = (at + 1) & equals->mask;
    }
    equals->slots[at] = (uint16_t)(index + 1);
    return true;
}

/*
 * Lines without a number get the lowest free ones, in their order: 1, 2, 3 when none has one. The
 * same request always gets the same numbers.
 */
#include "services/order/core/number_lines.h"

#include "common/check.h"

void
number_lines(struct request_line *lines, uint32_t count)
{
    bool taken[ORDER_LINES_MAX + 1] = {false};
    uint32_t next = 1;

    assert(count <= ORDER_LINES_MAX);
    for (uint32_t i = 0; i < count; i++)
        if (lines[i].line <= ORDER_LINES_MAX)
            taken[lines[i].line] = true;
    for (uint32_t i = 0; i < count; i++) {
        if (lines[i].line != 0)
            continue;
        while (taken[next])
            next++;
        lines[i].line = next++;
    }
}

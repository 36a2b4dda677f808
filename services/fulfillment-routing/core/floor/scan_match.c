/*
 * Rule: a scan is for the first open task of its SKU in walking order, of the fulfillment order
 * when one is named, and of the lot when a task names it; never for more units than the line of
 * that task needs, since the next stop belongs into another box.
 */
#include "services/fulfillment-routing/core/floor/scan_match.h"

#include <string.h>

static bool
is_line_of(const struct pick_task *task, const struct pick_task *other)
{
    return task->pick.fulfillment_order_id == other->pick.fulfillment_order_id &&
           task->pick.line == other->pick.line;
}

static int64_t
open_of_line(const struct pick_task *tasks, size_t count, const struct pick_task *of)
{
    int64_t units = 0;

    for (size_t i = 0; i < count; i++)
        units += is_line_of(&tasks[i], of) ? pick_task_open(&tasks[i]) : 0;
    return units;
}

/* The first open task of SKU and fulfillment order, and of the lot if there is one; count: none. */
static size_t
find_open(const struct pick_task *tasks, size_t count, const struct scan *scan,
          enum scan_outcome *outcome)
{
    size_t found = count;

    *outcome = SCAN_NOT_ON_LIST;
    for (size_t i = 0; i < count; i++) {
        const struct pick *pick = &tasks[i].pick;
        if (strcmp(pick->sku, scan->sku) != 0)
            continue;
        if (*outcome == SCAN_NOT_ON_LIST)
            *outcome = SCAN_NOT_IN_ORDER;
        if (scan->fulfillment_order_id != 0 &&
            pick->fulfillment_order_id != scan->fulfillment_order_id)
            continue;
        if (*outcome != SCAN_MATCHES)
            *outcome = SCAN_ALL_DONE;
        if (pick_task_open(&tasks[i]) == 0)
            continue;
        *outcome = SCAN_MATCHES;
        if (scan->lot[0] == '\0' || strcmp(pick->lot, scan->lot) == 0)
            return i;
        if (found == count)
            found = i;
    }
    return found;
}

struct scan_match
scan_match(const struct pick_task *tasks, size_t count, const struct scan *scan)
{
    struct scan_match match = {.task = count};

    match.task = find_open(tasks, count, scan, &match.outcome);
    if (match.outcome != SCAN_MATCHES)
        return match;
    match.open = open_of_line(tasks, count, &tasks[match.task]);
    if (scan->quantity > match.open)
        match.outcome = SCAN_TOO_MANY;
    return match;
}

const char *
scan_outcome_name(enum scan_outcome outcome)
{
    static const char *const names[SCAN_OUTCOME_COUNT] = {
        "matches", "not on list", "not in order", "all done", "too many",
    };

    return names[outcome];
}

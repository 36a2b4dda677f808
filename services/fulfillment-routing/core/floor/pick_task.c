/*
 * Rule: what was picked of a line fills its tasks in walking order, lot by lot, and what is
 * missing the rest of them; so the tasks of a list follow from its lines and nothing else needs to
 * be remembered.
 */
#include "services/fulfillment-routing/core/floor/pick_task.h"

static int64_t
least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

void
pick_task_fill(struct pick_task *tasks, size_t count, int64_t picked, int64_t missing)
{
    for (size_t i = 0; i < count; i++) {
        tasks[i].picked = least(picked, tasks[i].pick.quantity);
        picked -= tasks[i].picked;
        tasks[i].missing = 0;
    }
    for (size_t i = 0; i < count && missing > 0; i++) {
        tasks[i].missing = least(missing, pick_task_open(&tasks[i]));
        missing -= tasks[i].missing;
    }
}

size_t
pick_task_next(const struct pick_task *tasks, size_t count, size_t behind)
{
    size_t first = count;

    for (size_t i = count; i-- > 0;) {
        if (pick_task_open(&tasks[i]) == 0)
            continue;
        if (i > behind || first == count || first <= behind)
            first = i;
    }
    return first;
}

/*
 * What is done and what is open of a pick list.
 */
#ifndef ROUTING_PICK_TASK_H
#define ROUTING_PICK_TASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "services/fulfillment-routing/core/floor/sort_pick_list.h"

/* A stop of the walk. quantity of the pick = picked + missing + open, always. */
struct pick_task {
    struct pick pick;
    int64_t picked;
    int64_t missing;
};

static inline int64_t
pick_task_open(const struct pick_task *task)
{
    return task->pick.quantity - task->picked - task->missing;
}

/* tasks: those of one line, lot by lot. Units of the line that were picked or are missing are
 * theirs from the first on. */
void pick_task_fill(struct pick_task *tasks, size_t count, int64_t picked, int64_t missing);

/* The next open task in walking order behind this one (count: behind none), else the first of all;
 * count: none. */
size_t pick_task_next(const struct pick_task *tasks, size_t count, size_t behind);

#endif

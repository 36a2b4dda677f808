/*
 * A request in which lines that stay together are one line: what the search is to see of an order
 * with groups (the rule is in core/keep_together.c). A decision and its replay both make it here.
 */
#ifndef ROUTING_GROUPING_H
#define ROUTING_GROUPING_H

#include "common/arena.h"
#include "services/fulfillment-routing/core/routing.h"

struct grouping {
    struct request searched; /* the request itself, when no lines stay together */
    const int32_t *together; /* by line: its group, 0: by itself; NULL: none stay together */
    const uint32_t *row_of;  /* by line: the line of the search it is in */
};

/* What is made lives as long as the arena, and the request and together as long as that. */
void group_lines(struct arena *arena, const struct request *request, const int32_t *together,
                 struct grouping *grouping);

/* By parcel and line of the request: how much of it. */
int64_t *group_fill(struct arena *arena, const struct request *request,
                    const struct grouping *grouping, const struct plan *plan);

#endif

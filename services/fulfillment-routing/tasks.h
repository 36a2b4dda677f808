/*
 * What is to be picked of a list: its fulfillment orders' lines, sorted along the walk. In the
 * turn's arena.
 */
#ifndef ROUTING_TASKS_H
#define ROUTING_TASKS_H

#include "common/turn.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/fulfillment-routing/core/floor/pick_task.h"
#include "services/fulfillment-routing/memory.h"

struct pick *tasks_picks(struct turn *turn, const struct pick_list *list, size_t *count);
/* The same with what is done of each. */
struct pick_task *tasks_of(struct turn *turn, const struct pick_list *list, size_t *count);
/* As messages show them. */
Crossdock__Routing__V1__PickTask *tasks_shown(struct turn *turn, const struct pick *pick);

#endif

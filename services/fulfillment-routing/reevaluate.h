/*
 * Orders that wait for their wave are decided again when something has changed for them.
 */
#ifndef ROUTING_REEVALUATE_H
#define ROUTING_REEVALUATE_H

#include "common/turn.h"
#include "services/fulfillment-routing/memory.h"

/* Before what waits at the location is released: some of it may be elsewhere afterwards. */
void reevaluate_before_wave(struct turn *turn, struct location *location);

#endif

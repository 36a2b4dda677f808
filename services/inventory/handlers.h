/* Inventory's inputs: one row and one short function each. */
#ifndef INVENTORY_HANDLERS_H
#define INVENTORY_HANDLERS_H

#include "common/service.h"

extern const struct handler inventory_handlers[];
extern const struct timer inventory_timers[];

#endif

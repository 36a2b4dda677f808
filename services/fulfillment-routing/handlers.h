/*
 * The doors of fulfillment-routing: what it is asked, what it hears, what it says to each.
 */
#ifndef ROUTING_HANDLERS_H
#define ROUTING_HANDLERS_H

#include "common/service.h"

extern const struct handler routing_handlers[];
extern const struct timer routing_timers[];
extern const struct grant routing_grants[];
extern const struct setting routing_settings[];

#endif

/* What comes in, what is decided, what goes out. */
#ifndef CROSSDOCK_ORDER_HANDLERS_H
#define CROSSDOCK_ORDER_HANDLERS_H

#include "common/service.h"

extern const struct handler order_handlers[];
extern const struct grant order_grants[];

#endif

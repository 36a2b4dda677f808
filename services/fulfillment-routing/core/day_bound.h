/*
 * A lower bound on what shipping an order costs, whatever else happens on that day.
 */
#ifndef ROUTING_DAY_BOUND_H
#define ROUTING_DAY_BOUND_H

#include "services/fulfillment-routing/core/routing.h"

/* The order alone against everything that was there on the day: nothing else takes from it, no
 * limit of the policy counts. request->sites[i].free is what the day offered. No plan for the whole
 * day gives this order less, so the sum over orders bounds the day. exact: a plan that reaches it
 * exists, for the order alone. 0 when nobody has all of it. */
int64_t day_bound(struct request *request, bool *exact);

#endif

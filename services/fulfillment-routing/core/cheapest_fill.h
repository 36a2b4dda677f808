/*
 * How a plan is filled, line by line: the vocabulary of fill_plan.c and cheapest_fill.c.
 */
#ifndef ROUTING_CHEAPEST_FILL_H
#define ROUTING_CHEAPEST_FILL_H

#include "services/fulfillment-routing/core/routing.h"

/* By parcel: units of the line. */
void fill_line(const struct request *request, const struct plan *plan, size_t line, int64_t *taken);
void cheapest_fill(const struct request *request, const struct plan *plan, size_t line,
                   int64_t *taken);

#endif

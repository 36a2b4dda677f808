/*
 * Drawing a line where it is cheapest: the vocabulary of cheapest_fill.c.
 */
#ifndef ROUTING_CHEAPEST_FILL_H
#define ROUTING_CHEAPEST_FILL_H

#include "services/fulfillment-routing/core/routing.h"

/* By parcel: units of the line. */
void cheapest_fill(const struct request *request, const struct plan *plan, size_t line,
                   int64_t *taken);

#endif

/*
 * Which of the searched sites the record of a decision keeps: the vocabulary of keep_sites.c.
 */
#ifndef ROUTING_KEEP_SITES_H
#define ROUTING_KEEP_SITES_H

#include "services/fulfillment-routing/core/routing.h"

/* Indexes of sites, ascending; kept has room for all. Deciding again among these alone, with the
 * same work allowed, chooses the same. */
size_t keep_sites(const struct request *request, const struct choice *choice, uint32_t *kept);

#endif

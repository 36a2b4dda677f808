/*
 * What a policy may be; see policy_check.c.
 */
#ifndef ROUTING_POLICY_CHECK_H
#define ROUTING_POLICY_CHECK_H

#include "services/fulfillment-routing/core/policy.h"

/* NULL: it may be used. Else what is wrong with it, in words. */
const char *policy_check(const struct policy *policy);

/* A service's prices, zone by zone, made such that they never fall with weight: a lighter parcel
 * may go at the price of a heavier one. */
void policy_level_prices(int64_t *price_nano, uint32_t zone_count, uint32_t break_count);

/* Anything has a price under it. */
bool policy_has_prices(const struct policy *policy);

#endif

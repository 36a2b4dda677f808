/*
 * Which lots a picker takes.
 */
#ifndef ROUTING_FIRST_EXPIRED_H
#define ROUTING_FIRST_EXPIRED_H

#include <stddef.h>
#include <stdint.h>

struct lot {
    const char *name;
    int32_t expires_on; /* days since 1970-01-01; 0: never */
    int64_t quantity;
};

struct lot_pick {
    const char *lot; /* "" : none known */
    int64_t quantity;
};

/* < 0: a is taken before b. */
int lot_compare(const struct lot *a, const struct lot *b);

/* lots in the order of lot_compare; behind: units that others take before. picks has room for
 * lot_count + 1. Returns how many were filled; they add up to units. */
size_t first_expired(const struct lot *lots, size_t lot_count, int64_t behind, int64_t units,
                     struct lot_pick *picks);

#endif

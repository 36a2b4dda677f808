/*
 * The score of a plan: one number with digits, so that one comparison and one bound serve every
 * kind of policy. From the highest digit down: what it costs (0 where the policy does not ask),
 * its parcels, their metres, and which locations they are (of two sets the one whose first
 * different location is nearer is lower).
 *
 * Scores of parcels and of units add up. 127 bits hold what occurs: search_pool.c gives the digits
 * their places.
 */
#ifndef ROUTING_SCORE_H
#define ROUTING_SCORE_H

#include <stdint.h>

__extension__ typedef __int128 score;

#define SCORE_BITS 120
#define SCORE_MAX  ((score)1 << 125)

/* About a / b, not less, for a >= 0 and b > 0; exact in 63 bits. */
static inline score
score_over(score a, int64_t b)
{
    int shift = 0;

    if (b == 1)
        return a;
    if (a >> 63 != 0)
        shift = 65 - __builtin_clzll((uint64_t)(a >> 62));
    const int64_t top = (int64_t)(a >> shift);
    return (score)(top / b + 1) << shift;
}

#endif

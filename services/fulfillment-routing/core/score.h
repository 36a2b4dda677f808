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

/* Floor of a / b for a >= 0, b > 0; a little less when b has more than 32 bits. */
static inline score
score_over(score a, int64_t b)
{
    uint64_t rest = 0;
    score quotient = 0;

    if (b == 1)
        return a;
    while (b > UINT32_MAX) {
        a >>= 1;
        b = (b >> 1) + 1;
    }
    for (int limb = 96; limb >= 0; limb -= 32) {
        rest = rest << 32 | ((uint64_t)(a >> limb) & UINT32_MAX);
        quotient = quotient << 32 | (score)(rest / (uint64_t)b);
        rest %= (uint64_t)b;
    }
    return quotient;
}

#endif

/*
 * Chance with a seed; see random.h.
 *
 * Normal numbers by Marsaglia's polar method (Marsaglia and Bray, SIAM Review 6, 1964). The second
 * of each pair is let go, so that the state is the four words alone.
 */
#include "services/forecasting/core/random.h"

#include <math.h>

static uint64_t
split_mix(uint64_t *at)
{
    uint64_t z = (*at += 0x9e3779b97f4a7c15);

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

static uint64_t
rotate_left(uint64_t word, int bits)
{
    return (word << bits) | (word >> (64 - bits));
}

struct random
random_start(uint64_t seed)
{
    struct random random;

    for (int i = 0; i < 4; i++)
        random.state[i] = split_mix(&seed);
    return random;
}

uint64_t
random_bits(struct random *random)
{
    uint64_t *const s = random->state;
    const uint64_t bits = rotate_left(s[0] + s[3], 23) + s[0];
    const uint64_t shifted = s[1] << 17;

    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate_left(s[3], 45);
    return bits;
}

double
random_uniform(struct random *random)
{
    return (double)(random_bits(random) >> 11) * 0x1p-53;
}

double
random_normal(struct random *random)
{
    for (;;) {
        const double x = 2 * random_uniform(random) - 1;
        const double y = 2 * random_uniform(random) - 1;
        const double squares = x * x + y * y;
        if (squares > 0 && squares < 1)
            return x * sqrt(-2 * log(squares) / squares);
    }
}

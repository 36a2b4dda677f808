/*
 * Chance with a seed: the same start gives the same numbers on every machine, on any thread.
 *
 * Source: Blackman and Vigna, Scrambled Linear Pseudorandom Number Generators (ACM TOMS 47, 2021):
 * xoshiro256++; its state is filled by SplitMix64 (Steele, Lea, Flood, OOPSLA 2014), as they
 * advise.
 */
#ifndef FORECASTING_RANDOM_H
#define FORECASTING_RANDOM_H

#include <stdint.h>

struct random {
    uint64_t state[4];
};

struct random random_start(uint64_t seed);
uint64_t random_bits(struct random *random);
/* At least 0, below 1: multiples of 2^-53. */
double random_uniform(struct random *random);
/* Mean 0, deviation 1. */
double random_normal(struct random *random);

#endif

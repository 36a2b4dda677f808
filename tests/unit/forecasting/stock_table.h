/*
 * For the tests of stock rules: numbers that are near, and numbers that look random.
 */
#ifndef STOCK_TABLE_H
#define STOCK_TABLE_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/forecasting/core/stock/formulas.h"
#include "services/forecasting/core/stock/stock.h"

/* A book prints so many digits: half of the last one is near. */
static inline void
assert_near(double found, double expected, double tolerance, const char *line)
{
    if (!(fabs(found - expected) <= tolerance))
        fail_msg("%s: %.10g, not %.10g", line, found, expected);
}

/* SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
static inline uint64_t
draw(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* 0 .. below - 1 */
static inline int
draw_below(uint64_t *state, int below)
{
    return (int)(draw(state) % (uint64_t)below);
}

static inline double
draw_between(uint64_t *state, double low, double high)
{
    return low + (high - low) * ((double)(draw(state) >> 11) / (double)(UINT64_C(1) << 53));
}

static inline struct scratch
scratch_open(size_t bytes)
{
    struct scratch scratch = {.bytes = malloc(bytes), .size = bytes};

    assert_non_null(scratch.bytes);
    return scratch;
}

#endif

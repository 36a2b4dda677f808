/*
 * Rule: A, B, C by the share of the value in all, X, Y, Z by how far forecasts are off.
 *
 * Source: Dickie 1951 after Pareto; Silver, Pyke, Thomas (4e, 2017), 2.2: most valuable first, A
 * while the ones before have less than 80 % of the value, B less than 95 %. Variation is that of
 * the forecast's error, not of the demand: a season that is foreseen needs no stock.
 */
#include <stdlib.h>

#include "services/forecasting/core/stock/stock.h"

#define SHARE_A 0.80
#define SHARE_B 0.95
#define CV_X    0.5
#define CV_Y    1.0

static int
more_valuable(const void *a, const void *b)
{
    const struct abc_value *left = a, *right = b;

    if (left->value != right->value)
        return left->value > right->value ? -1 : 1;
    return (left->id > right->id) - (left->id < right->id);
}

void
abc_classes(struct abc_value *values, size_t count)
{
    double total = 0, before = 0;

    if (count > 1)
        qsort(values, count, sizeof *values, more_valuable);
    for (size_t i = 0; i < count; i++)
        total += values[i].value;
    for (size_t i = 0; i < count; i++) {
        if (values[i].value <= 0)
            values[i].class = 'C';
        else
            values[i].class = before < SHARE_A * total ? 'A' : before < SHARE_B * total ? 'B' : 'C';
        before += values[i].value;
    }
}

char
xyz_class(double error_deviation, double mean)
{
    if (mean <= 0 || error_deviation > CV_Y * mean)
        return 'Z';
    return error_deviation > CV_X * mean ? 'Y' : 'X';
}

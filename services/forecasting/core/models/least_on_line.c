/*
 * The least value on a line: a grid, then golden sections; see least_on_line.h.
 *
 * Source: Kiefer, Sequential minimax search for a maximum (Proceedings of the AMS 4, 1953).
 */
#include "services/forecasting/core/models/least_on_line.h"

#define GOLDEN 0.6180339887498949

struct point {
    double x, value;
};

static struct point
golden_section(line_function *function, void *closure, double low, double high, double within)
{
    struct point left = {high - GOLDEN * (high - low), 0}, right = {low + GOLDEN * (high - low), 0};

    left.value = function(left.x, closure);
    right.value = function(right.x, closure);
    while (high - low > within) {
        if (left.value <= right.value) {
            high = right.x;
            right = left;
            left.x = high - GOLDEN * (high - low);
            left.value = function(left.x, closure);
        } else {
            low = left.x;
            left = right;
            right.x = low + GOLDEN * (high - low);
            right.value = function(right.x, closure);
        }
    }
    return left.value <= right.value ? left : right;
}

double
least_on_line(line_function *function, void *closure, double low, double high, int grid,
              double within)
{
    const double step = (high - low) / (grid - 1);
    struct point best = {low, function(low, closure)};
    int at = 0;

    for (int i = 1; i < grid; i++) {
        const double x = i == grid - 1 ? high : low + i * step;
        const double value = function(x, closure);
        if (value < best.value) {
            best = (struct point){x, value};
            at = i;
        }
    }
    const struct point closer = golden_section(function, closure, at == 0 ? low : best.x - step,
                                               at == grid - 1 ? high : best.x + step, within);
    return closer.value < best.value ? closer.x : best.x;
}

/*
 * The least value of a function of one variable between two bounds.
 */
#ifndef FORECASTING_LEAST_ON_LINE_H
#define FORECASTING_LEAST_ON_LINE_H

typedef double line_function(double x, void *closure);

/* Where it is least: the best of `grid` evenly spaced points, bounds among them, then closer to it
 * between its neighbours until `within` is reached. Exact for one valley, else the grid decides. */
double least_on_line(line_function *function, void *closure, double low, double high, int grid,
                     double within);

#endif

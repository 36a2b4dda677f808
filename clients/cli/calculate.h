/*
 * The formulas of stock for planners: each a row of a table, with named numbers.
 */
#ifndef CROSSDOCK_CLI_CALCULATE_H
#define CROSSDOCK_CLI_CALCULATE_H

#include <stdio.h>

/* words: NAME=NUMBER, or NAME=NUMBER,NUMBER... for a list. An exit code: 0 after writing a line a
 * result, CLI_USAGE after saying what is wrong. */
int calculate(const char *formula, int count, char **words, FILE *out);

#endif

/* Cells of a CSV file being written: quoted when they must be. */
#ifndef CROSSDOCK_CLI_CSV_WRITE_H
#define CROSSDOCK_CLI_CSV_WRITE_H

#include <stdio.h>

/* after: what follows the cell, ',' or '\n'. */
void csv_write(FILE *to, const char *text, char after);

#endif

/*
 * Where postal codes are, as files tell it: CSV files with a header, and the tab separated files of
 * GeoNames, which have none. Rows of one postal code are merged into the mean of their places.
 */
#ifndef CROSSDOCK_CLI_GEO_FILES_H
#define CROSSDOCK_CLI_GEO_FILES_H

#include "clients/cli/sheet.h"

struct map;

struct geo_place {
    char country[3];
    char *postal_code, *city, *region;
    double latitude_sum, longitude_sum;
    double count;
    int64_t line;
};

extern const struct sheet_column geo_columns[];

/* Like sheet_open, for files that may have no header: then it is at the first row already. */
bool geo_file_open(struct sheet *sheet, const char *path) must_check;
/* All rows of an open file into a text map of struct geo_place. */
void geo_file_read(struct sheet *sheet, struct map *places);
/* The map and what is in it. */
void geo_places_forget(struct map *places);

#endif

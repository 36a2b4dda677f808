/*
 * Where a postal code is: the vocabulary of geocode.c and distances.c.
 *
 * A postal code is compared as a key: country, then the code in upper case without spaces and
 * hyphens, wide and Arabic digits as plain ones. Codes of the United Kingdom keep one space between
 * their two parts (LE1 1AA, whether written so or LE11AA), so that LE1 is never taken for the
 * beginning of LE11.
 */
#ifndef ROUTING_GEOCODE_H
#define ROUTING_GEOCODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/check.h"

#define POSTAL_KEY_BYTES      22 /* country 2, code at most 18 with the space, terminator */
#define POSTAL_CODE_BYTES_MAX 16
#define CITY_KEY_BYTES        128

/* One known postal code; coordinates in 10^-7 degrees, so that sums are exact. */
struct postal_row {
    char key[POSTAL_KEY_BYTES];
    uint16_t reserved; /* zero */
    int32_t latitude_e7;
    int32_t longitude_e7;
    uint32_t city; /* number of the city in memory; 0: none */
};

/* Rows in strict order of key. What is in `recent` replaces the same key in `settled`. */
struct postal_run {
    const struct postal_row *rows;
    size_t count;
};
struct gazetteer {
    struct postal_run settled, recent;
};

/* A centroid being added up; longitudes relative to the first, so that 179 and -179 meet at 180. */
struct centroid {
    int64_t latitude_e7_sum;
    int64_t longitude_e7_sum; /* relative to longitude_e7_first */
    int32_t longitude_e7_first;
    int64_t count; /* 0: nothing known */
};
void centroid_add(struct centroid *centroid, int32_t latitude_e7, int32_t longitude_e7);
void centroid_take_away(struct centroid *centroid, int32_t latitude_e7, int32_t longitude_e7);

enum geocoded_by {
    GEOCODED_NONE,
    GEOCODED_EXACT,
    GEOCODED_PREFIX,
    GEOCODED_CITY,
    GEOCODED_PICKUP, /* not at all: it goes to the location where it is collected */
};
const char *geocoded_by_name(enum geocoded_by by);

struct place {
    enum geocoded_by by;
    char as[POSTAL_KEY_BYTES]; /* the code or beginning that matched, without country (names one
                                  set of codes: "LE1 " are the LE1 xxx); "" for a city */
    double latitude_deg;
    double longitude_deg;
};

/* False: no code in it, or too long to be one. */
bool postal_key(const char *country, const char *code, char key[POSTAL_KEY_BYTES]) must_check;
/* Country and city without case and repeated spaces; false: no city, or too long. */
bool city_key(const char *country, const char *city, char key[CITY_KEY_BYTES]) must_check;

const struct postal_row *postal_find(const struct postal_run *run, const char *key);
/* Rows of two runs as one; into has room for both. Returns the count. */
size_t postal_merge(const struct postal_run *old, const struct postal_run *newer,
                    struct postal_row *into);

/* key may be "" (no code), city may be NULL (not known). */
void geocode(const struct gazetteer *gazetteer, const char *key, const struct centroid *city,
             struct place *place);

/* distances.c: from one point to many, in whole metres on the WGS84 ellipsoid. */
struct point {
    double latitude_deg;
    double longitude_deg;
};
void distances(struct point from, const struct point *to, size_t count, uint32_t *distance_m);
/* The same in millimetres, for what is paid by distance. */
void distances_mm(struct point from, const struct point *to, size_t count, int64_t *distance_mm);

#endif

/*
 * Where orders go, see simulate.h: the postal codes of --geo become the gazetteer that the core
 * searches (geocode.c), and every destination is looked up once.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/cli.h"
#include "clients/cli/geo_files.h"
#include "clients/cli/simulate.h"

struct places {
    struct postal_row *rows; /* in the order of their keys */
    struct gazetteer gazetteer;
    struct map *city_by_key;        /* struct centroid */
    struct map *destination_by_key; /* uint32_t */
    char only_country[3];           /* when all codes are in one: that of orders which tell none */
    size_t room;
};

static int
by_key(const void *a, const void *b)
{
    return strcmp(((const struct postal_row *)a)->key, ((const struct postal_row *)b)->key);
}

static void
add_to_city(struct places *places, const struct geo_place *place, const struct postal_row *row)
{
    char key[CITY_KEY_BYTES];

    if (!city_key(place->country, place->city, key))
        return;
    struct centroid *city = map_find_text(places->city_by_key, key);
    if (!city)
        city = map_add_text(places->city_by_key, NULL, key, sizeof *city);
    centroid_add(city, row->latitude_e7, row->longitude_e7);
}

/* Two spellings of one code ("LE11AA", "LE1 1AA") are one row: the first in the file. */
static size_t
drop_equal(struct postal_row *rows, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if (kept == 0 || strcmp(rows[kept - 1].key, rows[i].key) != 0)
            rows[kept++] = rows[i];
    return kept;
}

static void
settle(struct places *places, struct map *from)
{
    size_t at = 0, count = 0;

    places->rows = calloc(map_count(from) + 1, sizeof *places->rows);
    assert(places->rows);
    for (const struct geo_place *place; (place = map_next(from, &at));) {
        struct postal_row row = {
            .latitude_e7 = (int32_t)lround(place->latitude_sum / place->count * 1e7),
            .longitude_e7 = (int32_t)lround(place->longitude_sum / place->count * 1e7),
        };
        if (!postal_key(place->country, place->postal_code, row.key))
            continue; /* nothing that orders could ask for */
        places->rows[count++] = row;
        add_to_city(places, place, &row);
        if (count == 1)
            memcpy(places->only_country, place->country, sizeof places->only_country);
        if (strcmp(places->only_country, place->country) != 0)
            places->only_country[0] = '\0';
    }
    if (count > 0)
        qsort(places->rows, count, sizeof *places->rows, by_key);
    places->gazetteer.settled.rows = places->rows;
    places->gazetteer.settled.count = drop_equal(places->rows, count);
}

struct places *
places_read(const struct world_files *files)
{
    struct places *places = calloc(1, sizeof *places);
    struct map *read = map_create();
    bool good = true;

    assert(places);
    places->city_by_key = map_create();
    places->destination_by_key = map_create();
    for (int i = 0; i < files->geo_count && good; i++) {
        struct sheet sheet;
        good = geo_file_open(&sheet, files->geo[i]);
        if (good) {
            geo_file_read(&sheet, read);
            sheet_close(&sheet);
        }
    }
    settle(places, read);
    geo_places_forget(read);
    if (!good)
        places_forget(&places);
    return places;
}

void
places_forget(struct places **places)
{
    if (*places == NULL)
        return;
    free((*places)->rows);
    map_destroy(&(*places)->city_by_key);
    map_destroy(&(*places)->destination_by_key);
    free(*places);
    *places = NULL;
}

/* The number of a destination of this key; *is_new: it is to be filled in. */
static uint32_t
destination(struct places *places, struct world *world, const char *key, bool *is_new)
{
    uint32_t *number = map_find_text(places->destination_by_key, key);

    *is_new = !number;
    if (*is_new) {
        number = map_add_text(places->destination_by_key, NULL, key, sizeof *number);
        *number = world->destination_count;
        GROW(world->destinations, world->destination_count, places->room);
        world->destinations[world->destination_count++] = (struct destination){0};
    }
    return *number;
}

static void
put(struct destination *to, struct point at, enum geocoded_by by)
{
    *to = (struct destination){.at = at, .near_at = near_point_of(at), .by = by};
}

uint32_t
places_at(struct places *places, struct world *world, struct point at)
{
    char key[64];
    bool is_new;

    snprintf(key, sizeof key, "=%a %a", at.latitude_deg, at.longitude_deg);
    const uint32_t number = destination(places, world, key, &is_new);
    if (is_new)
        put(&world->destinations[number], at, GEOCODED_EXACT);
    return number;
}

uint32_t
places_find(struct places *places, struct world *world, const char *country,
            const char *postal_code, const char *city)
{
    char code[POSTAL_KEY_BYTES], in_city[CITY_KEY_BYTES];
    char key[POSTAL_KEY_BYTES + CITY_KEY_BYTES + 1];
    struct place place;
    bool is_new;

    if (!*country)
        country = places->only_country;
    if (!postal_key(country, postal_code, code))
        code[0] = '\0';
    if (!city_key(country, city, in_city))
        in_city[0] = '\0';
    snprintf(key, sizeof key, "%s/%s", code, in_city);
    const uint32_t number = destination(places, world, key, &is_new);
    if (is_new) {
        geocode(&places->gazetteer, code, map_find_text(places->city_by_key, in_city), &place);
        put(&world->destinations[number], (struct point){place.latitude_deg, place.longitude_deg},
            place.by);
    }
    return number;
}

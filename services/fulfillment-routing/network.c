/*
 * Locations, and how far they are from where goods go.
 *
 * Locations are numbered as they come. Of a small network a destination's distances to all of them
 * are worked out once and kept in a table of slots (one slot per hash value, the newest wins), as
 * long as neither locations nor postal codes change. Of a large one (from NEAR_INDEX_WORTH on) only
 * the nearest few are kept, found by an index; other distances are measured when they are asked
 * for. The table is a cache of a cache: it is not journaled, only its entries are told apart by the
 * geography they were made in.
 */
#include <stdlib.h>
#include <string.h>

#include "common/text.h"
#include "services/fulfillment-routing/core/places/near_index.h"
#include "services/fulfillment-routing/memory.h"

#define SLOTS_MAX    32768
#define CELLS_MAX    (8 * 1024 * 1024) /* slots x locations: 64 MB at most */
#define NEAREST_KEPT 16                /* of a large network */
#define NEAREST_MORE 8 /* are measured: by chord those at the end may be in another order */

struct near {
    uint32_t distance_m;
    const struct location *location;
};

struct slot {
    uint64_t geography;
    char key[POSTAL_KEY_BYTES + CITY_KEY_BYTES];
    struct place place;
    uint32_t nearest_open; /* number + 1; 0: none */
};

struct places {
    uint32_t location_count; /* that the table was made for */
    uint32_t slot_count;     /* a power of two */
    struct slot *slots;
    uint32_t kept;        /* nearest of a slot: all, or NEAREST_KEPT */
    uint32_t *distance_m; /* slot_count x location_count; NULL: the network is large */
    uint32_t *nearest;    /* slot_count x kept */
    struct near *near;    /* location_count of them, to be sorted */
    /* Of a large network: where its locations are, as the index was made for. */
    struct point *points;
    struct near_point *near_points;
    struct near_index index;
    uint64_t indexed_geography;
    struct alike alike;
    struct seen_place seen; /* what place_of returned last */
};

struct location *
location_find(const struct memory *memory, const char *code)
{
    return map_find_text(memory->location_by_code, code);
}

/* A rolled back change is a change, too: what was worked out in between is wrong now. */
static void
geography_restored(void *owner, void *what)
{
    struct memory *memory = owner;
    (void)what;
    memory->geography++;
}

void
geography_changed(struct memory *memory)
{
    memory->geography++;
    if (memory->journal != NULL)
        journal_note(memory->journal, geography_restored, NULL, memory, NULL);
}

static struct location *
location_add(struct memory *memory, const char *code)
{
    struct location *location;

    if (memory->location_count == SITES_MAX)
        return NULL;
    location = map_add_text(memory->location_by_code, memory->journal, code, sizeof *location);
    memory_keep(memory, &memory->location_count, sizeof memory->location_count);
    location->number = memory->location_count++;
    location->code = map_text_of(location);
    memory_keep(memory, &memory->locations[location->number], sizeof *memory->locations);
    memory->locations[location->number] = location;
    return location;
}

/* NULL: there are too many. */
struct location *
location_change(struct memory *memory, const struct location_change *change)
{
    struct location *location = location_find(memory, change->code);

    if (location == NULL)
        location = location_add(memory, change->code);
    if (location == NULL)
        return NULL;
    memory_keep(memory, location, sizeof *location);
    (void)text_copy(location->name, sizeof location->name, change->name);
    (void)text_copy(location->country, sizeof location->country, change->country);
    location->zone = time_zone_find(memory, change->time_zone);
    location->until_us = 0;
    memory_keep(memory, &memory->points[location->number], sizeof *memory->points);
    memory->points[location->number] = change->at;
    location->closed = change->closed;
    location->safety_stock = change->safety_stock;
    geography_changed(memory);
    return location;
}

static void
index_make(struct places *places)
{
    const size_t count = places->location_count;

    places->points = calloc(count, sizeof *places->points);
    places->near_points = calloc(count, sizeof *places->near_points);
    places->index = (struct near_index){
        .points = places->near_points,
        .ids = calloc(count, sizeof *places->index.ids),
        .axes = calloc(count, sizeof *places->index.axes),
    };
    assert(places->points != NULL && places->near_points != NULL && places->index.ids != NULL &&
           places->index.axes != NULL);
    places->alike = (struct alike){
        .points = places->near_points,
        .signatures = calloc(count, sizeof *places->alike.signatures),
        .needed = calloc(count, sizeof *places->alike.needed),
        .turns = calloc(count, sizeof *places->alike.turns),
        .touched = calloc(count, sizeof *places->alike.touched),
        .kinds = calloc(ALIKE_KINDS_ROOM, sizeof *places->alike.kinds),
        .used = calloc(ALIKE_KINDS_ROOM, sizeof *places->alike.used),
    };
    assert(places->alike.signatures != NULL && places->alike.needed != NULL &&
           places->alike.turns != NULL && places->alike.touched != NULL &&
           places->alike.kinds != NULL && places->alike.used != NULL);
}

static void
index_free(struct places *places)
{
    free(places->points);
    free(places->near_points);
    free(places->index.ids);
    free(places->index.axes);
    free(places->alike.signatures);
    free(places->alike.needed);
    free(places->alike.turns);
    free(places->alike.touched);
    free(places->alike.kinds);
    free(places->alike.used);
}

void
places_destroy(struct places **places)
{
    if (*places == NULL)
        return;
    free((*places)->slots);
    free((*places)->distance_m);
    free((*places)->nearest);
    free((*places)->near);
    index_free(*places);
    free(*places);
    *places = NULL;
}

static void
places_make(struct memory *memory)
{
    const uint32_t locations = memory->location_count > 0 ? memory->location_count : 1;
    struct places *places = calloc(1, sizeof *places);
    uint32_t slots = SLOTS_MAX;

    assert(places != NULL);
    places->location_count = memory->location_count;
    places->kept = locations < NEAR_INDEX_WORTH ? locations : NEAREST_KEPT;
    while ((uint64_t)slots * places->kept > CELLS_MAX)
        slots /= 2;
    places->slot_count = slots;
    places->slots = calloc(slots, sizeof *places->slots);
    places->nearest = calloc((size_t)slots * places->kept, sizeof *places->nearest);
    places->near = calloc(locations, sizeof *places->near);
    assert(places->slots != NULL && places->nearest != NULL && places->near != NULL);
    if (locations < NEAR_INDEX_WORTH) {
        places->distance_m = calloc((size_t)slots * locations, sizeof *places->distance_m);
        assert(places->distance_m != NULL);
    } else {
        index_make(places);
    }
    places_destroy(&memory->places);
    memory->places = places;
}

/* Places for all locations, or as they are now: when one was moved the index is made again. */
static void
places_keep_up(struct memory *memory)
{
    struct places *places = memory->places;

    if (places == NULL || places->location_count != memory->location_count)
        places_make(memory);
    places = memory->places;
    if (places->distance_m != NULL || places->indexed_geography == memory->geography)
        return;
    places->indexed_geography = memory->geography;
    const size_t bytes = memory->location_count * sizeof *places->points;
    if (places->index.count == memory->location_count &&
        memcmp(places->points, memory->points, bytes) == 0)
        return;
    memcpy(places->points, memory->points, bytes);
    places->index.count = memory->location_count;
    for (uint32_t i = 0; i < memory->location_count; i++) {
        places->near_points[i] = near_point_of(places->points[i]);
        places->index.ids[i] = i;
    }
    near_index_build(&places->index);
}

static int
compare_near(const void *left, const void *right)
{
    const struct near *a = left;
    const struct near *b = right;

    if (a->distance_m != b->distance_m)
        return a->distance_m < b->distance_m ? -1 : 1;
    return strcmp(a->location->code, b->location->code);
}

/* A slot and its rows of the tables. */
struct cell {
    struct slot *slot;
    uint32_t *distance_m; /* NULL: the network is large */
    uint32_t *nearest;
};

static void
measure_all(const struct memory *memory, const struct cell *cell)
{
    struct slot *slot = cell->slot;
    const struct point from = {slot->place.latitude_deg, slot->place.longitude_deg};
    struct near *near = memory->places->near;
    const uint32_t count = memory->location_count;

    distances(from, memory->points, count, cell->distance_m);
    for (uint32_t i = 0; i < count; i++)
        near[i] = (struct near){cell->distance_m[i], memory->locations[i]};
    qsort(near, count, sizeof *near, compare_near);
    slot->nearest_open = 0;
    for (uint32_t i = count; i-- > 0;) {
        cell->nearest[i] = near[i].location->number;
        if (!near[i].location->closed)
            slot->nearest_open = near[i].location->number + 1;
    }
}

static bool
is_open(const void *context, uint32_t number)
{
    const struct memory *memory = context;

    return !memory->locations[number]->closed;
}

/* The nearest of those that are wanted into memory->places->near, in order; returns how many. */
static uint32_t
find_near(const struct memory *memory, const struct place *place, near_wanted *wanted)
{
    struct near_found found[NEAREST_KEPT + NEAREST_MORE];
    const struct point from = {place->latitude_deg, place->longitude_deg};
    const struct near_point near_from = near_point_of(from);
    struct near *near = memory->places->near;
    const uint32_t count = near_index_find(&memory->places->index, &near_from,
                                           NEAREST_KEPT + NEAREST_MORE, wanted, memory, found);

    for (uint32_t i = 0; i < count; i++) {
        near[i].location = memory->locations[found[i].id];
        distances(from, &memory->points[found[i].id], 1, &near[i].distance_m);
    }
    qsort(near, count, sizeof *near, compare_near);
    return count;
}

static void
measure_nearest(const struct memory *memory, const struct cell *cell)
{
    struct slot *slot = cell->slot;
    const struct near *near = memory->places->near;

    slot->nearest_open = 0;
    if (find_near(memory, &slot->place, is_open) > 0)
        slot->nearest_open = near[0].location->number + 1;
    (void)find_near(memory, &slot->place, NULL); /* there are many more */
    for (uint32_t i = 0; i < NEAREST_KEPT; i++)
        cell->nearest[i] = near[i].location->number;
}

static void
measure(const struct memory *memory, const struct cell *cell)
{
    if (cell->distance_m != NULL)
        measure_all(memory, cell);
    else
        measure_nearest(memory, cell);
}

static uint64_t
hash_text(const char *text)
{
    uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a */

    for (; *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
    return hash ^ hash >> 29;
}

static struct cell
cell_of(const struct memory *memory, const char *key)
{
    struct places *places = memory->places;
    const size_t number = hash_text(key) & (places->slot_count - 1);

    return (struct cell){
        .slot = &places->slots[number],
        .distance_m = places->distance_m == NULL
                          ? NULL
                          : places->distance_m + number * places->location_count,
        .nearest = places->nearest + number * places->kept,
    };
}

static bool
cell_holds(const struct memory *memory, const struct cell *cell, const char *key)
{
    return cell->slot->geography == memory->geography && strcmp(cell->slot->key, key) == 0;
}

static void
cell_claim(const struct memory *memory, const struct cell *cell, const char *key)
{
    strcpy(cell->slot->key, key);
    cell->slot->geography = memory->geography;
}

/* Many codes are found by the same beginning: that one's distances are worked out once. */
static void
measure_by_beginning(const struct memory *memory, const struct cell *cell, const char *country)
{
    char key[3 + POSTAL_KEY_BYTES] = {'=', country[0], country[1]}; /* no country is "=" */

    strcpy(key + 3, cell->slot->place.as);
    const struct cell shared = cell_of(memory, key);
    if (shared.slot == cell->slot) {
        measure(memory, cell);
        return;
    }
    if (!cell_holds(memory, &shared, key)) {
        shared.slot->place = cell->slot->place;
        measure(memory, &shared);
        cell_claim(memory, &shared, key);
    }
    cell->slot->nearest_open = shared.slot->nearest_open;
    if (cell->distance_m != NULL)
        memcpy(cell->distance_m, shared.distance_m,
               memory->location_count * sizeof *cell->distance_m);
    memcpy(cell->nearest, shared.nearest, memory->places->kept * sizeof *cell->nearest);
}

/* key: of the postal code, then of the city. */
static void
work_out(const struct memory *memory, const struct cell *cell, const char *key, size_t code_bytes)
{
    char code[POSTAL_KEY_BYTES] = "";
    struct place *place = &cell->slot->place;

    memcpy(code, key, code_bytes);
    geocode(&memory->gazetteer, code, city_find(memory, key + code_bytes), place);
    if (place->by == GEOCODED_PREFIX)
        measure_by_beginning(memory, cell, code);
    else if (place->by != GEOCODED_NONE)
        measure(memory, cell);
    cell_claim(memory, cell, key);
}

/* What is known of the place of a cell. */
static const struct seen_place *
see(struct memory *memory, const struct cell *found)
{
    const uint32_t open = found->slot->nearest_open;
    memory->places->seen = (struct seen_place){
        .place = found->slot->place,
        .near_at = near_point_of(
            (struct point){found->slot->place.latitude_deg, found->slot->place.longitude_deg}),
        .distance_m = found->distance_m,
        .nearest = found->nearest,
        .nearest_count = found->distance_m == NULL ? memory->places->kept : memory->location_count,
        .nearest_open = open == 0 ? NULL : memory->locations[open - 1],
    };
    return &memory->places->seen;
}

uint32_t
place_distance_m(const struct memory *memory, const struct seen_place *seen,
                 const struct location *location)
{
    const struct point from = {seen->place.latitude_deg, seen->place.longitude_deg};
    uint32_t distance_m;

    if (seen->distance_m != NULL)
        return seen->distance_m[location->number];
    distances(from, &memory->points[location->number], 1, &distance_m);
    return distance_m;
}

struct alike *
place_alike(const struct memory *memory)
{
    return &memory->places->alike;
}

/* What is known of a destination, worked out when it is new. */
const struct seen_place *
place_of(struct memory *memory, const struct destination *destination)
{
    char key[POSTAL_KEY_BYTES + CITY_KEY_BYTES];

    places_keep_up(memory);
    if (!postal_key(destination->country, destination->postal_code, key))
        key[0] = '\0';
    const size_t code_bytes = strlen(key);
    if (!city_key(destination->country, destination->city, key + code_bytes))
        key[code_bytes] = '\0';

    const struct cell cell = cell_of(memory, key);
    if (!cell_holds(memory, &cell, key))
        work_out(memory, &cell, key, code_bytes);
    return see(memory, &cell);
}

/* The way is measured from the location itself, whatever its address is known as. */
static const struct seen_place *
place_at_location(struct memory *memory, const struct location *location)
{
    char key[POSTAL_KEY_BYTES + CITY_KEY_BYTES] = "@"; /* no country is "@" */

    places_keep_up(memory);
    strncat(key, location->code, sizeof key - 2);
    const struct cell cell = cell_of(memory, key);
    if (!cell_holds(memory, &cell, key)) {
        cell.slot->place = (struct place){
            .by = GEOCODED_PICKUP,
            .latitude_deg = memory->points[location->number].latitude_deg,
            .longitude_deg = memory->points[location->number].longitude_deg,
        };
        measure(memory, &cell);
        cell_claim(memory, &cell, key);
    }
    return see(memory, &cell);
}

const struct seen_place *
place_of_order(struct memory *memory, const struct order *order)
{
    return order->terms.pickup != NULL ? place_at_location(memory, order->terms.pickup)
                                       : place_of(memory, &order->destination);
}

#define PICKUP_DAYS_DEFAULT 7

bool
location_has_pickup(const struct location *location)
{
    return !location->closed && (location->profile == NULL || location->profile->pickup);
}

int64_t
location_pickup_days(const struct location *location)
{
    return location->profile != NULL ? location->profile->pickup_days : PICKUP_DAYS_DEFAULT;
}

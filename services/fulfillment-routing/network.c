/*
 * Locations, and how far they are from where goods go.
 *
 * Locations are few and numbered as they come. A destination's distances to all of them are
 * worked out once and kept in a table of slots (one slot per hash value, the newest wins), as long
 * as neither locations nor postal codes change. The table is a cache of a cache: it is not
 * journaled, only its entries are told apart by the geography they were made in.
 */
#include <stdlib.h>
#include <string.h>

#include "common/text.h"
#include "services/fulfillment-routing/memory.h"

#define SLOTS_MAX 32768
#define CELLS_MAX (8 * 1024 * 1024) /* slots x locations: 64 MB at most */

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
    uint32_t *distance_m; /* slot_count x location_count */
    uint32_t *nearest;
    struct near *near;      /* location_count of them, to be sorted */
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

void
places_destroy(struct places **places)
{
    if (*places == NULL)
        return;
    free((*places)->slots);
    free((*places)->distance_m);
    free((*places)->nearest);
    free((*places)->near);
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
    while ((uint64_t)slots * locations > CELLS_MAX)
        slots /= 2;
    places->location_count = memory->location_count;
    places->slot_count = slots;
    places->slots = calloc(slots, sizeof *places->slots);
    places->distance_m = calloc((size_t)slots * locations, sizeof *places->distance_m);
    places->nearest = calloc((size_t)slots * locations, sizeof *places->nearest);
    places->near = calloc(locations, sizeof *places->near);
    assert(places->slots != NULL && places->distance_m != NULL && places->nearest != NULL &&
           places->near != NULL);
    places_destroy(&memory->places);
    memory->places = places;
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

static void
measure(const struct memory *memory, struct slot *slot, uint32_t *distance_m, uint32_t *nearest)
{
    const struct point from = {slot->place.latitude_deg, slot->place.longitude_deg};
    struct near *near = memory->places->near;
    const uint32_t count = memory->location_count;

    distances(from, memory->points, count, distance_m);
    for (uint32_t i = 0; i < count; i++)
        near[i] = (struct near){distance_m[i], memory->locations[i]};
    qsort(near, count, sizeof *near, compare_near);
    slot->nearest_open = 0;
    for (uint32_t i = count; i-- > 0;) {
        nearest[i] = near[i].location->number;
        if (!near[i].location->closed)
            slot->nearest_open = near[i].location->number + 1;
    }
}

static uint64_t
hash_text(const char *text)
{
    uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a */

    for (; *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
    return hash ^ hash >> 29;
}

/* A slot and its rows of the tables. */
struct cell {
    struct slot *slot;
    uint32_t *distance_m;
    uint32_t *nearest;
};

static struct cell
cell_of(const struct memory *memory, const char *key)
{
    struct places *places = memory->places;
    const size_t number = hash_text(key) & (places->slot_count - 1);

    return (struct cell){
        .slot = &places->slots[number],
        .distance_m = places->distance_m + number * places->location_count,
        .nearest = places->nearest + number * places->location_count,
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
        measure(memory, cell->slot, cell->distance_m, cell->nearest);
        return;
    }
    if (!cell_holds(memory, &shared, key)) {
        shared.slot->place = cell->slot->place;
        measure(memory, shared.slot, shared.distance_m, shared.nearest);
        cell_claim(memory, &shared, key);
    }
    cell->slot->nearest_open = shared.slot->nearest_open;
    memcpy(cell->distance_m, shared.distance_m, memory->location_count * sizeof *cell->distance_m);
    memcpy(cell->nearest, shared.nearest, memory->location_count * sizeof *cell->nearest);
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
        measure(memory, cell->slot, cell->distance_m, cell->nearest);
    cell_claim(memory, cell, key);
}

/* What is known of the place of a cell. */
static const struct seen_place *
see(struct memory *memory, const struct cell *found)
{
    const uint32_t open = found->slot->nearest_open;
    memory->places->seen = (struct seen_place){
        .place = found->slot->place,
        .distance_m = found->distance_m,
        .nearest = found->nearest,
        .nearest_open = open == 0 ? NULL : memory->locations[open - 1],
    };
    return &memory->places->seen;
}

/* What is known of a destination, worked out when it is new. */
const struct seen_place *
place_of(struct memory *memory, const struct destination *destination)
{
    char key[POSTAL_KEY_BYTES + CITY_KEY_BYTES];

    if (memory->places == NULL || memory->places->location_count != memory->location_count)
        places_make(memory);
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

    if (memory->places == NULL || memory->places->location_count != memory->location_count)
        places_make(memory);
    strncat(key, location->code, sizeof key - 2);
    const struct cell cell = cell_of(memory, key);
    if (!cell_holds(memory, &cell, key)) {
        cell.slot->place = (struct place){
            .by = GEOCODED_PICKUP,
            .latitude_deg = memory->points[location->number].latitude_deg,
            .longitude_deg = memory->points[location->number].longitude_deg,
        };
        measure(memory, cell.slot, cell.distance_m, cell.nearest);
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

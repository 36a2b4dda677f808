/*
 * Opens and closes what routing remembers; see memory.h for its parts.
 */
#include <stdlib.h>

#include "services/fulfillment-routing/memory.h"

void
memory_open(struct memory *memory)
{
    memory->locations = calloc(SITES_MAX, sizeof *memory->locations);
    memory->points = calloc(SITES_MAX, sizeof *memory->points);
    memory->marks = calloc(SITES_MAX, sizeof *memory->marks);
    assert(memory->locations != NULL && memory->points != NULL && memory->marks != NULL);
    memory->location_by_code = map_create();
    memory->city_by_key = map_create();
    memory->sku_by_code = map_create();
    memory->bins = map_create();
    memory->scarcity = map_create();
    memory->sku_by_gtin = map_create();
    memory->time_zones = map_create();
    memory->orders = map_create();
    memory->destinations = map_create();
    memory->fulfillments = map_create();
    memory->parked = map_create();
    memory->later = map_create();
    memory->later_look_us = INT64_MAX;
    memory->pickups = map_create();
    memory->pickup_due_us = INT64_MAX;
    memory->pick_lists = map_create();
    memory->taken = map_create();
    memory->parcels = map_create();
    memory->sscc_counters = map_create();
    memory->next_id = memory->next_pick_list_id = 1;
    memory->geography = 1;
    memory->more_turn = 1;
}

void
memory_close(struct memory *memory)
{
    orders_close(memory);
    calendars_close(memory);
    for (uint32_t i = 0; i < memory->location_count; i++) {
        free(memory->locations[i]->profile);
        free(memory->locations[i]->slots);
    }
    policies_close(memory);
    free(memory->locations);
    free(memory->points);
    free(memory->marks);
    free(memory->leaving);
    regret_close(memory);
    places_destroy(&memory->places);
    postal_close(memory);
    shelves_close(memory);
    map_destroy(&memory->location_by_code);
    map_destroy(&memory->city_by_key);
    map_destroy(&memory->sku_by_code);
    map_destroy(&memory->bins);
    map_destroy(&memory->scarcity);
    map_destroy(&memory->sku_by_gtin);
    map_destroy(&memory->time_zones);
    map_destroy(&memory->orders);
    map_destroy(&memory->destinations);
    map_destroy(&memory->fulfillments);
    map_destroy(&memory->parked);
    map_destroy(&memory->later);
    map_destroy(&memory->pickups);
    map_destroy(&memory->pick_lists);
    map_destroy(&memory->taken);
    map_destroy(&memory->parcels);
    map_destroy(&memory->sscc_counters);
}

void
memory_keep(struct memory *memory, void *bytes, size_t count)
{
    if (memory->journal != NULL)
        journal_keep(memory->journal, bytes, count);
}

static void
free_it(void *owner, void *what)
{
    (void)owner;
    free(what);
}

void
memory_replaced(struct memory *memory, void *old, void *fresh)
{
    if (memory->journal == NULL)
        free(old);
    else
        journal_note(memory->journal, fresh != NULL ? free_it : NULL, NULL, NULL, fresh);
    if (memory->journal != NULL && old != NULL)
        journal_note(memory->journal, NULL, free_it, NULL, old);
}

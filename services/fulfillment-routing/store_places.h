/*
 * Rows of locations and postal codes.
 */
#ifndef ROUTING_STORE_PLACES_H
#define ROUTING_STORE_PLACES_H

#include "common/turn.h"
#include "services/fulfillment-routing/memory.h"
#include "services/fulfillment-routing/wire_places.h"

struct places_stage {
    struct {
        struct column code, name, latitude, longitude, closed, safety_stock, country, time_zone;
    } location;
    struct {
        struct column country, code, city, region, latitude, longitude;
    } postal;
};

void store_note_location(struct turn *turn, const struct location_change *change);
void store_note_postal_codes(struct turn *turn, const struct postal_codes *codes);

/* For store.c. */
struct stage;
void stage_places_start(struct stage *stage, struct arena *arena);
void stage_places_save(struct turn *turn);

#endif

/*
 * What an item needs at each of its locations: demand there, terms, levels, and what is there and
 * coming.
 */
#ifndef FORECASTING_LEVELS_H
#define FORECASTING_LEVELS_H

#include "services/forecasting/terms.h"

#define PLACES_MAX TRANSFER_SITES_MAX /* locations of one item that are planned */

struct place_need {
    struct place *place;
    struct planning_terms terms;
    struct demand_over_lead demand;
    struct stock_levels levels;
    int64_t waiting;  /* its share of what customers wait for */
    int64_t position; /* on hand + on order + in transfer + approved - to leave - waiting */
    int64_t free;     /* on hand, not promised to leave */
};

/* Of all locations of an item that has a forecast, as many as can be planned; in the arena. */
struct place_need *levels_of_item(const struct memory *memory, const struct item *item,
                                  struct arena *arena, size_t *count);
/* Inventory position: what counts against the reorder point, while so many wait here. */
int64_t place_position(const struct place *place, int64_t waiting);

#endif

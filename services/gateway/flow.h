/*
 * How many orders passed each station of the chain in each minute, by the time at which it was said.
 * Minutes that no view shows are deleted. And the newest plans.
 */
#ifndef GATEWAY_FLOW_H
#define GATEWAY_FLOW_H

#include "common/turn.h"

#define FLOW_MINUTES_KEPT 1440

enum flow_station {
    FLOW_PLACED,
    FLOW_PLANNED,
    FLOW_RELEASED,
    FLOW_SHIPPED,
    FLOW_DELIVERED,
    FLOW_CANCELLED,
    FLOW_STATIONS,
};

/* What the turn counted, newest minute last; a turn rarely has more than two. */
struct flow_minute {
    int64_t minute;
    int64_t count[FLOW_STATIONS];
    struct flow_minute *next;
};

/* A plan, for the map. */
struct flow_route {
    int64_t order_id, at_us, distance_m, units;
    const char *location;
    double latitude_deg, longitude_deg; /* of the destination; 0 0: not told */
};
#define FLOW_ROUTES_KEPT 200

struct flow_stage {
    struct flow_minute *first;
    struct flow_route routes[FLOW_ROUTES_KEPT]; /* a ring */
    uint32_t route_count;
};

void flow_count(struct turn *turn, int64_t at_us, enum flow_station station, int64_t count);
/* The texts live until the turn ends. */
void flow_add_route(struct turn *turn, const struct flow_route *route);
void flow_save(struct turn *turn);

#endif

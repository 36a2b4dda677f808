/*
 * Why not from there: the vocabulary of explain_not.c.
 */
#ifndef ROUTING_EXPLAIN_NOT_H
#define ROUTING_EXPLAIN_NOT_H

#include "services/fulfillment-routing/core/routing.h"

#define EXPLAIN_DECISIONS_MAX 400 /* that one question may take */
#define EXPLAIN_STEPS_MAX     1024

/* What is asked. */
struct asked_not {
    const struct request *request; /* as it was decided on: routing_decide has left it */
    const struct choice *choice;
    size_t site; /* that was not chosen */
    /* What its parcels would cost, if it were that far away; NULL: distance costs nothing. */
    void (*price)(const void *context, int64_t distance_m, struct site *site);
    const void *context;
};

/* The caller's memory. */
struct explain_room {
    struct site *sites; /* site_count */
    int64_t *cells;     /* 2 * site_count * (line_count + 1) */
    int64_t *lines;     /* 3 * (line_count + 1) */
    struct price_step steps[EXPLAIN_STEPS_MAX];
    struct choice choice;
};

/* Each of the three by itself would have had the location chosen, and one less of it would not:
 * both were tried. At equal distance it counts as the farther one. */
struct not_chosen {
    bool possible;    /* there is a plan in which it ships something, within the same limits */
    struct plan plan; /* the best of these; its cost as everything was */
    size_t line;      /* of which it ships at least a unit there */
    int64_t *missing; /* by line, of the caller: units that it would have to have more */
    bool by_stock;
    bool least;           /* false: not all was tried, and less might do */
    int64_t cheaper_nano; /* each of its parcels; 0: that would not do */
    int64_t nearer_m;     /* 0: that would not do */
};

void explain_not(const struct asked_not *asked, struct explain_room *room, struct not_chosen *out);

#endif

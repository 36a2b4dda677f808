/*
 * Plans with rate tables: the vocabulary of rate_steps.c.
 */
#ifndef ROUTING_RATE_STEPS_H
#define ROUTING_RATE_STEPS_H

#include "services/fulfillment-routing/core/routing.h"

/* Do rate tables decide how plans of this request are filled? */
bool rates_count(const struct request *request, const struct plan *plan);

/* A parcel's price and that of a kilogram, which together no parcel within the steps is below. */
struct straight {
    int64_t parcel_nano, kg_nano;
};
struct straight below_steps(const struct request *request, const struct site *site);
int64_t straight_unit_nano(const struct request *request, struct straight straight, size_t line);

#define IN_PARTS UINT16_MAX

struct rated {
    int64_t cost_nano;             /* of the plan, its parcels and the splitting included */
    uint16_t parcel_of[LINES_MAX]; /* by line: who ships it whole, or IN_PARTS */
};

/* The cheapest filling. False: there is none, since a parcel would be too heavy, or (of several)
 * one would not be worth splitting off. Ends early, with the best so far, when *work_left falls
 * below 0. */
bool rate_steps(const struct request *request, const struct plan *plan, int64_t *work_left,
                struct rated *rated);
/* By parcel: units of the line. */
void rated_line(const struct request *request, const struct plan *plan, const struct rated *rated,
                size_t line, int64_t *taken);

#endif

/*
 * What shipping costs, in named terms: the vocabulary of cost_terms.c.
 *
 * A parcel of w kg over d km costs base + distance + weight + weight_distance by the tariff, or the
 * rate of a carrier's table; then what lateness, a full location, scarce stock and splitting cost.
 * The search (least_cost.c) sees the same money as a price of the parcel and a price of each unit
 * in it, so the sum of the terms is the cost of the plan to the last nano. Whatever is too much to
 * be money saturates at COST_NANO_MAX; nothing overflows.
 */
#ifndef ROUTING_COST_TERMS_H
#define ROUTING_COST_TERMS_H

#include "services/fulfillment-routing/core/routing.h"

enum cost_term {
    COST_BASE,
    COST_DISTANCE,
    COST_WEIGHT,
    COST_WEIGHT_DISTANCE,
    COST_RATE, /* of a carrier's table, in place of the four before */
    COST_LATE,
    COST_CAPACITY,
    COST_SCARCITY,
    COST_SPLIT,
    COST_TERM_COUNT
};
const char *cost_term_name(enum cost_term term); /* "base", "weight_distance", ... */

struct cost_terms {
    int64_t nano[COST_TERM_COUNT];
};
int64_t cost_terms_sum(const struct cost_terms *terms);

/* Wide enough for a product before it is made money again. */
__extension__ typedef __int128 wide;

#define COST_NANO_MAX INT64_C(1000000000000000000) /* 10^9 of the main unit */

/* What a site is charged for in one decision. */
struct site_facts {
    int64_t distance_mm;
    int32_t late_days;     /* after what was promised or asked for; 0: in time */
    int32_t load_permille; /* of its capacity that is used up, 0..1000 */
};

/* Fills in parcel_nano and kg_nano of a site, by the tariff; with a rate table (site->steps is set)
 * only what comes on top of the rate. */
void site_prices(const struct policy *policy, const struct site_facts *facts, struct site *site);

/* What the units of a plan's parcel cost beyond its parcel_nano. */
struct parcel_load {
    int64_t weight_ug;
    int64_t units_nano; /* by weight: site_unit_nano without scarcity; or the rate of its steps */
    int64_t scarcity_nano;
    int64_t value_minor;
};
/* taken: by line, what the parcel takes. */
struct parcel_load parcel_load(const struct request *request, const struct site *site,
                               const int64_t *taken);

/* The terms of one parcel: they add up to parcel_nano + units_nano + scarcity_nano, and split_nano
 * when it is not the first of its plan. */
struct cost_terms parcel_terms(const struct policy *policy, const struct site_facts *facts,
                               const struct site *site, const struct parcel_load *load, bool first);

/* a * b / 10^9, rounded, for a and b of 0 and more. */
int64_t nano_product(int64_t a, int64_t b);

int64_t nano_times(int64_t count, int64_t nano);

static inline int64_t
nano_sum(int64_t a, int64_t b)
{
    return a > COST_NANO_MAX - b ? COST_NANO_MAX : a + b;
}

/* Adds so many times so much, of money, weight or worth: none of them overflows. */
static inline void
add_times(int64_t *sum, int64_t count, int64_t each)
{
    *sum = nano_sum(*sum, nano_times(count, each));
}

/* The rate of a parcel of this weight; -1: heavier than the site's steps go. */
int64_t steps_nano(const struct site *site, int64_t weight_ug);
/* The same where it has to go all the same: as if in several, each as heavy as the steps go. */
int64_t rate_nano(const struct site *site, int64_t weight_ug);

/* One unit of a line from this site: its carriage by weight, and its scarcity. */
int64_t site_unit_nano(const struct request *request, const struct site *site, size_t line);

#endif

/*
 * Who is near: the vocabulary of near_index.c.
 *
 * Points lie on the unit sphere; how far two are apart is told by the square of the chord between
 * them, which grows with the great circle. So what comes first by chord is a shortlist to be
 * measured exactly (distances.c), never the distance itself: on the ellipsoid two points whose
 * distances differ by less than 0.6 % may come in the other order.
 */
#ifndef ROUTING_NEAR_INDEX_H
#define ROUTING_NEAR_INDEX_H

#include "services/fulfillment-routing/core/places/geocode.h"

/* Below this many a look at all of them is as quick. */
#define NEAR_INDEX_WORTH 1000

struct near_point {
    double at[3];
};
struct near_point near_point_of(struct point place);

/* Added up in one order everywhere: a bound is never above the chord it bounds by rounding. */
static inline double
near_sum_of_squares(const double *parts)
{
    return (parts[0] * parts[0] + parts[1] * parts[1]) + parts[2] * parts[2];
}

/* Squared, 0..4. */
static inline double
near_chord(const struct near_point *a, const struct near_point *b)
{
    const double apart[3] = {a->at[0] - b->at[0], a->at[1] - b->at[1], a->at[2] - b->at[2]};

    return near_sum_of_squares(apart);
}

/* Arrays of the caller: points by id, and for each id that is in it a place in ids and axes. */
struct near_index {
    const struct near_point *points;
    uint32_t *ids;
    uint8_t *axes;
    uint32_t count;
};

/* ids: those that are to be in it, each once; they are put into the order of the tree. */
void near_index_build(struct near_index *index);

struct near_found {
    double chord; /* squared */
    uint32_t id;
};
typedef bool near_wanted(const void *context, uint32_t id);

/* The k nearest that are wanted (NULL: all), nearest first, equally near ones by id. Returns how
 * many there are, at most k. near_scan answers the same by looking at all ids, in any order. */
uint32_t near_index_find(const struct near_index *index, const struct near_point *from, uint32_t k,
                         near_wanted *wanted, const void *context, struct near_found *found);
uint32_t near_scan(const struct near_index *index, const struct near_point *from, uint32_t k,
                   near_wanted *wanted, const void *context, struct near_found *found);

#endif

/*
 * Which parts of an order are called back when only some units are needed.
 */
#ifndef ROUTING_RECALL_UNITS_H
#define ROUTING_RECALL_UNITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A part of the order that has not shipped. */
struct recall_part {
    int stage;            /* how far it is: 0 parked, then the state of the fulfillment order */
    int64_t id;           /* grows with time */
    const int64_t *units; /* by needed line: what it would give back */
};

/* left: by line, what is needed; overwritten: what remains missing. taken: by part. */
void recall_units(int64_t *left, size_t line_count, const struct recall_part *parts,
                  size_t part_count, bool *taken);

#endif

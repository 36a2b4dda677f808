/*
 * What was said of each order, by all services. A turn's entries are written as a few rows of text, each
 * holding whole orders, and an order's row names the rows that hold something of it: an event costs its
 * bytes, not a row and an index entry. view_timeline.sql reads it.
 */
#ifndef GATEWAY_TIMELINE_H
#define GATEWAY_TIMELINE_H

#include "services/gateway/orders.h"

struct timeline_entry {
    const char *line; /* see timeline.c */
    size_t bytes;
    struct timeline_entry *next;
};

struct timeline_stage {
    char *text; /* of the row being filled */
    size_t used, room;
    int64_t row_id;
};

/* words NULL: those of the event's type. */
void timeline_note(struct turn *turn, struct touched_order *touched, const struct input *input, const char *words);
/* Adds the entries of one order; the id of the row they are in, 0 when there are none. */
int64_t timeline_add(struct turn *turn, struct touched_order *touched);
void timeline_save(struct turn *turn);

#endif

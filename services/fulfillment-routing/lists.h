/*
 * Steps on pick lists that several handlers share; see lists.c.
 */
#ifndef ROUTING_LISTS_H
#define ROUTING_LISTS_H

#include "common/turn.h"
#include "services/fulfillment-routing/memory.h"

/* Its fulfillment orders are taken; how many were not before. */
size_t lists_accept(struct turn *turn, const struct pick_list *list);
/* Answers that somebody else works on it, who and until when. */
void lists_refuse_others(struct turn *turn, const struct pick_list *list);
/* Of the key, when a warehouse names none. */
const char *lists_location(const struct input *input, const char *location);
/* Loads a list that memory does not hold; 0: none is named. */
void lists_want(struct turn *turn, int64_t id);
/* The list, when it is not done and this sender may ask for it; NULL after the answer. */
struct pick_list *lists_open_for(struct turn *turn, const struct input *input, int64_t id);
/* The same, when this picker works on it. */
struct pick_list *lists_held_by(struct turn *turn, const struct input *input, int64_t id,
                                const char *picker);

#endif

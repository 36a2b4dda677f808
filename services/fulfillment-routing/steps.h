/*
 * Steps that several handlers share; see steps.c.
 */
#ifndef ROUTING_STEPS_H
#define ROUTING_STEPS_H

#include "common/turn.h"
#include "services/fulfillment-routing/memory.h"

/* Answers for a fulfillment order that memory does not hold: finished, or never there. */
void step_refuse_past(struct turn *turn, const struct input *input, int64_t id);
void answer_count(struct turn *turn, size_t count); /* ACCEPTED, Done */
/* A warehouse speaks for its own location only; false: DENIED is answered. */
bool step_may_speak_for(struct turn *turn, const struct input *input, const char *location);
/* Refused: there is none of this code, or nobody has named one. */
void step_no_location(struct turn *turn, const char *code);
/* The fulfillment order, when this sender may do this with it now; NULL after the answer. */
struct fulfillment *step_open_for(struct turn *turn, const struct input *input, int64_t id,
                                  enum fulfillment_input on);
/* Moves it on; the step must exist. Its row is written. */
void step_fulfillment(struct turn *turn, struct fulfillment *fulfillment,
                      enum fulfillment_input on);
/* Units of the line that it still has, whatever item was taken for them. */
int64_t step_held_units(const struct fulfillment *fulfillment, const struct ask *line);
/* Its lines with the units they still have, those that have any: what is routed again when it is
 * taken back. In the turn's arena. */
uint32_t step_lines_left(struct turn *turn, const struct fulfillment *fulfillment,
                         struct ask **lines);
void step_let_go(struct turn *turn, struct fulfillment *fulfillment);
/* The same, while the units stay on the shelf: who waits for them is tried again. */
void step_set_free(struct turn *turn, struct fulfillment *fulfillment);

#endif

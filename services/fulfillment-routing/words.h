/*
 * A decision in words: words.c, and why it was not another in words_not.c.
 */
#ifndef ROUTING_WORDS_H
#define ROUTING_WORDS_H

#include "common/turn.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/fulfillment-routing/record/record.h"

/* One sentence. The decision's reason is, of a parked one, the reason's name, else a remark. */
const char *decision_sentence(struct turn *turn, const Crossdock__Routing__V1__Decision *decision);

/* What is to be said beside who ships it: what had to be given up, what is not proved; or "". */
const char *decision_remark(struct turn *turn, const struct record *record);

/* Why not from there; decision->not_chosen is set when `how` says that it is told. */
const char *decision_why_not(struct turn *turn, const Crossdock__Routing__V1__Decision *decision,
                             const char *location, enum not_told how);

#endif

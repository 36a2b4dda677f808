/*
 * A decision in words: words.c.
 */
#ifndef ROUTING_WORDS_H
#define ROUTING_WORDS_H

#include "common/turn.h"
#include "crossdock/routing/v1/routing.pb-c.h"

/* One sentence. The decision's reason is what a record or an older row keeps of it. */
const char *decision_sentence(struct turn *turn, const Crossdock__Routing__V1__Decision *decision);

extern const char words_dips[], words_not_proved[];

#endif

/*
 * What holds at a location: its profile where it has one, else the service's settings.
 */
#ifndef ROUTING_RULES_H
#define ROUTING_RULES_H

#include "common/turn.h"
#include "services/fulfillment-routing/core/floor/wave_due.h"
#include "services/fulfillment-routing/memory.h"

struct wave_rule rules_wave(const struct location *location);
/* The next cut-off there, or the one that what waits for a wave has to make; 0: none. */
int64_t rules_cut_off_us(const struct location *location, int64_t now_us);
/* The GS1 company prefix of its parcels; "": none is known. In the turn's arena. */
const char *rules_gs1_prefix(struct turn *turn, const struct location *location);

#endif

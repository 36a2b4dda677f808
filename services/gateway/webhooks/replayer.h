/*
 * Replays: events of the feeds again for webhooks that asked for them, read from where their owners
 * keep them and given to the turns in pieces (RecordReplay), one piece at a time. Up to where the
 * turns themselves have come: from there on everything comes as it always does. Loop thread.
 */
#ifndef GATEWAY_REPLAYER_H
#define GATEWAY_REPLAYER_H

#include "common/front.h"

struct replayer;

struct replayer *replayer_open(struct front_host *host);
void replayer_close(struct replayer **replayer);
/* Often. */
void replayer_tick(struct replayer *replayer);

#endif

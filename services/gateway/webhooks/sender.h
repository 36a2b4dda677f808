/*
 * Sends deliveries: takes what is due from the turns, a few at a time for each webhook, posts it
 * signed, and tells the turns what came of it, many at a time. At most four are under way to one
 * webhook and 64 in all. One that does not answer has one at a time, ever more rarely (webhook_rest.c), so
 * slow and dead receivers hold up nobody else; what is in memory is bounded whatever waits. Loop thread.
 *
 * After a kill some deliveries that arrived are sent again: with the same webhook-id.
 */
#ifndef GATEWAY_SENDER_H
#define GATEWAY_SENDER_H

#include "common/front.h"

struct sender;

/* NULL after logging why. */
struct sender *sender_open(struct front_host *host);
/* Posts nothing more; true: what was under way came to its end and is recorded. */
bool sender_end(struct sender *sender);
void sender_close(struct sender **sender);
/* Often. */
void sender_tick(struct sender *sender);

#endif

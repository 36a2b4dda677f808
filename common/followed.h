/*
 * The feeds a service follows: from where, over which connection, how far. What they deliver goes to
 * the worker's inbox and, before that, to who listens on the loop thread.
 *
 * Hides the state machine of each feed (follow.h), its connection to the next endpoint and the checks
 * of what came. Loop thread only.
 */
#ifndef CROSSDOCK_FOLLOWED_H
#define CROSSDOCK_FOLLOWED_H

#include "common/bus.h"
#include "common/front.h"

struct followed_feeds;

struct followed_hooks {
    void *owner;
    /* An EventBatch that covers from .. through, as it goes to the inbox. */
    void (*delivered)(void *owner, int source, uint64_t from, uint64_t through,
                      const uint8_t *batch, size_t bytes);
    void (*opened)(void *owner, int source); /* the service is there, perhaps again */
    void (*moved)(void *owner, int source);  /* the connection was replaced: what was asked is lost */
};

struct followed_feeds *followed_create(struct runtime *runtime, struct bus *bus,
                                       const struct followed_hooks *hooks);
void followed_destroy(struct followed_feeds **feeds);

/* All of them, from these cursors on; `generation` is stamped on the items. */
void followed_start(struct followed_feeds *feeds, uint64_t generation, const struct cursor *cursors);
/* One of them again, from here. */
void followed_start_again(struct followed_feeds *feeds, int source, const struct cursor *cursor);
void followed_end(struct followed_feeds *feeds);

/* A frame of a feed. */
void followed_receive(struct followed_feeds *feeds, int source,
                      const Crossdock__Envelope__V1__Head *head, const uint8_t *body, size_t bytes);
void followed_consumed(struct followed_feeds *feeds, int source, uint64_t position);

/* The connection to the service leads nowhere: try the next endpoint, unless the feed says otherwise. */
void followed_move_on(struct followed_feeds *feeds, int source);

void followed_tick(struct followed_feeds *feeds, int64_t now_us);
int64_t followed_due_us(const struct followed_feeds *feeds);

struct front_feed followed_state(const struct followed_feeds *feeds, int source);
const char *followed_log_id(const struct followed_feeds *feeds, int source); /* "": not seen yet */

#endif

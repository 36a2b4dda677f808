/*
 * Readers of followed feeds from positions of their own (front_read), over the connection that the
 * feed itself is followed on; the owner of the feed tells them apart by their subs.
 *
 * No sockets: heads leave through hooks. Loop thread only.
 */
#ifndef CROSSDOCK_FEED_READERS_H
#define CROSSDOCK_FEED_READERS_H

#include "common/front.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"

struct feed_readers_hooks {
    void *owner;
    bool (*send)(void *owner, int source, const Crossdock__Envelope__V1__Head *head);
    void (*move_on)(void *owner, int source); /* the connected service does not serve the feed */
};

struct feed_readers;

struct feed_readers *feed_readers_create(const struct feed_readers_hooks *hooks);
void feed_readers_destroy(struct feed_readers **readers); /* all must be closed */

/* group: as the owner of the feed knows this process; log_id: of the feed, "" when not known. */
struct front_reader *feed_readers_open(struct feed_readers *readers, int source, const char *group,
                                       const char *log_id, const struct front_reader_plan *plan,
                                       const struct front_reader_hooks *hooks, int64_t now_us);

/* True: the frame was one of a reader's. */
bool feed_readers_receive(struct feed_readers *readers, int source,
                          const Crossdock__Envelope__V1__Head *head, const uint8_t *body,
                          size_t bytes, int64_t now_us);
/* The connection was replaced: they open again where they were. */
void feed_readers_reopen(struct feed_readers *readers, int source, int64_t now_us);

void feed_readers_tick(struct feed_readers *readers, int64_t now_us);
int64_t feed_readers_due_us(const struct feed_readers *readers);

#endif

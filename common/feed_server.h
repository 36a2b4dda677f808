/*
 * The serving half of a feed: who follows it, from where, how far each may be sent. No sockets, no
 * clock, no database: it says what is to be sent and asked for through hooks, so a test can be both.
 *
 * Recent events are served from a ring in memory, older ones from the archive. A subscription is sent
 * positions up to min(head, acknowledged + window), then it waits for the next ACK: a slow consumer
 * costs nothing but its place.
 */
#ifndef CROSSDOCK_FEED_SERVER_H
#define CROSSDOCK_FEED_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/archive.h"
#include "common/exchange.h"
#include "common/service.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"

enum feed_sent {
    FEED_SENT,
    FEED_LATER, /* the pipe is full: not before the next ACK */
    FEED_GONE,  /* the peer is not connected any more */
};

struct feed_hooks {
    void *owner;
    enum feed_sent (*send)(void *owner, const struct route *to,
                           const Crossdock__Envelope__V1__Head *head, const uint8_t *body,
                           size_t bytes);
    void (*ask)(void *owner, struct archive_request *request); /* answer: feed_server_answer */
};

struct feed_server;

struct feed_server *feed_server_create(const struct service *service, size_t ring_bytes_max,
                                       const struct feed_hooks *hooks);
void feed_server_destroy(struct feed_server **feed);

/* This process leads now, or stands by (every OPEN is then answered STOP with this code). */
void feed_server_lead(struct feed_server *feed, uint64_t epoch, const char *log_id, uint64_t low,
                      uint64_t head);
void feed_server_end(struct feed_server *feed, uint32_t stop_code, const char *detail);

/* Durable events, in order, without gaps: an EventBatch. */
void feed_server_append(struct feed_server *feed, uint64_t first, uint32_t count,
                        const uint8_t *batch, size_t bytes);

/* OPEN, ACK or CLOSE. from: who sent it, NULL when its key is not known any more. */
void feed_server_receive(struct feed_server *feed, int64_t now_us, const struct route *peer,
                         const struct identity *from, const Crossdock__Envelope__V1__Head *head);
void feed_server_answer(struct feed_server *feed, int64_t now_us, struct archive_request *answer);

/* Send what may be sent. True: more could be sent at once, call again after a look at the sockets. */
bool feed_server_serve(struct feed_server *feed, int64_t now_us);

/* Ten times a second: ticks for the idle, an end for the silent, positions to save. */
void feed_server_tick(struct feed_server *feed, int64_t now_us);

#endif

/*
 * All sockets of ZeroMQ: one ROUTER that others connect to, one DEALER to each followed feed, and the
 * handler that decides who may connect (ZAP). Lives on the loop thread.
 *
 * Hides CURVE, the frames on the wire and libzmq's edge-triggered descriptors; callers see a Head, a
 * body and who it is from.
 */
#ifndef CROSSDOCK_BUS_H
#define CROSSDOCK_BUS_H

#include <uv.h>

#include "common/exchange.h"
#include "common/feed_server.h"
#include "common/runtime.h"

#define BODY_BYTES_MAX ((size_t)1024 * 1024) /* of a command */

struct bus_hooks {
    void *owner;
    /* A frame at the ROUTER. from: NULL when the key is not known any more. False: not a kind that
     * comes in here. */
    bool (*request)(void *owner, const struct route *peer, const struct identity *from,
                    const Crossdock__Envelope__V1__Head *head, const uint8_t *body, size_t bytes);
    /* A frame from the service of a followed feed. */
    void (*feed)(void *owner, int source, const Crossdock__Envelope__V1__Head *head,
                 const uint8_t *body, size_t bytes);
};

struct bus;

/* Loads the keys and binds; waits up to five seconds for a predecessor to leave the endpoint. NULL
 * after logging why. */
struct bus *bus_create(uv_loop_t *loop, const struct runtime *runtime, const struct bus_hooks *hooks);

/* What is queued is still sent, for linger_ms at most. */
void bus_destroy(struct bus **bus, int linger_ms);

/* Read the key files anew; on an error the keys of before stay in force. */
void bus_reload_keys(struct bus *bus);

/* To a peer of the ROUTER. */
enum feed_sent bus_send(struct bus *bus, const struct route *to,
                        const Crossdock__Envelope__V1__Head *head, const uint8_t *body,
                        size_t bytes) must_check;

/* To the service of a followed feed; false: nobody is connected. */
bool bus_ask(struct bus *bus, int source, const Crossdock__Envelope__V1__Head *head,
             const uint8_t *body, size_t bytes) must_check;

/* A new connection to a followed feed, to the next of its endpoints. */
void bus_connect_next(struct bus *bus, int source);

#endif

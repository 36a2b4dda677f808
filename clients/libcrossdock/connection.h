/*
 * Inside libcrossdock: one DEALER socket to one of a service's endpoints, with CURVE. Messages are
 * a Head frame and a body frame. What arrives broken is dropped: whoever waits asks again.
 */
#ifndef CROSSDOCK_CLIENT_CONNECTION_H
#define CROSSDOCK_CLIENT_CONNECTION_H

#include "clients/libcrossdock/crossdock.h"
#include "common/arena.h"

struct connection;

struct connection *connection_open(const struct crossdock_options *options, char *error,
                                   size_t error_bytes);
/* linger_ms: how long what was sent last may still leave. */
void connection_close(struct connection **connection, int linger_ms);

/* Go to the next endpoint (or to the same anew). */
void connection_rotate(struct connection *connection);
int connection_endpoint_count(const struct connection *connection);
/* The service answered that it does not accept this key. */
bool connection_is_refused(const struct connection *connection);
const char *connection_endpoint(const struct connection *connection);

/* False: nobody is connected at the moment. */
bool connection_send(struct connection *connection, const Crossdock__Envelope__V1__Head *head,
                     const uint8_t *body, size_t body_bytes) must_check;

/* The next message within the time: the head (in the arena) and its body (valid until the next
 * call), or NULL. */
const Crossdock__Envelope__V1__Head *connection_receive(struct connection *connection,
                                                        struct arena *arena, int64_t timeout_ms,
                                                        const uint8_t **body, size_t *body_bytes);

/* Monotonic microseconds; random bits. */
int64_t connection_now_us(void);
uint64_t connection_random(void);

#endif

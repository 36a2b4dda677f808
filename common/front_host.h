/*
 * The host of a service's front inside the loop: hands on to the front what the loop hears, and to
 * the loop what the front asks for (front.h). A service without a front has a host that does
 * nothing.
 */
#ifndef CROSSDOCK_FRONT_HOST_H
#define CROSSDOCK_FRONT_HOST_H

#include "common/board.h"
#include "common/followed.h"

struct front_host_hooks {
    void *owner;
    /* A command to the own service, as if it had come in from there. */
    void (*command)(void *owner, const struct route *from, const struct identity *asker,
                    const uint8_t *command, size_t bytes);
};

struct front_host *front_host_create(uv_loop_t *loop, const struct runtime *runtime,
                                     struct bus *bus, struct board_server *board,
                                     struct followed_feeds *feeds,
                                     const struct front_host_hooks *hooks);
void front_host_destroy(struct front_host **host);

/* The front, after everything else is there; false when it cannot open and has logged why. */
bool front_host_open(struct front_host *host) must_check;
/* The front's end: true when it has nothing to finish. */
bool front_host_end(struct front_host *host);
/* The last call is over: who still waits for an answer is told that none comes. */
void front_host_end_questions(struct front_host *host, int64_t now_us);
/* Before anything else goes; it may not answer any more. Questions that are open are never
 * answered. */
void front_host_close(struct front_host *host);

/* A route to nowhere on the bus: the receipt is an answer to the front. */
bool front_route_is_local(const struct route *route);
void front_host_receipt(struct front_host *host, const struct route *to,
                        const struct front_answer *receipt);
/* A frame from the service of a followed feed. True: it was for a question or a reader. */
bool front_host_receive(struct front_host *host, int source,
                        const Crossdock__Envelope__V1__Head *head, const uint8_t *body,
                        size_t bytes);
void front_host_service_opened(struct front_host *host, int source);
void front_host_service_moved(struct front_host *host, int source);

void front_host_lead(struct front_host *host, bool leading);
void front_host_hear(struct front_host *host, int source, uint64_t from, uint64_t through,
                     const uint8_t *batch, size_t bytes);
void front_host_consume(struct front_host *host, int source, uint64_t through);

void front_host_tick(struct front_host *host, int64_t now_us); /* ten times a second */
void front_host_work(struct front_host *host, int64_t now_us); /* when front_host_due_us has come */
int64_t front_host_due_us(const struct front_host *host);

#endif

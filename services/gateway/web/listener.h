/*
 * One who follows events over HTTP. What was heard lately comes out of the ring; what is older is
 * fetched from the owners of the feeds by readers, then the listener goes over to the ring: its
 * place says what it has, so nothing is lost and nothing comes twice.
 *
 * A listener whose client does not read waits where it is. When the ring has moved on without it,
 * it goes back to the readers, of which there are only so many at a time (see events.c).
 */
#ifndef GATEWAY_LISTENER_H
#define GATEWAY_LISTENER_H

#include "services/gateway/web/event_ring.h"
#include "services/gateway/web/event_wish.h"
#include "services/gateway/web/web.h"

enum listener_state {
    LISTENER_LIVE,    /* at a number of the ring */
    LISTENER_BEHIND,  /* the ring has not what comes next: waits for its turn to read */
    LISTENER_READING, /* readers fetch it */
    LISTENER_ENDING,  /* what is in `out` still goes, then the end */
};

struct listener {
    struct listener *next, *before;
    struct web_request *request;
    struct event_ring *ring;
    struct arena *scratch; /* of all listeners */
    struct event_wish wish;
    enum listener_state state;
    struct place place;   /* everything wanted through here is delivered, or in `out` */
    uint64_t number;      /* live: next one of the ring */
    bool asleep;          /* there was nothing to send */
    struct json_text out; /* texts of its own: what readers fetched, an event larger than a piece */
    size_t out_at;        /* sent of it */
    int64_t turn;         /* behind: when it began to wait, as a serial number */
    int64_t moved_us; /* monotonic: when its client last took something, or had nothing to take */
    struct feed_reader {
        struct listener *listener;
        struct front_reader *reader; /* NULL: none */
        int feed;
        uint64_t through; /* read and not yet handled */
    } readers[PLACE_FEEDS];
};

struct listener *listener_open(struct web_request *request, struct event_ring *ring,
                               struct arena *scratch, const struct event_wish *wish,
                               const struct place *place);
void listener_free(struct listener *listener);

/* For web_stream: the next piece; 0: nothing there; -1: the end. */
int64_t listener_more(struct listener *listener, char *text, size_t room, int64_t now_us);

/* Has the ring something for it, or has it fallen out of the ring? Moves past what it does not
 * want. */
bool listener_look(struct listener *listener);
/* Begin to read what is missing, or to read other feeds too that the ring has meanwhile left. */
void listener_read(struct listener *listener);
void listener_stop_reading(struct listener *listener); /* it is behind again */

/* A sign of life, with the place, so that who comes back need not hear what was passed over. */
void listener_beat(struct listener *listener);
void listener_end(struct listener *listener, const char *why); /* "": without a word */

#endif

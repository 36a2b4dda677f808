/*
 * The counter between the two threads of a service: the loop thread owns the sockets, the worker
 * thread owns the database and the service's memory; they share nothing but what passes here.
 *
 * Loop -> worker: items (a command, a batch of events). Worker -> loop: notices (leading with these
 * cursors, receipts to send, events that are durable now, how far a feed is consumed).
 * Items and notices are malloc'ed by the sender and freed by the receiver.
 */
#ifndef CROSSDOCK_EXCHANGE_H
#define CROSSDOCK_EXCHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/check.h"
#include "common/turn.h"

#define ROUTE_BYTES_MAX 64

/* Where a receipt goes: the ROUTER's routing id of the sender and its request. */
struct route {
    uint8_t id[ROUTE_BYTES_MAX];
    uint8_t id_bytes;
    uint64_t request_id;
};

enum item_kind { ITEM_COMMAND, ITEM_EVENTS };

struct item {
    struct item *next;
    enum item_kind kind;
    int64_t arrived_us;    /* monotonic */
    struct route route;    /* command */
    struct identity from;  /* command */
    int source;            /* events: index into service_sources() */
    uint64_t generation;   /* events: of the follow they belong to, see notice_leading */
    uint64_t from_position; /* events: first position covered; = last position of the item before + 1 */
    uint64_t through;      /* events: last position covered */
    uint64_t left;         /* events: how many positions the feed had beyond it, when it came */
    int64_t said_us;       /* events: when the last one of them was said; 0: there is none */
    char log_id[40];       /* events: of the feed; stored with the cursor */
    size_t bytes;
    uint8_t data[];        /* command: one Event; events: an EventBatch */
};

enum notice_kind {
    NOTICE_LEADING,   /* this process leads now: open for business, follow feeds from these cursors */
    NOTICE_STANDBY,   /* it does not (any more): end subscriptions with NOT_LEADER */
    NOTICE_SHOWN,     /* entries for the board; before the receipts and events of their turn */
    NOTICE_RECEIPT,
    NOTICE_EVENTS,    /* durable events of the own feed, in order, without gaps */
    NOTICE_CONSUMED,  /* a followed feed is consumed through this position: acknowledge it */
    NOTICE_REFOLLOW,  /* items of a source were dropped: follow again from this position */
    NOTICE_ENDED,     /* the worker has finished after exchange_end, or cannot go on: exit_status */
};

struct cursor {
    uint64_t position; /* last position consumed; 0: none */
    char last_id[64];  /* id of that event */
    char log_id[40];   /* of the feed; "" when never seen */
};

#define SOURCES_MAX 4

struct notice {
    struct notice *next;
    enum notice_kind kind;
    int exit_status;
    /* leading */
    uint64_t epoch, head, low;
    uint64_t generation; /* stamp it on the items of feeds followed from here on */
    char log_id[40];
    struct cursor cursors[SOURCES_MAX]; /* by source; also of refollow and consumed (cursors[0]) */
    int source;                         /* refollow, consumed */
    /* receipt */
    struct route route;
    uint32_t code; /* ReceiptCode */
    char type[96]; /* full name of the reply message; "" for none */
    char detail[256];
    /* events, shown */
    uint64_t first; /* position of the first event */
    uint32_t count;
    bool anew;   /* shown: these are the first, forget what was shown before */
    size_t room; /* shown: bytes of data[], while it is filled */
    /* receipt: the reply message; events: an EventBatch (concatenated, with prefixes); shown: see board.c */
    size_t bytes;
    _Alignas(16) uint8_t data[];
};

struct exchange;

/* wake is called on the worker thread after notices were put; it must only wake the loop. */
struct exchange *exchange_create(void (*wake)(void *), void *wake_argument, size_t items_max,
                                 size_t bytes_max);
void exchange_destroy(struct exchange **exchange);

/* Loop thread. False: full, the item still belongs to the caller (a command is answered BUSY; a
 * feed's window should prevent it for events, which are always taken). */
bool exchange_put_item(struct exchange *exchange, struct item *item) must_check;
struct notice *exchange_take_notices(struct exchange *exchange); /* a list; may be NULL */
void exchange_end(struct exchange *exchange); /* ask the worker to finish its turn and stop */

/*
 * Worker thread: what a turn takes, and how long it waits for it.
 *
 * Events of several feeds that are about one thing cost least when they meet in one turn. So a turn
 * that gathers (gather_ms > 0) takes events when they have gathered, or when no more would fit;
 * commands and timers that come sooner leave them alone. And while feeds are behind, each fills its
 * window first, and of no feed is taken what was said later than the last that is here of one that
 * has more to come: all move through the past together.
 */
struct gather {
    size_t bytes_max, inputs_max; /* a full turn; an events item counts as its events */
    int64_t gather_ms;            /* since events were last taken; 0: events are taken at once */
    int64_t wait_ms;              /* at most; then there may be nothing */
    uint64_t window;              /* positions of a feed that can be here */
};
/* Takes items until a turn is full. ended: the end was asked for. */
struct item *exchange_take_items(struct exchange *exchange, const struct gather *gather,
                                 bool *ended);
void exchange_put_notices(struct exchange *exchange, struct notice *list);
/* Waits this long, less if the end is asked for: then true. */
bool exchange_wait_end(struct exchange *exchange, int64_t wait_ms);

/* Depth, for metrics and back-pressure. */
size_t exchange_item_count(struct exchange *exchange);

#endif

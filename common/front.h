/*
 * A service's front: what it serves on the loop thread beside feeds and commands (the gateway's HTTP),
 * and what the loop lends it for that: the libuv loop, questions to other services, readers of their
 * feeds from any position, and an ear for what its own follows deliver.
 *
 * Everything here is called on the loop thread. Nothing here may block.
 */
#ifndef CROSSDOCK_FRONT_H
#define CROSSDOCK_FRONT_H

#include <uv.h>

#include "common/turn.h"

struct front_host;

/* What a service tells about its front; in struct service. All but open and close may be NULL. */
struct front {
    void *(*open)(struct front_host *host); /* NULL after logging why: the process ends */
    /* The process is asked to end while it leads: no new work, finish what is under way. Again and again
     * until it is true, for three seconds at most; questions are still answered. Those that are open
     * then are answered NOT_LEADER, after lead(false). */
    bool (*end)(void *front);
    /* Close handles. The host's functions may not be called any more. */
    void (*close)(void *front);
    void (*lead)(void *front, bool leading);
    /* Events as they arrive on a followed feed, before the worker has consumed them: an EventBatch
     * covering positions from .. through. After a reconnect or a failed turn some come again. */
    void (*hear)(void *front, const char *source, uint64_t from, uint64_t through,
                 const uint8_t *batch, size_t bytes);
    /* A followed feed's turn is committed through this position. */
    void (*consume)(void *front, const char *source, uint64_t through);
    void (*tick)(void *front, int64_t now_us); /* ten times a second; monotonic */
};

uv_loop_t *front_loop(struct front_host *host);
bool front_is_leading(const struct front_host *host);
/* The service's board (service.h), NULL when it has none. */
const void *front_board(const struct front_host *host);

/* --- questions ------------------------------------------------------------------------------- */

/* What came of it. Texts and body live until the callback returns. */
struct front_answer {
    uint32_t code;      /* ReceiptCode; 0: none came in time, or nobody is connected: detail says */
    const char *type;   /* full name of the reply message; "" */
    const char *detail;
    const uint8_t *body;
    size_t bytes;
    uint32_t retry_ms;
};

struct front_question {
    const char *service;          /* one of the followed sources, or the service's own name */
    const struct identity *asker; /* on whose behalf; the other side applies this one's rights */
    const char *id;               /* of the command: the same again is the same command; NULL: a new one */
    const char *trace;            /* W3C traceparent; NULL */
    const ProtobufCMessage *message;
    uint32_t timeout_ms;          /* 0: 10,000. BUSY, a lost connection and a change of leader are
                                   * retried with the same id until then */
};

/* The answer comes exactly once, never before this returns. The handle is good until then. */
typedef void front_answered(void *argument, const struct front_answer *answer);
uint64_t front_ask(struct front_host *host, const struct front_question *question,
                   front_answered *answered, void *argument);
/* Forget it: no answer comes. */
void front_forget(struct front_host *host, uint64_t question);

/* --- readers --------------------------------------------------------------------------------- */

/* A reader of one followed feed's past and present, with a window of its own: served by the owner of
 * the feed, so old positions cost this process nothing. */
struct front_reader_plan {
    const char *source;
    uint64_t after;               /* the first event delivered is after + 1 */
    const char *const *types;     /* copied; only these; none, or too many to name: all */
    size_t type_count;
    const char *subject;          /* copied; "" or NULL: all */
    uint32_t window;              /* positions under way; 0: 1,024 */
};
struct front_reader_hooks {
    void *owner;
    /* batch covers from .. through and may hold fewer events. Call front_reader_handled when more may come. */
    void (*events)(void *owner, uint64_t from, uint64_t through, const uint8_t *batch, size_t bytes);
    /* It cannot go on: code is a StopCode (TRIMMED, DIVERGED, DENIED ...). The reader is gone. */
    void (*stopped)(void *owner, uint32_t code, const char *detail);
};
struct front_reader;
struct front_reader *front_read(struct front_host *host, const struct front_reader_plan *plan,
                                const struct front_reader_hooks *hooks);
void front_reader_handled(struct front_reader *reader, uint64_t through);
void front_reader_close(struct front_reader **reader);

/* --- state of the follows -------------------------------------------------------------------- */

struct front_feed {
    const char *source;
    bool connected;
    uint64_t head;      /* newest position of the feed, as last heard */
    uint64_t consumed;  /* committed here through this one */
    int64_t behind_us;  /* 0: nothing waits; else how long the oldest unconsumed position has been known */
};
size_t front_feed_count(const struct front_host *host);
struct front_feed front_feed_state(const struct front_host *host, size_t index);

#endif

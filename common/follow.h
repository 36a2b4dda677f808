/*
 * One consumer of one feed, as a pure state machine: no sockets, no clock, no memory of its own.
 * Services and clients share it; tests drive it with lost, repeated and late frames.
 *
 * The owner calls follow_tick when follow_due_us has come (earlier does no harm), follow_receive
 * for every Head that arrives from the service, follow_handled when it has dealt with what was
 * delivered; then it carries out the actions in order:
 *
 *   FOLLOW_SEND     send this Head (with an empty body); when it cannot be sent: follow_unsent
 *   FOLLOW_ROTATE   connect anew, to the next endpoint if there are several
 *   FOLLOW_DELIVER  the body that came with this Head covers positions from .. through; it may hold
 *                   fewer events, or none, when a filter is in force
 *   FOLLOW_STOP     the feed cannot be followed: code (a StopCode) and detail say why. Nothing happens
 *                   any more until the owner calls follow_start again.
 *
 * Fields of Head that are used, by kind (docs/protocol.md says the same for everybody):
 *   OPEN    sub stream group window types subject from position last_id log_id
 *           a position > 0 is taken as it is; at 0 `from` decides. FROM_SAVED keeps the group's place
 *           on the service in any case
 *   READY   sub log_id epoch low head; position: the first event delivered is position + 1
 *   EVENTS  sub position (first covered) through (last covered) head
 *   TICK    sub head; through: last position covered so far, which shows lost frames
 *   ACK     sub position: everything through it is handled
 *   CLOSE   sub
 *   STOP    sub code detail; code 0: the service does not know this sub (it was restarted): open again
 */
#ifndef CROSSDOCK_FOLLOW_H
#define CROSSDOCK_FOLLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crossdock/envelope/v1/envelope.pb-c.h"

/* What to ask for. Texts are the owner's and must outlive the follow. */
struct follow_plan {
    const char *stream;
    const char *group;        /* who is asking: for lag, and for FROM_SAVED */
    const char *subject;      /* only events of this subject; "": all */
    const char *const *types; /* only these event types */
    size_t type_count;        /* 0: all */
    uint32_t window;          /* positions that may be under way unhandled; > 0 */
    Crossdock__Envelope__V1__From from;
};

enum follow_state {
    FOLLOW_WAITING, /* opens when it is due */
    FOLLOW_OPENING, /* OPEN sent, READY awaited */
    FOLLOW_OPEN,
    FOLLOW_STOPPED,
};

/* Read what you like; write nothing. */
struct follow {
    struct follow_plan plan;
    enum follow_state state;
    uint64_t sub;       /* of the current attempt */
    bool placed;        /* delivered is known; false: `from` decides at the service */
    uint64_t delivered; /* last position given to the owner */
    uint64_t handled;   /* last position the owner has dealt with */
    uint64_t acked;     /* last position told to the service */
    uint64_t head;      /* newest position of the feed, as last heard */
    char last_id[64];   /* id of the event at `delivered`, "" when not known */
    char log_id[40];    /* of the feed, "" before it was ever seen */
    uint32_t attempts;  /* fruitless ones in a row */
    int64_t open_us;    /* waiting: when to open */
    int64_t heard_us;   /* last sign of life, or when waiting for one began; 0: not yet */
    int64_t acked_us;
};

enum follow_act { FOLLOW_SEND, FOLLOW_ROTATE, FOLLOW_DELIVER, FOLLOW_STOP };

struct follow_action {
    enum follow_act act;
    Crossdock__Envelope__V1__Head head; /* send; its texts belong to follow and plan */
    uint64_t from, through;             /* deliver */
    uint32_t code;                      /* stop */
    char detail[256];                   /* stop */
};

#define FOLLOW_ACTIONS_MAX 4
struct follow_actions {
    int count;
    struct follow_action list[FOLLOW_ACTIONS_MAX];
};

/* Start after `position` (0: where plan.from says). last_id and log_id may be "". */
void follow_start(struct follow *follow, const struct follow_plan *plan, uint64_t position,
                  const char *last_id, const char *log_id, int64_t now_us);

/* All times are monotonic microseconds. Actions are overwritten by each call. */
int64_t follow_due_us(const struct follow *follow);
void follow_tick(struct follow *follow, int64_t now_us, uint64_t random,
                 struct follow_actions *actions);
void follow_receive(struct follow *follow, int64_t now_us, const Crossdock__Envelope__V1__Head *head,
                    struct follow_actions *actions);

/* After FOLLOW_DELIVER: the id of the event at `through`, if the body holds it. Kept for the check
 * that the log is still the same after a reconnect. */
void follow_name_last(struct follow *follow, const char *id);

/* Everything through this position is dealt with; the ACK follows with a tick. */
void follow_handled(struct follow *follow, uint64_t position);

/* A Head could not be sent: nobody is connected. */
void follow_unsent(struct follow *follow, int64_t now_us);

/* Take leave: CLOSE if open; then STOPPED. */
void follow_end(struct follow *follow, struct follow_actions *actions);

#endif

/*
 * The consumer's half of a feed. See follow.h for the doors and DESIGN.md's frames.
 *
 * What makes it exact: a fresh random sub for each OPEN, so that frames of an earlier attempt cannot
 * be mistaken; EVENTS are taken only at the expected position; whatever else comes, the feed is
 * opened again where delivery ended. What keeps it alive: an ACK every second, whether or not there
 * is progress, and a new connection after three seconds of silence.
 */
#include "common/follow.h"

#include <string.h>

#include "common/check.h"
#include "common/text.h"

#define SECOND_US 1000000
#define SILENCE_US_MAX (3 * SECOND_US)
#define ACK_EVERY_US SECOND_US
#define ACK_SOON_US 5000
#define BACKOFF_US_MIN 50000
#define BACKOFF_US_MAX (5 * SECOND_US)
#define UNSENT_RETRY_US 50000
#define UNSENT_US_MAX SECOND_US /* with nobody connected there is less to wait for */

#define KIND(name) CROSSDOCK__ENVELOPE__V1__KIND__KIND_##name
#define STOP(name) CROSSDOCK__ENVELOPE__V1__STOP_CODE__STOP_##name

/* What a StopCode means for the one who is told. */
enum remedy { REOPEN, MOVE_ON, GIVE_UP };
static const enum remedy remedies[] = {
    [STOP(UNSPECIFIED)] = REOPEN, /* the service does not know the sub */
    [STOP(TRIMMED)] = GIVE_UP,    /* events are missing: never skip silently */
    [STOP(DIVERGED)] = GIVE_UP,   /* another history: never mix two */
    [STOP(NOT_LEADER)] = MOVE_ON,
    [STOP(DENIED)] = GIVE_UP,
    [STOP(BAD_REQUEST)] = GIVE_UP,
    [STOP(SHUTDOWN)] = MOVE_ON,
};
#define REMEDY_COUNT (sizeof remedies / sizeof remedies[0])

static struct follow_action *
act(struct follow_actions *actions, enum follow_act what)
{
    assert(actions->count < FOLLOW_ACTIONS_MAX);
    struct follow_action *action = &actions->list[actions->count++];
    memset(action, 0, sizeof *action);
    action->act = what;
    return action;
}

static Crossdock__Envelope__V1__Head *
say(const struct follow *follow, struct follow_actions *actions, Crossdock__Envelope__V1__Kind kind)
{
    Crossdock__Envelope__V1__Head *head = &act(actions, FOLLOW_SEND)->head;
    crossdock__envelope__v1__head__init(head);
    head->version = 1;
    head->kind = kind;
    head->sub = follow->sub;
    return head;
}

void
follow_start(struct follow *follow, const struct follow_plan *plan, uint64_t position,
             const char *last_id, const char *log_id, int64_t now_us)
{
    assert(plan->window > 0);
    memset(follow, 0, sizeof *follow);
    follow->plan = *plan;
    follow->placed =
        position > 0 || plan->from == CROSSDOCK__ENVELOPE__V1__FROM__FROM_POSITION;
    follow->delivered = follow->handled = follow->acked = position;
    bool fits = text_copy(follow->last_id, sizeof follow->last_id, last_id);
    fits = text_copy(follow->log_id, sizeof follow->log_id, log_id) && fits;
    assert(fits);
    follow->state = FOLLOW_WAITING;
    follow->open_us = now_us;
}

/* Too much is still unhandled to ask for more: an OPEN grants a whole window anew. */
static bool
is_full(const struct follow *follow)
{
    return follow->delivered - follow->handled >= follow->plan.window;
}

static int64_t
ack_due_us(const struct follow *follow)
{
    uint64_t progress = follow->handled - follow->acked;
    if (progress >= follow->plan.window / 4 + 1)
        return follow->acked_us;
    return follow->acked_us + (progress > 0 ? ACK_SOON_US : ACK_EVERY_US);
}

int64_t
follow_due_us(const struct follow *follow)
{
    int64_t silent_us = follow->heard_us + SILENCE_US_MAX;
    int64_t due_us = INT64_MAX;
    switch (follow->state) {
    case FOLLOW_WAITING:
        due_us = is_full(follow) ? INT64_MAX : follow->open_us;
        break;
    case FOLLOW_OPENING:
        due_us = silent_us;
        break;
    case FOLLOW_OPEN:
        due_us = ack_due_us(follow) < silent_us ? ack_due_us(follow) : silent_us;
        break;
    case FOLLOW_STOPPED:
        break;
    }
    return due_us;
}

/* Exponential, with jitter over its upper half so that consumers do not come back in step. */
static int64_t
backoff_us(const struct follow *follow, uint64_t random)
{
    int64_t wait_us = BACKOFF_US_MIN;
    for (uint32_t n = 1; n < follow->attempts && wait_us < BACKOFF_US_MAX; n++)
        wait_us *= 2;
    if (wait_us > BACKOFF_US_MAX)
        wait_us = BACKOFF_US_MAX;
    return wait_us / 2 + (int64_t)(random % (uint64_t)(wait_us / 2 + 1));
}

static void
wait_and_open(struct follow *follow, int64_t now_us)
{
    follow->attempts++;
    follow->state = FOLLOW_WAITING;
    follow->heard_us = 0;
    follow->open_us = now_us + backoff_us(follow, follow->sub); /* sub is as random as can be */
}

static void
open_feed(struct follow *follow, int64_t now_us, uint64_t random, struct follow_actions *actions)
{
    follow->sub = random != 0 && random != follow->sub ? random : follow->sub + 1;
    Crossdock__Envelope__V1__Head *head = say(follow, actions, KIND(OPEN));
    head->stream = (char *)follow->plan.stream;
    head->group = (char *)follow->plan.group;
    head->subject = (char *)follow->plan.subject;
    head->types = (char **)follow->plan.types;
    head->n_types = follow->plan.type_count;
    head->window = follow->plan.window;
    head->from = follow->plan.from;
    head->position = follow->delivered;
    head->last_id = follow->last_id;
    head->log_id = follow->log_id;
    if (follow->heard_us == 0) /* else: an OPEN could not be sent and the same wait goes on */
        follow->heard_us = now_us;
    follow->state = FOLLOW_OPENING;
}

static void
send_ack(struct follow *follow, int64_t now_us, struct follow_actions *actions)
{
    say(follow, actions, KIND(ACK))->position = follow->handled;
    follow->acked = follow->handled;
    follow->acked_us = now_us;
}

void
follow_tick(struct follow *follow, int64_t now_us, uint64_t random, struct follow_actions *actions)
{
    actions->count = 0;
    if (now_us < follow_due_us(follow) || follow->state == FOLLOW_STOPPED)
        return;
    int64_t patience_us = follow->state == FOLLOW_WAITING ? UNSENT_US_MAX : SILENCE_US_MAX;
    if (follow->heard_us != 0 && now_us >= follow->heard_us + patience_us) {
        act(actions, FOLLOW_ROTATE);
        wait_and_open(follow, now_us);
    } else if (follow->state == FOLLOW_WAITING) {
        open_feed(follow, now_us, random, actions);
    } else {
        send_ack(follow, now_us, actions);
    }
}

static void
give_up(struct follow *follow, uint32_t code, const char *detail, struct follow_actions *actions)
{
    struct follow_action *action = act(actions, FOLLOW_STOP);
    action->code = code;
    (void)text_copy(action->detail, sizeof action->detail, detail); /* cut short is good enough */
    follow->state = FOLLOW_STOPPED;
}

/* Frames were lost: leave this attempt and open where delivery ended. */
static void
reopen(struct follow *follow, int64_t now_us, struct follow_actions *actions)
{
    say(follow, actions, KIND(CLOSE));
    wait_and_open(follow, now_us);
}

static void
on_ready(struct follow *follow, int64_t now_us, const Crossdock__Envelope__V1__Head *head,
         struct follow_actions *actions)
{
    if (follow->state != FOLLOW_OPENING)
        return;
    if (follow->log_id[0] != '\0' && strcmp(follow->log_id, head->log_id) != 0) {
        say(follow, actions, KIND(CLOSE));
        give_up(follow, STOP(DIVERGED), "the feed has another log_id", actions);
        return;
    }
    if (!text_copy(follow->log_id, sizeof follow->log_id, head->log_id)) {
        say(follow, actions, KIND(CLOSE));
        give_up(follow, STOP(BAD_REQUEST), "the feed's log_id is too long", actions);
        return;
    }
    if (!follow->placed) {
        follow->placed = true;
        follow->delivered = follow->handled = follow->acked = head->position;
        follow->last_id[0] = '\0';
    }
    follow->state = FOLLOW_OPEN;
    follow->acked_us = now_us;
}

static void
on_events(struct follow *follow, int64_t now_us, const Crossdock__Envelope__V1__Head *head,
          struct follow_actions *actions)
{
    if (head->through <= follow->delivered && follow->state == FOLLOW_OPEN)
        return; /* repeated */
    if (follow->state != FOLLOW_OPEN || head->position != follow->delivered + 1) {
        reopen(follow, now_us, actions);
        return;
    }
    struct follow_action *action = act(actions, FOLLOW_DELIVER);
    action->from = head->position;
    action->through = head->through;
    follow->delivered = head->through;
    follow->last_id[0] = '\0';
    follow->attempts = 0;
}

static void
on_tick(struct follow *follow, int64_t now_us, const Crossdock__Envelope__V1__Head *head,
        struct follow_actions *actions)
{
    if (follow->state != FOLLOW_OPEN || head->through > follow->delivered)
        reopen(follow, now_us, actions);
    else
        follow->attempts = 0;
}

static void
on_stop(struct follow *follow, int64_t now_us, const Crossdock__Envelope__V1__Head *head,
        struct follow_actions *actions)
{
    switch (head->code < REMEDY_COUNT ? remedies[head->code] : MOVE_ON) {
    case REOPEN:
        wait_and_open(follow, now_us);
        break;
    case MOVE_ON:
        act(actions, FOLLOW_ROTATE);
        wait_and_open(follow, now_us);
        break;
    case GIVE_UP:
        give_up(follow, head->code, head->detail, actions);
        break;
    }
}

void
follow_receive(struct follow *follow, int64_t now_us, const Crossdock__Envelope__V1__Head *head,
               struct follow_actions *actions)
{
    static const struct {
        Crossdock__Envelope__V1__Kind kind;
        void (*on)(struct follow *, int64_t, const Crossdock__Envelope__V1__Head *,
                   struct follow_actions *);
    } kinds[] = {
        { KIND(EVENTS), on_events },
        { KIND(TICK), on_tick },
        { KIND(READY), on_ready },
        { KIND(STOP), on_stop },
    };
    actions->count = 0;
    bool listening = follow->state == FOLLOW_OPENING || follow->state == FOLLOW_OPEN;
    if (!listening || head->sub != follow->sub)
        return; /* of an earlier attempt */
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (kinds[i].kind == head->kind) {
            follow->heard_us = now_us;
            if (head->head > follow->head)
                follow->head = head->head;
            kinds[i].on(follow, now_us, head, actions);
            return;
        }
    }
}

void
follow_name_last(struct follow *follow, const char *id)
{
    if (!text_copy(follow->last_id, sizeof follow->last_id, id))
        follow->last_id[0] = '\0'; /* a cut id would look like another log */
}

void
follow_handled(struct follow *follow, uint64_t position)
{
    assert(position <= follow->delivered);
    if (position > follow->handled)
        follow->handled = position;
}

void
follow_unsent(struct follow *follow, int64_t now_us)
{
    if (follow->state == FOLLOW_OPENING) {
        /* Not connected yet, or not any more: try again soon, until the silence is too long. */
        follow->state = FOLLOW_WAITING;
        follow->open_us = now_us + UNSENT_RETRY_US;
    } else if (follow->state == FOLLOW_OPEN) {
        wait_and_open(follow, now_us); /* the connection is gone and the subscription with it */
    }
}

void
follow_end(struct follow *follow, struct follow_actions *actions)
{
    actions->count = 0;
    if (follow->state == FOLLOW_OPENING || follow->state == FOLLOW_OPEN)
        say(follow, actions, KIND(CLOSE));
    follow->state = FOLLOW_STOPPED;
}

/*
 * See followed.h. How far behind a feed is, is told by marks: each says that a position was known
 * at a time; the oldest mark that is not consumed yet is how long something waits.
 */
#include "common/followed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/chunk.h"
#include "common/clock.h"
#include "common/follow.h"
#include "common/log.h"
#include "common/metrics.h"
#include "common/text.h"

#define TYPES_MAX       32
#define TYPES_BYTES_MAX 700 /* of an OPEN's Head, which holds 1,024 */
#define DENIED_RETRY_US 5000000
#define MARKS_MAX       512
#define MARK_EVERY_US   10000

#define KIND(name) CROSSDOCK__ENVELOPE__V1__KIND__KIND_##name
#define STOP(name) CROSSDOCK__ENVELOPE__V1__STOP_CODE__STOP_##name

struct mark {
    uint64_t position; /* and all before it */
    int64_t at_us;     /* when it became known */
};

struct followed {
    struct follow follow;
    struct follow_plan plan;
    const char *types[TYPES_MAX];
    uint64_t consumed;
    int64_t retry_us;             /* 0, or when to start again after a refusal */
    bool lost;                    /* has been said in the log */
    struct mark marks[MARKS_MAX]; /* circular, oldest first */
    size_t mark_begin, mark_count;
    char labels[96];
    struct metric position;
    struct metric stopped;
};

struct followed_feeds {
    struct runtime *runtime;
    struct bus *bus;
    struct followed_hooks hooks;
    uint64_t generation;
    int count;
    struct followed list[SOURCES_MAX];
};

/* --- how long something waits ---------------------------------------------------------------- */

static struct mark *
mark_at(struct followed *followed, size_t index)
{
    return &followed->marks[(followed->mark_begin + index) % MARKS_MAX];
}

static void
note_head(struct followed *followed, int64_t now_us)
{
    const uint64_t head = followed->follow.head;
    struct mark *last =
        followed->mark_count > 0 ? mark_at(followed, followed->mark_count - 1) : NULL;

    if (head <= followed->consumed || (last != NULL && head <= last->position))
        return;
    if (last != NULL && (now_us - last->at_us < MARK_EVERY_US || followed->mark_count == MARKS_MAX))
        last->position = head;
    else
        *mark_at(followed, followed->mark_count++) = (struct mark){head, now_us};
}

static void
drop_marks(struct followed *followed)
{
    while (followed->mark_count > 0 && mark_at(followed, 0)->position <= followed->consumed) {
        followed->mark_begin = (followed->mark_begin + 1) % MARKS_MAX;
        followed->mark_count--;
    }
}

struct front_feed
followed_state(const struct followed_feeds *feeds, int source)
{
    const struct followed *followed = &feeds->list[source];
    const struct mark *oldest = &followed->marks[followed->mark_begin];

    return (struct front_feed){
        .source = feeds->runtime->sources[source],
        .connected = followed->follow.state == FOLLOW_OPEN,
        .head = followed->follow.head,
        .consumed = followed->consumed,
        .behind_us = followed->mark_count > 0 ? monotonic_us() - oldest->at_us : 0,
    };
}

const char *
followed_log_id(const struct followed_feeds *feeds, int source)
{
    return feeds->list[source].follow.log_id;
}

/* --- what the state machine wants ------------------------------------------------------------ */

static void
send_head(struct followed_feeds *feeds, int source, const Crossdock__Envelope__V1__Head *head)
{
    if (!bus_ask(feeds->bus, source, head, NULL, 0))
        follow_unsent(&feeds->list[source].follow, monotonic_us());
}

static void
deliver(struct followed_feeds *feeds, int source, const struct follow_action *action,
        const uint8_t *body, size_t bytes, int64_t said_us)
{
    const uint64_t head = feeds->list[source].follow.head;
    struct item *item = calloc(1, sizeof *item + bytes);
    assert(item != NULL);
    item->kind = ITEM_EVENTS;
    item->arrived_us = monotonic_us();
    item->source = source;
    item->generation = feeds->generation;
    item->from_position = action->from;
    item->through = action->through;
    item->left = head > action->through ? head - action->through : 0;
    item->said_us = said_us;
    bool fits = text_copy(item->log_id, sizeof item->log_id, feeds->list[source].follow.log_id);
    item->bytes = bytes;
    if (bytes > 0)
        memcpy(item->data, body, bytes);
    feeds->hooks.delivered(feeds->hooks.owner, source, action->from, action->through, body, bytes);
    bool taken = exchange_put_item(feeds->runtime->exchange, item);
    assert(fits && taken);
}

static void
on_refused(struct followed_feeds *feeds, int source, const struct follow_action *action)
{
    struct followed *followed = &feeds->list[source];
    log_error("feed cannot be followed", "source", feeds->runtime->sources[source], "code",
              log_number(action->code), "detail", action->detail, NULL);
    metric_set(&followed->stopped, action->code);
    if (action->code == STOP(DENIED))
        followed->retry_us = monotonic_us() + DENIED_RETRY_US; /* the key may be put there yet */
}

static void
rotate(struct followed_feeds *feeds, int source)
{
    struct followed *followed = &feeds->list[source];
    if (!followed->lost)
        log_warning("feed lost", "source", feeds->runtime->sources[source], "after",
                    log_number((int64_t)followed->follow.delivered), NULL);
    followed->lost = true;
    bus_connect_next(feeds->bus, source);
    feeds->hooks.moved(feeds->hooks.owner, source);
}

/* body: of the frame that was received, if there was one; said_us: when its last event was said. */
static void
carry_out(struct followed_feeds *feeds, int source, const struct follow_actions *actions,
          const uint8_t *body, size_t bytes, int64_t said_us)
{
    for (int i = 0; i < actions->count; i++) {
        const struct follow_action *action = &actions->list[i];
        switch (action->act) {
        case FOLLOW_SEND:
            send_head(feeds, source, &action->head);
            break;
        case FOLLOW_ROTATE:
            rotate(feeds, source);
            break;
        case FOLLOW_DELIVER:
            deliver(feeds, source, action, body, bytes, said_us);
            break;
        case FOLLOW_STOP:
            on_refused(feeds, source, action);
            break;
        }
    }
}

/* --- following ------------------------------------------------------------------------------- */

/* CLOSE, as a courtesy. */
static void
leave(struct followed_feeds *feeds, int source)
{
    struct follow_actions actions;
    follow_end(&feeds->list[source].follow, &actions);
    for (int i = 0; i < actions.count; i++)
        (void)!bus_ask(feeds->bus, source, &actions.list[i].head, NULL, 0);
    feeds->list[source].retry_us = 0;
}

void
followed_start_again(struct followed_feeds *feeds, int source, const struct cursor *cursor)
{
    struct followed *followed = &feeds->list[source];
    leave(feeds, source);
    follow_start(&followed->follow, &followed->plan, cursor->position, cursor->last_id,
                 cursor->log_id, monotonic_us());
    followed->consumed = cursor->position;
    metric_set(&followed->position, (int64_t)cursor->position);
    metric_set(&followed->stopped, 0);
}

void
followed_start(struct followed_feeds *feeds, uint64_t generation, const struct cursor *cursors)
{
    feeds->generation = generation;
    for (int i = 0; i < feeds->count; i++)
        followed_start_again(feeds, i, &cursors[i]);
}

void
followed_end(struct followed_feeds *feeds)
{
    for (int i = 0; i < feeds->count; i++)
        leave(feeds, i);
}

void
followed_receive(struct followed_feeds *feeds, int source,
                 const Crossdock__Envelope__V1__Head *head, const uint8_t *body, size_t bytes)
{
    struct followed *followed = &feeds->list[source];
    struct follow *follow = &followed->follow;
    struct follow_actions actions;
    char last_id[64];
    int64_t said_us = 0;
    bool events = head->kind == KIND(EVENTS);
    if (events &&
        !event_batch_check(body, bytes, head->through, last_id, sizeof last_id, &said_us)) {
        log_error("feed sent a broken batch", "source", feeds->runtime->sources[source], "position",
                  log_number((int64_t)head->position), NULL);
        return; /* the hole shows with the next frame, and the feed is opened anew */
    }
    enum follow_state was = follow->state;
    follow_receive(follow, monotonic_us(), head, &actions);
    carry_out(feeds, source, &actions, body, bytes, said_us);
    note_head(followed, monotonic_us());
    if (events && actions.count == 1 && actions.list[0].act == FOLLOW_DELIVER)
        follow_name_last(follow, last_id);
    if (was != FOLLOW_OPEN && follow->state == FOLLOW_OPEN) {
        log_info("following", "source", feeds->runtime->sources[source], "after",
                 log_number((int64_t)follow->delivered), "head", log_number((int64_t)follow->head),
                 NULL);
        followed->lost = false;
        feeds->hooks.opened(feeds->hooks.owner, source);
    }
}

void
followed_consumed(struct followed_feeds *feeds, int source, uint64_t position)
{
    struct followed *followed = &feeds->list[source];
    if (position <= followed->follow.delivered) /* else: of before a refollow */
        follow_handled(&followed->follow, position);
    followed->consumed = position;
    drop_marks(followed);
    metric_set(&followed->position, (int64_t)position);
}

void
followed_move_on(struct followed_feeds *feeds, int source)
{
    const enum follow_state state = feeds->list[source].follow.state;
    if (state == FOLLOW_STOPPED) /* else the feed itself finds out */
        rotate(feeds, source);
}

static void
start_after_refusal(struct followed *followed, int64_t now_us)
{
    struct follow *follow = &followed->follow;
    struct cursor cursor = {.position = follow->delivered};
    memcpy(cursor.last_id, follow->last_id, sizeof cursor.last_id);
    memcpy(cursor.log_id, follow->log_id, sizeof cursor.log_id);
    follow_start(follow, &followed->plan, cursor.position, cursor.last_id, cursor.log_id, now_us);
    followed->retry_us = 0;
}

void
followed_tick(struct followed_feeds *feeds, int64_t now_us)
{
    for (int i = 0; i < feeds->count; i++) {
        struct followed *followed = &feeds->list[i];
        struct follow *follow = &followed->follow;
        if (followed->retry_us != 0 && now_us >= followed->retry_us)
            start_after_refusal(followed, now_us);
        if (now_us < follow_due_us(follow))
            continue;
        struct follow_actions actions;
        follow_tick(follow, now_us, random_number(), &actions);
        carry_out(feeds, i, &actions, NULL, 0, 0);
    }
}

int64_t
followed_due_us(const struct followed_feeds *feeds)
{
    int64_t due_us = INT64_MAX;
    for (int i = 0; i < feeds->count; i++) {
        int64_t follow_us = follow_due_us(&feeds->list[i].follow);
        due_us = follow_us < due_us ? follow_us : due_us;
    }
    return due_us;
}

/* --- life ------------------------------------------------------------------------------------ */

/* What to ask of a feed: the types the handler table has for it; all of them if those are many. */
static void
plan(struct followed_feeds *feeds, int source)
{
    struct followed *followed = &feeds->list[source];
    const struct service *service = feeds->runtime->service;
    const char *name = feeds->runtime->sources[source];
    size_t count = 0, bytes = 0;
    for (const struct handler *h = service->handlers; h->input != NULL; h++) {
        if (h->source == NULL || strcmp(h->source, name) != 0)
            continue;
        if (count < TYPES_MAX)
            followed->types[count] = h->input->name;
        count++;
        bytes += strlen(h->input->name) + 3; /* tag and length */
    }
    bool few = count <= TYPES_MAX && bytes <= TYPES_BYTES_MAX && service->front == NULL;
    followed->plan = (struct follow_plan){
        .stream = name,
        .group = service->name,
        .subject = "",
        .types = followed->types,
        .type_count = few ? count : 0, /* a front hears everything */
        .window = (uint32_t)feeds->runtime->settings.window,
        .from = CROSSDOCK__ENVELOPE__V1__FROM__FROM_POSITION,
    };
    followed->follow.state = FOLLOW_STOPPED;
}

static void
register_metrics(struct followed *followed, const char *source)
{
    snprintf(followed->labels, sizeof followed->labels, "source=\"%s\"", source);
    followed->position = (struct metric){.kind = METRIC_GAUGE,
                                         .name = "crossdock_followed_position",
                                         .help = "Position through which a feed is consumed.",
                                         .labels = followed->labels};
    followed->stopped = (struct metric){
        .kind = METRIC_GAUGE,
        .name = "crossdock_followed_stopped",
        .help =
            "0, or the StopCode why a feed cannot be followed (1 trimmed, 2 diverged, 4 denied).",
        .labels = followed->labels,
    };
    metrics_register(&followed->position);
    metrics_register(&followed->stopped);
}

struct followed_feeds *
followed_create(struct runtime *runtime, struct bus *bus, const struct followed_hooks *hooks)
{
    struct followed_feeds *feeds = calloc(1, sizeof *feeds);
    assert(feeds != NULL);
    feeds->runtime = runtime;
    feeds->bus = bus;
    feeds->hooks = *hooks;
    feeds->count = runtime->source_count;
    for (int i = 0; i < feeds->count; i++) {
        plan(feeds, i);
        register_metrics(&feeds->list[i], runtime->sources[i]);
    }
    return feeds;
}

void
followed_destroy(struct followed_feeds **feeds)
{
    free(*feeds); /* metrics are of the process: nobody asks for them any more */
    *feeds = NULL;
}

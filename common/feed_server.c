/*
 * See feed_server.h. A subscription goes OPENING -> OPEN -> gone; while it is OPENING nothing but its
 * OPEN has been looked at, and the archive may be asked where its reader is.
 */
#include "common/feed_server.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/chunk.h"
#include "common/feed_filter.h"
#include "common/feed_ring.h"
#include "common/log.h"
#include "common/message.h"
#include "common/metrics.h"
#include "common/text.h"

#define FRAME_EVENTS_MAX 512
#define FRAME_BYTES_MAX ((size_t)256 * 1024)
#define FLIGHT_BYTES_MAX ((uint64_t)8 * 1024 * 1024)
#define FRAMES_PER_SERVE 16 /* of one subscription, before others and the sockets get their turn */
#define SCAN_MAX 65536      /* events a filter looks at for one frame */
#define WINDOW_DEFAULT 1024
#define WINDOW_MAX 65536
#define SUBSCRIPTIONS_MAX 2048
#define SUBSCRIPTIONS_OF_ONE_MAX 64 /* identity: one customer's loop must not keep others out */
#define SUBSCRIPTIONS_OF_GATEWAY_MAX 512 /* it reads for many */
#define TICK_US 1000000
#define SAVE_US 1000000
#define SILENCE_US_MAX 10000000

#define KIND(name) CROSSDOCK__ENVELOPE__V1__KIND__KIND_##name
#define STOP(name) CROSSDOCK__ENVELOPE__V1__STOP_CODE__STOP_##name
#define FROM(name) CROSSDOCK__ENVELOPE__V1__FROM__FROM_##name

struct subscription {
    struct subscription *next;
    struct route peer;
    struct identity who;
    uint64_t sub;
    uint64_t token; /* of requests to the archive; never used twice */
    bool open;
    bool paused;  /* its pipe is full: wait for an ACK */
    bool waiting; /* for the archive */
    uint64_t sent;    /* last position covered by a frame */
    uint64_t scanned; /* last position a filter has looked at; >= sent */
    uint64_t acked;
    uint32_t window;
    uint64_t flight_bytes; /* sent and not acknowledged, about */
    int64_t sent_us, heard_us;
    struct chunk *cold; /* of the archive, while behind the ring */
    struct feed_filter filter;
    /* saved position */
    char reader[READER_NAME_BYTES]; /* "": not saved */
    uint64_t saved;
    int64_t saved_us;
    /* of the OPEN */
    char last_id[64];
};

struct feed_server {
    const struct service *service;
    struct feed_hooks hooks;
    bool leading;
    uint32_t stop_code;
    char stop_detail[64];
    uint64_t epoch, low, head;
    char log_id[40];
    struct feed_ring ring;
    struct subscription *subscriptions;
    size_t subscription_count;
    uint64_t tokens;
    uint8_t *frame;
    size_t frame_bytes, frame_room;
};

static struct metric subscriptions_open = {
    .kind = METRIC_GAUGE,
    .name = "crossdock_subscriptions",
    .help = "Subscriptions to the own feed.",
};
static struct metric head_position = {
    .kind = METRIC_GAUGE,
    .name = "crossdock_feed_head",
    .help = "Newest position of the own feed.",
};
static struct metric events_sent = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_feed_events_sent_total",
    .help = "Events sent to subscriptions.",
};
static struct metric subscriptions_silent = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_subscriptions_silent_total",
    .help = "Subscriptions ended because no ACK came for ten seconds.",
};

/* --- subscriptions ------------------------------------------------------------------------- */

static bool
is_peer(const struct subscription *subscription, const struct route *peer)
{
    return subscription->peer.id_bytes == peer->id_bytes &&
           memcmp(subscription->peer.id, peer->id, peer->id_bytes) == 0;
}

static struct subscription *
find_subscription(struct feed_server *feed, const struct route *peer, uint64_t sub)
{
    for (struct subscription *s = feed->subscriptions; s != NULL; s = s->next)
        if (s->sub == sub && is_peer(s, peer))
            return s;
    return NULL;
}

static void
save_position(struct feed_server *feed, struct subscription *subscription, int64_t now_us)
{
    if (subscription->reader[0] == '\0' || !subscription->open ||
        subscription->acked <= subscription->saved)
        return;
    struct archive_request *request = calloc(1, sizeof *request);
    assert(request != NULL);
    request->kind = ARCHIVE_SAVE;
    request->position = subscription->acked;
    memcpy(request->reader, subscription->reader, sizeof request->reader);
    feed->hooks.ask(feed->hooks.owner, request);
    subscription->saved = subscription->acked;
    subscription->saved_us = now_us;
}

static void
forget(struct feed_server *feed, struct subscription *subscription)
{
    save_position(feed, subscription, 0);
    struct subscription **at = &feed->subscriptions;
    while (*at != subscription)
        at = &(*at)->next;
    *at = subscription->next;
    feed->subscription_count--;
    metric_set(&subscriptions_open, (int64_t)feed->subscription_count);
    feed_filter_clear(&subscription->filter);
    chunk_free(&subscription->cold);
    free(subscription);
}

static Crossdock__Envelope__V1__Head
new_head(const struct feed_server *feed, Crossdock__Envelope__V1__Kind kind, uint64_t sub)
{
    Crossdock__Envelope__V1__Head head = CROSSDOCK__ENVELOPE__V1__HEAD__INIT;
    head.version = 1;
    head.kind = kind;
    head.sub = sub;
    head.head = feed->head;
    head.low = feed->low;
    head.epoch = feed->epoch;
    return head;
}

static void
send_stop(struct feed_server *feed, const struct route *peer, uint64_t sub, uint32_t code,
          const char *detail)
{
    Crossdock__Envelope__V1__Head head = new_head(feed, KIND(STOP), sub);
    head.code = code;
    head.detail = (char *)detail;
    (void)feed->hooks.send(feed->hooks.owner, peer, &head, NULL, 0); /* lost: it asks again */
}

static void
stop(struct feed_server *feed, struct subscription *subscription, uint32_t code, const char *detail)
{
    log_info("subscription stopped", "by", subscription->who.name, "detail", detail, NULL);
    send_stop(feed, &subscription->peer, subscription->sub, code, detail);
    forget(feed, subscription);
}

/* False: the subscription is gone. */
static bool
send_to(struct feed_server *feed, struct subscription *subscription,
        const Crossdock__Envelope__V1__Head *head, const uint8_t *body, size_t bytes, int64_t now_us)
{
    switch (feed->hooks.send(feed->hooks.owner, &subscription->peer, head, body, bytes)) {
    case FEED_SENT:
        subscription->sent_us = now_us;
        break;
    case FEED_LATER:
        subscription->paused = true;
        break;
    case FEED_GONE:
        forget(feed, subscription);
        return false;
    }
    return true;
}

/* --- opening ------------------------------------------------------------------------------- */

/* NULL, or what is wrong with the request whoever asks. */
static const char *
check_open(const struct feed_server *feed, const Crossdock__Envelope__V1__Head *head)
{
    if (head->sub == 0)
        return "sub is missing";
    if (strcmp(head->stream, feed->service->name) != 0)
        return "this service does not say that stream";
    if (head->n_types > FEED_FILTER_TYPES_MAX)
        return "more than 32 types";
    if (head->from == FROM(SAVED) && head->group[0] == '\0')
        return "a saved position needs a group";
    if (strlen(head->group) > 100)
        return "the group's name is longer than 100";
    if (strlen(head->last_id) >= sizeof((struct subscription *)0)->last_id)
        return "last_id is too long";
    if (head->from > FROM(LATEST))
        return "from is unknown";
    return NULL;
}

static size_t
count_of(const struct feed_server *feed, const struct identity *who)
{
    size_t count = 0;
    for (const struct subscription *s = feed->subscriptions; s != NULL; s = s->next)
        count += strcmp(s->who.name, who->name) == 0;
    return count;
}

static bool
has_too_many(const struct feed_server *feed, const struct identity *who)
{
    const size_t most = who->role == ROLE_GATEWAY ? SUBSCRIPTIONS_OF_GATEWAY_MAX
                                                  : SUBSCRIPTIONS_OF_ONE_MAX;
    return feed->subscription_count >= SUBSCRIPTIONS_MAX || count_of(feed, who) >= most;
}

static void
send_ready(struct feed_server *feed, struct subscription *subscription, uint64_t position,
           int64_t now_us)
{
    subscription->sent = subscription->scanned = subscription->acked = subscription->saved = position;
    subscription->open = true;
    subscription->heard_us = now_us;
    Crossdock__Envelope__V1__Head head = new_head(feed, KIND(READY), subscription->sub);
    head.position = position;
    head.log_id = feed->log_id;
    log_info("subscription", "by", subscription->who.name, "after",
             log_number((int64_t)position), NULL);
    (void)send_to(feed, subscription, &head, NULL, 0, now_us);
}

/* The id of the event at the position is known ("": none is there): the last checks, then READY. */
static void
open_at(struct feed_server *feed, struct subscription *subscription, uint64_t position,
        const char *id, int64_t now_us)
{
    const char *last_id = subscription->last_id;
    if (position > feed->head)
        stop(feed, subscription, STOP(DIVERGED), "the position is beyond the end of the feed");
    else if (position > 0 && position + 1 < feed->low)
        stop(feed, subscription, STOP(TRIMMED), "events after the position are no longer kept");
    else if (position > 0 && last_id[0] != '\0' && position >= feed->low && strcmp(last_id, id) != 0)
        stop(feed, subscription, STOP(DIVERGED), "another event is at the position");
    else
        send_ready(feed, subscription, position > 0 ? position : feed->low - 1, now_us);
}

static void
ask_archive(struct feed_server *feed, struct subscription *subscription, enum archive_kind kind,
            uint64_t position)
{
    struct archive_request *request = calloc(1, sizeof *request);
    assert(request != NULL);
    request->kind = kind;
    request->token = subscription->token = ++feed->tokens;
    request->position = position;
    if (kind == ARCHIVE_OPEN && position == 0)
        memcpy(request->reader, subscription->reader, sizeof request->reader);
    subscription->waiting = true;
    feed->hooks.ask(feed->hooks.owner, request);
}

/* Find out where to start; what memory does not know the archive is asked for. */
static void
resolve(struct feed_server *feed, struct subscription *subscription,
        const Crossdock__Envelope__V1__Head *head, int64_t now_us)
{
    uint64_t position = head->position;
    if (position == 0 && head->from == FROM(SAVED)) {
        ask_archive(feed, subscription, ARCHIVE_OPEN, 0);
        return;
    }
    if (position == 0 && head->from == FROM(LATEST)) {
        send_ready(feed, subscription, feed->head, now_us);
        return;
    }
    bool must_know = position > 0 && position <= feed->head && position >= feed->low &&
                     subscription->last_id[0] != '\0';
    const struct chunk *chunk = must_know ? feed_ring_find(&feed->ring, position) : NULL;
    char id[64] = "";
    if (chunk != NULL) {
        struct span at = chunk->entries[position - chunk->first].id;
        if (at.bytes < sizeof id)
            memcpy(id, chunk->data + at.at, at.bytes);
    } else if (must_know) {
        ask_archive(feed, subscription, ARCHIVE_OPEN, position);
        return;
    }
    open_at(feed, subscription, position, id, now_us);
}

static struct subscription *
add_subscription(struct feed_server *feed, const struct route *peer, const struct identity *from,
                 const Crossdock__Envelope__V1__Head *head, int64_t now_us)
{
    struct subscription *subscription = calloc(1, sizeof *subscription);
    assert(subscription != NULL);
    subscription->peer = *peer;
    subscription->who = *from;
    subscription->sub = head->sub;
    subscription->heard_us = subscription->sent_us = now_us;
    subscription->window = head->window == 0           ? WINDOW_DEFAULT
                           : head->window > WINDOW_MAX ? WINDOW_MAX
                                                       : head->window;
    bool fits = text_copy(subscription->last_id, sizeof subscription->last_id,
                          head->position > 0 ? head->last_id : "");
    assert(fits); /* check_open */
    if (head->from == FROM(SAVED))
        snprintf(subscription->reader, sizeof subscription->reader, "%s/%s", from->name,
                 head->group);
    subscription->next = feed->subscriptions;
    feed->subscriptions = subscription;
    feed->subscription_count++;
    metric_set(&subscriptions_open, (int64_t)feed->subscription_count);
    return subscription;
}

static void
on_open(struct feed_server *feed, int64_t now_us, const struct route *peer,
        const struct identity *from, const Crossdock__Envelope__V1__Head *head)
{
    const char *wrong = check_open(feed, head);
    if (wrong != NULL) {
        send_stop(feed, peer, head->sub, STOP(BAD_REQUEST), wrong);
        return;
    }
    if (has_too_many(feed, from)) {
        send_stop(feed, peer, head->sub, STOP(UNSPECIFIED), "too many subscriptions");
        return;
    }
    if (find_subscription(feed, peer, head->sub) != NULL)
        return; /* the same frame again */
    struct subscription *subscription = add_subscription(feed, peer, from, head, now_us);
    const char *denied = feed_filter_set(&subscription->filter, feed->service, from, head);
    if (denied != NULL)
        stop(feed, subscription, STOP(DENIED), denied);
    else if (head->log_id[0] != '\0' && strcmp(head->log_id, feed->log_id) != 0)
        stop(feed, subscription, STOP(DIVERGED), "the feed has another log_id");
    else
        resolve(feed, subscription, head, now_us);
}

static void
on_ack(struct feed_server *feed, int64_t now_us, const struct route *peer,
       const struct identity *from, const Crossdock__Envelope__V1__Head *head)
{
    (void)from;
    struct subscription *subscription = find_subscription(feed, peer, head->sub);
    if (subscription == NULL) {
        send_stop(feed, peer, head->sub, STOP(UNSPECIFIED), "no such subscription: open again");
        return;
    }
    if (!subscription->open)
        return;
    subscription->heard_us = now_us;
    subscription->paused = false;
    uint64_t acked = head->position < subscription->sent ? head->position : subscription->sent;
    if (acked <= subscription->acked)
        return;
    uint64_t was = subscription->sent - subscription->acked;
    subscription->acked = acked;
    /* What is left is taken as its share of the positions. */
    subscription->flight_bytes =
        (uint64_t)((double)subscription->flight_bytes * (double)(subscription->sent - acked) /
                   (double)was);
    if (now_us - subscription->saved_us >= SAVE_US)
        save_position(feed, subscription, now_us);
}

static void
on_close(struct feed_server *feed, int64_t now_us, const struct route *peer,
         const struct identity *from, const Crossdock__Envelope__V1__Head *head)
{
    (void)now_us;
    (void)from;
    struct subscription *subscription = find_subscription(feed, peer, head->sub);
    if (subscription != NULL)
        forget(feed, subscription);
}

void
feed_server_receive(struct feed_server *feed, int64_t now_us, const struct route *peer,
                    const struct identity *from, const Crossdock__Envelope__V1__Head *head)
{
    static const struct {
        Crossdock__Envelope__V1__Kind kind;
        void (*on)(struct feed_server *, int64_t, const struct route *, const struct identity *,
                   const Crossdock__Envelope__V1__Head *);
    } kinds[] = { { KIND(ACK), on_ack }, { KIND(OPEN), on_open }, { KIND(CLOSE), on_close } };
    if (from == NULL) {
        send_stop(feed, peer, head->sub, STOP(DENIED), "your key is not known");
        return;
    }
    if (!feed->leading) {
        if (head->kind != KIND(CLOSE))
            send_stop(feed, peer, head->sub, feed->stop_code, feed->stop_detail);
        return;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (kinds[i].kind == head->kind)
            kinds[i].on(feed, now_us, peer, from, head);
}

/* --- serving ------------------------------------------------------------------------------- */

static void
frame_add(struct feed_server *feed, const uint8_t *data, size_t bytes)
{
    if (feed->frame_bytes + bytes > feed->frame_room) {
        feed->frame_room = (feed->frame_bytes + bytes) * 2;
        feed->frame = realloc(feed->frame, feed->frame_room);
        assert(feed->frame != NULL);
    }
    memcpy(feed->frame + feed->frame_bytes, data, bytes);
    feed->frame_bytes += bytes;
}

/* The chunk with the next position, from memory or from the archive; NULL: asked for, or stopped. */
static const struct chunk *
next_chunk(struct feed_server *feed, struct subscription *subscription)
{
    uint64_t next = subscription->scanned + 1;
    const struct chunk *cold = subscription->cold;
    if (cold != NULL && next >= cold->first && next < cold->first + cold->count)
        return cold;
    chunk_free(&subscription->cold);
    const struct chunk *chunk = feed_ring_find(&feed->ring, next);
    if (chunk == NULL)
        ask_archive(feed, subscription, ARCHIVE_EVENTS, next - 1);
    return chunk;
}

/* Fill the frame with what is wanted of scanned + 1 .. limit; the count of events in it. */
static uint32_t
fill_frame(struct feed_server *feed, struct subscription *subscription, uint64_t limit)
{
    uint32_t count = 0;
    uint64_t scan_limit = subscription->scanned + SCAN_MAX;
    feed->frame_bytes = 0;
    while (subscription->scanned < limit && subscription->scanned < scan_limit) {
        const struct chunk *chunk = next_chunk(feed, subscription);
        if (chunk == NULL)
            return count;
        for (uint32_t i = (uint32_t)(subscription->scanned + 1 - chunk->first);
             i < chunk->count && subscription->scanned < limit; i++) {
            const struct chunk_entry *entry = &chunk->entries[i];
            bool wanted = feed_filter_wants(&subscription->filter, chunk, entry);
            if (wanted && count > 0 &&
                (count == FRAME_EVENTS_MAX ||
                 feed->frame_bytes + entry->element.bytes > FRAME_BYTES_MAX))
                return count;
            if (wanted) {
                frame_add(feed, chunk->data + entry->element.at, entry->element.bytes);
                count++;
            }
            subscription->scanned++;
        }
    }
    return count;
}

/* Send the frame: it covers everything from the last one through what was scanned. */
static bool
send_frame(struct feed_server *feed, struct subscription *subscription, uint32_t count,
           int64_t now_us)
{
    Crossdock__Envelope__V1__Head head = new_head(feed, KIND(EVENTS), subscription->sub);
    head.position = subscription->sent + 1;
    head.through = subscription->scanned;
    if (!send_to(feed, subscription, &head, feed->frame, feed->frame_bytes, now_us))
        return false;
    if (subscription->paused) {
        subscription->scanned = subscription->sent;
        return true;
    }
    subscription->sent = subscription->scanned;
    subscription->flight_bytes += feed->frame_bytes;
    metric_add(&events_sent, count);
    return true;
}

static uint64_t
limit_of(const struct feed_server *feed, const struct subscription *subscription)
{
    uint64_t limit = subscription->acked + subscription->window;
    return limit < feed->head ? limit : feed->head;
}

static bool
is_servable(const struct feed_server *feed, const struct subscription *subscription)
{
    return subscription->open && !subscription->paused && !subscription->waiting &&
           subscription->flight_bytes < FLIGHT_BYTES_MAX &&
           subscription->scanned < limit_of(feed, subscription);
}

/* One subscription's share. False: it is gone. */
static bool
serve_one(struct feed_server *feed, struct subscription *subscription, int64_t now_us)
{
    for (int frames = 0; frames < FRAMES_PER_SERVE && is_servable(feed, subscription); frames++) {
        uint32_t count = fill_frame(feed, subscription, limit_of(feed, subscription));
        uint64_t covered = subscription->scanned - subscription->sent;
        /* A frame without events only moves the consumer's position: that can wait for the tick,
         * unless it holds up half the window. */
        if (count == 0 && covered < subscription->window / 2 + 1)
            continue;
        if (!send_frame(feed, subscription, count, now_us))
            return false;
    }
    return true;
}

bool
feed_server_serve(struct feed_server *feed, int64_t now_us)
{
    bool more = false;
    for (struct subscription *s = feed->subscriptions, *next; s != NULL; s = next) {
        next = s->next;
        if (serve_one(feed, s, now_us))
            more = more || is_servable(feed, s);
    }
    return more;
}

void
feed_server_answer(struct feed_server *feed, int64_t now_us, struct archive_request *answer)
{
    struct subscription *subscription = feed->subscriptions;
    while (subscription != NULL &&
           (!subscription->waiting || subscription->token != answer->token))
        subscription = subscription->next;
    if (subscription != NULL && answer->kind != ARCHIVE_SAVE) {
        subscription->waiting = false;
        if (answer->kind == ARCHIVE_OPEN) {
            open_at(feed, subscription, answer->position, answer->id, now_us);
        } else if (answer->chunk == NULL || answer->chunk->first != answer->position + 1) {
            stop(feed, subscription, STOP(TRIMMED), "events after the position are no longer kept");
        } else {
            chunk_free(&subscription->cold);
            subscription->cold = answer->chunk;
            answer->chunk = NULL;
        }
    }
    chunk_free(&answer->chunk);
    free(answer);
}

void
feed_server_tick(struct feed_server *feed, int64_t now_us)
{
    for (struct subscription *s = feed->subscriptions, *next; s != NULL; s = next) {
        next = s->next;
        if (now_us - s->heard_us > SILENCE_US_MAX) {
            metric_add(&subscriptions_silent, 1);
            log_info("subscription silent", "by", s->who.name, NULL);
            forget(feed, s);
            continue;
        }
        if (!s->open)
            continue;
        if (now_us - s->saved_us >= SAVE_US)
            save_position(feed, s, now_us);
        if (now_us - s->sent_us < TICK_US || s->paused)
            continue;
        feed->frame_bytes = 0;
        if (s->scanned > s->sent) {
            (void)send_frame(feed, s, 0, now_us);
            continue;
        }
        Crossdock__Envelope__V1__Head head = new_head(feed, KIND(TICK), s->sub);
        head.through = s->sent;
        (void)send_to(feed, s, &head, NULL, 0, now_us);
    }
}

/* --- life ---------------------------------------------------------------------------------- */

struct feed_server *
feed_server_create(const struct service *service, size_t ring_bytes_max,
                   const struct feed_hooks *hooks)
{
    struct feed_server *feed = calloc(1, sizeof *feed);
    assert(feed != NULL);
    feed->service = service;
    feed->hooks = *hooks;
    feed->ring.bytes_max = ring_bytes_max;
    feed->stop_code = STOP(NOT_LEADER);
    snprintf(feed->stop_detail, sizeof feed->stop_detail, "this process stands by");
    metrics_register(&subscriptions_open);
    metrics_register(&head_position);
    metrics_register(&events_sent);
    metrics_register(&subscriptions_silent);
    return feed;
}

void
feed_server_destroy(struct feed_server **feed)
{
    struct feed_server *gone = *feed;
    *feed = NULL;
    if (gone == NULL)
        return;
    while (gone->subscriptions != NULL)
        forget(gone, gone->subscriptions);
    feed_ring_clear(&gone->ring);
    free(gone->frame);
    free(gone);
}

void
feed_server_lead(struct feed_server *feed, uint64_t epoch, const char *log_id, uint64_t low,
                 uint64_t head)
{
    bool fits = text_copy(feed->log_id, sizeof feed->log_id, log_id);
    assert(fits && low > 0);
    feed_ring_clear(&feed->ring);
    feed->epoch = epoch;
    feed->low = low;
    feed->head = head;
    feed->leading = true;
    metric_set(&head_position, (int64_t)head);
}

void
feed_server_end(struct feed_server *feed, uint32_t stop_code, const char *detail)
{
    feed->leading = false;
    feed->stop_code = stop_code;
    (void)text_copy(feed->stop_detail, sizeof feed->stop_detail, detail);
    while (feed->subscriptions != NULL)
        stop(feed, feed->subscriptions, stop_code, detail);
    feed_ring_clear(&feed->ring);
}

void
feed_server_append(struct feed_server *feed, uint64_t first, uint32_t count, const uint8_t *batch,
                   size_t bytes)
{
    if (!feed->leading || count == 0)
        return;
    assert(first == feed->head + 1); /* a gap in the own feed is a bug of the worker */
    struct chunk *chunk = chunk_make(first, count, batch, bytes);
    assert(chunk != NULL);
    feed_ring_add(&feed->ring, chunk);
    feed->head += count;
    metric_set(&head_position, (int64_t)feed->head);
}

/*
 * Following a feed: common/follow.h decides, this carries out. One EVENTS frame at a time is handed
 * out; while the caller works on it the next ones wait in the socket, bounded by the window.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/libcrossdock/connection.h"
#include "common/follow.h"
#include "common/message.h"

#define ARENA_BYTES (24u << 20)
#define WINDOW_DEFAULT 4096
#define FAREWELL_MS 500
#define QUIET_MS 20

struct crossdock_feed {
    struct connection *connection;
    struct arena *head_arena, *event_arena;
    struct follow follow;
    char *stream, *group, *subject;
    char **types;
    size_t type_count;
    uint8_t *frame; /* EventBatch being handed out */
    size_t frame_bytes, frame_bytes_max, frame_at;
    uint64_t returned; /* position of the last event handed out */
    char server[64];
    char error[320];
};

static char *
copy(const char *text)
{
    char *copied = strdup(text ? text : "");
    assert(copied);
    return copied;
}

struct crossdock_feed *
crossdock_follow_open(const struct crossdock_options *options, const struct crossdock_follow *what,
                      char *error, size_t error_bytes)
{
    static const Crossdock__Envelope__V1__From froms[] = {
        [CROSSDOCK_AFTER] = CROSSDOCK__ENVELOPE__V1__FROM__FROM_POSITION,
        [CROSSDOCK_SAVED] = CROSSDOCK__ENVELOPE__V1__FROM__FROM_SAVED,
        [CROSSDOCK_LATEST] = CROSSDOCK__ENVELOPE__V1__FROM__FROM_LATEST,
    };
    struct connection *connection = connection_open(options, error, error_bytes);
    if (!connection)
        return NULL;
    struct crossdock_feed *feed = calloc(1, sizeof *feed);
    assert(feed);
    feed->connection = connection;
    feed->head_arena = arena_create(1 << 20);
    feed->event_arena = arena_create(ARENA_BYTES);
    feed->stream = copy(what->stream ? what->stream : options->server);
    feed->group = copy(what->group);
    feed->subject = copy(what->subject);
    feed->type_count = what->type_count;
    feed->types = calloc(what->type_count + 1, sizeof *feed->types);
    assert(feed->types);
    for (size_t i = 0; i < what->type_count; i++)
        feed->types[i] = copy(what->types[i]);
    snprintf(feed->server, sizeof feed->server, "%s", options->server);
    struct follow_plan plan = {
        .stream = feed->stream,
        .group = feed->group,
        .subject = feed->subject,
        .types = (const char *const *)feed->types,
        .type_count = feed->type_count,
        .window = what->window ? what->window : WINDOW_DEFAULT,
        .from = froms[what->from],
    };
    follow_start(&feed->follow, &plan, what->from == CROSSDOCK_AFTER ? what->position : 0, "", "",
                 connection_now_us());
    return feed;
}

/* Keep the body of an EVENTS frame, and the id of its last event if that is the frame's last position. */
static void
keep_frame(struct crossdock_feed *feed, const uint8_t *body, size_t bytes, uint64_t through)
{
    if (bytes > feed->frame_bytes_max) {
        feed->frame = realloc(feed->frame, bytes);
        assert(feed->frame);
        feed->frame_bytes_max = bytes;
    }
    if (bytes > 0)
        memcpy(feed->frame, body, bytes);
    feed->frame_bytes = bytes;
    feed->frame_at = 0;

    const uint8_t *event = NULL, *last = NULL;
    size_t event_bytes = 0, last_bytes = 0, at = 0;
    while (message_batch_next(feed->frame, feed->frame_bytes, &at, &event, &event_bytes)) {
        last = event;
        last_bytes = event_bytes;
    }
    const char *reason;
    const ProtobufCMessage *message =
        last ? message_read(feed->head_arena, &crossdock__envelope__v1__event__descriptor, last,
                            last_bytes, &reason)
             : NULL;
    const Crossdock__Envelope__V1__Event *read = (const void *)message;
    if (read && read->position == through)
        follow_name_last(&feed->follow, read->id);
    if (!last && feed->returned <= feed->follow.handled)
        follow_handled(&feed->follow, through);
}

static bool
carry_out(struct crossdock_feed *feed, const struct follow_actions *actions, const uint8_t *body,
          size_t body_bytes)
{
    for (int i = 0; i < actions->count; i++) {
        const struct follow_action *action = &actions->list[i];
        switch (action->act) {
        case FOLLOW_SEND:
            if (!connection_send(feed->connection, &action->head, NULL, 0))
                follow_unsent(&feed->follow, connection_now_us());
            break;
        case FOLLOW_ROTATE:
            connection_rotate(feed->connection);
            snprintf(feed->error, sizeof feed->error, "%s does not answer at %s", feed->server,
                     connection_endpoint(feed->connection));
            break;
        case FOLLOW_DELIVER:
            keep_frame(feed, body, body_bytes, action->through);
            feed->error[0] = '\0';
            break;
        case FOLLOW_STOP: {
            const ProtobufCEnumValue *name = protobuf_c_enum_descriptor_get_value(
                &crossdock__envelope__v1__stop_code__descriptor, (int)action->code);
            snprintf(feed->error, sizeof feed->error, "%s: %s", name ? name->name + strlen("STOP_") : "STOP",
                     action->detail);
            return false;
        }
        }
    }
    return true;
}

/* Wait for one message or for what follow has to do next. False: stopped for good. */
static bool
step(struct crossdock_feed *feed, int64_t until_us)
{
    struct follow_actions actions;
    int64_t now_us = connection_now_us();
    int64_t due_us = follow_due_us(&feed->follow);
    int64_t wait_us = (due_us < until_us ? due_us : until_us) - now_us;
    const uint8_t *body = NULL;
    size_t body_bytes = 0;
    arena_reset(feed->head_arena, 0);
    const Crossdock__Envelope__V1__Head *head =
        connection_receive(feed->connection, feed->head_arena, wait_us > 0 ? wait_us / 1000 + 1 : 0,
                           &body, &body_bytes);
    if (connection_is_refused(feed->connection)) {
        snprintf(feed->error, sizeof feed->error, "DENIED: %s does not know this key", feed->server);
        return false;
    }
    if (head) {
        follow_receive(&feed->follow, connection_now_us(), head, &actions);
        if (!carry_out(feed, &actions, body, body_bytes))
            return false;
    }
    follow_tick(&feed->follow, connection_now_us(), connection_random(), &actions);
    return carry_out(feed, &actions, NULL, 0);
}

static bool
take_event(struct crossdock_feed *feed, struct crossdock_event *event)
{
    const uint8_t *bytes;
    size_t count;
    const char *reason;
    while (message_batch_next(feed->frame, feed->frame_bytes, &feed->frame_at, &bytes, &count)) {
        arena_reset(feed->event_arena, 0);
        const ProtobufCMessage *read = message_read(
            feed->event_arena, &crossdock__envelope__v1__event__descriptor, bytes, count, &reason);
        if (!read)
            continue; /* the service never sends such; nobody could handle it */
        event->event = (const void *)read;
        const ProtobufCMessageDescriptor *type = crossdock_type(event->event->type);
        event->message = type ? message_read(feed->event_arena, type, event->event->data.data,
                                             event->event->data.len, &reason)
                              : NULL;
        feed->returned = event->event->position;
        return true;
    }
    feed->frame_bytes = feed->frame_at = 0;
    return false;
}

enum crossdock_outcome
crossdock_follow_next(struct crossdock_feed *feed, uint32_t timeout_ms, struct crossdock_event *event)
{
    int64_t until_us = connection_now_us() + timeout_ms * INT64_C(1000);
    for (;;) {
        if (feed->frame_bytes > 0 && take_event(feed, event))
            return CROSSDOCK_DONE;
        if (feed->follow.state == FOLLOW_STOPPED || !step(feed, until_us))
            return CROSSDOCK_STOPPED;
        if (feed->frame_bytes == 0 && connection_now_us() >= until_us)
            return CROSSDOCK_NOTHING;
    }
}

void
crossdock_follow_done(struct crossdock_feed *feed, uint64_t position)
{
    /* With the last event of a frame the rest of the frame is done too: what a filter left out. */
    bool all = position >= feed->returned && feed->frame_at >= feed->frame_bytes;
    follow_handled(&feed->follow, all || position > feed->follow.delivered ? feed->follow.delivered : position);
}

bool
crossdock_follow_at_end(const struct crossdock_feed *feed)
{
    return feed->follow.state == FOLLOW_OPEN && feed->frame_at >= feed->frame_bytes &&
           feed->follow.delivered >= feed->follow.head;
}

const char *
crossdock_follow_error(const struct crossdock_feed *feed)
{
    return feed->error;
}

/* Take what is still under way: libzmq 4.3.4 leaks a pipe that is closed while it is being filled. */
static void
drain(struct crossdock_feed *feed)
{
    const uint8_t *body;
    size_t body_bytes;
    int64_t until_us = connection_now_us() + FAREWELL_MS * 1000;
    do
        arena_reset(feed->head_arena, 0);
    while (connection_now_us() < until_us &&
           connection_receive(feed->connection, feed->head_arena, QUIET_MS, &body, &body_bytes));
}

void
crossdock_follow_close(struct crossdock_feed **where)
{
    struct crossdock_feed *feed = *where;
    if (!feed)
        return;
    struct follow_actions actions;
    if (feed->follow.state == FOLLOW_OPEN) {
        Crossdock__Envelope__V1__Head ack = CROSSDOCK__ENVELOPE__V1__HEAD__INIT;
        ack.version = 1;
        ack.kind = CROSSDOCK__ENVELOPE__V1__KIND__KIND_ACK;
        ack.sub = feed->follow.sub;
        ack.position = feed->follow.handled;
        (void)!connection_send(feed->connection, &ack, NULL, 0); /* lost: seen again next time */
    }
    follow_end(&feed->follow, &actions);
    (void)carry_out(feed, &actions, NULL, 0);
    drain(feed);
    connection_close(&feed->connection, FAREWELL_MS);
    for (size_t i = 0; i < feed->type_count; i++)
        free(feed->types[i]);
    free(feed->types);
    free(feed->stream);
    free(feed->group);
    free(feed->subject);
    free(feed->frame);
    arena_destroy(&feed->head_arena);
    arena_destroy(&feed->event_arena);
    free(feed);
    *where = NULL;
}

/* See listener.h. */
#include "services/gateway/web/listener.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/chunk.h"
#include "common/message.h"
#include "common/metrics.h"
#include "services/gateway/web/event_text.h"

#define READER_WINDOW 512
#define OUT_KEPT      ((size_t)64 * 1024) /* memory that is kept when `out` is empty */

METRIC(streamed) = {.kind = METRIC_COUNTER,
                    .name = "crossdock_events_streamed_total",
                    .help = "Events sent to those who follow them over HTTP."};

static void
wake(struct listener *listener)
{
    if (!listener->asleep)
        return;
    listener->asleep = false;
    web_stream_wake(listener->request);
}

/* --- texts of its own ------------------------------------------------------------------------- */

static void
add_text(struct listener *listener, const char *text, size_t bytes)
{
    json_text_add(&listener->out, text, bytes);
}

static void
add_id(struct listener *listener)
{
    char id[EVENT_ID_BYTES];
    add_text(listener, id, event_id_write(&listener->place, id));
}

/* All of it was taken: the readers may go on. */
static void
on_taken(struct listener *listener)
{
    listener->out_at = listener->out.bytes = 0;
    if (listener->out.room > OUT_KEPT)
        json_text_free(&listener->out);
    for (int feed = 0; feed < PLACE_FEEDS; feed++) {
        struct feed_reader *of = &listener->readers[feed];
        if (of->reader != NULL && of->through > 0)
            front_reader_handled(of->reader, of->through);
        of->through = 0;
    }
}

static size_t
take_out(struct listener *listener, char *text, size_t room)
{
    const size_t left = listener->out.bytes - listener->out_at;
    const size_t bytes = left < room ? left : room;

    if (bytes == 0)
        return 0;
    memcpy(text, listener->out.text + listener->out_at, bytes);
    listener->out_at += bytes;
    if (listener->out_at == listener->out.bytes)
        on_taken(listener);
    return bytes;
}

void
listener_beat(struct listener *listener)
{
    static const char beat[] = ": still here\n";

    add_text(listener, beat, sizeof beat - 1);
    add_id(listener);
    add_text(listener, "\n", 1);
    wake(listener);
}

void
listener_end(struct listener *listener, const char *why)
{
    char line[400];

    if (listener->state == LISTENER_ENDING)
        return;
    listener_stop_reading(listener);
    listener->state = LISTENER_ENDING;
    if (why[0] != '\0')
        add_text(listener, line, (size_t)snprintf(line, sizeof line, ": ends: %.300s\n\n", why));
    wake(listener);
}

/* --- out of the ring -------------------------------------------------------------------------- */

static bool
is_in_ring(const struct listener *listener)
{
    const struct place *gone = event_ring_gone(listener->ring);

    for (int feed = 0; feed < PLACE_FEEDS; feed++)
        if (listener->wish.feeds[feed] && listener->place.at[feed] < gone->at[feed])
            return false;
    return true;
}

/* The ring has all that is missing: go over to it. */
static void
go_live(struct listener *listener)
{
    listener_stop_reading(listener);
    listener->state = LISTENER_LIVE;
    listener->number = event_ring_first(listener->ring);
}

/* Is the event at its number for it? If not, its place is past it. */
static bool
is_for(struct listener *listener, const struct event_entry *entry)
{
    uint64_t *at = &listener->place.at[entry->feed];

    if (entry->position <= *at)
        return false; /* fetched by a reader, or delivered by another gateway */
    if (event_wish_has(&listener->wish, entry->type, entry->subject))
        return true;
    *at = entry->position;
    return false;
}

/* Live: moves to the next event for it. False: there is none (any more, in here). */
static bool
find_next(struct listener *listener)
{
    if (listener->number < event_ring_first(listener->ring)) {
        if (!is_in_ring(listener)) {
            listener->state = LISTENER_BEHIND;
            return false;
        }
        listener->number = event_ring_first(listener->ring);
    }
    for (; listener->number < event_ring_end(listener->ring); listener->number++)
        if (is_for(listener, event_ring_at(listener->ring, listener->number)))
            return true;
    return false;
}

/* As many whole events as there is room for. One that is larger than a whole piece goes to `out`.
 */
static size_t
take_from_ring(struct listener *listener, char *text, size_t room)
{
    size_t written = 0;

    while (listener->state == LISTENER_LIVE && listener->out.bytes == 0 && find_next(listener)) {
        const struct event_entry *entry = event_ring_at(listener->ring, listener->number);
        size_t bytes;
        const char *event =
            event_ring_text(listener->ring, listener->number, listener->scratch, &bytes);
        const bool fits = bytes + EVENT_ID_BYTES <= room - written;
        if (!fits && written > 0)
            break;
        listener->place.at[entry->feed] = entry->position;
        listener->number++;
        if (bytes == 0)
            continue;
        metric_add(&streamed, 1);
        if (fits) {
            written += event_id_write(&listener->place, text + written);
            memcpy(text + written, event, bytes);
            written += bytes;
        } else {
            add_id(listener);
            add_text(listener, event, bytes);
        }
    }
    return written;
}

bool
listener_look(struct listener *listener)
{
    if (listener->state == LISTENER_LIVE && find_next(listener))
        wake(listener);
    return listener->state != LISTENER_BEHIND;
}

int64_t
listener_more(struct listener *listener, char *text, size_t room, int64_t now_us)
{
    size_t bytes = take_out(listener, text, room);

    listener->moved_us = now_us;
    if (bytes == 0 && listener->state != LISTENER_ENDING && listener->state != LISTENER_LIVE &&
        is_in_ring(listener))
        go_live(listener);
    if (bytes == 0)
        bytes = take_from_ring(listener, text, room);
    if (bytes == 0)
        bytes = take_out(listener, text, room);
    if (bytes == 0 && listener->state == LISTENER_ENDING)
        return -1;
    listener->asleep = bytes == 0;
    return (int64_t)bytes;
}

/* --- out of the past -------------------------------------------------------------------------- */

static void
on_events(void *owner, uint64_t from, uint64_t through, const uint8_t *batch, size_t bytes)
{
    struct feed_reader *of = owner;
    struct listener *listener = of->listener;
    uint64_t *at_feed = &listener->place.at[of->feed];
    const uint8_t *event;
    size_t at = 0, event_bytes;
    struct event_view view;

    (void)from;
    while (message_batch_next(batch, bytes, &at, &event, &event_bytes)) {
        if (!event_view_read(event, event_bytes, &view) || view.position <= *at_feed)
            continue;
        char subject[64];
        snprintf(subject, sizeof subject, "%.*s", (int)view.subject.bytes,
                 (const char *)event + view.subject.at);
        *at_feed = view.position;
        const int type = event_type_index((const char *)event + view.type.at, view.type.bytes);
        if (!event_wish_has(&listener->wish, type, subject))
            continue;
        add_id(listener);
        event_text_write(&listener->out, listener->scratch, event, event_bytes);
        metric_add(&streamed, 1);
    }
    if (through > *at_feed)
        *at_feed = through;
    of->through = through;
    if (listener->out.bytes == 0)
        on_taken(listener);
    if (listener->out.bytes > 0 || is_in_ring(listener))
        wake(listener);
}

static void
on_stopped(void *owner, uint32_t code, const char *detail)
{
    struct feed_reader *of = owner;

    (void)code;
    of->reader = NULL;
    listener_end(of->listener, detail);
}

static void
open_reader(struct listener *listener, int feed)
{
    struct feed_reader *of = &listener->readers[feed];
    const char *names[WISH_TYPES_MAX];
    const struct front_reader_plan plan = {
        .source = place_feeds[feed],
        .after = listener->place.at[feed],
        .types = names,
        .type_count = event_wish_names(&listener->wish, feed, names),
        .subject = listener->wish.subject,
        .window = READER_WINDOW,
    };
    const struct front_reader_hooks hooks = {of, on_events, on_stopped};

    of->through = 0;
    of->reader = front_read(web_host(web_of(listener->request)), &plan, &hooks);
}

void
listener_read(struct listener *listener)
{
    const struct place *gone = event_ring_gone(listener->ring);

    if (is_in_ring(listener)) {
        wake(listener); /* and it goes live */
        return;
    }
    listener->state = LISTENER_READING;
    for (int feed = 0; feed < PLACE_FEEDS; feed++)
        if (listener->wish.feeds[feed] && listener->readers[feed].reader == NULL &&
            listener->place.at[feed] < gone->at[feed])
            open_reader(listener, feed);
}

void
listener_stop_reading(struct listener *listener)
{
    for (int feed = 0; feed < PLACE_FEEDS; feed++)
        front_reader_close(&listener->readers[feed].reader);
    if (listener->state == LISTENER_READING)
        listener->state = LISTENER_BEHIND;
}

/* --- life ------------------------------------------------------------------------------------- */

struct listener *
listener_open(struct web_request *request, struct event_ring *ring, struct arena *scratch,
              const struct event_wish *wish, const struct place *place)
{
    struct listener *listener = calloc(1, sizeof *listener);

    assert(listener != NULL);
    listener->request = request;
    listener->ring = ring;
    listener->scratch = scratch;
    listener->wish = *wish;
    listener->place = *place;
    listener->state = LISTENER_BEHIND;
    for (int feed = 0; feed < PLACE_FEEDS; feed++)
        listener->readers[feed] = (struct feed_reader){.listener = listener, .feed = feed};
    if (is_in_ring(listener))
        go_live(listener);
    listener_beat(listener); /* the place, before the first event */
    return listener;
}

void
listener_free(struct listener *listener)
{
    listener_stop_reading(listener);
    json_text_free(&listener->out);
    free(listener);
}

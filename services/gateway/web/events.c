/*
 * See events.h. What is heard goes to the ring at once and to the listeners a few milliseconds
 * later, together with what came meanwhile; the more listeners, the more is gathered for a push.
 */
#include "services/gateway/web/events.h"

#include <stdlib.h>
#include <string.h>

#include "common/check.h"
#include "common/clock.h"
#include "common/metrics.h"
#include "services/gateway/board.h"
#include "services/gateway/web/listener.h"
#include "services/gateway/web/query_rules.h"
#include "services/gateway/web/request.h"

#define RING_BYTES_MAX        ((size_t)48 * 1024 * 1024)
#define SCRATCH_BYTES_MAX     ((size_t)64 * 1024 * 1024)
#define PUSH_MS_MIN           5
#define PUSH_LISTENERS_PER_MS 10
#define READING_MAX           16 /* listeners that fetch the past at a time; each has up to four readers */
#define STALLED_US                                                                                 \
    5000000 /* a client that takes nothing so long makes room for who waits to read */
#define BEAT_US        15000000
#define CHECK_EVERY_US 10000000
#define RETRY_S        1

struct events {
    struct front_host *host;
    struct event_ring *ring;
    struct arena *scratch;
    struct listener *listeners;
    int64_t count, turns;
    int64_t checked_us;
    uv_timer_t push;
};

METRIC(listening) = {.kind = METRIC_GAUGE,
                     .name = "crossdock_event_listeners",
                     .help = "Who follows events over HTTP."};
METRIC(listening_behind) = {
    .kind = METRIC_GAUGE,
    .name = "crossdock_event_listeners_behind",
    .help = "Those of them that fetch, or wait to fetch, events of the past."};

/* --- who fetches the past --------------------------------------------------------------------- */

/* The one who waits longest; its client has taken all that there was. NULL: nobody. */
static struct listener *
next_to_read(const struct events *events)
{
    struct listener *next = NULL;

    for (struct listener *l = events->listeners; l != NULL; l = l->next)
        if (l->state == LISTENER_BEHIND && l->out.bytes == 0 &&
            (next == NULL || l->turn < next->turn))
            next = l;
    return next;
}

static int
count_state(const struct events *events, enum listener_state state)
{
    int count = 0;

    for (const struct listener *l = events->listeners; l != NULL; l = l->next)
        count += l->state == state;
    return count;
}

static void
queue(struct events *events, struct listener *listener)
{
    if (listener->turn == 0)
        listener->turn = ++events->turns;
}

static void
admit(struct events *events)
{
    int reading = count_state(events, LISTENER_READING);

    for (struct listener *next; reading < READING_MAX && (next = next_to_read(events)) != NULL;) {
        next->turn = 0;
        listener_read(next);
        if (next->state != LISTENER_READING)
            return; /* it goes live by itself, when its connection is woken */
        reading++;
    }
}

static void
see_to_readers(struct events *events, int64_t now_us)
{
    const bool others_wait = next_to_read(events) != NULL;

    for (struct listener *l = events->listeners; l != NULL; l = l->next) {
        if (l->state == LISTENER_READING && others_wait && l->out.bytes > 0 &&
            now_us - l->moved_us > STALLED_US)
            listener_stop_reading(l);
        if (l->state == LISTENER_READING)
            listener_read(l);
        if (l->state == LISTENER_BEHIND)
            queue(events, l);
        else
            l->turn = 0;
    }
    admit(events);
    metric_set(&listening_behind,
               count_state(events, LISTENER_READING) + count_state(events, LISTENER_BEHIND));
}

/* --- what is heard ------------------------------------------------------------------------------
 */

static void
on_push(uv_timer_t *timer)
{
    struct events *events = timer->data;

    for (struct listener *l = events->listeners; l != NULL; l = l->next)
        if (l->asleep && !listener_look(l))
            queue(events, l);
}

void
events_hear(struct events *events, const char *source, uint64_t from, uint64_t through,
            const uint8_t *batch, size_t bytes)
{
    const uint64_t wait_ms = PUSH_MS_MIN + (uint64_t)events->count / PUSH_LISTENERS_PER_MS;
    const int feed = place_feed_index(source);

    if (feed < 0)
        return;
    event_ring_hear(events->ring, feed, from, through, batch, bytes);
    if (events->listeners != NULL && !uv_is_active((uv_handle_t *)&events->push))
        uv_timer_start(&events->push, on_push, wait_ms, 0);
}

/* What is heard again, because the read model is made anew, is the past to a listener. */
static void
see_what_was_told(const struct events *events, struct place *place)
{
    const struct place *rebuilt = board_rebuilt(front_board(events->host));

    for (int feed = 0; feed < PLACE_FEEDS; feed++)
        if (rebuilt->at[feed] > place->at[feed])
            place->at[feed] = rebuilt->at[feed];
}

void
events_lead(struct events *events, bool leading)
{
    struct place place = {{0}};

    if (!leading) { /* another gateway goes on, from the place they have */
        for (struct listener *l = events->listeners; l != NULL; l = l->next)
            listener_end(l, "");
        return;
    }
    for (size_t i = 0; i < front_feed_count(events->host); i++) {
        const struct front_feed feed = front_feed_state(events->host, i);
        const int index = place_feed_index(feed.source);
        if (index >= 0)
            place.at[index] = feed.consumed;
    }
    see_what_was_told(events, &place);
    event_ring_start(events->ring, &place);
}

/* --- time ---------------------------------------------------------------------------------------
 */

/* A key that was revoked, or a session that ended, hears nothing more. */
static void
check_callers(struct events *events)
{
    for (struct listener *l = events->listeners; l != NULL; l = l->next)
        if (!caller_is_still(l->request))
            listener_end(l, "you may not follow these events any more");
}

void
events_tick(struct events *events, int64_t now_us)
{
    if (events->listeners == NULL)
        return;
    see_to_readers(events, now_us);
    for (struct listener *l = events->listeners; l != NULL; l = l->next)
        if (l->asleep && now_us - l->moved_us >= BEAT_US)
            listener_beat(l);
    if (now_us - events->checked_us < CHECK_EVERY_US)
        return;
    events->checked_us = now_us;
    check_callers(events);
}

/* --- a request ----------------------------------------------------------------------------------
 */

static int64_t
on_more(void *owner, char *text, size_t room)
{
    return listener_more(owner, text, room, monotonic_us());
}

static void
on_closed(void *owner)
{
    struct listener *listener = owner;
    struct events *events = web_of(listener->request)->events;

    if (listener->next != NULL)
        listener->next->before = listener->before;
    if (listener->before != NULL)
        listener->before->next = listener->next;
    else
        events->listeners = listener->next;
    metric_set(&listening, --events->count);
    listener_free(listener);
}

/* The newest positions there are, as far as known. */
static struct place
find_latest(const struct events *events)
{
    struct place place = *event_ring_heard(events->ring);

    for (size_t i = 0; i < front_feed_count(events->host); i++) {
        const struct front_feed feed = front_feed_state(events->host, i);
        const int index = place_feed_index(feed.source);
        if (index >= 0 && feed.head > place.at[index])
            place.at[index] = feed.head;
    }
    return place;
}

/* False after answering: no such place, or one that the feeds have not come to. */
static bool
find_place(struct web_request *request, const struct events *events, const struct event_wish *wish,
           struct place *place)
{
    const char *last = web_header(request, "Last-Event-ID");
    const char *from = web_query_value(request, "from");
    const struct place latest = find_latest(events);

    if (last != NULL && last[0] != '\0')
        from = last;
    *place = (struct place){{0}};
    switch (from == NULL ? PLACE_LATEST : place_read(from, place)) {
    case PLACE_WRONG:
        web_problem(request, 400, "BAD_REQUEST", 0,
                    "a place is earliest, latest, or the id of an event: four positions, like "
                    "812.2290.1504.77");
        return false;
    case PLACE_LATEST:
        *place = latest;
        return true;
    case PLACE_EARLIEST:
        return true;
    case PLACE_AFTER:
        break;
    }
    for (int feed = 0; feed < PLACE_FEEDS; feed++) {
        if (!wish->feeds[feed] || place->at[feed] <= latest.at[feed])
            continue;
        web_problem(request, 400, "BAD_REQUEST", 0, "the feed of %s ends at %llu",
                    place_feeds[feed], (unsigned long long)latest.at[feed]);
        return false;
    }
    return true;
}

static bool
read_wish(struct web_request *request, struct event_wish *wish)
{
    const char *types = web_query_value(request, "types");
    const char *subject = web_query_value(request, "subject");
    bool denied;
    const char *wrong =
        event_wish_read(wish, &web_caller_of(request)->identity, types != NULL ? types : "",
                        subject != NULL ? subject : "", &denied);

    if (wrong != NULL)
        web_problem(request, denied ? 403 : 400, denied ? "FORBIDDEN" : "BAD_REQUEST", 0, "%s",
                    wrong);
    return wrong == NULL;
}

/* Every feed has said how far it is. */
static bool
is_ready(const struct events *events)
{
    if (!front_is_leading(events->host))
        return false;
    for (size_t i = 0; i < front_feed_count(events->host); i++) {
        const struct front_feed feed = front_feed_state(events->host, i);
        if (!feed.connected && feed.head == 0)
            return false;
    }
    return true;
}

void
web_follow_events(struct web_request *request)
{
    struct events *events = web_of(request)->events;
    struct event_wish wish;
    struct place place;

    if (!query_is_known(request, "") || !read_wish(request, &wish) || !web_may_hold(request))
        return;
    if (!is_ready(events)) {
        web_problem(request, 503, "UNAVAILABLE", RETRY_S, "this gateway does not hear events yet");
        return;
    }
    if (!find_place(request, events, &wish, &place))
        return;
    struct listener *listener =
        listener_open(request, events->ring, events->scratch, &wish, &place);
    const struct web_stream stream = {listener, on_more, on_closed};
    listener->next = events->listeners;
    if (listener->next != NULL)
        listener->next->before = listener;
    events->listeners = listener;
    metric_set(&listening, ++events->count);
    web_add_header(request, "X-Accel-Buffering", "no"); /* a proxy that gathers would delay them */
    web_answer_stream(request, "text/event-stream", &stream);
}

/* --- life ---------------------------------------------------------------------------------------
 */

struct events *
events_open(struct front_host *host)
{
    struct events *events = calloc(1, sizeof *events);

    assert(events != NULL);
    events->host = host;
    events->ring = event_ring_create(RING_BYTES_MAX);
    events->scratch = arena_create(SCRATCH_BYTES_MAX);
    uv_timer_init(front_loop(host), &events->push);
    events->push.data = events;
    return events;
}

static void
on_timer_closed(uv_handle_t *timer)
{
    free(timer->data);
}

void
events_close(struct events **events)
{
    struct events *gone = *events;

    *events = NULL;
    if (gone == NULL)
        return;
    assert(gone->listeners == NULL);
    event_ring_destroy(&gone->ring);
    arena_destroy(&gone->scratch);
    uv_close((uv_handle_t *)&gone->push, on_timer_closed);
}

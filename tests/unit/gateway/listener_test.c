/*
 * Listeners, against a chain made of paper: four feeds that grow at random, a ring that is too small,
 * readers that deliver when they like, clients that read little and leave without a word. Whatever
 * happens, each client gets every event of its wish once, in the order of its feed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/message.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "services/gateway/web/listener.h"

#define READERS_MAX 16 /* four clients, four feeds */

static const char *const types[PLACE_FEEDS] = {
    "crossdock.order.v1.OrderClosed",
    "crossdock.inventory.v1.StockMoved",
    "crossdock.routing.v1.PickListReleased",
    "crossdock.forecasting.v1.ForecastPublished",
};

/* --- the chain ------------------------------------------------------------------------------- */

static uint64_t heads[PLACE_FEEDS];
static uint32_t seed;

static uint32_t
chance(uint32_t below)
{
    seed = seed * 1664525 + 1013904223;
    return (seed >> 8) % below;
}

/* Every third event of a feed concerns "web". */
static size_t
pack_batch(int feed, uint64_t from, uint64_t through, uint8_t *batch)
{
    size_t bytes = 0;
    for (uint64_t position = from; position <= through; position++) {
        Crossdock__Envelope__V1__Event event = CROSSDOCK__ENVELOPE__V1__EVENT__INIT;
        char id[32];
        snprintf(id, sizeof id, "%d-%llu", feed, (unsigned long long)position);
        event.id = id;
        event.source = "/crossdock/paper";
        event.type = (char *)types[feed];
        event.subject = position % 3 == 0 ? "web" : "shop";
        event.position = position;
        bytes += message_batch_prefix(batch + bytes,
                                      crossdock__envelope__v1__event__get_packed_size(&event));
        bytes += crossdock__envelope__v1__event__pack(&event, batch + bytes);
    }
    return bytes;
}

/* What the listener needs of the front: readers that are served by hand. */
struct front_reader {
    bool open;
    int feed;
    uint64_t next, handled;
    struct front_reader_hooks hooks;
};
static struct front_reader paper_readers[READERS_MAX];
static int readers_opened;

struct front_reader *
front_read(struct front_host *host, const struct front_reader_plan *plan,
           const struct front_reader_hooks *hooks)
{
    (void)host;
    struct front_reader *reader = paper_readers;
    while (reader < paper_readers + READERS_MAX && reader->open)
        reader++;
    assert_true(reader < paper_readers + READERS_MAX);
    *reader = (struct front_reader){ .open = true, .feed = place_feed_index(plan->source),
                                     .next = plan->after + 1, .handled = plan->after,
                                     .hooks = *hooks };
    readers_opened++;
    return reader;
}

void
front_reader_handled(struct front_reader *reader, uint64_t through)
{
    assert_true(reader->open && through >= reader->handled && through < reader->next);
    reader->handled = through;
}

void
front_reader_close(struct front_reader **reader)
{
    if (*reader != NULL)
        (*reader)->open = false;
    *reader = NULL;
}

static void
serve_readers(void)
{
    uint8_t batch[16384];
    for (struct front_reader *r = paper_readers; r < paper_readers + READERS_MAX; r++) {
        uint64_t through = r->next + chance(20);
        if (through > heads[r->feed])
            through = heads[r->feed];
        if (!r->open || chance(2) == 0 || through < r->next || through - r->handled > 40)
            continue;
        size_t bytes = pack_batch(r->feed, r->next, through, batch);
        uint64_t from = r->next;
        r->next = through + 1;
        r->hooks.events(r->hooks.owner, from, through, batch, bytes);
    }
}

/* And of the web: nothing. */
void
web_stream_wake(struct web_request *request)
{
    (void)request;
}
struct web *
web_of(const struct web_request *request)
{
    (void)request;
    return NULL;
}
struct front_host *
web_host(struct web *web)
{
    (void)web;
    return NULL;
}

/* --- a client -------------------------------------------------------------------------------- */

struct client {
    struct listener *listener;
    struct event_wish wish;
    const char *subject;          /* of the wish */
    struct place began;
    struct place place;           /* of the last whole event */
    uint64_t got[PLACE_FEEDS];    /* position of the last event */
    uint64_t count;
    char text[1 << 16];
    size_t bytes;
};

static void
take_event(struct client *client, const char *block)
{
    const char *data = strstr(block, "data: "), *id = strncmp(block, "id: ", 4) == 0 ? block
                                                                                   : strstr(block, "\nid: ");
    char text[PLACE_TEXT_BYTES];
    int feed;
    unsigned long long position;
    if (id != NULL) {
        id += *id == '\n' ? 5 : 4;
        size_t length = strcspn(id, "\n");
        assert_true(length < sizeof text);
        memcpy(text, id, length);
        text[length] = '\0';
        assert_int_equal(place_read(text, &client->place), PLACE_AFTER);
    }
    if (data == NULL)
        return;
    const char *event_id = strstr(data, "\"id\":\"");
    assert_non_null(event_id);
    assert_int_equal(sscanf(event_id, "\"id\":\"%d-%llu\"", &feed, &position), 2);
    assert_int_equal(client->place.at[feed], position); /* the id says how far */
    uint64_t next = client->got[feed] + 1;
    while (client->subject != NULL && next % 3 != 0)
        next++;
    if (position != next)
        fail_msg("feed %d: event %llu comes instead of %llu", feed, position,
                 (unsigned long long)next);
    client->got[feed] = position;
    client->count++;
}

static void
read_some(struct client *client, size_t room)
{
    int64_t bytes = listener_more(client->listener, client->text + client->bytes, room, 0);
    assert_true(bytes >= 0 && (size_t)bytes <= room);
    client->bytes += (size_t)bytes;
    client->text[client->bytes] = '\0';
    char *begin = client->text;
    for (char *end; (end = strstr(begin, "\n\n")) != NULL; begin = end + 2) {
        end[0] = '\0';
        take_event(client, begin);
    }
    client->bytes -= (size_t)(begin - client->text);
    memmove(client->text, begin, client->bytes + 1);
}

/* With what it has: a half event is forgotten. */
static void
come(struct client *client, struct event_ring *ring, struct arena *scratch)
{
    client->bytes = 0;
    client->listener = listener_open(NULL, ring, scratch, &client->wish, &client->place);
}

/* --- the test -------------------------------------------------------------------------------- */

static void
hear_more(struct event_ring *ring)
{
    uint8_t batch[16384];
    int feed = (int)chance(PLACE_FEEDS);
    uint64_t heard = event_ring_heard(ring)->at[feed];
    uint64_t from = heard + 1, through;
    if (chance(8) == 0) /* a turn failed, or the connection was lost: some come again */
        from = from > 10 ? from - chance(10) : 1;
    through = heard + chance(30);
    if (through < from)
        return;
    if (through > heads[feed])
        heads[feed] = through;
    event_ring_hear(ring, feed, from, through, batch, pack_batch(feed, from, through, batch));
}

/* The part of events.c that decides who may read. */
static void
see_to(struct client *client)
{
    if (client->listener->state == LISTENER_LIVE)
        (void)listener_look(client->listener);
    if (chance(20) == 0)
        listener_stop_reading(client->listener);
    if (client->listener->state == LISTENER_READING ||
        (client->listener->state == LISTENER_BEHIND && client->listener->out.bytes == 0 &&
         chance(3) == 0))
        listener_read(client->listener);
}

static void
open_wish(struct client *client, const char *patterns, const char *subject)
{
    const struct identity operator= { .role = ROLE_OPERATOR };
    bool denied;
    memset(client, 0, sizeof *client);
    client->subject = subject;
    assert_null(event_wish_read(&client->wish, &operator, patterns, subject == NULL ? "" : subject,
                                &denied));
}

static void
finish(struct client *clients, size_t count, struct event_ring *ring)
{
    for (int round = 0; round < 1500; round++) {
        serve_readers();
        for (size_t i = 0; i < count; i++) {
            see_to(&clients[i]);
            read_some(&clients[i], 1 + chance(4000));
        }
    }
    for (size_t i = 0; i < count; i++)
        for (int feed = 0; feed < PLACE_FEEDS; feed++) {
            uint64_t last = heads[feed];
            while (clients[i].subject != NULL && last % 3 != 0)
                last--;
            if (clients[i].wish.feeds[feed])
                assert_int_equal(clients[i].got[feed], last);
            else
                assert_int_equal(clients[i].got[feed], 0);
        }
    assert_memory_equal(event_ring_heard(ring)->at, heads, sizeof heads);
}

static void
run(uint32_t with_seed, size_t ring_bytes)
{
    static struct client clients[4];
    struct event_ring *ring = event_ring_create(ring_bytes);
    struct arena *scratch = arena_create((size_t)1 << 24);
    const size_t count = sizeof clients / sizeof clients[0];
    seed = with_seed;
    memset(heads, 0, sizeof heads);
    memset(paper_readers, 0, sizeof paper_readers);
    open_wish(&clients[0], "", NULL);
    open_wish(&clients[1], "crossdock.order.v1.*", NULL);
    open_wish(&clients[2], "", "web");
    open_wish(&clients[3], "crossdock.routing.v1.*,crossdock.forecasting.v1.ForecastPublished", "web");
    for (int n = 0; n < 30; n++) /* a past, before anybody listens */
        hear_more(ring);
    for (size_t i = 0; i < count; i++)
        come(&clients[i], ring, scratch);
    for (int round = 0; round < 1500; round++) {
        if (chance(3) == 0)
            hear_more(ring);
        serve_readers();
        for (size_t i = 0; i < count; i++) {
            see_to(&clients[i]);
            if (chance(6) != 0)
                read_some(&clients[i], 1 + chance(round < 1000 ? 700 : 6000));
            if (chance(150) == 0) { /* gone, and back again */
                listener_free(clients[i].listener);
                come(&clients[i], ring, scratch);
            }
            if (chance(100) == 0)
                listener_beat(clients[i].listener);
        }
        if (chance(400) == 0) { /* a new gateway: it has heard less than some clients have */
            struct place place = *event_ring_heard(ring);
            for (int feed = 0; feed < PLACE_FEEDS; feed++)
                place.at[feed] -= place.at[feed] < 50 ? 0 : chance(50);
            for (size_t i = 0; i < count; i++)
                listener_free(clients[i].listener);
            event_ring_start(ring, &place);
            for (size_t i = 0; i < count; i++)
                come(&clients[i], ring, scratch);
        }
    }
    while (memcmp(event_ring_heard(ring)->at, heads, sizeof heads) != 0)
        hear_more(ring);
    finish(clients, count, ring);
    for (size_t i = 0; i < count; i++)
        listener_free(clients[i].listener);
    event_ring_destroy(&ring);
    arena_destroy(&scratch);
}

static void
test_small_ring(void **state)
{
    (void)state;
    readers_opened = 0;
    for (uint32_t with_seed = 1; with_seed <= 8; with_seed++)
        run(with_seed, 8000);
    assert_true(readers_opened > 100); /* they did fall behind */
}

static void
test_large_ring(void **state)
{
    (void)state;
    for (uint32_t with_seed = 1; with_seed <= 4; with_seed++)
        run(with_seed, 100000000);
}

/* One encoding for all who listen, and none when nobody wants it. */
static void
test_encoded_once(void **state)
{
    (void)state;
    static struct client clients[2];
    struct event_ring *ring = event_ring_create(1000000);
    struct arena *scratch = arena_create((size_t)1 << 24);
    uint8_t batch[16384];
    size_t bytes;
    memset(heads, 0, sizeof heads);
    open_wish(&clients[0], "crossdock.order.v1.*", NULL);
    open_wish(&clients[1], "crossdock.order.v1.*", NULL);
    come(&clients[0], ring, scratch);
    come(&clients[1], ring, scratch);
    event_ring_hear(ring, 0, 1, 1, batch, pack_batch(0, 1, 1, batch));
    event_ring_hear(ring, 1, 1, 1, batch, pack_batch(1, 1, 1, batch));
    for (int n = 0; n < 3; n++) {
        read_some(&clients[0], 4000);
        read_some(&clients[1], 4000);
    }
    assert_int_equal(clients[0].count, 1);
    assert_int_equal(clients[1].count, 1);
    assert_null(event_ring_at(ring, 0)->packed); /* is a text now */
    assert_non_null(event_ring_at(ring, 1)->packed);
    const char *text = event_ring_text(ring, 0, scratch, &bytes);
    assert_ptr_equal(text, event_ring_text(ring, 0, scratch, &bytes));
    listener_free(clients[0].listener);
    listener_free(clients[1].listener);
    event_ring_destroy(&ring);
    arena_destroy(&scratch);
}

static void
test_the_end(void **state)
{
    (void)state;
    static struct client client;
    struct event_ring *ring = event_ring_create(1000000);
    struct arena *scratch = arena_create((size_t)1 << 24);
    char text[4000];
    open_wish(&client, "", NULL);
    come(&client, ring, scratch);
    assert_true(listener_more(client.listener, text, sizeof text, 0) > 0); /* its place */
    assert_int_equal(listener_more(client.listener, text, sizeof text, 0), 0);
    listener_end(client.listener, "because");
    int64_t bytes = listener_more(client.listener, text, sizeof text, 0);
    assert_true(bytes > 0);
    assert_memory_equal(text, ": ends: because\n\n", (size_t)bytes);
    assert_int_equal(listener_more(client.listener, text, sizeof text, 0), -1);
    listener_free(client.listener);
    event_ring_destroy(&ring);
    arena_destroy(&scratch);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small_ring),
        cmocka_unit_test(test_large_ring),
        cmocka_unit_test(test_encoded_once),
        cmocka_unit_test(test_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

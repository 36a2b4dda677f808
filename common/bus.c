/*
 * See bus.h. Three things here are as they are for a reason:
 *
 * - libzmq's descriptor is edge-triggered and is also consumed by sends, so its events are asked for
 *   before and after every poll (prepare, check) and an idle handle keeps the loop awake while there
 *   are any; draining from the poll callback would miss wake-ups.
 * - Who sent a frame is read from the last frame: libzmq 4.3.4 leaves User-Id off the first one.
 * - A new endpoint means a new socket: nothing of the old connection can come late.
 */
#include "common/bus.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>
#include <zmq.h>

#include "common/keys.h"
#include "common/log.h"
#include "common/message.h"
#include "common/metrics.h"

#define DRAIN_MAX 256 /* frames of one socket before timers and HTTP get their turn */
#define HEAD_BYTES_MAX 1024
#define ARENA_BYTES ((size_t)256 * 1024)
#define BIND_WAIT_MS_MAX 5000
#define BIND_RETRY_MS 100
#define DEALER_BYTES_MAX ((int64_t)8 * 1024 * 1024)
#define CURVE_ROOM 65536 /* a sealed frame is larger; and one a little too large can be answered */
#define ANSWERS_MAX 16384 /* to one peer that does not read, at least, before they are dropped */
#define PARTS_MAX 3

#define KIND(name) CROSSDOCK__ENVELOPE__V1__KIND__KIND_##name

/* One socket in the loop. */
struct wire {
    void *socket;    /* NULL: closed */
    uv_poll_t *poll; /* only wakes the loop; freed by its close callback */
};

struct link {
    struct wire wire;
    char server_key[KEY_TEXT_BYTES];
    char endpoints[512]; /* comma separated */
    int endpoint;        /* index of the next one */
};

struct bus {
    const struct runtime *runtime;
    struct bus_hooks hooks;
    uv_loop_t *loop;
    void *context;
    struct keys *keys;
    char public_key[KEY_TEXT_BYTES], secret[KEY_TEXT_BYTES];
    struct wire zap, router;
    struct link links[SOURCES_MAX];
    uv_prepare_t prepare;
    uv_check_t check;
    uv_idle_t idle;
    struct arena *arena;
    struct {
        char public_key[KEY_TEXT_BYTES];
        int64_t at_us;
    } denied; /* the last one, so that a client that keeps trying is not logged each time */
};

METRIC(frames_refused) = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_frames_refused_total",
    .help = "Messages that were no Head and body, or of another version.",
};
METRIC(handshakes_denied) = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_handshakes_denied_total",
    .help = "Connections refused because the key is not known.",
};
METRIC(sent_bytes) = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_sent_bytes_total",
    .help = "Bytes of heads and bodies handed to ZeroMQ.",
};
METRIC(received_bytes) = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_received_bytes_total",
    .help = "Bytes of heads and bodies taken from ZeroMQ.",
};
METRIC(links_opened) = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_feed_connections_total",
    .help = "Connections begun to followed feeds.",
};

/* --- sending ------------------------------------------------------------------------------- */

static bool
send_part(void *socket, const void *data, size_t bytes, int flags)
{
    int sent;
    do
        sent = zmq_send(socket, data, bytes, flags | ZMQ_DONTWAIT);
    while (sent < 0 && errno == EINTR);
    return sent >= 0;
}

/* Once the first part is taken the rest of a message is taken too. */
static bool
send_message(void *socket, const Crossdock__Envelope__V1__Head *head, const uint8_t *body,
             size_t bytes)
{
    uint8_t packed[HEAD_BYTES_MAX * 4];
    size_t head_bytes = crossdock__envelope__v1__head__get_packed_size(head);
    assert(head_bytes <= sizeof packed);
    crossdock__envelope__v1__head__pack(head, packed);
    if (!send_part(socket, packed, head_bytes, ZMQ_SNDMORE))
        return false;
    bool sent = send_part(socket, body, bytes, 0);
    metric_add(&sent_bytes, (int64_t)(head_bytes + bytes));
    return sent;
}

enum feed_sent
bus_send(struct bus *bus, const struct route *to, const Crossdock__Envelope__V1__Head *head,
         const uint8_t *body, size_t bytes)
{
    if (send_part(bus->router.socket, to->id, to->id_bytes, ZMQ_SNDMORE))
        return send_message(bus->router.socket, head, body, bytes) ? FEED_SENT : FEED_GONE;
    return errno == EAGAIN ? FEED_LATER : FEED_GONE;
}

bool
bus_ask(struct bus *bus, int source, const Crossdock__Envelope__V1__Head *head, const uint8_t *body,
        size_t bytes)
{
    return send_message(bus->links[source].wire.socket, head, body, bytes);
}

/* --- receiving ----------------------------------------------------------------------------- */

/* A whole message: at most `room` parts are kept, all are taken. The count of parts; 0: none came. */
static int
receive_parts(void *socket, zmq_msg_t *parts, int room)
{
    int count = 0;
    for (bool more = true; more; count++) {
        zmq_msg_t extra;
        zmq_msg_t *part = count < room ? &parts[count] : &extra;
        zmq_msg_init(part);
        int got;
        do
            got = zmq_msg_recv(part, socket, ZMQ_DONTWAIT);
        while (got < 0 && errno == EINTR);
        if (got < 0) {
            zmq_msg_close(part);
            return count;
        }
        more = zmq_msg_more(part);
        if (part == &extra)
            zmq_msg_close(part);
    }
    return count;
}

static void
close_parts(zmq_msg_t *parts, int count, int room)
{
    for (int i = 0; i < count && i < room; i++)
        zmq_msg_close(&parts[i]);
}

/* NULL when it is not a Head at all; *reason is set whenever it is to be refused. */
static const Crossdock__Envelope__V1__Head *
read_head(struct bus *bus, zmq_msg_t *part, const char **reason)
{
    *reason = "the head is longer than 1024 bytes";
    if (zmq_msg_size(part) > HEAD_BYTES_MAX)
        return NULL;
    *reason = NULL;
    arena_reset(bus->arena, 0);
    const Crossdock__Envelope__V1__Head *head = (const Crossdock__Envelope__V1__Head *)message_read(
        bus->arena, &crossdock__envelope__v1__head__descriptor, zmq_msg_data(part),
        zmq_msg_size(part), reason);
    if (head != NULL && head->version != 1)
        *reason = "the head's version is not 1";
    return head;
}

/* Say what is wrong where there is something to answer to. */
static void
refuse(struct bus *bus, const struct route *peer, const Crossdock__Envelope__V1__Head *head,
       const char *reason)
{
    metric_add(&frames_refused, 1);
    if (head == NULL || (head->request_id == 0 && head->sub == 0))
        return;
    Crossdock__Envelope__V1__Head answer = CROSSDOCK__ENVELOPE__V1__HEAD__INIT;
    bool command = head->kind == KIND(COMMAND) || head->request_id != 0;
    answer.version = 1;
    answer.kind = command ? KIND(RECEIPT) : KIND(STOP);
    answer.sub = command ? 0 : head->sub;
    answer.request_id = head->request_id;
    answer.code = command ? CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_BAD_REQUEST
                          : CROSSDOCK__ENVELOPE__V1__STOP_CODE__STOP_BAD_REQUEST;
    answer.detail = (char *)reason;
    (void)!bus_send(bus, peer, &answer, NULL, 0);
}

static const struct identity *
identity_of(const struct bus *bus, zmq_msg_t *part)
{
    const char *name = zmq_msg_gets(part, "User-Id");
    const struct key *key = name == NULL ? NULL : keys_find_name(bus->keys, name);
    return key == NULL ? NULL : &key->identity;
}

/* ROUTER: routing id, head, body. */
static bool
receive_request(struct bus *bus, int unused)
{
    (void)unused;
    zmq_msg_t parts[PARTS_MAX];
    int count = receive_parts(bus->router.socket, parts, PARTS_MAX);
    if (count == 0)
        return false;
    struct route peer = { .id_bytes = 0 };
    size_t id_bytes = zmq_msg_size(&parts[0]);
    if (count < 2 || id_bytes > sizeof peer.id) {
        metric_add(&frames_refused, 1);
        close_parts(parts, count, PARTS_MAX);
        return true;
    }
    memcpy(peer.id, zmq_msg_data(&parts[0]), id_bytes);
    peer.id_bytes = (uint8_t)id_bytes;
    const char *reason = NULL;
    const Crossdock__Envelope__V1__Head *head = read_head(bus, &parts[1], &reason);
    if (count != PARTS_MAX)
        reason = "a message is two frames: head, body";
    if (reason == NULL) {
        metric_add(&received_bytes, (int64_t)(zmq_msg_size(&parts[1]) + zmq_msg_size(&parts[2])));
        peer.request_id = head->request_id;
        if (!bus->hooks.request(bus->hooks.owner, &peer, identity_of(bus, &parts[2]), head,
                                zmq_msg_data(&parts[2]), zmq_msg_size(&parts[2])))
            refuse(bus, &peer, head, "this kind does not go to a service");
    } else {
        refuse(bus, &peer, head, reason);
    }
    close_parts(parts, count, PARTS_MAX);
    return true;
}

/* DEALER: head, body. */
static bool
receive_feed(struct bus *bus, int source)
{
    zmq_msg_t parts[PARTS_MAX];
    int count = receive_parts(bus->links[source].wire.socket, parts, PARTS_MAX);
    if (count == 0)
        return false;
    const char *reason = "a message is two frames";
    const Crossdock__Envelope__V1__Head *head = NULL;
    if (count == 2)
        head = read_head(bus, &parts[0], &reason);
    if (reason != NULL) {
        metric_add(&frames_refused, 1);
    } else {
        metric_add(&received_bytes, (int64_t)(zmq_msg_size(&parts[0]) + zmq_msg_size(&parts[1])));
        bus->hooks.feed(bus->hooks.owner, source, head, zmq_msg_data(&parts[1]),
                        zmq_msg_size(&parts[1]));
    }
    close_parts(parts, count, PARTS_MAX);
    return true;
}

/* --- who may connect (ZAP, RFC 27) --------------------------------------------------------- */

enum zap_part { ZAP_VERSION, ZAP_REQUEST, ZAP_DOMAIN, ZAP_ADDRESS, ZAP_IDENTITY, ZAP_MECHANISM,
                ZAP_CREDENTIAL, ZAP_PARTS };

static bool
part_is(zmq_msg_t *part, const char *text)
{
    return zmq_msg_size(part) == strlen(text) &&
           memcmp(zmq_msg_data(part), text, strlen(text)) == 0;
}

static void
note_denied(struct bus *bus, zmq_msg_t *address, const char *public_key)
{
    char text[64];
    int64_t now_us = (int64_t)(uv_hrtime() / 1000);
    metric_add(&handshakes_denied, 1);
    if (strcmp(bus->denied.public_key, public_key) == 0 && now_us - bus->denied.at_us < 60000000)
        return;
    snprintf(text, sizeof text, "%.*s", (int)zmq_msg_size(address),
             (const char *)zmq_msg_data(address));
    log_warning("connection denied: unknown key", "address", text, "public", public_key, NULL);
    bus->denied.at_us = now_us;
    memcpy(bus->denied.public_key, public_key, KEY_TEXT_BYTES);
}

/* The name behind the credentials; NULL: denied. */
static const char *
authenticate(struct bus *bus, zmq_msg_t *parts, int count)
{
    char public_key[KEY_TEXT_BYTES] = "";
    if (count != ZAP_PARTS || !part_is(&parts[ZAP_VERSION], "1.0") ||
        !part_is(&parts[ZAP_MECHANISM], "CURVE") || zmq_msg_size(&parts[ZAP_CREDENTIAL]) != 32)
        return NULL;
    zmq_z85_encode(public_key, zmq_msg_data(&parts[ZAP_CREDENTIAL]), 32);
    const struct key *key = keys_find(bus->keys, public_key);
    if (key == NULL && keys_are_stale(bus->keys)) { /* perhaps it was made a moment ago */
        bus_reload_keys(bus);
        key = keys_find(bus->keys, public_key);
    }
    if (key != NULL)
        return key->identity.name;
    note_denied(bus, &parts[ZAP_ADDRESS], public_key);
    return NULL;
}

static bool
receive_zap(struct bus *bus, int unused)
{
    (void)unused;
    zmq_msg_t parts[ZAP_PARTS];
    void *socket = bus->zap.socket;
    int count = receive_parts(socket, parts, ZAP_PARTS);
    if (count == 0)
        return false;
    if (count > ZAP_REQUEST) {
        const char *name = authenticate(bus, parts, count);
        bool good = send_part(socket, "1.0", 3, ZMQ_SNDMORE) &&
                    send_part(socket, zmq_msg_data(&parts[ZAP_REQUEST]),
                              zmq_msg_size(&parts[ZAP_REQUEST]), ZMQ_SNDMORE) &&
                    send_part(socket, name != NULL ? "200" : "400", 3, ZMQ_SNDMORE) &&
                    send_part(socket, "", 0, ZMQ_SNDMORE) &&
                    send_part(socket, name, name != NULL ? strlen(name) : 0, ZMQ_SNDMORE) &&
                    send_part(socket, "", 0, 0);
        if (!good)
            log_error("no answer to a handshake", "error", zmq_strerror(errno), NULL);
    }
    close_parts(parts, count, ZAP_PARTS);
    return true;
}

/* --- in the loop --------------------------------------------------------------------------- */

static bool
is_readable(const struct wire *wire)
{
    int events = 0;
    size_t bytes = sizeof events;
    return wire->socket != NULL &&
           zmq_getsockopt(wire->socket, ZMQ_EVENTS, &events, &bytes) == 0 &&
           (events & ZMQ_POLLIN) != 0;
}

static void
on_poll(uv_poll_t *poll, int status, int events)
{
    (void)poll;
    (void)status;
    (void)events;
}

static void
on_idle(uv_idle_t *idle)
{
    (void)idle;
}

/* Last thing before the loop sleeps: it must not, while a socket has something. */
static void
on_prepare(uv_prepare_t *prepare)
{
    struct bus *bus = prepare->data;
    bool any = is_readable(&bus->zap) || is_readable(&bus->router);
    for (int i = 0; !any && i < bus->runtime->source_count; i++)
        any = is_readable(&bus->links[i].wire);
    if (any)
        uv_idle_start(&bus->idle, on_idle);
    else
        uv_idle_stop(&bus->idle);
}

/* A callee may replace the wire's socket, so it is looked at anew each time. */
static void
drain(struct bus *bus, const struct wire *wire, bool (*receive)(struct bus *, int), int source)
{
    for (int n = 0; n < DRAIN_MAX && is_readable(wire); n++)
        if (!receive(bus, source))
            return;
}

static void
on_check(uv_check_t *check)
{
    struct bus *bus = check->data;
    drain(bus, &bus->zap, receive_zap, 0);
    drain(bus, &bus->router, receive_request, 0);
    for (int i = 0; i < bus->runtime->source_count; i++)
        drain(bus, &bus->links[i].wire, receive_feed, i);
}

static void
on_closed_poll(uv_handle_t *poll)
{
    free(poll);
}

static void
wire_open(struct bus *bus, struct wire *wire, void *socket)
{
    int descriptor;
    size_t bytes = sizeof descriptor;
    int failed = zmq_getsockopt(socket, ZMQ_FD, &descriptor, &bytes);
    assert(!failed);
    wire->socket = socket;
    wire->poll = calloc(1, sizeof *wire->poll);
    assert(wire->poll != NULL);
    failed = uv_poll_init(bus->loop, wire->poll, descriptor) ||
             uv_poll_start(wire->poll, UV_READABLE, on_poll);
    assert(!failed);
}

static void
wire_close(struct wire *wire, int linger_ms)
{
    if (wire->socket == NULL)
        return;
    uv_poll_stop(wire->poll); /* before its descriptor goes */
    uv_close((uv_handle_t *)wire->poll, on_closed_poll);
    zmq_setsockopt(wire->socket, ZMQ_LINGER, &linger_ms, sizeof linger_ms);
    zmq_close(wire->socket);
    wire->socket = NULL;
}

/* --- sockets ------------------------------------------------------------------------------- */

static void
set(void *socket, int option, int value)
{
    int failed = zmq_setsockopt(socket, option, &value, sizeof value);
    assert(!failed);
}

static void *
new_socket(struct bus *bus, int type, int64_t bytes_max)
{
    void *socket = zmq_socket(bus->context, type);
    assert(socket != NULL);
    set(socket, ZMQ_SNDHWM, 1000);
    set(socket, ZMQ_RCVHWM, 1000);
    set(socket, ZMQ_LINGER, 0);
    set(socket, ZMQ_HEARTBEAT_IVL, 1000);
    set(socket, ZMQ_HEARTBEAT_TIMEOUT, 3000);
    set(socket, ZMQ_HEARTBEAT_TTL, 3000);
    set(socket, ZMQ_HANDSHAKE_IVL, 5000);
    set(socket, ZMQ_TCP_KEEPALIVE, 1);
    set(socket, ZMQ_TCP_MAXRT, 5000);
    int failed = zmq_setsockopt(socket, ZMQ_MAXMSGSIZE, &bytes_max, sizeof bytes_max) ||
                 zmq_setsockopt(socket, ZMQ_CURVE_SECRETKEY, bus->secret, KEY_TEXT_BYTES);
    assert(!failed);
    return socket;
}

/* The endpoint at this index of a comma separated list; wraps around. */
static void
endpoint_at(const char *list, int index, char *endpoint, size_t room)
{
    int count = 1;
    for (const char *c = list; *c != '\0'; c++)
        count += *c == ',';
    const char *begin = list;
    for (int skip = index % count; skip > 0; skip--)
        begin = strchr(begin, ',') + 1;
    snprintf(endpoint, room, "%.*s", (int)strcspn(begin, ","), begin);
}

void
bus_connect_next(struct bus *bus, int source)
{
    struct link *link = &bus->links[source];
    wire_close(&link->wire, 0);
    void *socket = new_socket(bus, ZMQ_DEALER, DEALER_BYTES_MAX);
    set(socket, ZMQ_IMMEDIATE, 1); /* nothing is queued for who is not there */
    set(socket, ZMQ_RECONNECT_IVL, 100);
    set(socket, ZMQ_RECONNECT_IVL_MAX, 5000);
    int failed =
        zmq_setsockopt(socket, ZMQ_CURVE_PUBLICKEY, bus->public_key, KEY_TEXT_BYTES) ||
        zmq_setsockopt(socket, ZMQ_CURVE_SERVERKEY, link->server_key, KEY_TEXT_BYTES);
    assert(!failed);
    char endpoint[512];
    endpoint_at(link->endpoints, link->endpoint++, endpoint, sizeof endpoint);
    if (zmq_connect(socket, endpoint) != 0)
        log_error("cannot connect", "endpoint", endpoint, "error", zmq_strerror(errno), NULL);
    metric_add(&links_opened, 1);
    wire_open(bus, &link->wire, socket);
}

/* A predecessor may still be on its way out. */
static bool
bind_patiently(void *socket, const char *endpoint)
{
    for (int waited_ms = 0;; waited_ms += BIND_RETRY_MS) {
        if (zmq_bind(socket, endpoint) == 0)
            return true;
        if (errno != EADDRINUSE || waited_ms >= BIND_WAIT_MS_MAX) {
            log_error("cannot bind", "endpoint", endpoint, "error", zmq_strerror(errno), "setting",
                      "CROSSDOCK_BIND", NULL);
            return false;
        }
        usleep(BIND_RETRY_MS * 1000);
    }
}

/* Before the ROUTER: without a handler of ZAP everybody who knows the server's key would get in. */
static void
open_zap(struct bus *bus)
{
    void *socket = zmq_socket(bus->context, ZMQ_REP);
    assert(socket != NULL);
    int failed = zmq_bind(socket, "inproc://zeromq.zap.01");
    assert(!failed);
    wire_open(bus, &bus->zap, socket);
}

static bool
open_router(struct bus *bus)
{
    void *socket = new_socket(bus, ZMQ_ROUTER, (int64_t)BODY_BYTES_MAX + CURVE_ROOM);
    set(socket, ZMQ_ROUTER_MANDATORY, 1);
    /* Receipts of a turn leave all at once; a client may have as many under way as the inbox holds. */
    int waiting_max = (int)bus->runtime->settings.inbox_items_max;
    set(socket, ZMQ_SNDHWM, waiting_max < ANSWERS_MAX / 2 ? ANSWERS_MAX : 2 * waiting_max);
    set(socket, ZMQ_CURVE_SERVER, 1);
    int failed = zmq_setsockopt(socket, ZMQ_ZAP_DOMAIN, "crossdock", strlen("crossdock"));
    assert(!failed);
    if (!bind_patiently(socket, bus->runtime->settings.bind)) {
        zmq_close(socket);
        return false;
    }
    wire_open(bus, &bus->router, socket);
    return true;
}

/* --- life ---------------------------------------------------------------------------------- */

/* All that is needed of the key folder; false after logging why. */
static bool
load_keys(struct bus *bus)
{
    const struct runtime *runtime = bus->runtime;
    const char *folder = runtime->settings.keys;
    bus->keys = keys_load(folder);
    if (bus->keys == NULL || !keys_load_secret(folder, runtime->service->name, bus->secret))
        return false;
    const struct key *own = keys_find_name(bus->keys, runtime->service->name);
    if (own == NULL) {
        log_error("own public key is missing", "folder", folder, "name", runtime->service->name,
                  NULL);
        return false;
    }
    memcpy(bus->public_key, own->public_key, KEY_TEXT_BYTES);
    for (int i = 0; i < runtime->source_count; i++) {
        struct link *link = &bus->links[i];
        const struct key *key = keys_find_name(bus->keys, runtime->sources[i]);
        if (key == NULL) {
            log_error("public key of a followed service is missing", "folder", folder, "name",
                      runtime->sources[i], NULL);
            return false;
        }
        memcpy(link->server_key, key->public_key, KEY_TEXT_BYTES);
        snprintf(link->endpoints, sizeof link->endpoints, "%s", runtime->settings.peers[i]);
    }
    return true;
}

void
bus_reload_keys(struct bus *bus)
{
    struct keys *keys = keys_load(bus->runtime->settings.keys);
    if (keys == NULL) {
        log_error("keys stay as they were", NULL);
        return;
    }
    keys_destroy(&bus->keys);
    bus->keys = keys;
    log_info("keys reloaded", NULL);
}

struct bus *
bus_create(uv_loop_t *loop, const struct runtime *runtime, const struct bus_hooks *hooks)
{
    struct bus *bus = calloc(1, sizeof *bus);
    assert(bus != NULL);
    bus->runtime = runtime;
    bus->hooks = *hooks;
    bus->loop = loop;
    bus->context = zmq_ctx_new();
    bus->arena = arena_create(ARENA_BYTES);
    assert(bus->context != NULL && bus->arena != NULL);
    zmq_ctx_set(bus->context, ZMQ_IO_THREADS, 1);
    uv_prepare_init(loop, &bus->prepare);
    uv_check_init(loop, &bus->check);
    uv_idle_init(loop, &bus->idle);
    bus->prepare.data = bus->check.data = bus;
    open_zap(bus);
    if (!load_keys(bus) || !open_router(bus)) {
        bus_destroy(&bus, 0);
        return NULL;
    }
    uv_prepare_start(&bus->prepare, on_prepare);
    uv_check_start(&bus->check, on_check);
    for (int i = 0; i < runtime->source_count; i++)
        bus_connect_next(bus, i);
    log_info("listening", "endpoint", runtime->settings.bind, NULL);
    return bus;
}

/* The handles are inside the bus, so the loop must let go of them before it goes. */
void
bus_destroy(struct bus **bus, int linger_ms)
{
    struct bus *gone = *bus;
    *bus = NULL;
    if (gone == NULL)
        return;
    for (int i = 0; i < gone->runtime->source_count; i++)
        wire_close(&gone->links[i].wire, 0);
    wire_close(&gone->router, linger_ms);
    wire_close(&gone->zap, 0);
    uv_close((uv_handle_t *)&gone->prepare, NULL);
    uv_close((uv_handle_t *)&gone->check, NULL);
    uv_close((uv_handle_t *)&gone->idle, NULL);
    uv_run(gone->loop, UV_RUN_NOWAIT);
    zmq_ctx_term(gone->context); /* waits for what lingers */
    keys_destroy(&gone->keys);
    arena_destroy(&gone->arena);
    sodium_memzero(gone->secret, sizeof gone->secret);
    free(gone);
}

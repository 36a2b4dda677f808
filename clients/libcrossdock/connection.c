/* One DEALER socket with CURVE, see connection.h. Socket options are explained in docs/protocol.md. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>
#include <zmq.h>

#include "clients/libcrossdock/connection.h"
#include "common/keys.h"
#include "common/message.h"

#define ENDPOINTS_MAX 8
#define HEAD_BYTES_MAX 1024
#define MESSAGE_BYTES_MAX (8 << 20) /* a reply may be longer than a command may */

struct connection {
    void *context;
    void *socket;
    void *monitor;
    char *endpoints_text;
    const char *endpoints[ENDPOINTS_MAX];
    int endpoint_count;
    int endpoint;
    char server_key[KEY_TEXT_BYTES];
    char public_key[KEY_TEXT_BYTES];
    char secret_key[KEY_TEXT_BYTES];
    bool refused;
    zmq_msg_t body;
};

int64_t
connection_now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

uint64_t
connection_random(void)
{
    uint64_t value = 0;
    ssize_t taken = getrandom(&value, sizeof value, 0);
    assert(taken == (ssize_t)sizeof value);
    return value;
}

static bool
key_file_is_there(const char *folder, const char *name, const char *suffix, char *error,
                  size_t error_bytes)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.%s", folder, name, suffix);
    if (access(path, R_OK) == 0)
        return true;
    snprintf(error, error_bytes, "the key file %s is missing or may not be read", path);
    return false;
}

static bool
load_keys(struct connection *connection, const struct crossdock_options *options, char *error,
          size_t error_bytes)
{
    if (!key_file_is_there(options->keys, options->server, "public", error, error_bytes) ||
        !key_file_is_there(options->keys, options->key, "public", error, error_bytes) ||
        !key_file_is_there(options->keys, options->key, "secret", error, error_bytes))
        return false;
    struct keys *keys = keys_load(options->keys);
    if (!keys) {
        snprintf(error, error_bytes, "a key file in %s is damaged", options->keys);
        return false;
    }
    const struct key *server = keys_find_name(keys, options->server);
    const struct key *own = keys_find_name(keys, options->key);
    bool good = server && own && keys_load_secret(options->keys, options->key, connection->secret_key);
    if (good) {
        memcpy(connection->server_key, server->public_key, KEY_TEXT_BYTES);
        memcpy(connection->public_key, own->public_key, KEY_TEXT_BYTES);
    } else {
        snprintf(error, error_bytes, "the key files of %s or %s in %s are damaged", options->server,
                 options->key, options->keys);
    }
    keys_destroy(&keys);
    return good;
}

static bool
split_endpoints(struct connection *connection, const char *text, char *error, size_t error_bytes)
{
    connection->endpoints_text = strdup(text);
    assert(connection->endpoints_text);
    char *rest = connection->endpoints_text;
    for (char *part; (part = strsep(&rest, ", "));) {
        if (!*part)
            continue;
        if (strncmp(part, "tcp://", 6) != 0 && strncmp(part, "ipc://", 6) != 0) {
            snprintf(error, error_bytes, "'%s' is not an endpoint: it looks like tcp://host:port", part);
            return false;
        }
        if (connection->endpoint_count == ENDPOINTS_MAX) {
            snprintf(error, error_bytes, "more than %d endpoints", ENDPOINTS_MAX);
            return false;
        }
        connection->endpoints[connection->endpoint_count++] = part;
    }
    if (connection->endpoint_count == 0)
        snprintf(error, error_bytes, "no endpoint given");
    return connection->endpoint_count > 0;
}

static void
set_int(void *socket, int option, int value)
{
    int failed = zmq_setsockopt(socket, option, &value, sizeof value);
    assert(!failed);
}

static void
close_socket(struct connection *connection, int linger_ms)
{
    if (connection->monitor) {
        zmq_socket_monitor(connection->socket, NULL, 0);
        zmq_close(connection->monitor);
        connection->monitor = NULL;
    }
    if (connection->socket) {
        set_int(connection->socket, ZMQ_LINGER, linger_ms);
        zmq_close(connection->socket);
        connection->socket = NULL;
    }
}

static bool
connect_socket(struct connection *connection)
{
    static const struct {
        int option, value;
    } options[] = {
        { ZMQ_IMMEDIATE, 1 },           { ZMQ_LINGER, 0 },
        { ZMQ_HEARTBEAT_IVL, 1000 },    { ZMQ_HEARTBEAT_TIMEOUT, 3000 },
        { ZMQ_HEARTBEAT_TTL, 3000 },    { ZMQ_RECONNECT_IVL, 100 },
        { ZMQ_RECONNECT_IVL_MAX, 2000 }, { ZMQ_HANDSHAKE_IVL, 5000 },
        { ZMQ_TCP_KEEPALIVE, 1 },       { ZMQ_SNDHWM, 100000 },
        { ZMQ_RCVHWM, 100000 },
    };
    connection->socket = zmq_socket(connection->context, ZMQ_DEALER);
    assert(connection->socket);
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        set_int(connection->socket, options[i].option, options[i].value);
    int64_t message_max = MESSAGE_BYTES_MAX;
    zmq_setsockopt(connection->socket, ZMQ_MAXMSGSIZE, &message_max, sizeof message_max);
    zmq_setsockopt(connection->socket, ZMQ_CURVE_SERVERKEY, connection->server_key, KEY_TEXT_BYTES);
    zmq_setsockopt(connection->socket, ZMQ_CURVE_PUBLICKEY, connection->public_key, KEY_TEXT_BYTES);
    zmq_setsockopt(connection->socket, ZMQ_CURVE_SECRETKEY, connection->secret_key, KEY_TEXT_BYTES);

    /* The one thing a DEALER does not tell by itself: that the service refused the key. */
    char address[64];
    snprintf(address, sizeof address, "inproc://monitor-%016llx", (unsigned long long)connection_random());
    if (zmq_socket_monitor(connection->socket, address, ZMQ_EVENT_HANDSHAKE_FAILED_AUTH) == 0) {
        connection->monitor = zmq_socket(connection->context, ZMQ_PAIR);
        assert(connection->monitor);
        set_int(connection->monitor, ZMQ_LINGER, 0);
        zmq_connect(connection->monitor, address);
    }
    return zmq_connect(connection->socket, connection->endpoints[connection->endpoint]) == 0;
}

struct connection *
connection_open(const struct crossdock_options *options, char *error, size_t error_bytes)
{
    const char *endpoints = options->endpoints;
    if (!endpoints || !*endpoints)
        endpoints = crossdock_default_endpoint(options->server);
    struct connection *connection = calloc(1, sizeof *connection);
    assert(connection);
    zmq_msg_init(&connection->body);
    if (!endpoints) {
        snprintf(error, error_bytes, "no endpoint given for %s", options->server);
        connection_close(&connection, 0);
        return NULL;
    }
    if (!split_endpoints(connection, endpoints, error, error_bytes) ||
        !load_keys(connection, options, error, error_bytes)) {
        connection_close(&connection, 0);
        return NULL;
    }
    connection->context = zmq_ctx_new();
    assert(connection->context);
    if (!connect_socket(connection)) {
        snprintf(error, error_bytes, "'%s' is not an endpoint: it looks like tcp://host:port",
                 connection->endpoints[0]);
        connection_close(&connection, 0);
        return NULL;
    }
    return connection;
}

void
connection_close(struct connection **where, int linger_ms)
{
    struct connection *connection = *where;
    if (!connection)
        return;
    close_socket(connection, linger_ms);
    if (connection->context)
        zmq_ctx_term(connection->context);
    zmq_msg_close(&connection->body);
    free(connection->endpoints_text);
    explicit_bzero(connection->secret_key, sizeof connection->secret_key);
    free(connection);
    *where = NULL;
}

void
connection_rotate(struct connection *connection)
{
    close_socket(connection, 0);
    for (int i = 0; i < connection->endpoint_count; i++) {
        connection->endpoint = (connection->endpoint + 1) % connection->endpoint_count;
        if (connect_socket(connection))
            return;
        close_socket(connection, 0);
    }
    WRONG("no endpoint can be used, though the first one could");
}

int
connection_endpoint_count(const struct connection *connection)
{
    return connection->endpoint_count;
}

bool
connection_is_refused(const struct connection *connection)
{
    return connection->refused;
}

const char *
connection_endpoint(const struct connection *connection)
{
    return connection->endpoints[connection->endpoint];
}

bool
connection_send(struct connection *connection, const Crossdock__Envelope__V1__Head *head,
                const uint8_t *body, size_t body_bytes)
{
    uint8_t frame[HEAD_BYTES_MAX];
    if (crossdock__envelope__v1__head__get_packed_size(head) > sizeof frame)
        WRONG("a head is larger than the protocol allows");
    size_t bytes = crossdock__envelope__v1__head__pack(head, frame);
    if (zmq_send(connection->socket, frame, bytes, ZMQ_SNDMORE | ZMQ_DONTWAIT) < 0)
        return false;
    return zmq_send(connection->socket, body, body_bytes, ZMQ_DONTWAIT) >= 0;
}

static void
read_monitor(struct connection *connection)
{
    uint8_t event[6];
    char address[256];
    while (zmq_recv(connection->monitor, event, sizeof event, ZMQ_DONTWAIT) > 0) {
        zmq_recv(connection->monitor, address, sizeof address, ZMQ_DONTWAIT);
        connection->refused = true;
    }
}

/* Both frames of one message; false when there is none at the moment. More frames are dropped. */
static bool
take_message(struct connection *connection, zmq_msg_t *first)
{
    if (zmq_msg_recv(first, connection->socket, ZMQ_DONTWAIT) < 0)
        return false;
    zmq_msg_close(&connection->body);
    zmq_msg_init(&connection->body);
    if (!zmq_msg_more(first))
        return true;
    zmq_msg_recv(&connection->body, connection->socket, ZMQ_DONTWAIT);
    bool more = zmq_msg_more(&connection->body) != 0;
    while (more) {
        zmq_msg_t rest;
        zmq_msg_init(&rest);
        more = zmq_msg_recv(&rest, connection->socket, ZMQ_DONTWAIT) >= 0 && zmq_msg_more(&rest);
        zmq_msg_close(&rest);
    }
    return true;
}

const Crossdock__Envelope__V1__Head *
connection_receive(struct connection *connection, struct arena *arena, int64_t timeout_ms,
                   const uint8_t **body, size_t *body_bytes)
{
    int64_t until_us = connection_now_us() + timeout_ms * 1000;
    for (;;) {
        zmq_msg_t first;
        zmq_msg_init(&first);
        const ProtobufCMessage *head = NULL;
        const char *reason;
        bool taken = take_message(connection, &first);
        if (taken && zmq_msg_size(&first) <= HEAD_BYTES_MAX)
            head = message_read(arena, &crossdock__envelope__v1__head__descriptor,
                                zmq_msg_data(&first), zmq_msg_size(&first), &reason);
        zmq_msg_close(&first);
        if (head) {
            *body = zmq_msg_data(&connection->body);
            *body_bytes = zmq_msg_size(&connection->body);
            return (const Crossdock__Envelope__V1__Head *)(const void *)head;
        }
        if (taken)
            continue;
        int64_t left_ms = (until_us - connection_now_us() + 999) / 1000;
        if (left_ms <= 0)
            return NULL;
        zmq_pollitem_t items[] = {
            { .socket = connection->socket, .events = ZMQ_POLLIN },
            { .socket = connection->monitor, .events = ZMQ_POLLIN },
        };
        zmq_poll(items, connection->monitor ? 2 : 1, (long)left_ms);
        if (connection->monitor && (items[1].revents & ZMQ_POLLIN)) {
            read_monitor(connection);
            return NULL;
        }
    }
}

/*
 * Commands and their receipts. Every command in flight sits in a slot until its receipt comes or
 * its time is over; slots are looked through every few milliseconds for what must be sent again.
 * A request id names slot and use: request_id % slot_count is the slot.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "clients/libcrossdock/connection.h"
#include "common/message.h"

#define ARENA_BYTES (24u << 20)
#define LOOK_EVERY_US 20000
#define RESEND_US 3000000
#define UNSENT_RETRY_US 20000
#define STANDBY_RETRY_US 200000
#define SILENCE_US_MAX 3000000
#define TIMEOUT_MS_DEFAULT 10000
#define WINDOW_DEFAULT 1000
#define WINDOW_MAX 65536

#define CODE(name) CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_##name

struct slot {
    uint64_t request_id; /* 0: free */
    uint64_t tag;
    int64_t deadline_us;
    int64_t send_us; /* when to send (again) */
    uint8_t *event;  /* packed */
    size_t event_bytes;
};

struct crossdock_client {
    struct connection *connection;
    struct arena *arena;
    char key[64];
    int64_t timeout_us;
    struct slot *slots;
    uint32_t *free_slots;
    uint32_t slot_count, free_count;
    uint64_t uses;       /* makes request ids unique */
    int64_t look_us;     /* when to look through the slots again */
    int64_t busy_us;     /* the service asked to wait until then */
    int64_t heard_us;    /* last message, or when waiting for one began */
};

struct crossdock_client *
crossdock_open(const struct crossdock_options *options, char *error, size_t error_bytes)
{
    struct connection *connection = connection_open(options, error, error_bytes);
    if (!connection)
        return NULL;
    struct crossdock_client *client = calloc(1, sizeof *client);
    assert(client);
    client->connection = connection;
    client->arena = arena_create(ARENA_BYTES);
    snprintf(client->key, sizeof client->key, "%s", options->key);
    client->timeout_us = (options->timeout_ms ? options->timeout_ms : TIMEOUT_MS_DEFAULT) * INT64_C(1000);
    client->slot_count = options->window ? options->window : WINDOW_DEFAULT;
    if (client->slot_count > WINDOW_MAX)
        client->slot_count = WINDOW_MAX;
    client->slots = calloc(client->slot_count, sizeof *client->slots);
    client->free_slots = calloc(client->slot_count, sizeof *client->free_slots);
    assert(client->slots && client->free_slots);
    for (uint32_t i = 0; i < client->slot_count; i++)
        client->free_slots[client->free_count++] = client->slot_count - 1 - i;
    return client;
}

void
crossdock_close(struct crossdock_client **where)
{
    struct crossdock_client *client = *where;
    if (!client)
        return;
    for (uint32_t i = 0; i < client->slot_count; i++)
        free(client->slots[i].event);
    free(client->slots);
    free(client->free_slots);
    arena_destroy(&client->arena);
    connection_close(&client->connection, 0);
    free(client);
    *where = NULL;
}

size_t
crossdock_in_flight(const struct crossdock_client *client)
{
    return client->slot_count - client->free_count;
}

bool
crossdock_has_room(const struct crossdock_client *client)
{
    return client->free_count > 0 && connection_now_us() >= client->busy_us;
}

/* --- sending ------------------------------------------------------------------------------- */

static bool
send_slot(struct crossdock_client *client, struct slot *slot, int64_t now_us)
{
    Crossdock__Envelope__V1__Head head = CROSSDOCK__ENVELOPE__V1__HEAD__INIT;
    head.version = 1;
    head.kind = CROSSDOCK__ENVELOPE__V1__KIND__KIND_COMMAND;
    head.request_id = slot->request_id;
    bool sent = connection_send(client->connection, &head, slot->event, slot->event_bytes);
    slot->send_us = now_us + (sent ? RESEND_US : UNSENT_RETRY_US);
    return sent;
}

static void
pack_command(struct crossdock_client *client, struct slot *slot, const ProtobufCMessage *command,
             const char *id)
{
    char random_id[40], trace[64];
    uint64_t a = connection_random(), b = connection_random(), c = connection_random();
    snprintf(random_id, sizeof random_id, "%016llx%016llx", (unsigned long long)a, (unsigned long long)b);
    snprintf(trace, sizeof trace, "00-%s-%016llx-01", random_id, (unsigned long long)(c | 1));
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);

    size_t mark = arena_mark(client->arena);
    size_t data_bytes;
    uint8_t *data = message_pack(client->arena, command, &data_bytes);
    Crossdock__Envelope__V1__Event event = CROSSDOCK__ENVELOPE__V1__EVENT__INIT;
    event.id = (char *)(id ? id : random_id);
    event.source = client->key;
    event.spec_version = (char *)"1.0";
    event.type = (char *)command->descriptor->name;
    event.data = (ProtobufCBinaryData){ .len = data_bytes, .data = data };
    event.time_us = (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
    event.trace = trace;
    slot->event_bytes = crossdock__envelope__v1__event__get_packed_size(&event);
    slot->event = malloc(slot->event_bytes);
    assert(slot->event);
    crossdock__envelope__v1__event__pack(&event, slot->event);
    arena_reset(client->arena, mark);
}

void
crossdock_send(struct crossdock_client *client, const ProtobufCMessage *command, const char *id,
               uint64_t tag)
{
    assert(client->free_count > 0);
    int64_t now_us = connection_now_us();
    if (crossdock_in_flight(client) == 0)
        client->heard_us = now_us;
    uint32_t index = client->free_slots[--client->free_count];
    struct slot *slot = &client->slots[index];
    slot->request_id = ++client->uses * client->slot_count + index;
    slot->tag = tag;
    slot->deadline_us = now_us + client->timeout_us;
    pack_command(client, slot, command, id);
    if (!send_slot(client, slot, now_us) && client->look_us > slot->send_us)
        client->look_us = slot->send_us;
}

static void
release_slot(struct crossdock_client *client, struct slot *slot)
{
    free(slot->event);
    slot->event = NULL;
    slot->request_id = 0;
    client->free_slots[client->free_count++] = (uint32_t)(slot - client->slots);
}

/* To the next endpoint; whatever is in flight is sent again there. */
static void
rotate(struct crossdock_client *client, int64_t send_us)
{
    connection_rotate(client->connection);
    for (uint32_t i = 0; i < client->slot_count; i++)
        if (client->slots[i].request_id)
            client->slots[i].send_us = send_us;
    client->look_us = send_us;
    client->heard_us = connection_now_us();
}

/* Send again what is due. A slot whose time is over is released and told through receipt. */
static bool
look_through_slots(struct crossdock_client *client, int64_t now_us, struct crossdock_receipt *receipt)
{
    if (now_us - client->heard_us > SILENCE_US_MAX && crossdock_in_flight(client) > 0 &&
        connection_endpoint_count(client->connection) > 1)
        rotate(client, now_us + UNSENT_RETRY_US);
    bool connected = true;
    for (uint32_t i = 0; i < client->slot_count; i++) {
        struct slot *slot = &client->slots[i];
        if (!slot->request_id)
            continue;
        if (now_us >= slot->deadline_us) {
            *receipt = (struct crossdock_receipt){ .tag = slot->tag, .detail = "", .type = "" };
            release_slot(client, slot);
            return true;
        }
        if (now_us >= slot->send_us && connected)
            connected = send_slot(client, slot, now_us);
    }
    client->look_us = now_us + LOOK_EVERY_US;
    return false;
}

/* --- receiving ----------------------------------------------------------------------------- */

static void
read_receipt(struct crossdock_client *client, const Crossdock__Envelope__V1__Head *head,
             const uint8_t *body, size_t body_bytes, struct crossdock_receipt *receipt)
{
    const char *reason;
    const ProtobufCMessageDescriptor *type = crossdock_type(head->type);
    receipt->answered = true;
    receipt->code = head->code;
    receipt->detail = head->detail;
    receipt->type = head->type;
    receipt->body = body;
    receipt->body_bytes = body_bytes;
    receipt->message = type ? message_read(client->arena, type, body, body_bytes, &reason) : NULL;
}

/* True when this head ends a command: its receipt is filled. */
static bool
on_receipt(struct crossdock_client *client, const Crossdock__Envelope__V1__Head *head,
           const uint8_t *body, size_t body_bytes, struct crossdock_receipt *receipt)
{
    struct slot *slot = &client->slots[head->request_id % client->slot_count];
    int64_t now_us = connection_now_us();
    client->heard_us = now_us;
    if (head->kind != CROSSDOCK__ENVELOPE__V1__KIND__KIND_RECEIPT || head->request_id == 0 ||
        slot->request_id != head->request_id)
        return false; /* of an earlier sending of the same command: answered already */
    if (head->code == CODE(BUSY)) {
        slot->send_us = now_us + (head->retry_ms ? head->retry_ms : 10) * INT64_C(1000);
        client->busy_us = slot->send_us;
        return false;
    }
    if (head->code == CODE(NOT_LEADER)) {
        slot->send_us = now_us + STANDBY_RETRY_US;
        if (connection_endpoint_count(client->connection) > 1)
            rotate(client, slot->send_us);
        return false;
    }
    receipt->tag = slot->tag;
    read_receipt(client, head, body, body_bytes, receipt);
    release_slot(client, slot);
    return true;
}

enum crossdock_outcome
crossdock_receive(struct crossdock_client *client, uint32_t timeout_ms,
                  struct crossdock_receipt *receipt)
{
    int64_t now_us = connection_now_us();
    int64_t until_us = now_us + timeout_ms * INT64_C(1000);
    arena_reset(client->arena, 0);
    *receipt = (struct crossdock_receipt){ .detail = "", .type = "" };
    while (crossdock_in_flight(client) > 0) {
        if (connection_is_refused(client->connection))
            return CROSSDOCK_REFUSED;
        if (now_us >= client->look_us && look_through_slots(client, now_us, receipt))
            return CROSSDOCK_DONE;
        int64_t wait_us = (until_us < client->look_us ? until_us : client->look_us) - now_us;
        const uint8_t *body;
        size_t body_bytes;
        const Crossdock__Envelope__V1__Head *head = connection_receive(
            client->connection, client->arena, wait_us > 0 ? wait_us / 1000 + 1 : 0, &body, &body_bytes);
        if (head && on_receipt(client, head, body, body_bytes, receipt))
            return CROSSDOCK_DONE;
        now_us = connection_now_us();
        if (!head && now_us >= until_us)
            return CROSSDOCK_NOTHING;
        arena_reset(client->arena, 0);
    }
    return CROSSDOCK_NOTHING;
}

enum crossdock_outcome
crossdock_command(struct crossdock_client *client, const ProtobufCMessage *command, const char *id,
                  struct crossdock_receipt *receipt)
{
    assert(crossdock_in_flight(client) == 0);
    crossdock_send(client, command, id, 0);
    enum crossdock_outcome outcome;
    do
        outcome = crossdock_receive(client, 1000, receipt);
    while (outcome == CROSSDOCK_NOTHING);
    if (outcome == CROSSDOCK_DONE && !receipt->answered)
        return CROSSDOCK_NO_REPLY;
    return outcome;
}

/*
 * libcrossdock: what a storefront or a warehouse needs to talk to Crossdock. Blocking, one
 * connection each, no threads of its own; docs/protocol.md is what it speaks.
 *
 * Ask or tell (commands):
 *
 *     struct crossdock_options options = { .server = "order", .keys = "var/keys", .key = "web" };
 *     struct crossdock_client *client = crossdock_open(&options, error, sizeof error);
 *     struct crossdock_receipt receipt;
 *     if (crossdock_command(client, &place_order.base, NULL, &receipt) == CROSSDOCK_DONE &&
 *         receipt.code == CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_ACCEPTED) ...
 *
 * A command carries an id. The same id again is the same command, so the library sends it again
 * as often as needed (no answer, BUSY, a standby that became leader) and it takes effect once.
 *
 * Follow a feed (events):
 *
 *     struct crossdock_follow what = { .stream = "order", .group = "web", .from = CROSSDOCK_SAVED };
 *     struct crossdock_feed *feed = crossdock_follow_open(&options, &what, error, sizeof error);
 *     while (crossdock_follow_next(feed, 1000, &event) == CROSSDOCK_DONE) {
 *         ... handle it ...
 *         crossdock_follow_done(feed, event.event->position);
 *     }
 *
 * A handle belongs to one thread at a time. Times are in milliseconds unless named otherwise.
 */
#ifndef CROSSDOCK_H
#define CROSSDOCK_H

#include <protobuf-c/protobuf-c.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "crossdock/forecasting/v1/alert.pb-c.h"
#include "crossdock/forecasting/v1/forecasting.pb-c.h"
#include "crossdock/forecasting/v1/plan.pb-c.h"
#include "crossdock/gateway/v1/gateway.pb-c.h"
#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"

/* Whom to talk to, and as whom. All texts are copied. */
struct crossdock_options {
    const char *server;     /* name of the service: "order", "inventory", ...; its key is <server>.public */
    const char *endpoints;  /* tcp://host:port[,more: its standbys]; NULL: 127.0.0.1 and its port */
    const char *keys;       /* folder of key files */
    const char *key;        /* own name there: <key>.public and <key>.secret */
    uint32_t timeout_ms;    /* how long a command may take, resends included; 0: 10,000 */
    uint32_t window;        /* commands in flight, 1..65,536; 0: 1,000 */
};

enum crossdock_outcome {
    CROSSDOCK_DONE,     /* here it is */
    CROSSDOCK_NOTHING,  /* nothing came within the time */
    CROSSDOCK_NO_REPLY, /* the service did not answer in time; the command may or may not have taken effect */
    CROSSDOCK_REFUSED,  /* the service does not know the key, or does not let it do this */
    CROSSDOCK_STOPPED,  /* following ended for good, see crossdock_follow_error */
};

/* --- commands ------------------------------------------------------------------------------ */

struct crossdock_client;

struct crossdock_receipt {
    uint64_t tag;                    /* as given to crossdock_send */
    bool answered;                   /* false: no reply in time, the rest is empty */
    uint32_t code;                   /* a ReceiptCode; never BUSY or NOT_LEADER */
    const char *detail;              /* reason, or "" */
    const char *type;                /* full name of the reply message, or "" */
    const uint8_t *body;             /* the reply, packed */
    size_t body_bytes;
    const ProtobufCMessage *message; /* the reply, unpacked; NULL when there is none of a known type */
};

/* NULL with a sentence in error when the options or the key files will not do. It does not wait for
 * the connection: that is made in the background, and again whenever it breaks. */
struct crossdock_client *crossdock_open(const struct crossdock_options *options, char *error,
                                        size_t error_bytes);
void crossdock_close(struct crossdock_client **client);

/* Send and wait for the receipt. id: 1..64 bytes that name this command for ever, or NULL for a
 * random one. The receipt's memory is valid until the next call with this client. DONE, NO_REPLY or
 * REFUSED. Only without others in flight. */
enum crossdock_outcome crossdock_command(struct crossdock_client *client,
                                         const ProtobufCMessage *command, const char *id,
                                         struct crossdock_receipt *receipt);

/* Many in flight: send when there is room, take receipts as they come, in any order.
 *
 *     while (there is more || crossdock_in_flight(client) > 0) {
 *         while (there is more && crossdock_has_room(client))
 *             crossdock_send(client, &command.base, id, tag);
 *         if (crossdock_receive(client, 1000, &receipt) == CROSSDOCK_DONE) ...
 *     }
 *
 * There is no room while the window is full, or the service said BUSY a moment ago. Each command
 * gets exactly one receipt; `answered` is false when its time was over. */
bool crossdock_has_room(const struct crossdock_client *client);
size_t crossdock_in_flight(const struct crossdock_client *client);
void crossdock_send(struct crossdock_client *client, const ProtobufCMessage *command, const char *id,
                    uint64_t tag);
enum crossdock_outcome crossdock_receive(struct crossdock_client *client, uint32_t timeout_ms,
                                         struct crossdock_receipt *receipt);

/* --- feeds --------------------------------------------------------------------------------- */

enum crossdock_from {
    CROSSDOCK_AFTER,  /* after `position`; 0: from the oldest event */
    CROSSDOCK_SAVED,  /* where this group last acknowledged, kept by the service */
    CROSSDOCK_LATEST, /* what comes from now on */
};

struct crossdock_follow {
    const char *stream;       /* name of the feed; NULL: that of options.server */
    const char *group;        /* 1..64 bytes; name of the consumer */
    enum crossdock_from from;
    uint64_t position;        /* with CROSSDOCK_AFTER */
    const char *const *types; /* full names; only these events */
    size_t type_count;        /* 0: all */
    const char *subject;      /* only events of this channel or location; NULL or "": all */
    uint32_t window;          /* positions ahead of the last done; 0: 4,096 */
};

struct crossdock_event {
    const Crossdock__Envelope__V1__Event *event; /* position, type, time_us, key, subject ... */
    const ProtobufCMessage *message; /* its data, unpacked; NULL when the type is not known here */
};

struct crossdock_feed;

struct crossdock_feed *crossdock_follow_open(const struct crossdock_options *options,
                                             const struct crossdock_follow *what, char *error,
                                             size_t error_bytes);
/* Tells the service what is done, then leaves. */
void crossdock_follow_close(struct crossdock_feed **feed);

/* The next event, valid until the next call: DONE, NOTHING within the time, or STOPPED. Broken
 * connections are mended and the following goes on where it was. */
enum crossdock_outcome crossdock_follow_next(struct crossdock_feed *feed, uint32_t timeout_ms,
                                             struct crossdock_event *event);
/* All events through this position are handled: not seen again by this group. */
void crossdock_follow_done(struct crossdock_feed *feed, uint64_t position);
/* True when everything the feed held, as far as known, has been returned by crossdock_follow_next. */
bool crossdock_follow_at_end(const struct crossdock_feed *feed);
/* Why it stopped or why nothing comes: a sentence, or "". */
const char *crossdock_follow_error(const struct crossdock_feed *feed);

/* --- names --------------------------------------------------------------------------------- */

/* Descriptor of a message by its full name ("crossdock.order.v1.OrderPlaced"); NULL: unknown. */
const ProtobufCMessageDescriptor *crossdock_type(const char *name);
/* All messages in turn, ends with NULL. */
const ProtobufCMessageDescriptor *crossdock_type_at(size_t index);
/* "ACCEPTED", "REJECTED", ... */
const char *crossdock_receipt_name(uint32_t code);
/* "tcp://127.0.0.1:7101" for "order"; NULL: no such service. */
const char *crossdock_default_endpoint(const char *server);

#endif

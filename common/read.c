/*
 * First step of a turn: bytes become inputs. What cannot be read, is not known, or may not be
 * asked gets its answer here, before any handler; an unreadable event is set aside.
 */
#include <stdio.h>
#include <string.h>

#include "common/keys.h"
#include "common/log.h"
#include "common/message.h"
#include "common/metrics.h"
#include "common/turn_internal.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"

#define CODE(name) CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_##name

#define COMMAND_ID_BYTES_MAX 64

typedef Crossdock__Envelope__V1__Event event_message;

METRIC(refused) = { .kind = METRIC_COUNTER,
                    .name = "crossdock_commands_unreadable_total",
                    .help = "Commands refused before their handler: unreadable or unknown." };
METRIC(denied) = { .kind = METRIC_COUNTER,
                   .name = "crossdock_commands_denied_total",
                   .help = "Commands that the sender's role may not give." };

static const struct handler *
find_command(const struct handler *handlers, const char *type)
{
    for (const struct handler *h = handlers; h->input != NULL; h++)
        if (h->source == NULL && strcmp(h->input->name, type) == 0)
            return h;
    return NULL;
}

/* Feeds bring much that stands last in the table, or not at all: a walk through it for each event
 * would show. */
struct heard {
    const struct handler *handler;
};

struct map *
read_heard(const struct handler *handlers)
{
    struct map *heard = map_create();

    for (const struct handler *h = handlers; h->input != NULL; h++)
        if (h->source != NULL) {
            struct heard *entry = map_add_text(heard, NULL, h->input->name, sizeof *entry);
            entry->handler = h;
        }
    return heard;
}

static const struct handler *
find_heard(const struct worker *worker, const char *source, const char *type)
{
    const struct heard *heard = map_find_text(worker->heard, type);

    return heard != NULL && strcmp(heard->handler->source, source) == 0 ? heard->handler : NULL;
}

static void
answer(struct work *work, uint32_t code, const char *detail)
{
    work->fate_read = FATE_ANSWERED;
    work->reply_read = (struct reply){ .given = true, .code = code, .type = "", .detail = detail };
}

static void
take_envelope(struct work *work, const event_message *event, const struct handler *handler)
{
    work->input.handler = handler;
    work->input.type = event->type;
    work->input.id = event->id;
    work->input.key = event->key;
    work->input.subject = event->subject;
    work->input.trace = event->trace;
    work->input.cause = event->cause_id;
    work->input.time_us = event->time_us;
    if (handler != NULL) {
        work->says = handler->says;
        work->handle = handler->handle;
    }
}

/* The payload, checked by protobuf and then by the handler; NULL with a reason. */
static const void *
read_payload(struct arena *arena, const struct handler *handler, const event_message *event,
             const char **reason)
{
    const ProtobufCMessage *message =
        message_read(arena, handler->input, event->data.data, event->data.len, reason);
    if (message == NULL)
        return NULL;
    if (handler->read == NULL)
        return message;

    struct refusal refusal = { "" };
    const void *read = handler->read(arena, message, &refusal);
    if (read == NULL)
        *reason = arena_text(arena, refusal.reason);
    return read;
}

void
read_command(struct arena *arena, const struct service *service, const struct identity *from,
             const uint8_t *command, size_t bytes, struct work *work)
{
    const char *reason = "";

    *work = (struct work){ .source = -1, .fate_read = FATE_HANDLE };
    work->input = (struct input){ .from = from, .type = "", .id = "", .key = "", .subject = "",
                                  .trace = "", .cause = "" };

    const event_message *event = (const event_message *)message_read(
        arena, &crossdock__envelope__v1__event__descriptor, command, bytes, &reason);
    if (event == NULL) {
        metric_add(&refused, 1);
        answer(work, CODE(BAD_REQUEST), reason);
        return;
    }
    const struct handler *handler = find_command(service->handlers, event->type);
    if (handler == NULL)
        handler = find_command(dead_letter_handlers, event->type);
    take_envelope(work, event, handler);
    if (handler == NULL) {
        metric_add(&refused, 1);
        answer(work, CODE(BAD_REQUEST),
               arena_format(arena, "%s knows no command '%.100s'", service->name, event->type));
        return;
    }
    if (!(handler->allow & (unsigned)from->role)) {
        metric_add(&denied, 1);
        log_warning("denied", "key", from->name, "role", role_name(from->role), "command",
                    event->type, NULL);
        answer(work, CODE(DENIED),
               arena_format(arena, "a %s may not send %s", role_name(from->role), event->type));
        return;
    }
    const unsigned without_id = HANDLER_QUERY | HANDLER_OWN_RECEIPT | HANDLER_BOARD;
    if (event->id[0] == '\0' && !(handler->flags & without_id)) {
        answer(work, CODE(BAD_REQUEST), "the command has no id");
        return;
    }
    if (strlen(event->id) > COMMAND_ID_BYTES_MAX) { /* receipts are looked up by it */
        metric_add(&refused, 1);
        answer(work, CODE(BAD_REQUEST), "the id of a command has at most 64 bytes");
        return;
    }
    work->input.message = read_payload(arena, handler, event, &reason);
    if (work->input.message == NULL) {
        metric_add(&refused, 1);
        answer(work, CODE(BAD_REQUEST), reason);
    }
}

static void
set_aside(struct work *work, const char *reason)
{
    work->fate_read = FATE_SET_ASIDE;
    work->reason = reason;
}

void
read_event(struct worker *worker, int source, const uint8_t *bytes, size_t count, struct work *work)
{
    struct arena *arena = worker->batch_arena;
    const char *name = worker->runtime->sources[source];
    const char *reason = "";

    *work = (struct work){ .source = source, .event = bytes, .event_bytes = count,
                           .fate_read = FATE_HANDLE };
    work->input = (struct input){ .source = name, .type = "", .id = "", .key = "", .subject = "",
                                  .trace = "", .cause = "" };

    const event_message *event = (const event_message *)message_read(
        arena, &crossdock__envelope__v1__event__descriptor, bytes, count, &reason);
    if (event == NULL) {
        set_aside(work, reason);
        return;
    }
    const struct handler *handler = find_heard(worker, name, event->type);
    take_envelope(work, event, handler);
    work->input.position = event->position;
    work->covers = event->position;
    if (handler == NULL) {
        work->fate_read = FATE_PASS;
        return;
    }
    work->input.message = read_payload(arena, handler, event, &reason);
    if (work->input.message == NULL)
        set_aside(work, reason);
}

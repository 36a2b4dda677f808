/*
 * What handlers call (turn.h): look at the turn, say events, answer, give up.
 */
#include <stdarg.h>
#include <stdio.h>

#include "common/message.h"
#include "common/turn_internal.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"

#define CODE(name) CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_##name

const struct input *
turn_input(const struct turn *turn)
{
    return &turn->current->input;
}

int64_t
turn_now_us(const struct turn *turn)
{
    return turn->now_us;
}

struct arena *
turn_arena(struct turn *turn)
{
    return turn->arena;
}

struct journal *
turn_journal(struct turn *turn)
{
    return turn->journal;
}

void *
turn_state(struct turn *turn)
{
    return turn->state;
}

void *
turn_stage(struct turn *turn)
{
    return turn->stage;
}

struct db *
turn_db(struct turn *turn)
{
    return turn->db;
}

static bool
may_say(const struct work *work, const ProtobufCMessageDescriptor *type)
{
    for (int i = 0; i < HANDLER_SAYS_MAX && work->says[i] != NULL; i++) {
        if (work->says[i] == type)
            return true;
    }
    return false;
}

uint64_t
turn_say(struct turn *turn, const char *key, const char *subject, const ProtobufCMessage *event)
{
    struct said *said = &turn->said;
    const struct input *cause = &turn->current->input;
    const uint64_t position = said->first + said->count;

    assert(may_say(turn->current, event->descriptor));

    Crossdock__Envelope__V1__Event envelope = CROSSDOCK__ENVELOPE__V1__EVENT__INIT;
    envelope.id = arena_format(turn->arena, "%s-%llu", turn->nonce, (unsigned long long)position);
    envelope.source = arena_format(turn->arena, "/crossdock/%s", turn->service->name);
    envelope.spec_version = "1.0";
    envelope.type = (char *)event->descriptor->name;
    envelope.data.data = message_pack(turn->arena, event, &envelope.data.len);
    envelope.time_us = turn->now_us;
    envelope.key = (char *)key;
    envelope.subject = (char *)subject;
    envelope.cause_id = (char *)cause->id;
    envelope.trace = (char *)cause->trace;
    envelope.position = position;

    size_t bytes;
    const uint8_t *packed = message_pack(turn->arena, &envelope.base, &bytes);
    column_add_int8(&said->positions, (int64_t)position);
    column_add_text(&said->types, event->descriptor->name);
    column_add_text(&said->keys, key);
    column_add_text(&said->subjects, subject);
    column_add_bytes(&said->bodies, packed, bytes);
    said->body_bytes += bytes;
    said->count++;
    said->by_type[said_index(event->descriptor)]++;
    return position;
}

static void
reply(struct turn *turn, uint32_t code, const char *detail, const ProtobufCMessage *body)
{
    struct reply *r = &turn->current->reply;
    const Crossdock__Envelope__V1__Done done = CROSSDOCK__ENVELOPE__V1__DONE__INIT;

    assert(turn->current->input.from != NULL && !r->given);
    if (body == NULL && code == CODE(ACCEPTED))
        body = &done.base;
    *r = (struct reply){ .given = true, .code = code, .type = "", .detail = detail };
    if (body != NULL) {
        r->type = body->descriptor->name;
        r->body = message_pack(turn->arena, body, &r->bytes);
    }
}

void
turn_accept(struct turn *turn, const ProtobufCMessage *body)
{
    reply(turn, CODE(ACCEPTED), "", body);
}

void
turn_duplicate(struct turn *turn, const ProtobufCMessage *body)
{
    reply(turn, CODE(DUPLICATE), "", body);
}

void
turn_reject(struct turn *turn, const char *reason, const ProtobufCMessage *body)
{
    reply(turn, CODE(REJECTED), arena_text(turn->arena, reason), body);
}

void
turn_not_found(struct turn *turn, const char *field, const char *reason)
{
    Crossdock__Envelope__V1__NotFound nothing = CROSSDOCK__ENVELOPE__V1__NOT_FOUND__INIT;

    nothing.field = (char *)(uintptr_t)field;
    turn_reject(turn, reason, &nothing.base);
}

void
turn_deny(struct turn *turn, const char *reason)
{
    reply(turn, CODE(DENIED), arena_text(turn->arena, reason), NULL);
}

void
turn_give_up(struct turn *turn, const char *format, ...)
{
    char reason[400];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    turn->given_up = arena_text(turn->batch_arena, reason);
    longjmp(turn->abandon, 1);
}

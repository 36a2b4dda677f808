/*
 * Sessions of people: the front opens one when the password was right, and ends it at a logout.
 * They end by themselves after twelve hours, and when SetUser says so (users.c).
 */
#include <stdio.h>
#include <string.h>

#include "crossdock/gateway/v1/gateway.pb-c.h"
#include "services/gateway/handlers.h"
#include "services/gateway/people.h"
#include "services/gateway/wire_check.h"

#define SESSION_US ((int64_t)SESSION_HOURS * 3600 * 1000000)
#define SWEPT_MAX  500

/* --- OpenSession ------------------------------------------------------------------------------ */

const void *
check_open_session(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Gateway__V1__OpenSession *open = (const void *)base;

    (void)arena;
    if (open->token_hash.len != SECRET_HASH_BYTES) {
        refuse(refusal, "token_hash: must have %d bytes", SECRET_HASH_BYTES);
        return NULL;
    }
    return open;
}

static const ProtobufCMessage *
session_opened(struct turn *turn, const struct session *session)
{
    Crossdock__Gateway__V1__SessionOpened *reply = arena_take(turn_arena(turn), sizeof *reply);

    crossdock__gateway__v1__session_opened__init(reply);
    reply->expires_at_us = session->expires_at_us;
    return &reply->base;
}

/* OpenSession -> SessionOpened. The front saw the user on the board: it may have changed since. */
void
on_open_session(struct turn *turn, const struct input *input)
{
    const Crossdock__Gateway__V1__OpenSession *open = input->message;
    const struct user *user = people_find_user(turn, open->name);
    struct session *session = people_find_session(turn, open->token_hash.data);

    if (session != NULL) {
        turn_duplicate(turn, session_opened(turn, session));
        return;
    }
    if (user == NULL || user->is_disabled || user->changed_at_us != open->user_changed_at_us) {
        turn_reject(turn, "the user has been changed", NULL);
        return;
    }
    if (people_count_sessions(turn, open->name) >= SESSIONS_OF_USER_MAX)
        people_end_oldest_session(turn, open->name);
    session = people_add_session(turn, open->token_hash.data);
    snprintf(session->user, sizeof session->user, "%s", open->name);
    session->expires_at_us = turn_now_us(turn) + SESSION_US;
    turn_accept(turn, session_opened(turn, session));
}

/* --- EndSession ------------------------------------------------------------------------------- */

const void *
check_end_session(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Gateway__V1__EndSession *end = (const void *)base;

    (void)arena;
    if (end->token_hash.len != SECRET_HASH_BYTES) {
        refuse(refusal, "token_hash: must have %d bytes", SECRET_HASH_BYTES);
        return NULL;
    }
    return end;
}

/* EndSession -> Done */
void
on_end_session(struct turn *turn, const struct input *input)
{
    const Crossdock__Gateway__V1__EndSession *end = input->message;
    struct session *session = people_find_session(turn, end->token_hash.data);

    if (session != NULL)
        people_end_session(turn, session);
    turn_accept(turn, wire_done(turn_arena(turn), session != NULL));
}

/* --- the time is over ------------------------------------------------------------------------- */

/* The board lets nobody in after it; here the rows go. */
void
on_sessions_timer(struct turn *turn, const struct input *input)
{
    struct session *over[SWEPT_MAX], *session;
    size_t count = 0;

    (void)input;
    for (size_t at = 0;
         count < SWEPT_MAX && (session = map_next(people_of(turn)->sessions, &at)) != NULL;)
        if (session->expires_at_us <= turn_now_us(turn))
            over[count++] = session;
    for (size_t i = 0; i < count; i++)
        people_end_session(turn, over[i]);
}

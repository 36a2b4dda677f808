/*
 * Keys for programs. The secret is made here, told in the one answer and kept as a hash; so the
 * receipt is not kept as that of other commands is: the same command again finds the key by the
 * command's id, and is told the key's number only.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crossdock/gateway/v1/gateway.pb-c.h"
#include "services/gateway/handlers.h"
#include "services/gateway/people.h"
#include "services/gateway/webhooks.h"
#include "services/gateway/wire_check.h"

#define REQUESTS_PER_MINUTE_MAX 1000000
#define REASON_BYTES_MAX        200

typedef Crossdock__Gateway__V1__ApiKey key_message;

/* --- CreateApiKey ----------------------------------------------------------------------------- */

const void *
check_create_api_key(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Gateway__V1__CreateApiKey *create = (const void *)base;

    (void)arena;
    return has_no_defect(key_name_defect(create->name), refusal) &&
                   has_no_defect(person_role_defect((int)create->role, create->subject), refusal) &&
                   number_fits(create->expires_at_us, 0, INT64_MAX, "expires_at_us", refusal) &&
                   number_fits(create->requests_per_minute, 0, REQUESTS_PER_MINUTE_MAX,
                               "requests_per_minute", refusal)
               ? create
               : NULL;
}

static const ProtobufCMessage *
key_created(struct turn *turn, const struct api_key *key, const char *secret)
{
    Crossdock__Gateway__V1__ApiKeyCreated *reply = arena_take(turn_arena(turn), sizeof *reply);

    crossdock__gateway__v1__api_key_created__init(reply);
    reply->key_id = (uint64_t)key->key_id;
    reply->secret = arena_text(turn_arena(turn), secret);
    return &reply->base;
}

static const struct api_key *
make_key(struct turn *turn, const struct input *input,
         const Crossdock__Gateway__V1__CreateApiKey *create, const char *secret)
{
    struct api_key *key = people_add_key(turn);

    snprintf(key->name, sizeof key->name, "%s", create->name);
    key->role = (enum person_role)create->role;
    snprintf(key->subject, sizeof key->subject, "%s", create->subject);
    secret_hash(secret, key->secret_hash);
    snprintf(key->hint, sizeof key->hint, "%.*s", (int)sizeof key->hint - 1, secret);
    key->requests_per_minute = create->requests_per_minute;
    key->created_at_us = turn_now_us(turn);
    key->expires_at_us = create->expires_at_us;
    snprintf(key->created_by, sizeof key->created_by, "%s", input->from->name);
    snprintf(key->command_id, sizeof key->command_id, "%s", input->id);
    return key;
}

/* CreateApiKey -> ApiKeyCreated */
void
on_create_api_key(struct turn *turn, const struct input *input)
{
    const Crossdock__Gateway__V1__CreateApiKey *create = input->message;
    const struct api_key *before = people_find_key_made_by(turn, input->from->name, input->id);
    char secret[SECRET_TEXT_BYTES_MAX];

    if (input->id[0] == '\0') {
        turn_reject(turn, "the command has no id", NULL);
    } else if (before != NULL) {
        turn_duplicate(turn, key_created(turn, before, ""));
    } else if (create->expires_at_us != 0 && create->expires_at_us <= turn_now_us(turn)) {
        turn_reject(turn, "expires_at_us: is in the past", NULL);
    } else if (people_find_key_in_force(turn, create->name) != NULL) {
        turn_reject(turn, "a key in force has this name", NULL);
    } else if (map_count(people_of(turn)->keys) >= KEYS_MAX) {
        turn_reject(turn, "there are too many keys", NULL);
    } else {
        secret_make(SECRET_OF_KEY, secret);
        turn_accept(turn, key_created(turn, make_key(turn, input, create, secret), secret));
    }
}

/* --- RevokeApiKey ----------------------------------------------------------------------------- */

const void *
check_revoke_api_key(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Gateway__V1__RevokeApiKey *revoke = (const void *)base;

    (void)arena;
    return is_id(revoke->key_id, "key_id", refusal) &&
                   text_fits(revoke->reason, 0, REASON_BYTES_MAX, "reason", refusal)
               ? revoke
               : NULL;
}

/* RevokeApiKey -> Done: how many were in force */
void
on_revoke_api_key(struct turn *turn, const struct input *input)
{
    const Crossdock__Gateway__V1__RevokeApiKey *revoke = input->message;
    struct api_key *key = people_find_key(turn, (int64_t)revoke->key_id);

    if (key == NULL) {
        turn_not_found(turn, "key_id", "there is no such key");
        return;
    }
    const bool is_in_force = key->revoked_at_us == 0;
    if (is_in_force) {
        people_change_key(turn, key);
        key->revoked_at_us = turn_now_us(turn);
        webhooks_pause_of(turn, key->name, key->role);
        snprintf(key->revoke_reason, sizeof key->revoke_reason, "%s", revoke->reason);
    }
    turn_accept(turn, wire_done(turn_arena(turn), is_in_force));
}

/* --- the time is over ------------------------------------------------------------------------- */

static bool
ends_between(const struct api_key *key, int64_t after_us, int64_t through_us)
{
    return key->revoked_at_us == 0 && key->expires_at_us > after_us &&
           key->expires_at_us <= through_us;
}

/* The board lets nobody in with it; what was subscribed with it ends here, unless a younger key has
 * taken its name over. */
void
on_keys_timer(struct turn *turn, const struct input *input)
{
    struct people *people = people_of(turn);
    const int64_t now_us = turn_now_us(turn);
    const struct api_key *key;

    (void)input;
    for (size_t at = 0; (key = map_next(people->keys, &at)) != NULL;)
        if (ends_between(key, people->expired_us, now_us) &&
            people_find_key_in_force(turn, key->name) == NULL)
            webhooks_pause_of(turn, key->name, key->role);
    journal_keep(turn_journal(turn), &people->expired_us, sizeof people->expired_us);
    people->expired_us = now_us;
}

/* --- GetApiKeys ------------------------------------------------------------------------------- */

static int
by_id(const void *one, const void *other)
{
    const key_message *a = *(key_message *const *)one, *b = *(key_message *const *)other;

    return a->key_id < b->key_id ? -1 : a->key_id > b->key_id;
}

static key_message *
show_key(struct arena *arena, const struct api_key *key)
{
    key_message *to = arena_take(arena, sizeof *to);

    crossdock__gateway__v1__api_key__init(to);
    to->key_id = (uint64_t)key->key_id;
    to->name = arena_text(arena, key->name);
    to->role = (Crossdock__Gateway__V1__KeyRole)key->role;
    to->subject = arena_text(arena, key->subject);
    to->hint = arena_text(arena, key->hint);
    to->created_at_us = key->created_at_us;
    to->created_by = arena_text(arena, key->created_by);
    to->expires_at_us = key->expires_at_us;
    to->revoked_at_us = key->revoked_at_us;
    to->requests_per_minute = key->requests_per_minute;
    return to;
}

/* GetApiKeys -> ApiKeysView */
void
on_get_api_keys(struct turn *turn, const struct input *input)
{
    const Crossdock__Gateway__V1__GetApiKeys *get = input->message;
    const struct map *keys = people_of(turn)->keys;
    Crossdock__Gateway__V1__ApiKeysView *view = arena_take(turn_arena(turn), sizeof *view);
    const struct api_key *key;

    crossdock__gateway__v1__api_keys_view__init(view);
    view->keys = arena_take(turn_arena(turn), (map_count(keys) + 1) * sizeof *view->keys);
    for (size_t at = 0; (key = map_next(keys, &at)) != NULL;)
        if (get->revoked || key->revoked_at_us == 0)
            view->keys[view->n_keys++] = show_key(turn_arena(turn), key);
    qsort(view->keys, view->n_keys, sizeof *view->keys, by_id);
    turn_accept(turn, &view->base);
}

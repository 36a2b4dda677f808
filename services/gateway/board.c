/*
 * See board.h. Entries are plain structs, found by the hash of the secret in hex, or by name. A key
 * that is revoked and a session that ended are taken off; a user stays, also a disabled one, so
 * sessions may point to theirs.
 */
#include "services/gateway/board.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "services/gateway/board_show.h"
#include "services/gateway/roles.h"
#include "services/gateway/store.h"

enum entry_kind { ENTRY_KEY, ENTRY_USER, ENTRY_SESSION, ENTRY_WEBHOOK, ENTRY_REBUILT };

struct key_entry {
    enum entry_kind kind;
    bool is_over;
    uint8_t secret_hash[SECRET_HASH_BYTES];
    struct board_key key;
};

struct user_entry {
    enum entry_kind kind;
    struct board_user user;
};

struct session_entry {
    enum entry_kind kind;
    bool is_over;
    uint8_t token_hash[SECRET_HASH_BYTES];
    char user[PERSON_NAME_BYTES_MAX + 1];
    int64_t expires_at_us;
};

struct webhook_entry {
    enum entry_kind kind;
    bool is_over;
    struct board_webhook webhook;
};

struct rebuilt_entry {
    enum entry_kind kind;
    struct place through;
};

struct copy {
    struct map *keys, *users, *sessions; /* struct board_key, board_user, board_session */
    struct map *webhooks;                /* struct board_webhook */
    struct place rebuilt;
};

/* --- showing (worker thread) ----------------------------------------------------------------- */

void
board_show_key(struct turn *turn, const struct api_key *key)
{
    struct key_entry *entry = turn_show_room(turn, sizeof *entry);

    entry->kind = ENTRY_KEY;
    entry->is_over = key->revoked_at_us != 0;
    memcpy(entry->secret_hash, key->secret_hash, SECRET_HASH_BYTES);
    entry->key.key_id = key->key_id;
    memcpy(entry->key.name, key->name, sizeof key->name);
    entry->key.role = role_of_person(key->role);
    memcpy(entry->key.subject, key->subject, sizeof key->subject);
    entry->key.expires_at_us = key->expires_at_us;
    entry->key.requests_per_minute = key->requests_per_minute;
}

void
board_show_user(struct turn *turn, const struct user *user)
{
    struct user_entry *entry = turn_show_room(turn, sizeof *entry);

    entry->kind = ENTRY_USER;
    memcpy(entry->user.name, user->name, sizeof user->name);
    entry->user.role = role_of_person(user->role);
    memcpy(entry->user.subject, user->subject, sizeof user->subject);
    entry->user.is_disabled = user->is_disabled;
    memcpy(entry->user.password_hash, user->password_hash, sizeof user->password_hash);
    entry->user.changed_at_us = user->changed_at_us;
}

void
board_show_session(struct turn *turn, const struct session *session, bool is_over)
{
    struct session_entry *entry = turn_show_room(turn, sizeof *entry);

    entry->kind = ENTRY_SESSION;
    entry->is_over = is_over;
    memcpy(entry->token_hash, session->token_hash, SECRET_HASH_BYTES);
    memcpy(entry->user, session->user, sizeof session->user);
    entry->expires_at_us = session->expires_at_us;
}

void
board_show_webhook(struct turn *turn, const struct webhook *webhook, bool is_over)
{
    struct webhook_entry *entry = turn_show_room(turn, sizeof *entry);

    entry->kind = ENTRY_WEBHOOK;
    entry->is_over = is_over;
    entry->webhook.webhook_id = webhook->webhook_id;
    memcpy(entry->webhook.url, webhook->url, sizeof webhook->url);
    memcpy(entry->webhook.secret, webhook->secret, sizeof webhook->secret);
    entry->webhook.is_paused = webhook->is_paused;
    entry->webhook.replay = webhook->replay;
}

static void
show_rebuilt(struct turn *turn)
{
    struct rebuilt_entry *entry = turn_show_room(turn, sizeof *entry);

    entry->kind = ENTRY_REBUILT;
    entry->through = ((struct state *)turn_state(turn))->rebuilt.through;
}

/* Users before their sessions. */
static void
fill(struct turn *turn)
{
    const struct people *people = people_of(turn);
    size_t at = 0;

    for (const struct api_key *key; (key = map_next(people->keys, &at)) != NULL;)
        board_show_key(turn, key);
    at = 0;
    for (const struct user *user; (user = map_next(people->users, &at)) != NULL;)
        board_show_user(turn, user);
    at = 0;
    for (const struct session *session; (session = map_next(people->sessions, &at)) != NULL;)
        board_show_session(turn, session, false);
    at = 0;
    for (const struct webhook *webhook;
         (webhook = map_next(webhooks_of(turn)->by_id, &at)) != NULL;)
        board_show_webhook(turn, webhook, false);
    show_rebuilt(turn);
}

/* --- the copy (loop thread) ------------------------------------------------------------------ */

static void
open_copy(void *board)
{
    struct copy *copy = board;

    *copy = (struct copy){map_create(), map_create(), map_create(), map_create(), {{0}}};
}

static void
close_copy(void *board)
{
    struct copy *copy = board;

    map_destroy(&copy->keys);
    map_destroy(&copy->users);
    map_destroy(&copy->sessions);
    map_destroy(&copy->webhooks);
}

/* The thing of this secret, made if it is not there; NULL and taken off when it is over. */
static void *
place(struct map *map, const uint8_t hash[SECRET_HASH_BYTES], bool is_over, size_t bytes)
{
    char text[SECRET_HASH_TEXT_BYTES];
    void *found;

    sodium_bin2hex(text, sizeof text, hash, SECRET_HASH_BYTES);
    found = map_find_text(map, text);
    if (is_over && found != NULL)
        map_remove_text(map, NULL, text);
    if (is_over)
        return NULL;
    return found != NULL ? found : map_add_text(map, NULL, text, bytes);
}

static void
post_key(struct copy *copy, const struct key_entry *entry)
{
    struct board_key *key = place(copy->keys, entry->secret_hash, entry->is_over, sizeof *key);

    if (key != NULL)
        *key = entry->key;
}

static void
post_user(struct copy *copy, const struct user_entry *entry)
{
    struct board_user *user = map_find_text(copy->users, entry->user.name);

    if (user == NULL)
        user = map_add_text(copy->users, NULL, entry->user.name, sizeof *user);
    *user = entry->user;
}

static void
post_session(struct copy *copy, const struct session_entry *entry)
{
    struct board_session *session =
        place(copy->sessions, entry->token_hash, entry->is_over, sizeof *session);

    if (session == NULL)
        return;
    session->expires_at_us = entry->expires_at_us;
    session->user = map_find_text(copy->users, entry->user);
    assert(session->user != NULL); /* shown before */
}

static void
post_webhook(struct copy *copy, const struct webhook_entry *entry)
{
    struct board_webhook *webhook = map_find(copy->webhooks, entry->webhook.webhook_id);

    if (entry->is_over) {
        if (webhook != NULL)
            map_remove(copy->webhooks, NULL, entry->webhook.webhook_id);
        return;
    }
    if (webhook == NULL)
        webhook = map_add(copy->webhooks, NULL, entry->webhook.webhook_id, sizeof *webhook);
    const uint64_t shown = webhook->shown + 1;
    *webhook = entry->webhook;
    webhook->shown = shown;
}

static void
post(void *board, const void *data, size_t bytes)
{
    struct copy *copy = board;

    (void)bytes;
    switch (*(const enum entry_kind *)data) {
    case ENTRY_KEY:
        post_key(copy, data);
        return;
    case ENTRY_USER:
        post_user(copy, data);
        return;
    case ENTRY_SESSION:
        post_session(copy, data);
        return;
    case ENTRY_WEBHOOK:
        post_webhook(copy, data);
        return;
    case ENTRY_REBUILT:
        copy->rebuilt = ((const struct rebuilt_entry *)data)->through;
        return;
    }
    WRONG("kind of entry");
}

static const ProtobufCMessage *
answer(const void *board, struct arena *arena, const struct input *input, int64_t now_us)
{
    (void)board, (void)arena, (void)input, (void)now_us;
    WRONG("no question of the gateway is for the board");
}

const struct board gateway_board = {
    .bytes = sizeof(struct copy),
    .open = open_copy,
    .close = close_copy,
    .fill = fill,
    .post = post,
    .answer = answer,
};

/* --- finding ---------------------------------------------------------------------------------- */

static const void *
find(const struct map *map, const uint8_t hash[SECRET_HASH_BYTES])
{
    char text[SECRET_HASH_TEXT_BYTES];

    sodium_bin2hex(text, sizeof text, hash, SECRET_HASH_BYTES);
    return map_find_text(map, text);
}

const struct board_key *
board_find_key(const void *board, const uint8_t hash[SECRET_HASH_BYTES], int64_t now_us)
{
    const struct board_key *key = find(((const struct copy *)board)->keys, hash);

    if (key == NULL || (key->expires_at_us != 0 && key->expires_at_us <= now_us))
        return NULL;
    return key;
}

const struct board_session *
board_find_session(const void *board, const uint8_t hash[SECRET_HASH_BYTES], int64_t now_us)
{
    const struct board_session *session = find(((const struct copy *)board)->sessions, hash);

    if (session == NULL || session->expires_at_us <= now_us || session->user->is_disabled)
        return NULL;
    return session;
}

const struct board_user *
board_find_user(const void *board, const char *name)
{
    return map_find_text(((const struct copy *)board)->users, name);
}

const struct place *
board_rebuilt(const void *board)
{
    return &((const struct copy *)board)->rebuilt;
}

const struct board_webhook *
board_find_webhook(const void *board, int64_t webhook_id)
{
    return map_find(((const struct copy *)board)->webhooks, webhook_id);
}

const struct board_webhook *
board_next_webhook(const void *board, size_t *at)
{
    return map_next(((const struct copy *)board)->webhooks, at);
}

/* See people.h. */
#include "services/gateway/people.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "queries.h"
#include "services/gateway/board_show.h"
#include "services/gateway/store.h"
#include "services/gateway/touched.h"

/* --- finding ---------------------------------------------------------------------------------- */

struct people *
people_of(struct turn *turn)
{
    return &((struct state *)turn_state(turn))->people;
}

static struct people_stage *
stage_of(struct turn *turn)
{
    return &((struct stage *)turn_stage(turn))->people;
}

struct api_key *
people_find_key(struct turn *turn, int64_t key_id)
{
    return map_find(people_of(turn)->keys, key_id);
}

struct api_key *
people_find_key_in_force(struct turn *turn, const char *name)
{
    const int64_t now_us = turn_now_us(turn);
    struct api_key *key;

    for (size_t at = 0; (key = map_next(people_of(turn)->keys, &at)) != NULL;) {
        const bool is_over =
            key->revoked_at_us != 0 || (key->expires_at_us != 0 && key->expires_at_us <= now_us);
        if (!is_over && strcmp(key->name, name) == 0)
            return key;
    }
    return NULL;
}

struct api_key *
people_find_key_made_by(struct turn *turn, const char *created_by, const char *command_id)
{
    struct api_key *key;

    for (size_t at = 0; (key = map_next(people_of(turn)->keys, &at)) != NULL;)
        if (strcmp(key->command_id, command_id) == 0 && strcmp(key->created_by, created_by) == 0)
            return key;
    return NULL;
}

struct user *
people_find_user(struct turn *turn, const char *name)
{
    return map_find_text(people_of(turn)->users, name);
}

static void
hash_text(const uint8_t hash[SECRET_HASH_BYTES], char text[SECRET_HASH_TEXT_BYTES])
{
    sodium_bin2hex(text, SECRET_HASH_TEXT_BYTES, hash, SECRET_HASH_BYTES);
}

struct session *
people_find_session(struct turn *turn, const uint8_t token_hash[SECRET_HASH_BYTES])
{
    char text[SECRET_HASH_TEXT_BYTES];

    hash_text(token_hash, text);
    return map_find_text(people_of(turn)->sessions, text);
}

uint32_t
people_count_sessions(struct turn *turn, const char *user)
{
    const struct session *session;
    uint32_t count = 0;

    for (size_t at = 0; (session = map_next(people_of(turn)->sessions, &at)) != NULL;)
        count += strcmp(session->user, user) == 0;
    return count;
}

/* --- changing --------------------------------------------------------------------------------- */

struct api_key *
people_add_key(struct turn *turn)
{
    struct people *people = people_of(turn);
    struct api_key *key;

    journal_keep(turn_journal(turn), &people->key_id_next, sizeof people->key_id_next);
    key = map_add(people->keys, turn_journal(turn), people->key_id_next, sizeof *key);
    key->key_id = people->key_id_next++;
    key->is_touched = true;
    touch(turn, &stage_of(turn)->keys, key);
    return key;
}

void
people_change_key(struct turn *turn, struct api_key *key)
{
    if (key->is_touched)
        return;
    journal_keep(turn_journal(turn), key, sizeof *key);
    key->is_touched = true;
    touch(turn, &stage_of(turn)->keys, key);
}

struct user *
people_add_user(struct turn *turn, const char *name)
{
    struct user *user =
        map_add_text(people_of(turn)->users, turn_journal(turn), name, sizeof *user);

    snprintf(user->name, sizeof user->name, "%s", name);
    user->is_touched = true;
    touch(turn, &stage_of(turn)->users, user);
    return user;
}

void
people_change_user(struct turn *turn, struct user *user)
{
    if (user->is_touched)
        return;
    journal_keep(turn_journal(turn), user, sizeof *user);
    user->is_touched = true;
    touch(turn, &stage_of(turn)->users, user);
}

struct session *
people_add_session(struct turn *turn, const uint8_t token_hash[SECRET_HASH_BYTES])
{
    char text[SECRET_HASH_TEXT_BYTES];
    struct session *session;

    hash_text(token_hash, text);
    session = map_add_text(people_of(turn)->sessions, turn_journal(turn), text, sizeof *session);
    memcpy(session->token_hash, token_hash, SECRET_HASH_BYTES);
    touch(turn, &stage_of(turn)->sessions_opened, session);
    return session;
}

/* Its memory stays until the turn is committed. */
void
people_end_session(struct turn *turn, struct session *session)
{
    char text[SECRET_HASH_TEXT_BYTES];

    hash_text(session->token_hash, text);
    map_remove_text(people_of(turn)->sessions, turn_journal(turn), text);
    touch(turn, &stage_of(turn)->sessions_ended, session);
}

static struct session *
find_oldest_session(struct turn *turn, const char *user)
{
    struct session *oldest = NULL, *session;

    for (size_t at = 0; (session = map_next(people_of(turn)->sessions, &at)) != NULL;)
        if (strcmp(session->user, user) == 0 &&
            (oldest == NULL || session->expires_at_us < oldest->expires_at_us))
            oldest = session;
    return oldest;
}

void
people_end_oldest_session(struct turn *turn, const char *user)
{
    struct session *oldest = find_oldest_session(turn, user);

    if (oldest != NULL)
        people_end_session(turn, oldest);
}

void
people_end_sessions_of(struct turn *turn, const char *user)
{
    for (struct session *session; (session = find_oldest_session(turn, user)) != NULL;)
        people_end_session(turn, session);
}

/* --- save ------------------------------------------------------------------------------------- */

static void
save_key(struct turn *turn, struct api_key *key)
{
    struct column *row = batch_row(turn, BATCH_API_KEYS);

    key->is_touched = false;
    column_add_int8(&row[0], key->key_id);
    column_add_text(&row[1], key->name);
    column_add_int4(&row[2], (int32_t)key->role);
    column_add_text(&row[3], key->subject);
    column_add_bytes(&row[4], key->secret_hash, SECRET_HASH_BYTES);
    column_add_text(&row[5], key->hint);
    column_add_int4(&row[6], (int32_t)key->requests_per_minute);
    column_add_time(&row[7], key->created_at_us);
    column_add_text(&row[8], key->created_by);
    column_add_text(&row[9], key->command_id);
    column_add_time(&row[10], key->expires_at_us);
    column_add_time(&row[11], key->revoked_at_us);
    column_add_text(&row[12], key->revoke_reason);
}

static void
save_user(struct turn *turn, struct user *user)
{
    struct column *row = batch_row(turn, BATCH_USERS);

    user->is_touched = false;
    column_add_text(&row[0], user->name);
    column_add_int4(&row[1], (int32_t)user->role);
    column_add_text(&row[2], user->subject);
    column_add_bool(&row[3], user->is_disabled);
    column_add_text(&row[4], user->password_hash);
    column_add_time(&row[5], user->changed_at_us);
    column_add_text(&row[6], user->changed_by);
}

void
people_save(struct turn *turn)
{
    const struct people_stage *stage = stage_of(turn);

    for (const struct touched *t = stage->keys; t != NULL; t = t->next) {
        save_key(turn, t->thing);
        board_show_key(turn, t->thing);
    }
    for (const struct touched *t = stage->users; t != NULL; t = t->next) {
        save_user(turn, t->thing);
        board_show_user(turn, t->thing);
    }
    for (const struct touched *t = stage->sessions_opened; t != NULL; t = t->next) {
        const struct session *session = t->thing;
        struct column *row = batch_row(turn, BATCH_SESSIONS_OPENED);
        column_add_bytes(&row[0], session->token_hash, SECRET_HASH_BYTES);
        column_add_text(&row[1], session->user);
        column_add_time(&row[2], session->expires_at_us);
        board_show_session(turn, session, false);
    }
    for (const struct touched *t = stage->sessions_ended; t != NULL; t = t->next) {
        const struct session *session = t->thing;
        column_add_bytes(&batch_row(turn, BATCH_SESSIONS_ENDED)[0], session->token_hash,
                         SECRET_HASH_BYTES);
        board_show_session(turn, session, true);
    }
}

/* --- open ------------------------------------------------------------------------------------- */

#define copy_text(to, rows, i, column) snprintf((to), sizeof(to), "%s", row_text(rows, i, column))

static void
copy_hash(uint8_t to[SECRET_HASH_BYTES], const struct rows *rows, int i, int column)
{
    size_t bytes;
    const void *hash = row_bytes(rows, i, column, &bytes);

    assert(bytes == SECRET_HASH_BYTES);
    memcpy(to, hash, bytes);
}

static void
load_keys(struct people *people, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_LOAD_API_KEYS, NULL, 0);

    people->key_id_next = 1;
    for (int i = 0; i < rows_count(rows); i++) { /* ascending */
        const int64_t key_id = row_int8(rows, i, 0);
        struct api_key *key = map_add(people->keys, NULL, key_id, sizeof *key);
        key->key_id = key_id;
        copy_text(key->name, rows, i, 1);
        key->role = (enum person_role)row_int8(rows, i, 2);
        copy_text(key->subject, rows, i, 3);
        copy_hash(key->secret_hash, rows, i, 4);
        copy_text(key->hint, rows, i, 5);
        key->requests_per_minute = (uint32_t)row_int8(rows, i, 6);
        key->created_at_us = row_int8(rows, i, 7);
        copy_text(key->created_by, rows, i, 8);
        copy_text(key->command_id, rows, i, 9);
        key->expires_at_us = row_int8(rows, i, 10);
        key->revoked_at_us = row_int8(rows, i, 11);
        copy_text(key->revoke_reason, rows, i, 12);
        people->key_id_next = key_id + 1;
    }
    rows_free(&rows);
}

static void
load_users(struct people *people, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_LOAD_USERS, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        struct user *user = map_add_text(people->users, NULL, row_text(rows, i, 0), sizeof *user);
        copy_text(user->name, rows, i, 0);
        user->role = (enum person_role)row_int8(rows, i, 1);
        copy_text(user->subject, rows, i, 2);
        user->is_disabled = row_int8(rows, i, 3) != 0;
        copy_text(user->password_hash, rows, i, 4);
        user->changed_at_us = row_int8(rows, i, 5);
        copy_text(user->changed_by, rows, i, 6);
    }
    rows_free(&rows);
}

static void
load_sessions(struct people *people, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_LOAD_SESSIONS, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        struct session read = {.expires_at_us = row_int8(rows, i, 2)};
        char text[SECRET_HASH_TEXT_BYTES];
        copy_hash(read.token_hash, rows, i, 0);
        copy_text(read.user, rows, i, 1);
        hash_text(read.token_hash, text);
        struct session *session = map_add_text(people->sessions, NULL, text, sizeof *session);
        *session = read;
    }
    rows_free(&rows);
}

void
people_open(struct people *people, struct db *db)
{
    people->keys = map_create();
    people->users = map_create();
    people->sessions = map_create();
    people->expired_us = 0;
    load_keys(people, db);
    load_users(people, db);
    load_sessions(people, db);
}

void
people_close(struct people *people)
{
    map_destroy(&people->keys);
    map_destroy(&people->users);
    map_destroy(&people->sessions);
}

/*
 * Keys for programs, people and their sessions: in memory between turns, every change a row of the
 * turn that makes it, and shown on the board (board.h).
 */
#ifndef GATEWAY_PEOPLE_H
#define GATEWAY_PEOPLE_H

#include "common/map.h"
#include "common/turn.h"
#include "services/gateway/core/person.h"
#include "services/gateway/secrets.h"

#define KEYS_MAX               10000
#define USERS_MAX              10000
#define SESSIONS_OF_USER_MAX   50
#define SESSION_HOURS          12
#define KEY_HINT_BYTES         8
#define COMMAND_ID_BYTES       64
#define SECRET_HASH_TEXT_BYTES (2 * SECRET_HASH_BYTES + 1) /* in hex, with the NUL */

struct api_key {
    int64_t key_id;
    char name[PERSON_NAME_BYTES + 1];
    enum person_role role;
    char subject[PERSON_NAME_BYTES + 1];
    uint8_t secret_hash[SECRET_HASH_BYTES];
    char hint[KEY_HINT_BYTES + 1];
    uint32_t requests_per_minute;
    int64_t created_at_us, expires_at_us, revoked_at_us; /* 0: never */
    char created_by[PERSON_NAME_BYTES + 1];
    char command_id[COMMAND_ID_BYTES + 1]; /* that made it */
    char revoke_reason[201];
    bool is_touched; /* in this turn */
};

struct user {
    char name[PERSON_NAME_BYTES + 1];
    enum person_role role;
    char subject[PERSON_NAME_BYTES + 1];
    bool is_disabled;
    char password_hash[PASSWORD_HASH_BYTES];
    int64_t changed_at_us; /* no two changes of a user have the same */
    char changed_by[PERSON_NAME_BYTES + 1];
    bool is_touched;
};

struct session {
    uint8_t token_hash[SECRET_HASH_BYTES];
    char user[PERSON_NAME_BYTES + 1];
    int64_t expires_at_us;
};

struct people {
    struct map *keys;     /* key id -> struct api_key, also revoked ones */
    struct map *users;    /* name -> struct user */
    struct map *sessions; /* token hash in hex -> struct session */
    int64_t key_id_next;
    int64_t expired_us; /* what keys that end through here had subscribed is paused */
};

/* What a turn changes; written and shown once, however often it changes. */
struct people_stage {
    struct touched *keys, *users, *sessions_opened, *sessions_ended;
};

struct people *people_of(struct turn *turn);

/* NULL: there is none. */
struct api_key *people_find_key(struct turn *turn, int64_t key_id);
/* One that is neither revoked nor expired. */
struct api_key *people_find_key_in_force(struct turn *turn, const char *name);
struct api_key *people_find_key_made_by(struct turn *turn, const char *created_by,
                                        const char *command_id);
struct user *people_find_user(struct turn *turn, const char *name);
struct session *people_find_session(struct turn *turn, const uint8_t token_hash[SECRET_HASH_BYTES]);
uint32_t people_count_sessions(struct turn *turn, const char *user);

/* Zeroed but for its key, to be filled at once. */
struct api_key *people_add_key(struct turn *turn);
struct user *people_add_user(struct turn *turn, const char *name);
struct session *people_add_session(struct turn *turn, const uint8_t token_hash[SECRET_HASH_BYTES]);
/* Before the first change. */
void people_change_key(struct turn *turn, struct api_key *key);
void people_change_user(struct turn *turn, struct user *user);
void people_end_session(struct turn *turn, struct session *session);
void people_end_sessions_of(struct turn *turn, const char *user);
/* The one that ends first. */
void people_end_oldest_session(struct turn *turn, const char *user);

/* For store.h and board.h. */
void people_open(struct people *people, struct db *db);
void people_close(struct people *people);
void people_save(struct turn *turn);

#endif

/*
 * Who may ask, on the loop thread: keys, users and sessions as they are committed, so that a caller
 * is found without a turn. `board` is front_board(host). What is returned lives until control goes
 * back to the loop: copy what is kept.
 *
 * A command that changes one of these has changed it here before its answer is seen.
 */
#ifndef GATEWAY_BOARD_H
#define GATEWAY_BOARD_H

#include "common/service.h"
#include "services/gateway/secrets.h"
#include "services/gateway/webhooks.h"

extern const struct board gateway_board;

#define PERSON_NAME_BYTES_MAX 63 /* of keys and users, and what they act for */

/* A key for programs. */
struct board_key {
    int64_t key_id;
    char name[PERSON_NAME_BYTES_MAX + 1];
    enum role role;
    char subject[PERSON_NAME_BYTES_MAX + 1];
    int64_t expires_at_us;        /* 0: never */
    uint32_t requests_per_minute; /* 0: the gateway's setting */
};

/* A person. */
struct board_user {
    char name[PERSON_NAME_BYTES_MAX + 1];
    enum role role;
    char subject[PERSON_NAME_BYTES_MAX + 1];
    bool is_disabled;
    char password_hash[PASSWORD_HASH_BYTES]; /* see password_is_right */
    int64_t changed_at_us;                   /* for OpenSession */
};

struct board_session {
    int64_t expires_at_us;
    const struct board_user *user; /* never one that is disabled */
};

/* Through where the feeds were heard before the read model was made anew; 0: it was not. */
const struct place *board_rebuilt(const void *board);

/* Where to deliver, and that there is something. */
struct board_webhook {
    int64_t webhook_id;
    char url[WEBHOOK_URL_BYTES + 1];
    char secret[WEBHOOK_SECRET_BYTES];
    bool is_paused;
    uint64_t shown; /* so often: more than before means that there may be something to deliver */
    struct webhook_replay replay;
};

/* All in turn, in no particular order: size_t at = 0; until it is NULL. */
const struct board_webhook *board_next_webhook(const void *board, size_t *at);
const struct board_webhook *board_find_webhook(const void *board, int64_t webhook_id);

/* Each NULL when there is none in force: revoked, expired, ended. */
const struct board_key *board_find_key(const void *board, const uint8_t hash[SECRET_HASH_BYTES],
                                       int64_t now_us);
const struct board_session *
board_find_session(const void *board, const uint8_t hash[SECRET_HASH_BYTES], int64_t now_us);
/* Also a disabled one. */
const struct board_user *board_find_user(const void *board, const char *name);

#endif

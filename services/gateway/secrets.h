/*
 * Secrets that programs and browsers carry: made from 32 random bytes, known here by their hash
 * only. Either thread may use these. Hides libsodium.
 */
#ifndef GATEWAY_SECRETS_H
#define GATEWAY_SECRETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SECRET_HASH_BYTES     32
#define SECRET_TEXT_BYTES_MAX 64  /* with the NUL */
#define PASSWORD_HASH_BYTES   128 /* with the NUL */

/* "xd_" and 43 characters of base64url. API keys begin with SECRET_OF_KEY, tokens of sessions with
 * SECRET_OF_SESSION, so that one is told from the other. */
#define SECRET_OF_KEY     "xd_"
#define SECRET_OF_SESSION "xs_"
void secret_make(const char *prefix, char text[SECRET_TEXT_BYTES_MAX]);

/* BLAKE2b-256 of a text: what is stored and looked up. */
void secret_hash(const char *text, uint8_t hash[SECRET_HASH_BYTES]);

/* What must come as X-CSRF-Token beside the cookie with this token: follows from the token alone,
 * so nobody stores it. Compare it with secret_is_equal. */
void secret_csrf(const char *token, char text[SECRET_TEXT_BYTES_MAX]);
bool secret_is_equal(const char *one, const char *other); /* in time that tells nothing */

/* "whsec_" and 32 characters of base64: a key to sign with, so it is kept as it is. */
#define SECRET_OF_WEBHOOK    "whsec_"
#define WEBHOOK_KEY_BYTES    24
#define WEBHOOK_SECRET_BYTES 64 /* with the NUL */
void secret_of_webhook(char text[WEBHOOK_SECRET_BYTES]);

/* argon2id with libsodium's INTERACTIVE limits: 64 MiB and some 100 ms, so not on the loop thread.
 * The salt and the limits are in the hash. */
void password_hash(const char *password, char hash[PASSWORD_HASH_BYTES]);
bool password_is_right(const char *hash, const char *password);

#endif

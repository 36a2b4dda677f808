/* See secrets.h. */
#include "services/gateway/secrets.h"

#include <sodium.h>
#include <string.h>

#include "common/check.h"

#define RANDOM_BYTES 32

static void
start(void)
{
    const int started = sodium_init(); /* 1: it was */

    assert(started >= 0);
}

static void
write_text(const char *prefix, const uint8_t bytes[RANDOM_BYTES], char text[SECRET_TEXT_BYTES_MAX])
{
    const size_t at = strlen(prefix);

    assert(at + sodium_base64_ENCODED_LEN(RANDOM_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING) <=
           SECRET_TEXT_BYTES_MAX);
    memcpy(text, prefix, at);
    sodium_bin2base64(text + at, SECRET_TEXT_BYTES_MAX - at, bytes, RANDOM_BYTES,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

void
secret_make(const char *prefix, char text[SECRET_TEXT_BYTES_MAX])
{
    uint8_t bytes[RANDOM_BYTES];

    start();
    randombytes_buf(bytes, sizeof bytes);
    write_text(prefix, bytes, text);
    sodium_memzero(bytes, sizeof bytes);
}

void
secret_hash(const char *text, uint8_t hash[SECRET_HASH_BYTES])
{
    start();
    crypto_generichash(hash, SECRET_HASH_BYTES, (const uint8_t *)text, strlen(text), NULL, 0);
}

/* Begins with what it is for, so it is not the hash that the session is looked up by. */
void
secret_csrf(const char *token, char text[SECRET_TEXT_BYTES_MAX])
{
    static const uint8_t purpose[] = "crossdock csrf";
    uint8_t bytes[RANDOM_BYTES];
    crypto_generichash_state state;

    start();
    crypto_generichash_init(&state, NULL, 0, sizeof bytes);
    crypto_generichash_update(&state, purpose, sizeof purpose);
    crypto_generichash_update(&state, (const uint8_t *)token, strlen(token));
    crypto_generichash_final(&state, bytes, sizeof bytes);
    write_text("", bytes, text);
}

bool
secret_is_equal(const char *one, const char *other)
{
    uint8_t hashes[2][SECRET_HASH_BYTES];

    secret_hash(one, hashes[0]);
    secret_hash(other, hashes[1]);
    return sodium_memcmp(hashes[0], hashes[1], SECRET_HASH_BYTES) == 0;
}

void
secret_of_webhook(char text[WEBHOOK_SECRET_BYTES])
{
    uint8_t bytes[WEBHOOK_KEY_BYTES];
    const size_t at = strlen(SECRET_OF_WEBHOOK);

    start();
    randombytes_buf(bytes, sizeof bytes);
    memcpy(text, SECRET_OF_WEBHOOK, at);
    sodium_bin2base64(text + at, WEBHOOK_SECRET_BYTES - at, bytes, sizeof bytes,
                      sodium_base64_VARIANT_ORIGINAL);
    sodium_memzero(bytes, sizeof bytes);
}

void
password_hash(const char *password, char hash[PASSWORD_HASH_BYTES])
{
    _Static_assert(PASSWORD_HASH_BYTES >= crypto_pwhash_STRBYTES, "room for the hash");
    start();
    memset(hash, 0, PASSWORD_HASH_BYTES);
    const int made =
        crypto_pwhash_str(hash, password, strlen(password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE);
    assert(made == 0); /* it fails for want of memory only */
}

bool
password_is_right(const char *hash, const char *password)
{
    start();
    return crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
}

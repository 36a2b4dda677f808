/* See signature.h. */
#include "services/gateway/webhooks/signature.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "common/check.h"

#define PREFIX        "whsec_"
#define KEY_BYTES_MAX 64

static bool
read_key(const char *secret, uint8_t key[KEY_BYTES_MAX], size_t *key_bytes)
{
    if (strncmp(secret, PREFIX, strlen(PREFIX)) != 0)
        return false;
    const char *text = secret + strlen(PREFIX);
    return sodium_base642bin(key, KEY_BYTES_MAX, text, strlen(text), NULL, key_bytes, NULL,
                             sodium_base64_VARIANT_ORIGINAL) == 0 &&
           *key_bytes > 0;
}

bool
signature_write(const char *secret, const char *id, int64_t timestamp_s, const char *body,
                size_t bytes, char text[SIGNATURE_BYTES])
{
    uint8_t key[KEY_BYTES_MAX], sum[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256_state state;
    size_t key_bytes;
    char stamp[24];

    if (!read_key(secret, key, &key_bytes))
        return false;
    const int stamp_bytes = snprintf(stamp, sizeof stamp, ".%lld.", (long long)timestamp_s);
    crypto_auth_hmacsha256_init(&state, key, key_bytes);
    crypto_auth_hmacsha256_update(&state, (const uint8_t *)id, strlen(id));
    crypto_auth_hmacsha256_update(&state, (const uint8_t *)stamp, (size_t)stamp_bytes);
    crypto_auth_hmacsha256_update(&state, (const uint8_t *)body, bytes);
    crypto_auth_hmacsha256_final(&state, sum);
    memcpy(text, "v1,", 3);
    sodium_bin2base64(text + 3, SIGNATURE_BYTES - 3, sum, sizeof sum,
                      sodium_base64_VARIANT_ORIGINAL);
    sodium_memzero(key, sizeof key);
    return true;
}

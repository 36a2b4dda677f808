/*
 * Signatures of what is sent, as Standard Webhooks has them (github.com/standard-webhooks):
 * HMAC-SHA256 of "id.timestamp.body" with the key that is in the secret.
 */
#ifndef GATEWAY_SIGNATURE_H
#define GATEWAY_SIGNATURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SIGNATURE_BYTES 48 /* "v1," and 44 characters of base64, with the NUL */

/* secret: "whsec_" and base64. False: it is not one. */
bool signature_write(const char *secret, const char *id, int64_t timestamp_s, const char *body,
                     size_t bytes, char text[SIGNATURE_BYTES]);

#endif

/*
 * What a request brings to prove who asks, found in its headers. Pure; the values are not checked
 * here.
 */
#ifndef GATEWAY_CREDENTIALS_H
#define GATEWAY_CREDENTIALS_H

#include <stdbool.h>
#include <stddef.h>

/* The token of "Bearer TOKEN" (RFC 6750): 1 .. token_bytes - 1 characters of its alphabet. False:
 * of another form. */
bool credentials_bearer(const char *authorization, char *token, size_t token_bytes);

/* The value of one cookie (RFC 6265); false when it is not there, or twice with different values.
 */
bool credentials_cookie(const char *cookies, const char *name, char *value, size_t value_bytes);

/* Is this a W3C traceparent of version 00 that names a trace? */
bool credentials_is_traceparent(const char *text);

#endif

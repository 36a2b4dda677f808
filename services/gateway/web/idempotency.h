/*
 * The Idempotency-Key of a change: whose it is, what was asked with it, and by which id the
 * services know the command. The same key with the same request is the same command, whoever was
 * killed in between; with another request it is a conflict.
 */
#ifndef GATEWAY_IDEMPOTENCY_H
#define GATEWAY_IDEMPOTENCY_H

#include "services/gateway/web/web.h"

#define COMMAND_ID_BYTES 33 /* with the NUL */

/* The key, when the request is one that may have one (POST, PATCH) and has. False after answering
 * that it is not 1..200 visible ASCII characters. */
bool idempotency_key(struct web_request *request, const char **key) must_check;

/* The claim of a key for this message, in the request's arena. */
const ProtobufCMessage *idempotency_claim(struct web_request *request, const char *key,
                                          const char *service, const ProtobufCMessage *message);

/* An id that no other command has. */
void idempotency_new_id(char id[COMMAND_ID_BYTES]);

#endif

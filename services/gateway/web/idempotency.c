/*
 * Keys, fingerprints and command ids: BLAKE2b of what they stand for. The password of a person
 * never gets into a fingerprint, because what has no key here (PUT) needs none.
 */
#include "services/gateway/web/idempotency.h"

#include <sodium.h>
#include <string.h>

#include "common/clock.h"
#include "common/message.h"
#include "crossdock/gateway/v1/gateway.pb-c.h"
#include "services/gateway/roles.h"

#define KEY_BYTES_MAX     200
#define FINGERPRINT_BYTES 32

bool
idempotency_key(struct web_request *request, const char **key)
{
    const char *method = web_route_of(request)->method;

    *key = NULL;
    if (strcmp(method, "POST") != 0 && strcmp(method, "PATCH") != 0)
        return true;
    const char *given = web_header(request, "Idempotency-Key");
    if (given == NULL)
        return true;
    size_t bytes = 0;
    while (given[bytes] > ' ' && given[bytes] <= '~')
        bytes++;
    if (bytes == 0 || bytes > KEY_BYTES_MAX || given[bytes] != '\0') {
        web_problem(request, 400, "BAD_REQUEST", 0,
                    "Idempotency-Key: must be 1 to %d visible ASCII characters", KEY_BYTES_MAX);
        return false;
    }
    *key = arena_text(web_arena(request), given);
    return true;
}

/* --- hashes ----------------------------------------------------------------------------------- */

static void
add_text(crypto_generichash_state *hash, const char *text)
{
    crypto_generichash_update(hash, (const unsigned char *)text, strlen(text) + 1);
}

/* Of what is asked, however its JSON is written. */
static uint8_t *
fingerprint(struct web_request *request, const char *service, const ProtobufCMessage *message)
{
    struct arena *arena = web_arena(request);
    uint8_t *digest = arena_take(arena, FINGERPRINT_BYTES);
    crypto_generichash_state hash;
    size_t bytes;
    const uint8_t *packed = message_pack(arena, message, &bytes);

    crypto_generichash_init(&hash, NULL, 0, FINGERPRINT_BYTES);
    add_text(&hash, web_route_of(request)->method);
    add_text(&hash, web_route_of(request)->path);
    add_text(&hash, service);
    crypto_generichash_update(&hash, packed, bytes);
    crypto_generichash_final(&hash, digest, FINGERPRINT_BYTES);
    return digest;
}

/* The same for the same caller, key and request: a claim that is forgotten after its days does not
 * let a command be done twice. */
static char *
command_id(struct arena *arena, const char *caller, const char *key, const uint8_t *digest)
{
    unsigned char bytes[crypto_generichash_BYTES_MIN];
    char *id = arena_take(arena, COMMAND_ID_BYTES);
    crypto_generichash_state hash;

    crypto_generichash_init(&hash, NULL, 0, sizeof bytes);
    add_text(&hash, caller);
    add_text(&hash, key);
    crypto_generichash_update(&hash, digest, FINGERPRINT_BYTES);
    crypto_generichash_final(&hash, bytes, sizeof bytes);
    return sodium_bin2hex(id, COMMAND_ID_BYTES, bytes, sizeof bytes);
}

void
idempotency_new_id(char id[COMMAND_ID_BYTES])
{
    unsigned char bytes[(COMMAND_ID_BYTES - 1) / 2];

    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2hex(id, COMMAND_ID_BYTES, bytes, sizeof bytes);
}

/* --- the claim -------------------------------------------------------------------------------- */

static char *
caller_name(struct web_request *request)
{
    const struct web_caller *caller = web_caller_of(request);

    if (caller->key_id != 0)
        return arena_format(web_arena(request), "key/%llu", (unsigned long long)caller->key_id);
    return arena_format(web_arena(request), "user/%s", caller->identity.name);
}

static Crossdock__Gateway__V1__AuditEntry *
audit_entry(struct web_request *request, const ProtobufCMessage *message, char *id)
{
    struct arena *arena = web_arena(request);
    const struct identity *caller = &web_caller_of(request)->identity;
    Crossdock__Gateway__V1__AuditEntry *entry = arena_take(arena, sizeof *entry);

    crossdock__gateway__v1__audit_entry__init(entry);
    entry->at_us = realtime_us();
    entry->actor = arena_text(arena, caller->name);
    entry->subject = arena_text(arena, caller->subject);
    entry->role = (Crossdock__Gateway__V1__KeyRole)person_of_role(caller->role);
    entry->method = arena_text(arena, web_route_of(request)->method);
    entry->path = arena_text(arena, web_path(request));
    entry->message = arena_text(arena, message->descriptor->name);
    entry->command_id = id;
    entry->request_id = arena_text(arena, web_id(request));
    return entry;
}

const ProtobufCMessage *
idempotency_claim(struct web_request *request, const char *key, const char *service,
                  const ProtobufCMessage *message)
{
    struct arena *arena = web_arena(request);
    Crossdock__Gateway__V1__ClaimIdempotencyKey *claim = arena_take(arena, sizeof *claim);

    crossdock__gateway__v1__claim_idempotency_key__init(claim);
    claim->caller = caller_name(request);
    claim->key = arena_text(arena, key);
    claim->fingerprint.len = FINGERPRINT_BYTES;
    claim->fingerprint.data = fingerprint(request, service, message);
    claim->command_id = command_id(arena, claim->caller, key, claim->fingerprint.data);
    claim->entry = audit_entry(request, message, claim->command_id);
    return &claim->base;
}

/*
 * ClaimIdempotencyKey: is this key new, the same again, or another change under an old key? The
 * audit has the change with the claim, in one transaction: from here on it is passed on.
 */
#include "services/gateway/claims.h"

#include <string.h>

#include "crossdock/gateway/v1/gateway.pb-c.h"
#include "queries.h"
#include "services/gateway/audit.h"
#include "services/gateway/handlers.h"
#include "services/gateway/store.h"
#include "services/gateway/wire_check.h"

#define CALLER_BYTES_MAX     100
#define KEY_BYTES_MAX        200
#define COMMAND_ID_BYTES_MAX 64
#define FINGERPRINT_BYTES    32

typedef Crossdock__Gateway__V1__ClaimIdempotencyKey claim_message;

struct claim {
    bool is_made;
    const uint8_t *fingerprint;
    const char *command_id;
    int64_t audit_id;
};

const void *
check_claim(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const claim_message *claim = (const void *)base;

    (void)arena;
    if (claim->fingerprint.len != FINGERPRINT_BYTES)
        return refuse(refusal, "fingerprint: must have %d bytes", FINGERPRINT_BYTES), NULL;
    if (claim->entry == NULL)
        return refuse(refusal, "entry: missing"), NULL;
    return text_fits(claim->caller, 1, CALLER_BYTES_MAX, "caller", refusal) &&
                   text_fits(claim->key, 1, KEY_BYTES_MAX, "key", refusal) &&
                   text_fits(claim->command_id, 1, COMMAND_ID_BYTES_MAX, "command_id", refusal)
               ? claim
               : NULL;
}

/* --- load ------------------------------------------------------------------------------------- */

static struct claims_stage *
stage_of(struct turn *turn)
{
    return &((struct stage *)turn_stage(turn))->claims;
}

static const char *
name_of(struct turn *turn, const char *caller, const char *key)
{
    return arena_format(turn_arena(turn), "%s\n%s", caller, key);
}

void
want_claim(struct turn *turn, const struct input *input)
{
    struct claims_stage *stage = stage_of(turn);
    const claim_message *claim = input->message;
    const char *name = name_of(turn, claim->caller, claim->key);

    if (stage->by_key == NULL) {
        stage->by_key = map_create();
        map_end_with_turn(stage->by_key, turn_journal(turn));
        column_start(&stage->callers, turn_arena(turn), COLUMN_TEXT);
        column_start(&stage->keys, turn_arena(turn), COLUMN_TEXT);
    }
    if (map_find_text(stage->by_key, name) != NULL)
        return;
    map_add_text(stage->by_key, NULL, name, sizeof(struct claim));
    column_add_text(&stage->callers, claim->caller);
    column_add_text(&stage->keys, claim->key);
}

void
claims_load(struct turn *turn)
{
    struct claims_stage *stage = stage_of(turn);
    struct arena *arena = turn_arena(turn);

    if (stage->by_key == NULL)
        return;
    const struct param params[] = {param_column(&stage->callers), param_column(&stage->keys)};
    struct rows *rows = db_read(turn_db(turn), QUERY_LOAD_CLAIMS, params, 2);
    for (int i = 0; i < rows_count(rows); i++) {
        struct claim *claim =
            map_find_text(stage->by_key, name_of(turn, row_text(rows, i, 0), row_text(rows, i, 1)));
        size_t bytes;
        const void *fingerprint = row_bytes(rows, i, 2, &bytes);
        assert(claim != NULL && bytes == FINGERPRINT_BYTES);
        claim->is_made = true;
        claim->fingerprint = arena_copy(arena, fingerprint, bytes);
        claim->command_id = arena_text(arena, row_text(rows, i, 3));
        claim->audit_id = row_int8(rows, i, 4);
    }
    rows_free(&rows);
}

/* --- handle ----------------------------------------------------------------------------------- */

static void
make_claim(struct turn *turn, struct claim *claim, const claim_message *asked)
{
    struct column *row = batch_row(turn, BATCH_CLAIMS);

    *claim = (struct claim){.is_made = true,
                            .fingerprint = asked->fingerprint.data,
                            .command_id = asked->command_id,
                            .audit_id = audit_add(turn, asked->entry)};
    column_add_text(&row[0], asked->caller);
    column_add_text(&row[1], asked->key);
    column_add_bytes(&row[2], claim->fingerprint, FINGERPRINT_BYTES);
    column_add_text(&row[3], claim->command_id);
    column_add_int8(&row[4], claim->audit_id);
    column_add_time(&row[5], turn_now_us(turn));
}

/* ClaimIdempotencyKey -> IdempotencyClaim */
void
on_claim(struct turn *turn, const struct input *input)
{
    const claim_message *asked = input->message;
    struct claim *claim =
        map_find_text(stage_of(turn)->by_key, name_of(turn, asked->caller, asked->key));
    Crossdock__Gateway__V1__IdempotencyClaim *reply = arena_take(turn_arena(turn), sizeof *reply);

    crossdock__gateway__v1__idempotency_claim__init(reply);
    assert(claim != NULL); /* it was wanted */
    reply->repeated = claim->is_made;
    reply->conflict = claim->is_made &&
                      memcmp(claim->fingerprint, asked->fingerprint.data, FINGERPRINT_BYTES) != 0;
    if (!claim->is_made)
        make_claim(turn, claim, asked);
    reply->command_id = (char *)claim->command_id;
    reply->audit_id = reply->conflict ? 0 : (uint64_t)claim->audit_id;
    turn_accept(turn, &reply->base);
}

/* --- the time is over ------------------------------------------------------------------------- */

void
on_claims_timer(struct turn *turn, const struct input *input)
{
    const int64_t days = service_setting("CROSSDOCK_IDEMPOTENCY_DAYS");
    struct param *before = arena_take(turn_arena(turn), sizeof *before);

    (void)input;
    *before = param_time(turn_arena(turn), turn_now_us(turn) - days * 86400 * 1000000);
    db_stage(turn_db(turn), QUERY_SWEEP_CLAIMS, before, 1);
}

/*
 * Commands that came before: in this turn, or in an earlier one. What was done once is answered
 * again and not done again.
 */
#include <string.h>

#include "common/turn_internal.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "runtime_queries.h"

#define CODE(name) CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_##name

static bool
keeps_receipt(const struct work *work)
{
    return work->input.from != NULL && work->fate == FATE_HANDLE &&
           !(work->input.handler->flags & (HANDLER_QUERY | HANDLER_OWN_RECEIPT));
}

/* Commands of this turn by sender and id; a later one with the same is marked. */
static struct map *
find_same(struct turn *turn, struct work *works, size_t count, struct column *senders,
          struct column *ids)
{
    struct map *seen = NULL;

    for (size_t i = 0; i < count; i++) {
        struct work *work = &works[i];
        if (!keeps_receipt(work))
            continue;
        if (seen == NULL) {
            seen = map_create();
            map_end_with_turn(seen, turn->journal);
        }
        const char *key =
            arena_format(turn->arena, "%s\n%s", work->input.from->name, work->input.id);
        struct work **first = map_find_text(seen, key);
        if (first != NULL) {
            work->same = *first;
            continue;
        }
        first = map_add_text(seen, NULL, key, sizeof *first);
        *first = work;
        column_add_text(senders, work->input.from->name);
        column_add_text(ids, work->input.id);
    }
    return seen;
}

/* Which commands came before: in this turn (same), or in an earlier one (their stored receipt). */
void
repeats_recognize(struct turn *turn, struct work *works, size_t count)
{
    struct column senders, ids;

    column_start(&senders, turn->arena, COLUMN_TEXT);
    column_start(&ids, turn->arena, COLUMN_TEXT);
    struct map *seen = find_same(turn, works, count, &senders, &ids);
    if (seen == NULL)
        return;

    const struct param params[] = { param_column(&senders), param_column(&ids) };
    struct rows *rows = db_read(turn->db, RUNTIME_READ_RECEIPTS, params, 2);
    for (int row = 0; row < rows_count(rows); row++) {
        struct work **found = map_find_text(
            seen, arena_format(turn->arena, "%s\n%s", row_text(rows, row, 0), row_text(rows, row, 1)));
        assert(found != NULL);
        struct work *work = *found;
        size_t bytes;
        const void *body = row_bytes(rows, row, 5, &bytes);
        work->fate = FATE_ANSWERED;
        work->reply = (struct reply){ .given = true, .code = CODE(DUPLICATE),
                                      .detail = arena_text(turn->arena, row_text(rows, row, 3)),
                                      .type = arena_text(turn->arena, row_text(rows, row, 4)),
                                      .body = arena_copy(turn->arena, body, bytes),
                                      .bytes = bytes };
    }
}

void
repeats_stage(struct turn *turn, const struct work *works, size_t count)
{
    struct column senders, ids, codes, details, types, bodies;

    column_start(&senders, turn->arena, COLUMN_TEXT);
    column_start(&ids, turn->arena, COLUMN_TEXT);
    column_start(&codes, turn->arena, COLUMN_INT4);
    column_start(&details, turn->arena, COLUMN_TEXT);
    column_start(&types, turn->arena, COLUMN_TEXT);
    column_start(&bodies, turn->arena, COLUMN_BYTES);
    for (size_t i = 0; i < count; i++) {
        const struct work *work = &works[i];
        /* A refusal changed nothing: the same command may be judged anew. */
        if (!keeps_receipt(work) || work->same != NULL || work->reply.code != CODE(ACCEPTED))
            continue;
        column_add_text(&senders, work->input.from->name);
        column_add_text(&ids, work->input.id);
        column_add_int4(&codes, (int32_t)work->reply.code);
        column_add_text(&details, work->reply.detail);
        column_add_text(&types, work->reply.type);
        column_add_bytes(&bodies, work->reply.body, work->reply.bytes);
    }
    if (senders.count == 0)
        return;
    const struct param params[] = { param_column(&senders), param_column(&ids),
                                    param_column(&codes),   param_column(&details),
                                    param_column(&types),   param_column(&bodies) };
    db_stage(turn->db, RUNTIME_ADD_RECEIPTS, params, 6);
}

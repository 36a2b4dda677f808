/*
 * Rows of decisions.
 */
#include "queries.h"
#include "services/fulfillment-routing/store_stage.h"

static struct decisions_stage *
stage_of(struct turn *turn)
{
    return &store_stage(turn)->decisions;
}

void
stage_decisions_start(struct stage *stage, struct arena *arena)
{
    struct decisions_stage *s = &stage->decisions;
    struct column *const int8s[] = {&s->order_ids, &s->decision_ids, &s->decided.order_id,
                                    &s->decided.decision_id};

    stage_start_columns(arena, COLUMN_INT8, int8s, COUNT(int8s));
    column_start(&s->decided.channel, arena, COLUMN_TEXT);
    column_start(&s->decided.body, arena, COLUMN_BYTES);
}

void
store_want_decisions(struct turn *turn, int64_t order_id)
{
    column_add_int8(&stage_of(turn)->order_ids, order_id);
}

void
store_want_decisions_beside(struct turn *turn, int64_t decision_id)
{
    column_add_int8(&stage_of(turn)->decision_ids, decision_id);
}

/* What is told of it is told by the policy that decided, which is loaded after this. */
static void
read_record(struct turn *turn, struct kept_decision *kept)
{
    if (kept->bytes > 0 && kept->body[0] == RECORD_FIRST_NOT)
        return;
    const char *reason;
    kept->record = record_read(turn_arena(turn), kept->body, kept->bytes, &reason);
    if (kept->record != NULL)
        store_want_policy(turn, kept->record->policy);
    else
        kept->unreadable = reason;
}

static struct kept_decision **
load_found(struct turn *turn, int query, struct column *ids, struct kept_decision **end)
{
    if (ids->count == 0)
        return end;
    struct rows *rows = stage_find(turn, query, ids);
    for (int i = 0; i < rows_count(rows); i++) {
        struct kept_decision *kept = arena_take(turn_arena(turn), sizeof *kept);
        const void *body = row_bytes(rows, i, 2, &kept->bytes);
        kept->order_id = row_int8(rows, i, 0);
        kept->decision_id = row_int8(rows, i, 1);
        kept->body = arena_copy(turn_arena(turn), body, kept->bytes);
        kept->channel = arena_text(turn_arena(turn), row_text(rows, i, 3));
        read_record(turn, kept);
        *end = kept;
        end = &kept->next;
    }
    rows_free(&rows);
    return end;
}

void
stage_decisions_load(struct turn *turn)
{
    struct decisions_stage *stage = stage_of(turn);
    struct kept_decision **end = &stage->decisions;

    end = load_found(turn, QUERY_FIND_DECISIONS, &stage->order_ids, end);
    (void)load_found(turn, QUERY_FIND_DECISIONS_BESIDE, &stage->decision_ids, end);
}

const struct kept_decision *
store_decisions(struct turn *turn)
{
    return stage_of(turn)->decisions;
}

void
store_note_decision(struct turn *turn, int64_t order_id, int64_t decision_id, const char *channel,
                    const uint8_t *body, size_t bytes)
{
    struct decisions_stage *stage = stage_of(turn);

    column_add_int8(&stage->decided.order_id, order_id);
    column_add_int8(&stage->decided.decision_id, decision_id);
    column_add_bytes(&stage->decided.body, body, bytes);
    column_add_text(&stage->decided.channel, channel);
}

void
stage_decisions_save(struct turn *turn)
{
    struct decisions_stage *s = stage_of(turn);
    struct column *const decisions[] = {&s->decided.order_id, &s->decided.decision_id,
                                        &s->decided.body, &s->decided.channel};

    STAGE(turn, QUERY_INSERT_DECISIONS, decisions, NULL);
}

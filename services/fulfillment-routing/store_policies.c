/*
 * Rows of policies and of the switches between them.
 */
#include "common/message.h"
#include "queries.h"
#include "services/fulfillment-routing/store_stage.h"
#include "services/fulfillment-routing/wire_policies.h"

static struct policies_stage *
stage_of(struct turn *turn)
{
    return &store_stage(turn)->policies;
}

void
stage_policies_start(struct stage *stage, struct arena *arena)
{
    struct policies_stage *s = &stage->policies;
    struct column *const int4s[] = {&s->versions, &s->defined.version, &s->switched.active,
                                    &s->switched.shadow};
    struct column *const texts[] = {&s->defined.by, &s->switched.by, &s->switched.note};

    stage_start_columns(arena, COLUMN_INT4, int4s, COUNT(int4s));
    stage_start_columns(arena, COLUMN_TEXT, texts, COUNT(texts));
    column_start(&s->switched.number, arena, COLUMN_INT8);
    column_start(&s->defined.body, arena, COLUMN_BYTES);
}

/* --- wanted ----------------------------------------------------------------------------------- */

void
store_want_policy(struct turn *turn, uint32_t version)
{
    if (version != 0 && version <= INT32_MAX)
        column_add_int4(&stage_of(turn)->versions, (int32_t)version);
}

void
store_want_policies(struct turn *turn)
{
    stage_of(turn)->all_wanted = true;
}

/* Columns version, body, defined_at, defined_by; in their order. */
static struct kept_policy *
read_rows(struct turn *turn, struct rows *rows)
{
    struct arena *arena = turn_arena(turn);
    struct kept_policy *list = NULL;
    struct kept_policy **end = &list;

    for (int i = 0; i < rows_count(rows); i++) {
        struct kept_policy *kept = arena_take(arena, sizeof *kept);
        const void *body = row_bytes(rows, i, 1, &kept->bytes);
        kept->version = (uint32_t)row_int8(rows, i, 0);
        kept->body = arena_copy(arena, body, kept->bytes);
        kept->defined_at_us = row_int8(rows, i, 2);
        kept->by = arena_text(arena, row_text(rows, i, 3));
        *end = kept;
        end = &kept->next;
    }
    rows_free(&rows);
    return list;
}

static struct policy_switch *
read_switches(struct turn *turn)
{
    struct arena *arena = turn_arena(turn);
    struct rows *rows = db_read(turn_db(turn), QUERY_FIND_POLICY_SWITCHES, NULL, 0);
    struct policy_switch *list = NULL;
    struct policy_switch **end = &list;

    for (int i = 0; i < rows_count(rows); i++) {
        struct policy_switch *one = arena_take(arena, sizeof *one);
        one->at_us = row_int8(rows, i, 0);
        one->active = (uint32_t)row_int8(rows, i, 1);
        one->shadow = (uint32_t)row_int8(rows, i, 2);
        one->by = arena_text(arena, row_text(rows, i, 3));
        one->note = arena_text(arena, row_text(rows, i, 4));
        *end = one;
        end = &one->next;
    }
    rows_free(&rows);
    return list;
}

void
stage_policies_load(struct turn *turn)
{
    struct policies_stage *s = stage_of(turn);

    if (s->versions.count > 0)
        s->found = read_rows(turn, stage_find(turn, QUERY_FIND_POLICIES, &s->versions));
    if (s->all_wanted) {
        s->newest = read_rows(turn, db_read(turn_db(turn), QUERY_FIND_NEWEST_POLICIES, NULL, 0));
        s->switches = read_switches(turn);
    }
}

const struct kept_policy *
store_policy(struct turn *turn, uint32_t version)
{
    const struct kept_policy *kept = stage_of(turn)->found;

    while (kept != NULL && kept->version != version)
        kept = kept->next;
    return kept;
}

const struct kept_policy *
store_policies(struct turn *turn)
{
    return stage_of(turn)->newest;
}

const struct policy_switch *
store_policy_switches(struct turn *turn)
{
    return stage_of(turn)->switches;
}

/* --- changed ---------------------------------------------------------------------------------- */

void
store_note_policy(struct turn *turn, uint32_t version, const uint8_t *body, size_t bytes,
                  const char *by)
{
    struct policies_stage *s = stage_of(turn);
    struct kept_policy *kept = arena_take(turn_arena(turn), sizeof *kept);

    *kept = (struct kept_policy){s->found, version, body, bytes, turn_now_us(turn), by};
    s->found = kept;
    column_add_int4(&s->defined.version, (int32_t)version);
    column_add_bytes(&s->defined.body, body, bytes);
    column_add_text(&s->defined.by, by);
}

void
store_note_policy_switch(struct turn *turn, int64_t number, const char *by, const char *note)
{
    struct policies_stage *s = stage_of(turn);
    const struct memory *memory = store_memory(turn);

    column_add_int8(&s->switched.number, number);
    column_add_int4(&s->switched.active, (int32_t)memory->policy->version);
    column_add_int4(&s->switched.shadow,
                    memory->shadow == NULL ? 0 : (int32_t)memory->shadow->version);
    column_add_text(&s->switched.by, by);
    column_add_text(&s->switched.note, note);
}

void
stage_policies_save(struct turn *turn)
{
    struct policies_stage *s = stage_of(turn);
    struct column *const defined[] = {&s->defined.version, &s->defined.body, &s->defined.by};
    struct column *const switched[] = {&s->switched.number, &s->switched.active,
                                       &s->switched.shadow, &s->switched.by, &s->switched.note};
    const struct param now = param_time(turn_arena(turn), turn_now_us(turn));

    STAGE(turn, QUERY_INSERT_POLICIES, defined, &now);
    STAGE(turn, QUERY_INSERT_POLICY_SWITCHES, switched, &now);
}

/* --- at start --------------------------------------------------------------------------------- */

static void
read_body(struct arena *arena, const struct rows *rows, int column, struct policy *to)
{
    struct refusal refusal;
    const char *wrong;
    size_t bytes;
    const uint8_t *body = row_bytes(rows, 0, column, &bytes);
    const ProtobufCMessage *message =
        message_read(arena, &crossdock__routing__v1__policy__descriptor, body, bytes, &wrong);

    assert(message != NULL);
    if (!read_policy(arena, (const Crossdock__Routing__V1__Policy *)message, to, &refusal))
        WRONG("a policy was kept that would be refused");
}

void
store_open_policies(struct memory *memory, struct db *db, struct arena *scratch)
{
    const size_t mark = arena_mark(scratch);
    struct rows *rows = db_read(db, QUERY_OPEN_POLICIES, NULL, 0);
    const bool has_shadow = !row_is_null(rows, 0, 1);
    struct policy policy, shadow;

    read_body(scratch, rows, 0, &policy);
    if (has_shadow)
        read_body(scratch, rows, 1, &shadow);
    policy_use(memory, &policy, has_shadow ? &shadow : NULL);
    memory->next_policy = (uint32_t)row_int8(rows, 0, 2);
    memory->next_policy_switch = row_int8(rows, 0, 3);
    rows_free(&rows);
    arena_reset(scratch, mark);
}

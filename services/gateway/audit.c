/*
 * The audit: who asked for what over HTTP, when, and what was answered. RecordAudit brings many
 * entries at a time; those that were noted with their claim get their answer, the others are new.
 */
#include "services/gateway/audit.h"

#include <stdio.h>
#include <string.h>

#include "crossdock/gateway/v1/gateway.pb-c.h"
#include "queries.h"
#include "services/gateway/handlers.h"
#include "services/gateway/store.h"
#include "services/gateway/wire_check.h"

#define ENTRIES_MAX      1000
#define NAME_BYTES_MAX   63
#define PATH_BYTES_MAX   500
#define ID_BYTES_MAX     100
#define DETAIL_BYTES_MAX 300
#define PAGE_ENTRIES     100
#define PAGE_ENTRIES_MAX 500
#define ENTRY_COLUMNS    12

typedef Crossdock__Gateway__V1__AuditEntry entry_message;
typedef Crossdock__Gateway__V1__GetAudit get_message;

static struct audit_state *
state_of(struct turn *turn)
{
    return &((struct state *)turn_state(turn))->audit;
}

void
audit_open_state(struct audit_state *audit, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_LOAD_LAST_AUDIT_ID, NULL, 0);

    audit->audit_id_next = row_int8(rows, 0, 0) + 1;
    rows_free(&rows);
}

/* --- RecordAudit ------------------------------------------------------------------------------ */

const void *
check_record_audit(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Gateway__V1__RecordAudit *record = (const void *)base;

    (void)arena;
    return number_fits((int64_t)record->n_entries, 1, ENTRIES_MAX, "entries", refusal) ? record
                                                                                       : NULL;
}

static int64_t
take_audit_id(struct turn *turn)
{
    struct audit_state *audit = state_of(turn);

    journal_keep(turn_journal(turn), &audit->audit_id_next, sizeof audit->audit_id_next);
    return audit->audit_id_next++;
}

static void
add_row(struct turn *turn, struct column *row, int64_t audit_id, const entry_message *entry)
{
    struct arena *arena = turn_arena(turn);

    column_add_int8(&row[0], audit_id);
    column_add_time(&row[1], entry->at_us);
    column_add_text(&row[2], cut_text(arena, entry->actor, NAME_BYTES_MAX));
    column_add_int4(&row[3], (int32_t)entry->role);
    column_add_text(&row[4], cut_text(arena, entry->subject, NAME_BYTES_MAX));
    column_add_text(&row[5], cut_text(arena, entry->method, ID_BYTES_MAX));
    column_add_text(&row[6], cut_text(arena, entry->path, PATH_BYTES_MAX));
    column_add_text(&row[7], cut_text(arena, entry->message, ID_BYTES_MAX));
    column_add_text(&row[8], cut_text(arena, entry->command_id, ID_BYTES_MAX));
    column_add_int4(&row[9], (int32_t)entry->status);
    column_add_text(&row[10], cut_text(arena, entry->detail, DETAIL_BYTES_MAX));
    column_add_text(&row[11], cut_text(arena, entry->request_id, ID_BYTES_MAX));
}

int64_t
audit_add(struct turn *turn, const entry_message *entry)
{
    const int64_t audit_id = take_audit_id(turn);

    add_row(turn, batch_row(turn, BATCH_AUDIT), audit_id, entry);
    return audit_id;
}

/* RecordAudit -> Done */
void
on_record_audit(struct turn *turn, const struct input *input)
{
    const Crossdock__Gateway__V1__RecordAudit *record = input->message;

    for (size_t i = 0; i < record->n_entries; i++) {
        const entry_message *entry = record->entries[i];
        if (entry->audit_id == 0) {
            audit_add(turn, entry);
            continue;
        }
        struct column *row = batch_row(turn, BATCH_AUDIT_ANSWERS);
        add_row(turn, row, (int64_t)entry->audit_id, entry);
        column_add_int8(&row[ENTRY_COLUMNS], take_audit_id(turn));
    }
    turn_accept(turn, wire_done(turn_arena(turn), (uint32_t)record->n_entries));
}

/* --- GetAudit --------------------------------------------------------------------------------- */

struct audit_question {
    struct audit_question *next;
    const get_message *get;
    int64_t at_us, audit_id; /* the cursor: only what is before it */
    uint32_t limit;
    const ProtobufCMessage *answer;
};

/* "<microseconds>.<number>": of the last entry that was shown. */
static bool
read_cursor(const char *cursor, int64_t *at_us, int64_t *audit_id)
{
    long long at, id;
    int end = 0;

    *at_us = *audit_id = INT64_MAX;
    if (cursor[0] == '\0')
        return true;
    if (sscanf(cursor, "%lld.%lld%n", &at, &id, &end) != 2 || cursor[end] != '\0' || at < 0)
        return false;
    *at_us = at;
    *audit_id = id;
    return true;
}

const void *
check_get_audit(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const get_message *get = (const void *)base;
    struct audit_question *question = arena_take(arena, sizeof *question);

    question->get = get;
    question->limit = get->limit == 0 ? PAGE_ENTRIES : get->limit;
    if (!read_cursor(get->cursor, &question->at_us, &question->audit_id))
        return refuse(refusal, "cursor: is not one that was given"), NULL;
    return number_fits(get->limit, 0, PAGE_ENTRIES_MAX, "limit", refusal) &&
                   number_fits(get->from_us, 0, INT64_MAX, "from_us", refusal) &&
                   number_fits(get->to_us, 0, INT64_MAX, "to_us", refusal)
               ? question
               : NULL;
}

void
want_audit(struct turn *turn, const struct input *input)
{
    struct audit_stage *stage = &((struct stage *)turn_stage(turn))->audit;
    struct audit_question *question = (void *)(uintptr_t)input->message;

    question->next = stage->questions;
    stage->questions = question;
}

static entry_message *
read_entry(struct arena *arena, const struct rows *rows, int i)
{
    entry_message *entry = arena_take(arena, sizeof *entry);

    crossdock__gateway__v1__audit_entry__init(entry);
    entry->audit_id = (uint64_t)row_int8(rows, i, 0);
    entry->at_us = row_int8(rows, i, 1);
    entry->actor = arena_text(arena, row_text(rows, i, 2));
    entry->role = (Crossdock__Gateway__V1__KeyRole)row_int8(rows, i, 3);
    entry->subject = arena_text(arena, row_text(rows, i, 4));
    entry->method = arena_text(arena, row_text(rows, i, 5));
    entry->path = arena_text(arena, row_text(rows, i, 6));
    entry->message = arena_text(arena, row_text(rows, i, 7));
    entry->command_id = arena_text(arena, row_text(rows, i, 8));
    entry->status = (uint32_t)row_int8(rows, i, 9);
    entry->detail = arena_text(arena, row_text(rows, i, 10));
    entry->request_id = arena_text(arena, row_text(rows, i, 11));
    return entry;
}

/* One more than the page is read: whether there is a next one. */
static const ProtobufCMessage *
read_page(struct arena *arena, const struct rows *rows, uint32_t limit)
{
    Crossdock__Gateway__V1__AuditView *view = arena_take(arena, sizeof *view);
    const uint32_t count = (uint32_t)rows_count(rows);

    crossdock__gateway__v1__audit_view__init(view);
    view->n_entries = count < limit ? count : limit;
    view->entries = arena_take(arena, (view->n_entries + 1) * sizeof *view->entries);
    for (size_t i = 0; i < view->n_entries; i++)
        view->entries[i] = read_entry(arena, rows, (int)i);
    if (count > limit) {
        const entry_message *last = view->entries[limit - 1];
        view->next = arena_format(arena, "%lld.%llu", (long long)last->at_us,
                                  (unsigned long long)last->audit_id);
    }
    return &view->base;
}

/* Each way of asking goes along an index of its own. */
static int
query_of(const get_message *get)
{
    if (get->actor[0] != '\0')
        return QUERY_FIND_AUDIT_OF_ACTOR;
    return get->subject[0] != '\0' ? QUERY_FIND_AUDIT_OF_SUBJECT : QUERY_FIND_AUDIT;
}

void
audit_load(struct turn *turn)
{
    struct arena *arena = turn_arena(turn);
    struct audit_question *question = ((struct stage *)turn_stage(turn))->audit.questions;

    for (; question != NULL; question = question->next) {
        const get_message *get = question->get;
        const int64_t to_us = get->to_us == 0 ? turn_now_us(turn) + 1 : get->to_us;
        const struct param params[] = {
            param_time(arena, get->from_us),
            param_time(arena, to_us),
            param_time(arena, question->at_us == INT64_MAX ? to_us : question->at_us),
            param_int8(arena, question->audit_id),
            param_int8(arena, question->limit + 1),
            param_text(arena, get->actor),
            param_text(arena, get->subject),
        };
        struct rows *rows = db_read(turn_db(turn), query_of(get), params, 7);
        question->answer = read_page(arena, rows, question->limit);
        rows_free(&rows);
    }
}

/* GetAudit -> AuditView */
void
on_get_audit(struct turn *turn, const struct input *input)
{
    turn_accept(turn, ((const struct audit_question *)input->message)->answer);
}

/* --- the time is over ------------------------------------------------------------------------- */

void
on_audit_timer(struct turn *turn, const struct input *input)
{
    const int64_t days = service_setting("CROSSDOCK_AUDIT_DAYS");
    struct param *before = arena_take(turn_arena(turn), sizeof *before);

    (void)input;
    *before = param_time(turn_arena(turn), turn_now_us(turn) - days * 86400 * 1000000);
    db_stage(turn_db(turn), QUERY_SWEEP_AUDIT, before, 1);
}

/*
 * One attempt at a turn: want, load, handle, save, commit, release; or no trace of it.
 *
 * A failed step jumps out (arena full, read failed, handler gave up): everything a turn touches
 * is either in its arena, in its journal or staged, so nothing else needs cleaning.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/message.h"
#include "common/metrics.h"
#include "common/turn_internal.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "runtime_queries.h"

#define CODE(name) CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_##name

static struct metric turns = { .kind = METRIC_COUNTER, .name = "crossdock_turns_total",
                               .help = "Turns committed." };
static struct metric inputs = { .kind = METRIC_COUNTER, .name = "crossdock_inputs_total",
                                .help = "Inputs handled in committed turns." };
static struct metric events_said = { .kind = METRIC_COUNTER, .name = "crossdock_events_said_total",
                                     .help = "Events appended to the own feed." };
static struct metric handle_time = { .kind = METRIC_HISTOGRAM, .name = "crossdock_turn_handle_seconds",
                                     .help = "Time of a turn before its commit.", .scale = 1e-6 };
static struct metric commit_time = { .kind = METRIC_HISTOGRAM, .name = "crossdock_turn_commit_seconds",
                                     .help = "Time of a turn's commit.", .scale = 1e-6 };

int64_t
monotonic_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t
realtime_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* --- what handlers call (turn.h) ------------------------------------------------------------ */

int64_t
turn_now_us(const struct turn *turn)
{
    return turn->now_us;
}

struct arena *
turn_arena(struct turn *turn)
{
    return turn->arena;
}

struct journal *
turn_journal(struct turn *turn)
{
    return turn->journal;
}

void *
turn_state(struct turn *turn)
{
    return turn->state;
}

void *
turn_stage(struct turn *turn)
{
    return turn->stage;
}

struct db *
turn_db(struct turn *turn)
{
    return turn->db;
}

static bool
may_say(const struct work *work, const ProtobufCMessageDescriptor *type)
{
    for (int i = 0; i < HANDLER_SAYS_MAX && work->says[i] != NULL; i++) {
        if (work->says[i] == type)
            return true;
    }
    return false;
}

uint64_t
turn_say(struct turn *turn, const char *key, const char *subject, const ProtobufCMessage *event)
{
    struct said *said = &turn->said;
    const struct input *cause = &turn->current->input;
    const uint64_t position = said->first + said->count;

    assert(may_say(turn->current, event->descriptor));

    Crossdock__Envelope__V1__Event envelope = CROSSDOCK__ENVELOPE__V1__EVENT__INIT;
    envelope.id = arena_format(turn->arena, "%s-%llu", turn->nonce, (unsigned long long)position);
    envelope.source = arena_format(turn->arena, "/crossdock/%s", turn->service->name);
    envelope.spec_version = "1.0";
    envelope.type = (char *)event->descriptor->name;
    envelope.data.data = message_pack(turn->arena, event, &envelope.data.len);
    envelope.time_us = turn->now_us;
    envelope.key = (char *)key;
    envelope.subject = (char *)subject;
    envelope.cause_id = (char *)cause->id;
    envelope.trace = (char *)cause->trace;
    envelope.position = position;

    size_t bytes;
    const uint8_t *packed = message_pack(turn->arena, &envelope.base, &bytes);
    column_add_int8(&said->positions, (int64_t)position);
    column_add_text(&said->types, event->descriptor->name);
    column_add_text(&said->keys, key);
    column_add_text(&said->subjects, subject);
    column_add_bytes(&said->bodies, packed, bytes);
    said->body_bytes += bytes;
    said->count++;
    return position;
}

static void
reply(struct turn *turn, uint32_t code, const char *detail, const ProtobufCMessage *body)
{
    struct reply *r = &turn->current->reply;
    const Crossdock__Envelope__V1__Done done = CROSSDOCK__ENVELOPE__V1__DONE__INIT;

    assert(turn->current->input.from != NULL && !r->given);
    if (body == NULL && code == CODE(ACCEPTED))
        body = &done.base;
    *r = (struct reply){ .given = true, .code = code, .type = "", .detail = detail };
    if (body != NULL) {
        r->type = body->descriptor->name;
        r->body = message_pack(turn->arena, body, &r->bytes);
    }
}

void
turn_accept(struct turn *turn, const ProtobufCMessage *body)
{
    reply(turn, CODE(ACCEPTED), "", body);
}

void
turn_duplicate(struct turn *turn, const ProtobufCMessage *body)
{
    reply(turn, CODE(DUPLICATE), "", body);
}

void
turn_reject(struct turn *turn, const char *reason, const ProtobufCMessage *body)
{
    reply(turn, CODE(REJECTED), arena_text(turn->arena, reason), body);
}

void
turn_deny(struct turn *turn, const char *reason)
{
    reply(turn, CODE(DENIED), arena_text(turn->arena, reason), NULL);
}

void
turn_give_up(struct turn *turn, const char *format, ...)
{
    char reason[400];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    turn->given_up = arena_text(turn->batch_arena, reason);
    longjmp(turn->abandon, 1);
}

/* --- repeats of commands -------------------------------------------------------------------- */

static bool
keeps_receipt(const struct work *work)
{
    return work->input.from != NULL && work->fate == FATE_HANDLE &&
           !(work->input.handler->flags & (HANDLER_QUERY | HANDLER_OWN_RECEIPT));
}

static void
drop_map(void *map, void *unused)
{
    (void)unused;
    map_destroy(&(struct map *){ map });
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
            journal_note(turn->journal, drop_map, drop_map, seen, NULL);
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
static void
recognize_repeats(struct turn *turn, struct work *works, size_t count)
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

static void
stage_receipts(struct turn *turn, const struct work *works, size_t count)
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

/* --- the steps ------------------------------------------------------------------------------ */

/* What comes after an event that is set aside, and has its key, waits behind it. */
static void
keep_order(struct worker *worker, struct work *works, size_t count, size_t i)
{
    struct work *work = &works[i];

    if (work->source < 0 || work->input.key[0] == '\0')
        return;
    const uint64_t letter =
        work->letter ? 0 : dead_letters_parked(&worker->lead, work->input.source, work->input.key);
    if (letter != 0 && work->fate == FATE_HANDLE) {
        work->fate = FATE_SET_ASIDE;
        work->reason = arena_format(worker->turn.arena, "WAITS_BEHIND %llu", (unsigned long long)letter);
    }
    if (work->fate != FATE_SET_ASIDE)
        return;
    for (size_t j = i + 1; j < count; j++) {
        struct work *later = &works[j];
        if (later->source == work->source && later->fate == FATE_HANDLE &&
            strcmp(later->input.key, work->input.key) == 0) {
            later->fate = FATE_SET_ASIDE;
            later->reason = arena_format(worker->turn.arena, "WAITS_BEHIND %llu",
                                         (unsigned long long)work->input.position);
        }
    }
}

static void
begin(struct worker *worker, struct work *works, size_t count)
{
    struct turn *turn = &worker->turn;

    arena_reset(turn->arena, 0);
    turn->now_us = realtime_us();
    turn->given_up = NULL;
    turn->stage = arena_take(turn->arena, turn->service->stage_bytes + 1);
    turn->said = (struct said){ .first = worker->lead.head + 1 };
    column_start(&turn->said.positions, turn->arena, COLUMN_INT8);
    column_start(&turn->said.types, turn->arena, COLUMN_TEXT);
    column_start(&turn->said.keys, turn->arena, COLUMN_TEXT);
    column_start(&turn->said.subjects, turn->arena, COLUMN_TEXT);
    column_start(&turn->said.bodies, turn->arena, COLUMN_BYTES);
    for (size_t i = 0; i < count; i++) {
        works[i].fate = works[i].fate_read;
        works[i].reply = works[i].reply_read;
        works[i].same = NULL;
    }
    for (size_t i = 0; i < count; i++)
        keep_order(worker, works, count, i);
}

static void
handle_one(struct turn *turn, struct work *work)
{
    if (work->same != NULL) {
        if (work->same->fate == FATE_ANSWERED)
            work->fate = FATE_ANSWERED;
        work->reply = work->same->reply;
        if (work->reply.code == CODE(ACCEPTED))
            work->reply.code = CODE(DUPLICATE);
        return;
    }
    if (work->fate == FATE_SET_ASIDE && work->input.from != NULL) {
        work->reply = (struct reply){ .given = true, .code = CODE(FAILED), .type = "",
                                      .detail = work->reason };
        return;
    }
    if (work->fate != FATE_HANDLE)
        return;
    turn->current = work;
    work->handle(turn, &work->input);
    assert(work->input.from == NULL || work->reply.given); /* every command is answered */
    turn->current = NULL;
}

static void
advance(struct cursor *cursor, const struct work *work)
{
    cursor->position = work->covers;
    /* A cursor that passed over events which the filter left out names no event. */
    snprintf(cursor->last_id, sizeof cursor->last_id, "%s",
             work->input.position == work->covers ? work->input.id : "");
    snprintf(cursor->log_id, sizeof cursor->log_id, "%s", work->log_id);
}

static void
stage_cursors(struct worker *worker, const struct work *works, size_t count,
              struct cursor moved[SOURCES_MAX])
{
    struct turn *turn = &worker->turn;
    struct column sources, was, positions, ids, logs;

    memcpy(moved, worker->lead.cursors, sizeof worker->lead.cursors);
    for (size_t i = 0; i < count; i++) {
        const struct work *work = &works[i];
        if (work->source < 0 || work->covers == 0)
            continue;
        advance(&moved[work->source], work);
    }
    column_start(&sources, turn->arena, COLUMN_TEXT);
    column_start(&was, turn->arena, COLUMN_INT8);
    column_start(&positions, turn->arena, COLUMN_INT8);
    column_start(&ids, turn->arena, COLUMN_TEXT);
    column_start(&logs, turn->arena, COLUMN_TEXT);
    for (int s = 0; s < worker->runtime->source_count; s++) {
        if (moved[s].position == worker->lead.cursors[s].position)
            continue;
        column_add_text(&sources, worker->runtime->sources[s]);
        column_add_int8(&was, (int64_t)worker->lead.cursors[s].position);
        column_add_int8(&positions, (int64_t)moved[s].position);
        column_add_text(&ids, moved[s].last_id);
        column_add_text(&logs, moved[s].log_id);
    }
    if (sources.count == 0)
        return;
    const struct param params[] = { param_column(&sources), param_column(&was),
                                    param_column(&positions), param_column(&ids),
                                    param_column(&logs) };
    db_stage(turn->db, RUNTIME_MOVE_CURSORS, params, 5);
}

static void
stage_events(struct turn *turn)
{
    struct said *said = &turn->said;

    if (said->count == 0)
        return;
    const struct param params[] = { param_column(&said->positions), param_column(&said->types),
                                    param_column(&said->keys), param_column(&said->subjects),
                                    param_column(&said->bodies) };
    db_stage(turn->db, RUNTIME_APPEND_EVENTS, params, 5);
}

static void
stage_head(struct worker *worker)
{
    struct turn *turn = &worker->turn;
    const struct param params[] = { param_int8(turn->arena, (int64_t)worker->lead.epoch),
                                    param_int8(turn->arena, (int64_t)worker->lead.turn),
                                    param_int8(turn->arena, turn->said.count) };
    db_stage(turn->db, RUNTIME_MOVE_HEAD, params, 3);
}

/* Steps 2 to 5 up to the staging; may jump out. */
static void
compose(struct worker *worker, struct work *works, size_t count, struct cursor moved[SOURCES_MAX])
{
    struct turn *turn = &worker->turn;

    begin(worker, works, count);
    recognize_repeats(turn, works, count);
    for (size_t i = 0; i < count; i++) {
        const struct work *work = &works[i];
        if (work->fate == FATE_HANDLE && work->same == NULL && work->input.handler != NULL &&
            work->input.handler->want != NULL) {
            turn->current = &works[i];
            work->input.handler->want(turn, &work->input);
        }
    }
    turn->current = NULL;
    if (turn->service->load != NULL)
        turn->service->load(turn);
    for (size_t i = 0; i < count; i++)
        handle_one(turn, &works[i]);

    /* Lock order everywhere: cursors, domain rows, feed head. */
    stage_cursors(worker, works, count, moved);
    stage_receipts(turn, works, count);
    if (turn->service->save != NULL)
        turn->service->save(turn);
    dead_letters_stage(worker, works, count);
    stage_events(turn);
    if (db_staged_count(turn->db) > 0)
        stage_head(worker);
}

void
turn_undo(struct worker *worker)
{
    journal_rollback(worker->turn.journal);
    db_forget(worker->turn.db);
}

static enum attempt
undo(struct worker *worker, enum attempt outcome)
{
    turn_undo(worker);
    return outcome;
}

/* Why a step jumped out. */
static enum attempt
abandoned(struct worker *worker, char *reason, size_t reason_bytes)
{
    struct turn *turn = &worker->turn;

    if (turn->given_up != NULL) {
        assert(turn->current != NULL);
        turn->current->fate_read = FATE_SET_ASIDE;
        turn->current->reason = turn->given_up;
        return undo(worker, ATTEMPT_AGAIN);
    }
    switch (db_failure(turn->db, reason, reason_bytes)) {
    case DB_OK:
        snprintf(reason, reason_bytes, "needs more memory than a turn may take");
        return undo(worker, ATTEMPT_REFUSED);
    case DB_REFUSED:
        return undo(worker, ATTEMPT_REFUSED);
    case DB_FENCED:
        return undo(worker, ATTEMPT_FENCED);
    case DB_TRANSIENT:
    case DB_UNKNOWN: /* only reads were sent: nothing can have been committed */
        return undo(worker, ATTEMPT_TRANSIENT);
    }
    WRONG("outcome out of range");
}

static enum attempt
commit(struct worker *worker, struct work *works, size_t count, char *reason, size_t reason_bytes)
{
    struct turn *turn = &worker->turn;
    const bool writes = db_staged_count(turn->db) > 0;
    const enum db_outcome outcome = writes ? db_commit(turn->db, reason, reason_bytes) : DB_OK;

    switch (outcome) {
    case DB_OK:
        break;
    case DB_TRANSIENT:
        return undo(worker, ATTEMPT_TRANSIENT);
    case DB_REFUSED:
        return undo(worker, ATTEMPT_REFUSED);
    case DB_FENCED:
        return undo(worker, ATTEMPT_FENCED);
    case DB_UNKNOWN:
        return ATTEMPT_UNKNOWN; /* memory stays as it is until it is known */
    }
    worker->lead.turn += writes;
    turn_release(worker, works, count);
    return ATTEMPT_DONE;
}

enum attempt
turn_attempt(struct worker *worker, struct work *works, size_t count, char *reason,
             size_t reason_bytes)
{
    struct turn *turn = &worker->turn;
    struct cursor moved[SOURCES_MAX];
    const int64_t began_us = monotonic_us();

    reason[0] = '\0';
    if (setjmp(turn->abandon) != 0)
        return abandoned(worker, reason, reason_bytes);
    arena_arm(turn->arena, &turn->abandon);
    db_arm(turn->db, &turn->abandon);
    compose(worker, works, count, moved);
    arena_arm(turn->arena, NULL);
    db_arm(turn->db, NULL);

    const int64_t composed_us = monotonic_us();
    const enum attempt outcome = commit(worker, works, count, reason, reason_bytes);
    metric_observe(&handle_time, composed_us - began_us);
    metric_observe(&commit_time, monotonic_us() - composed_us);
    return outcome;
}

/* --- release: only what is durable leaves --------------------------------------------------- */

struct notice *
notice_make(enum notice_kind kind, size_t bytes)
{
    struct notice *notice = calloc(1, sizeof *notice + bytes);
    assert(notice != NULL);
    notice->kind = kind;
    notice->bytes = bytes;
    return notice;
}

static struct notice *
receipt_notice(const struct work *work)
{
    const struct reply *r = &work->reply;
    struct notice *notice = notice_make(NOTICE_RECEIPT, r->bytes);

    notice->route = work->item->route;
    notice->code = r->code;
    snprintf(notice->type, sizeof notice->type, "%s", r->type);
    snprintf(notice->detail, sizeof notice->detail, "%s", r->detail);
    if (r->bytes > 0)
        memcpy(notice->data, r->body, r->bytes);
    return notice;
}

static struct notice *
events_notice(const struct said *said)
{
    /* The bodies column is [length, bytes]...; the batch wants [prefix, bytes]... */
    struct notice *notice = notice_make(NOTICE_EVENTS, said->body_bytes + (size_t)said->count * 11);
    const uint8_t *at = column_values(&said->bodies);
    size_t bytes = 0;

    for (uint32_t i = 0; i < said->count; i++) {
        const size_t length = (size_t)at[0] << 24 | (size_t)at[1] << 16 | (size_t)at[2] << 8 | at[3];
        bytes += message_batch_prefix(notice->data + bytes, length);
        memcpy(notice->data + bytes, at + 4, length);
        bytes += length;
        at += 4 + length;
    }
    notice->bytes = bytes;
    notice->first = said->first;
    notice->count = said->count;
    return notice;
}

void
turn_release(struct worker *worker, struct work *works, size_t count)
{
    struct turn *turn = &worker->turn;
    struct notice *list = NULL, **end = &list;
    bool consumed[SOURCES_MAX] = { false };

    metric_add(&turns, 1);
    metric_add(&inputs, (int64_t)count);
    metric_add(&events_said, turn->said.count);
    worker->lead.head += turn->said.count;
    journal_commit(turn->journal);
    dead_letters_note(worker, works, count);
    if (turn->said.count > 0) {
        *end = events_notice(&turn->said);
        end = &(*end)->next;
    }
    for (size_t i = 0; i < count; i++) {
        struct work *work = &works[i];
        work->done = true;
        if (work->item != NULL && work->input.from != NULL) {
            *end = receipt_notice(work);
            end = &(*end)->next;
        }
        if (work->source < 0 || work->covers == 0)
            continue;
        advance(&worker->lead.cursors[work->source], work);
        consumed[work->source] = true;
    }
    for (int s = 0; s < worker->runtime->source_count; s++) {
        if (!consumed[s])
            continue;
        *end = notice_make(NOTICE_CONSUMED, 0);
        (*end)->source = s;
        (*end)->cursors[0] = worker->lead.cursors[s];
        end = &(*end)->next;
    }
    exchange_put_notices(worker->runtime->exchange, list);
    db_forget(turn->db);
}

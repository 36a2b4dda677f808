/*
 * One attempt at a turn: want, load, handle, save, commit, release; or no trace of it.
 *
 * A failed step jumps out (arena full, read failed, handler gave up): everything a turn touches
 * is either in its arena, in its journal or staged, so nothing else needs cleaning.
 */
#include <stdio.h>
#include <string.h>

#include "common/metrics.h"
#include "common/turn_internal.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "runtime_queries.h"

#define CODE(name) CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_##name

METRIC(handle_time) = { .kind = METRIC_HISTOGRAM, .name = "crossdock_turn_handle_seconds",
                        .help = "Time of a turn before its commit.", .scale = 1e-6 };
METRIC(commit_time) = { .kind = METRIC_HISTOGRAM, .name = "crossdock_turn_commit_seconds",
                        .help = "Time of a turn's commit.", .scale = 1e-6 };

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

/* What a service does with all events alike. A letter that is discarded is given up here too. */
static void
pass_event(struct turn *turn, const struct work *work)
{
    const bool is_passed = work->fate == FATE_HANDLE || (work->fate == FATE_PASS && !work->letter);
    struct input input = work->input;

    if (turn->service->pass == NULL || work->event == NULL || !is_passed)
        return;
    input.message = NULL;
    turn->service->pass(turn, &input, work->event, work->event_bytes);
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
    pass_event(turn, work);
    if (work->fate != FATE_HANDLE)
        return;
    turn->current = work;
    work->handle(turn, &work->input);
    assert(work->input.from == NULL || work->reply.given); /* every command is answered */
    turn->current = NULL;
}

void
cursor_advance(struct cursor *cursor, const struct work *work)
{
    cursor->position = work->covers;
    /* A cursor that passed over events which the filter left out names no event. */
    snprintf(cursor->last_id, sizeof cursor->last_id, "%s",
             work->input.position == work->covers ? work->input.id : "");
    snprintf(cursor->log_id, sizeof cursor->log_id, "%s", work->log_id);
}

static void
stage_cursors(struct worker *worker, const struct work *works, size_t count)
{
    struct turn *turn = &worker->turn;
    struct cursor moved[SOURCES_MAX];
    struct column sources, was, positions, ids, logs;

    memcpy(moved, worker->lead.cursors, sizeof worker->lead.cursors);
    for (size_t i = 0; i < count; i++) {
        const struct work *work = &works[i];
        if (work->source < 0 || work->covers == 0)
            continue;
        cursor_advance(&moved[work->source], work);
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
compose(struct worker *worker, struct work *works, size_t count)
{
    struct turn *turn = &worker->turn;

    begin(worker, works, count);
    repeats_recognize(turn, works, count);
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
    stage_cursors(worker, works, count);
    repeats_stage(turn, works, count);
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
    board_drop_shown(&worker->turn.shown);
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
    const int64_t began_us = monotonic_us();

    atomic_store(&turn->runtime->turn_began_us, began_us);
    reason[0] = '\0';
    if (setjmp(turn->abandon) != 0)
        return abandoned(worker, reason, reason_bytes);
    arena_arm(turn->arena, &turn->abandon);
    db_arm(turn->db, &turn->abandon);
    compose(worker, works, count);
    arena_arm(turn->arena, NULL);
    db_arm(turn->db, NULL);

    const int64_t composed_us = monotonic_us();
    const enum attempt outcome = commit(worker, works, count, reason, reason_bytes);
    metric_observe(&handle_time, composed_us - began_us);
    metric_observe(&commit_time, monotonic_us() - composed_us);
    return outcome;
}

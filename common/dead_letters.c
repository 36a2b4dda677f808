/*
 * Dead letters: inputs that cannot be processed, set aside in the transaction that moves the cursor
 * past them, so that the rest flows on. Later events of the same key wait behind, in order, until an
 * operator tries the letter again or discards it.
 *
 * In memory there is only which keys are parked; the letters are in the table.
 */
#include <stdio.h>
#include <string.h>

#include "common/log.h"
#include "common/message.h"
#include "common/metrics.h"
#include "common/turn_internal.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "runtime_queries.h"

#define LETTERS_LISTED_MAX     1000
#define LETTERS_LISTED_DEFAULT 100

typedef Crossdock__Envelope__V1__RetryDeadLetter retry_message;

METRIC(set_aside) = { .kind = METRIC_COUNTER, .name = "crossdock_dead_letters_total",
                      .help = "Inputs set aside because they could not be processed." };

/* --- which keys wait ------------------------------------------------------------------------- */

static const char *
park_key(char *to, size_t bytes, const char *source, const char *key)
{
    snprintf(to, bytes, "%s %s", source, key);
    return to;
}

uint64_t
dead_letters_parked(const struct lead *lead, const char *source, const char *key)
{
    char name[512];

    if (map_count(lead->parked) == 0 || key[0] == '\0')
        return 0;
    const struct parked *parked = map_find_text(lead->parked, park_key(name, sizeof name, source, key));
    return parked == NULL ? 0 : parked->position;
}

static void
park(struct lead *lead, const char *source, const char *key, uint64_t position)
{
    char name[512];

    if (key[0] == '\0')
        return;
    park_key(name, sizeof name, source, key);
    struct parked *parked = map_find_text(lead->parked, name);
    if (parked == NULL)
        parked = map_add_text(lead->parked, NULL, name, sizeof *parked);
    if (parked->position == 0 || position < parked->position)
        parked->position = position;
}

static void
unpark(struct lead *lead, const char *source, const char *key)
{
    char name[512];

    park_key(name, sizeof name, source, key);
    if (key[0] != '\0' && map_find_text(lead->parked, name) != NULL)
        map_remove_text(lead->parked, NULL, name);
}

void
dead_letters_load(struct worker *worker)
{
    struct rows *rows = db_read(worker->db, RUNTIME_READ_PARKED_KEYS, NULL, 0);

    for (int row = 0; row < rows_count(rows); row++)
        park(&worker->lead, row_text(rows, row, 0), row_text(rows, row, 1),
             (uint64_t)row_int8(rows, row, 2));
}

/* --- in a turn -------------------------------------------------------------------------------- */

static void
stage_new(struct turn *turn, const struct work *works, size_t count)
{
    struct column c[7];
    const enum column_type types[7] = { COLUMN_TEXT, COLUMN_INT8, COLUMN_TEXT, COLUMN_TEXT,
                                        COLUMN_TEXT, COLUMN_TEXT, COLUMN_BYTES };
    struct param params[7];

    for (int i = 0; i < 7; i++)
        column_start(&c[i], turn->arena, types[i]);
    for (size_t i = 0; i < count; i++) {
        const struct work *work = &works[i];
        if (work->fate != FATE_SET_ASIDE || work->source < 0)
            continue;
        column_add_text(&c[0], work->input.source);
        column_add_int8(&c[1], (int64_t)work->input.position);
        column_add_text(&c[2], work->input.id);
        column_add_text(&c[3], work->input.handler != NULL ? work->input.handler->input->name : "");
        column_add_text(&c[4], work->input.key);
        column_add_text(&c[5], work->reason);
        column_add_bytes(&c[6], work->event, work->event_bytes);
    }
    if (c[0].count == 0)
        return;
    for (int i = 0; i < 7; i++)
        params[i] = param_column(&c[i]);
    db_stage(turn->db, RUNTIME_ADD_DEAD_LETTERS, params, 7);
}

static void
stage_gone(struct turn *turn, const struct work *works, size_t count)
{
    struct column sources, positions;

    column_start(&sources, turn->arena, COLUMN_TEXT);
    column_start(&positions, turn->arena, COLUMN_INT8);
    for (size_t i = 0; i < count; i++) {
        if (!works[i].letter || works[i].fate == FATE_SET_ASIDE)
            continue;
        column_add_text(&sources, works[i].input.source);
        column_add_int8(&positions, (int64_t)works[i].input.position);
    }
    if (sources.count == 0)
        return;
    const struct param params[] = { param_column(&sources), param_column(&positions) };
    db_stage(turn->db, RUNTIME_REMOVE_DEAD_LETTERS, params, 2);
}

void
dead_letters_stage(struct worker *worker, const struct work *works, size_t count)
{
    stage_new(&worker->turn, works, count);
    stage_gone(&worker->turn, works, count);
}

/* After the commit: which keys wait now. */
void
dead_letters_note(struct worker *worker, const struct work *works, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct work *work = &works[i];
        if (work->letter)
            unpark(&worker->lead, work->input.source, work->input.key);
    }
    for (size_t i = 0; i < count; i++) {
        const struct work *work = &works[i];
        if (work->fate != FATE_SET_ASIDE || work->source < 0)
            continue;
        park(&worker->lead, work->input.source, work->input.key, work->input.position);
        if (work->letter)
            continue;
        metric_add(&set_aside, 1);
        log_error("dead letter", "source", work->input.source, "position",
                  log_number((int64_t)work->input.position), "key", work->input.key, "reason",
                  work->reason, NULL);
    }
}

/* --- what operators ask ----------------------------------------------------------------------- */

static const void *
read_list(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Envelope__V1__ListDeadLetters *ask = (const void *)message;

    (void)arena;
    if (ask->limit <= LETTERS_LISTED_MAX)
        return ask;
    snprintf(refusal->reason, sizeof refusal->reason, "limit: at most %d", LETTERS_LISTED_MAX);
    return NULL;
}

static void
on_list(struct turn *turn, const struct input *input)
{
    const Crossdock__Envelope__V1__ListDeadLetters *ask = input->message;
    const int64_t limit = ask->limit == 0 ? LETTERS_LISTED_DEFAULT : (int64_t)ask->limit;
    const struct param params[] = { param_int8(turn->arena, limit) };
    struct rows *rows = db_read(turn->db, RUNTIME_LIST_DEAD_LETTERS, params, 1);
    const size_t count = (size_t)rows_count(rows);
    Crossdock__Envelope__V1__DeadLetters reply = CROSSDOCK__ENVELOPE__V1__DEAD_LETTERS__INIT;

    reply.dead_letters = arena_take(turn->arena, (count + 1) * sizeof *reply.dead_letters);
    for (int row = 0; row < (int)count; row++) {
        Crossdock__Envelope__V1__DeadLetter *letter = arena_take(turn->arena, sizeof *letter);
        crossdock__envelope__v1__dead_letter__init(letter);
        letter->source = (char *)row_text(rows, row, 0);
        letter->position = (uint64_t)row_int8(rows, row, 1);
        letter->id = (char *)row_text(rows, row, 2);
        letter->type = (char *)row_text(rows, row, 3);
        letter->key = (char *)row_text(rows, row, 4);
        letter->reason = (char *)row_text(rows, row, 5);
        letter->parked_at_us = row_int8(rows, row, 6);
        reply.dead_letters[reply.n_dead_letters++] = letter;
    }
    turn_accept(turn, &reply.base);
}

/* Comes last in the turn that ran the letters: tells what became of them. */
static void
on_retry_or_discard(struct turn *turn, const struct input *input)
{
    Crossdock__Envelope__V1__Done done = CROSSDOCK__ENVELOPE__V1__DONE__INIT;

    (void)input;
    for (size_t i = 0; i < turn->letter_count; i++)
        done.count += turn->letters[i].fate != FATE_SET_ASIDE;
    if (turn->letter_count == 0)
        turn_reject(turn, "NOT_FOUND: there is no such dead letter", NULL);
    else if (done.count == 0)
        turn_reject(turn, arena_format(turn->arena, "STILL_FAILS: %s", turn->letters[0].reason), NULL);
    else
        turn_accept(turn, &done.base);
}

const struct handler dead_letter_handlers[] = {
    { &crossdock__envelope__v1__list_dead_letters__descriptor, NULL, ROLE_OPERATOR | ROLE_READER,
      HANDLER_QUERY, read_list, NULL, on_list, { NULL } },
    { &crossdock__envelope__v1__retry_dead_letter__descriptor, NULL, ROLE_OPERATOR,
      HANDLER_OWN_RECEIPT, NULL, NULL, on_retry_or_discard, { NULL } },
    { &crossdock__envelope__v1__discard_dead_letter__descriptor, NULL, ROLE_OPERATOR,
      HANDLER_OWN_RECEIPT, NULL, NULL, on_retry_or_discard, { NULL } },
    { NULL, NULL, 0, 0, NULL, NULL, NULL, { NULL } },
};

bool
dead_letters_are_asked(const struct work *work)
{
    return work->fate_read == FATE_HANDLE && work->handle == on_retry_or_discard;
}

static int
source_index(const struct runtime *runtime, const char *source)
{
    for (int s = 0; s < runtime->source_count; s++) {
        if (strcmp(runtime->sources[s], source) == 0)
            return s;
    }
    return -1;
}

static void
take_letter(struct worker *worker, struct rows *rows, int row, int source, struct work *work)
{
    size_t bytes;
    const uint8_t *body = row_bytes(rows, row, 2, &bytes);

    read_event(worker, source, arena_copy(worker->batch_arena, body, bytes), bytes, work);
    work->letter = true;
    work->input.position = (uint64_t)row_int8(rows, row, 1);
    work->covers = 0; /* the cursor passed it long ago */
}

struct work *
dead_letters_take(struct worker *worker, const struct work *command, size_t *count)
{
    /* Both messages have the same two fields. */
    const retry_message *ask = command->input.message;
    const bool discard =
        command->input.handler->input == &crossdock__envelope__v1__discard_dead_letter__descriptor;
    char reason[512];

    if (setjmp(worker->turn.abandon) != 0) {
        db_failure(worker->db, reason, sizeof reason);
        log_error("cannot read dead letters", "reason", reason, NULL);
        db_forget(worker->db);
        return NULL;
    }
    db_arm(worker->db, &worker->turn.abandon);
    arena_reset(worker->turn.arena, 0);
    const int source = source_index(worker->runtime, ask->source);
    const struct param params[] = { param_text(worker->turn.arena, ask->source),
                                    param_int8(worker->turn.arena, (int64_t)ask->position) };
    struct rows *rows = db_read(worker->db, RUNTIME_READ_DEAD_LETTERS, params, 2);
    const int letters = source < 0 ? 0 : rows_count(rows);
    const size_t most = (size_t)letters + 1 + (size_t)worker->timer_count; /* the turn's end */
    struct work *works = arena_take(worker->batch_arena, most * sizeof *works);
    for (int row = 0; row < letters; row++)
        take_letter(worker, rows, row, source, &works[row]);
    if (discard && letters > 0)
        works[0].fate_read = FATE_PASS;
    works[letters] = *command;
    *count = (size_t)letters + 1;
    db_arm(worker->db, NULL);
    db_forget(worker->db);
    return works;
}

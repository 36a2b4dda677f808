/*
 * Who may write. One process of a service leads: it holds an advisory lock, has raised the epoch of
 * the feed, and has the service's memory; the others stand by and try. The lock only decides who
 * tries. Safety rests on epoch, turn and cursors, which every commit compares (runtime_move_head.sql,
 * runtime_move_cursors.sql).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "common/log.h"
#include "common/metrics.h"
#include "common/turn_internal.h"
#include "runtime_queries.h"

#define OPEN_ARENA_BYTES_MAX ((size_t)4 << 30)

METRIC(leading) = { .kind = METRIC_GAUGE, .name = "crossdock_leading",
                    .help = "1 while this process leads its service." };
METRIC(epoch) = { .kind = METRIC_GAUGE, .name = "crossdock_epoch",
                  .help = "Leadership epoch of this process." };

/* Say the same trouble once, not five times a second. */
static void
log_trouble(const char *what, const char *detail)
{
    static char last[512];
    static int64_t last_us;

    if (strcmp(last, detail) == 0 && monotonic_us() - last_us < 10000000)
        return;
    snprintf(last, sizeof last, "%s", detail);
    last_us = monotonic_us();
    log_error(what, "reason", detail, NULL);
}

static bool
connected(struct worker *worker)
{
    char error[512];

    if (worker->db != NULL && !db_broken(worker->db))
        return true;
    db_close(&worker->db);
    worker->turn.db = NULL;
    worker->db = db_connect(worker->runtime->settings.database_url, worker->runtime->service->queries,
                            runtime_queries, error, sizeof error);
    worker->turn.db = worker->db;
    atomic_store(&worker->runtime->database_ok, worker->db != NULL);
    if (worker->db == NULL)
        log_trouble("no database", error);
    return worker->db != NULL;
}

static bool
locked(struct worker *worker)
{
    if (row_int8(db_read(worker->db, RUNTIME_TRY_LEAD, NULL, 0), 0, 0) != 0)
        return true;
    db_read(worker->db, RUNTIME_EVICT_HUNG, NULL, 0);
    return false;
}

/* The tables must be those this program was built with. */
static bool
migrated(struct worker *worker)
{
    struct rows *rows = db_read(worker->db, RUNTIME_READ_MIGRATIONS, NULL, 0);
    const struct migration *migrations = worker->runtime->service->migrations;
    int count = 0, known = 0;

    for (const struct migration *m = migrations; m->name != NULL; m++) {
        count++;
        for (int row = 0; row < rows_count(rows); row++)
            known += strcmp(row_text(rows, row, 0), m->name) == 0;
    }
    if (known == count && rows_count(rows) == count)
        return true;
    worker->stop_now = true;
    worker->exit_status = 3;
    if (rows_count(rows) > known)
        log_error("the schema is newer than this program", "schema", worker->runtime->service->schema,
                  "newest", row_text(rows, rows_count(rows) - 1, 0), "do",
                  "run a newer version of this program", NULL);
    else
        log_error("the schema is older than this program", "schema", worker->runtime->service->schema,
                  "do", "run this program with the argument: migrate", NULL);
    return false;
}

static void
read_cursors(struct worker *worker, struct arena *scratch)
{
    const struct runtime *runtime = worker->runtime;
    struct column sources;

    memset(worker->lead.cursors, 0, sizeof worker->lead.cursors);
    column_start(&sources, scratch, COLUMN_TEXT);
    for (int s = 0; s < runtime->source_count; s++)
        column_add_text(&sources, runtime->sources[s]);
    db_read(worker->db, RUNTIME_ADD_CURSORS, (const struct param[]){ param_column(&sources) }, 1);
    struct rows *rows = db_read(worker->db, RUNTIME_READ_CURSORS, NULL, 0);
    for (int row = 0; row < rows_count(rows); row++) {
        for (int s = 0; s < runtime->source_count; s++) {
            struct cursor *cursor = &worker->lead.cursors[s];
            if (strcmp(runtime->sources[s], row_text(rows, row, 0)) != 0)
                continue;
            cursor->position = (uint64_t)row_int8(rows, row, 1);
            snprintf(cursor->last_id, sizeof cursor->last_id, "%s", row_text(rows, row, 2));
            snprintf(cursor->log_id, sizeof cursor->log_id, "%s", row_text(rows, row, 3));
        }
    }
}

static void
take_epoch(struct worker *worker)
{
    static uint64_t generations;
    struct lead *lead = &worker->lead;
    struct rows *rows = db_read(worker->db, RUNTIME_TAKE_EPOCH, NULL, 0);
    uint32_t nonce;

    const ssize_t got = getrandom(&nonce, sizeof nonce, 0);
    assert(got == (ssize_t)sizeof nonce);
    snprintf(lead->nonce, sizeof lead->nonce, "%08x", nonce);
    lead->epoch = (uint64_t)row_int8(rows, 0, 0);
    lead->head = (uint64_t)row_int8(rows, 0, 1);
    lead->turn = (uint64_t)row_int8(rows, 0, 4);
    lead->generation = ++generations;
    worker->turn.nonce = lead->nonce;

    struct notice *notice = notice_make(NOTICE_LEADING, 0);
    notice->epoch = lead->epoch;
    notice->head = lead->head;
    notice->low = (uint64_t)row_int8(rows, 0, 2);
    notice->generation = lead->generation;
    snprintf(notice->log_id, sizeof notice->log_id, "%s", row_text(rows, 0, 3));
    worker->leading_notice = notice;
}

/* Everything between the lock and the first turn; may jump out. */
static void
take_over(struct worker *worker, struct arena *scratch)
{
    const struct service *service = worker->runtime->service;

    take_epoch(worker);
    read_cursors(worker, scratch);
    worker->lead.parked = map_create();
    dead_letters_load(worker);
    worker->turn.state = calloc(1, service->state_bytes + 1);
    assert(worker->turn.state != NULL);
    if (service->open != NULL)
        service->open(worker->turn.state, worker->db, scratch);
    if (service->board != NULL)
        service->board->fill(&worker->turn);
    memcpy(worker->leading_notice->cursors, worker->lead.cursors, sizeof worker->lead.cursors);
}

static void
announce(struct worker *worker)
{
    const int64_t now_us = monotonic_us();

    worker->lead.leading = true;
    worker->checked_us = now_us;
    for (int t = 0; t < worker->timer_count; t++)
        worker->timers_due_us[t] = now_us;
    atomic_store(&worker->runtime->leading, true);
    metric_set(&leading, 1);
    metric_set(&epoch, (int64_t)worker->lead.epoch);
    log_info("leading", "epoch", log_number((int64_t)worker->lead.epoch), "head",
             log_number((int64_t)worker->lead.head), NULL);
    if (worker->runtime->service->board != NULL)
        exchange_put_notices(worker->runtime->exchange, board_take_filled(&worker->turn.shown).first);
    exchange_put_notices(worker->runtime->exchange, worker->leading_notice);
    worker->leading_notice = NULL;
}

bool
lead_try(struct worker *worker)
{
    char reason[512];

    if (!connected(worker))
        return false;
    if (setjmp(worker->turn.abandon) != 0) {
        db_failure(worker->db, reason, sizeof reason);
        log_trouble("cannot lead", reason);
        lead_step_down(worker);
        db_close(&worker->db);
        return false;
    }
    db_arm(worker->db, &worker->turn.abandon);
    if (!migrated(worker) || !locked(worker)) {
        db_forget(worker->db);
        return false;
    }
    worker->scratch = arena_create(OPEN_ARENA_BYTES_MAX);
    take_over(worker, worker->scratch);
    db_arm(worker->db, NULL);
    db_forget(worker->db);
    arena_destroy(&worker->scratch);
    announce(worker);
    return true;
}

enum lead_answer
lead_confirm(struct worker *worker)
{
    char reason[512];

    worker->checked_us = monotonic_us();
    if (!connected(worker))
        return LEAD_UNREACHABLE;
    if (setjmp(worker->turn.abandon) != 0) {
        db_failure(worker->db, reason, sizeof reason);
        log_trouble("cannot confirm leadership", reason);
        return LEAD_UNREACHABLE;
    }
    db_arm(worker->db, &worker->turn.abandon);
    /* A new session needs the lock again: until the old one has ended, it may still commit. */
    const bool held = locked(worker);
    struct rows *rows = db_read(worker->db, RUNTIME_READ_FEED, NULL, 0);
    const bool mine = (uint64_t)row_int8(rows, 0, 0) == worker->lead.epoch;
    const uint64_t turn = (uint64_t)row_int8(rows, 0, 2);
    rows_free(&rows);
    db_arm(worker->db, NULL);

    if (!mine)
        return LEAD_LOST;
    if (!held)
        return LEAD_UNREACHABLE;
    if (turn == worker->lead.turn)
        return LEAD_KEPT;
    assert(turn == worker->lead.turn + 1);
    worker->lead.turn = turn;
    return LEAD_KEPT_COMMIT;
}

void
lead_step_down(struct worker *worker)
{
    const struct service *service = worker->runtime->service;

    if (worker->lead.leading) {
        log_info("not leading any more", NULL);
        exchange_put_notices(worker->runtime->exchange, notice_make(NOTICE_STANDBY, 0));
    }
    worker->lead.leading = false;
    atomic_store(&worker->runtime->leading, false);
    metric_set(&leading, 0);
    if (worker->turn.state != NULL && service->close != NULL)
        service->close(worker->turn.state);
    free(worker->turn.state);
    worker->turn.state = NULL;
    map_destroy(&worker->lead.parked);
    arena_destroy(&worker->scratch);
    free(worker->leading_notice);
    worker->leading_notice = NULL;
    board_drop_shown(&worker->turn.shown);
    db_close(&worker->db); /* gives the lock back */
    worker->turn.db = NULL;
}

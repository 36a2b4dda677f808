/*
 * The worker thread: takes what gathered while the last turn ran, makes works of it, and runs
 * turns until each is done - together when all goes well, apart when the database refuses
 * something, later when the world fails.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/log.h"
#include "common/message.h"
#include "common/metrics.h"
#include "common/turn_internal.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"

#define TURN_ARENA_BYTES_MAX  ((size_t)1 << 30)
#define BATCH_ARENA_BYTES_MAX ((size_t)1 << 30)
#define GATHER_PER_TURN       3
#define CONFIRM_MS            1000
#define BACKOFF_MS_MIN        20
#define BACKOFF_MS_MAX        2000
#define TRIES_UNNOTICED       3 /* then it is no matter of a moment */
#define TRIES_TOGETHER        5 /* then a turn may be too large for its time limit */

METRIC(retries) = { .kind = METRIC_COUNTER, .name = "crossdock_turns_retried_total",
                    .help = "Turns rolled back and run again." };

/* --- items to works ------------------------------------------------------------------------- */

static size_t
count_events(const struct item *item)
{
    const uint8_t *event;
    size_t at = 0, bytes, count = 0;

    while (message_batch_next(item->data, item->bytes, &at, &event, &bytes))
        count++;
    return count;
}

/* Drop what belongs to an earlier leadership; a hole means that something was lost on the way. */
static bool
is_next(struct worker *worker, const struct item *item, const uint64_t reached[])
{
    if (item->generation != worker->lead.generation)
        return false;
    if (item->from_position == reached[item->source] + 1)
        return true;
    struct notice *notice = notice_make(NOTICE_REFOLLOW, 0);
    notice->source = item->source;
    notice->cursors[0] = worker->lead.cursors[item->source];
    exchange_put_notices(worker->runtime->exchange, notice);
    return false;
}

static void
read_item(struct worker *worker, const struct item *item, struct work *work)
{
    read_command(worker->batch_arena, worker->runtime->service, &item->from, item->data,
                 item->bytes, work);
    work->item = item;
}

static size_t
read_events(struct worker *worker, const struct item *item, struct work *works, uint64_t *reached)
{
    const uint8_t *event;
    size_t at = 0, bytes, count = 0;

    while (message_batch_next(item->data, item->bytes, &at, &event, &bytes)) {
        struct work *work = &works[count++];
        read_event(worker, item->source, event, bytes, work);
        work->log_id = item->log_id;
        if (work->covers <= *reached) { /* unreadable, or out of order: it still has a place */
            if (work->fate_read != FATE_SET_ASIDE) {
                work->fate_read = FATE_SET_ASIDE;
                work->reason = "its position is out of order";
            }
            work->covers = work->input.position = *reached + 1;
        }
        *reached = work->covers;
    }
    if (item->through > *reached) { /* the rest of the range holds nothing for us */
        works[count] = (struct work){ .source = item->source, .covers = item->through,
                                      .log_id = item->log_id, .fate_read = FATE_PASS };
        works[count++].input = (struct input){ .source = worker->runtime->sources[item->source],
                                               .type = "", .id = "", .key = "",
                                               .subject = "", .trace = "", .cause = "" };
    }
    *reached = item->through;
    return count;
}

static void
handle_nothing(struct turn *turn, const struct input *input)
{
    (void)turn;
    (void)input;
}

static void
read_timer(const struct timer *timer, struct work *work)
{
    *work = (struct work){ .source = -1, .fate_read = FATE_HANDLE, .says = timer->says,
                           .handle = timer->handle ? timer->handle : handle_nothing,
                           .ends_turn = timer->every_ms == 0 };
    work->input = (struct input){ .type = "", .id = "", .key = "", .subject = "", .trace = "", .cause = "" };
}

static size_t
read_due_timers(struct worker *worker, struct work *works)
{
    const struct timer *timers = worker->runtime->service->timers;
    const int64_t now_us = monotonic_us();
    size_t count = 0;

    for (int t = 0; t < worker->timer_count; t++) {
        if (timers[t].every_ms == 0 || worker->timers_due_us[t] > now_us)
            continue;
        worker->timers_due_us[t] = now_us + (int64_t)timers[t].every_ms * 1000;
        read_timer(&timers[t], &works[count++]);
    }
    return count;
}

/* Those of every_ms 0, which stand last in their table and in every turn. */
static size_t
read_turn_ends(struct worker *worker, struct work *works)
{
    const struct timer *timers = worker->runtime->service->timers;
    size_t count = 0;

    for (int t = 0; t < worker->timer_count; t++) {
        if (timers[t].every_ms == 0)
            read_timer(&timers[t], &works[count++]);
    }
    return count;
}

/* All items and due timers as works, in the order of arrival. */
static struct work *
read_items(struct worker *worker, const struct item *items, size_t *count)
{
    size_t most = (size_t)worker->timer_count;
    uint64_t reached[SOURCES_MAX];

    for (int s = 0; s < SOURCES_MAX; s++)
        reached[s] = worker->lead.cursors[s].position;
    for (const struct item *item = items; item != NULL; item = item->next)
        most += item->kind == ITEM_COMMAND ? 1 : count_events(item) + 1;
    struct work *works = arena_take(worker->batch_arena, (most + 1) * sizeof *works);

    *count = 0;
    for (const struct item *item = items; item != NULL; item = item->next) {
        if (item->kind == ITEM_COMMAND)
            read_item(worker, item, &works[(*count)++]);
        else if (is_next(worker, item, reached))
            *count += read_events(worker, item, &works[*count], &reached[item->source]);
    }
    *count += read_due_timers(worker, &works[*count]);
    if (*count > 0)
        *count += read_turn_ends(worker, &works[*count]);
    return works;
}

/* --- running works -------------------------------------------------------------------------- */

static void
wait_before_retry(struct worker *worker, int64_t *backoff_ms, const char *reason)
{
    metric_add(&retries, 1);
    atomic_store(&worker->runtime->turn_began_us, 0); /* waiting for the world is no stuck turn */
    if (reason[0] != '\0')
        log_warning("turn will be run again", "reason", reason, "wait_ms", log_number(*backoff_ms),
                    NULL);
    if (exchange_wait_end(worker->runtime->exchange, *backoff_ms))
        worker->ended = true;
    *backoff_ms = *backoff_ms * 2 > BACKOFF_MS_MAX ? BACKOFF_MS_MAX : *backoff_ms * 2;
}

/* After a failure of the world: are we still who we were, and did the commit take place? True:
 * the works are done, or will never be (leadership lost). */
static bool
settle(struct worker *worker, struct work *works, size_t count, bool unknown)
{
    enum lead_answer answer = lead_confirm(worker);

    for (int64_t backoff_ms = BACKOFF_MS_MIN; answer == LEAD_UNREACHABLE && !worker->ended;) {
        wait_before_retry(worker, &backoff_ms, "");
        answer = lead_confirm(worker);
    }
    if (answer == LEAD_KEPT_COMMIT && unknown) {
        turn_release(worker, works, count);
        return true;
    }
    if (unknown)
        turn_undo(worker);
    if (answer == LEAD_LOST)
        lead_step_down(worker);
    return answer != LEAD_KEPT;
}

static void run(struct worker *worker, struct work *works, size_t count);

static size_t
count_turn_ends(const struct work *works, size_t count)
{
    size_t ends = 0;

    while (ends < count && works[count - 1 - ends].ends_turn)
        ends++;
    return ends;
}

/* One of these works makes the database refuse the turn. Each half is a turn with its own end,
 * which for the first half lies where the second begins, as long as it runs. */
static void
run_apart(struct worker *worker, struct work *works, size_t count)
{
    const size_t ends = count_turn_ends(works, count), half = (count - ends) / 2;
    struct work *second = arena_copy(worker->batch_arena, works + half, ends * sizeof *works);

    memmove(works + half, works + count - ends, ends * sizeof *works);
    run(worker, works, half + ends);
    memcpy(works + half, second, ends * sizeof *works);
    if (worker->lead.leading && !worker->ended)
        run(worker, works + half, count - half);
}

static void
run(struct worker *worker, struct work *works, size_t count)
{
    const size_t inputs = count - count_turn_ends(works, count);
    char reason[512];
    int failures = 0;

    for (int64_t backoff_ms = BACKOFF_MS_MIN; count > 0 && !worker->ended;) {
        switch (turn_attempt(worker, works, count, reason, sizeof reason)) {
        case ATTEMPT_DONE:
            atomic_store(&worker->runtime->writes_fail, false);
            return;
        case ATTEMPT_AGAIN:
            metric_add(&retries, 1);
            break;
        case ATTEMPT_REFUSED:
            metric_add(&retries, 1);
            if (inputs > 1) {
                run_apart(worker, works, count);
                return;
            }
            if (works[0].fate_read == FATE_HANDLE && (works[0].source >= 0 || works[0].item != NULL)) {
                works[0].fate_read = FATE_SET_ASIDE;
                works[0].reason = arena_text(worker->batch_arena, reason);
            } else {
                log_error("the database refuses", "reason", reason, NULL);
                wait_before_retry(worker, &backoff_ms, "");
            }
            break;
        case ATTEMPT_TRANSIENT:
            wait_before_retry(worker, &backoff_ms, reason);
            if (settle(worker, works, count, false))
                return;
            if (++failures >= TRIES_UNNOTICED)
                atomic_store(&worker->runtime->writes_fail, true);
            if (failures >= TRIES_TOGETHER && inputs > 1) {
                run_apart(worker, works, count);
                return;
            }
            break;
        case ATTEMPT_UNKNOWN:
            log_warning("commit cut off", "reason", reason, NULL);
            if (settle(worker, works, count, true))
                return;
            break;
        case ATTEMPT_FENCED:
            log_warning("another process leads", "reason", reason, NULL);
            lead_step_down(worker);
            return;
        }
    }
}

/* Retries and discards of dead letters come after the rest, each in a turn of its own. */
static void
run_letters(struct worker *worker, const struct work *command)
{
    size_t count;
    struct work *works = dead_letters_take(worker, command, &count);

    if (works == NULL)
        return;
    worker->turn.letters = works;
    worker->turn.letter_count = count - 1;
    count += read_turn_ends(worker, works + count);
    run(worker, works, count);
    worker->turn.letters = NULL;
    worker->turn.letter_count = 0;
}

static void
run_all(struct worker *worker, struct work *works, size_t count)
{
    size_t kept = 0, asked = 0;
    struct work *letters = arena_take(worker->batch_arena, (count + 1) * sizeof *letters);

    for (size_t i = 0; i < count; i++) {
        if (dead_letters_are_asked(&works[i]))
            letters[asked++] = works[i];
        else
            works[kept++] = works[i];
    }
    run(worker, works, kept);
    for (size_t i = 0; i < asked && worker->lead.leading && !worker->ended; i++)
        run_letters(worker, &letters[i]);
    if (worker->lead.leading)
        return;
    for (size_t i = 0; i < kept; i++) { /* what leadership ended on is not done: say so */
        if (works[i].done || works[i].item == NULL)
            continue;
        struct notice *notice = notice_make(NOTICE_RECEIPT, 0);
        notice->route = works[i].item->route;
        notice->code = CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_NOT_LEADER;
        exchange_put_notices(worker->runtime->exchange, notice);
    }
}

/* --- the thread ----------------------------------------------------------------------------- */

static int64_t
wait_ms(const struct worker *worker)
{
    const int64_t now_us = monotonic_us();
    int64_t due_us = worker->checked_us + CONFIRM_MS * 1000;

    for (int t = 0; t < worker->timer_count; t++) {
        if (worker->runtime->service->timers[t].every_ms > 0 && worker->timers_due_us[t] < due_us)
            due_us = worker->timers_due_us[t];
    }
    return due_us <= now_us ? 0 : (due_us - now_us + 999) / 1000;
}

static void
free_items(struct item *items)
{
    while (items != NULL) {
        struct item *next = items->next;
        free(items);
        items = next;
    }
}

static int64_t
gather_ms(const struct worker *worker)
{
    const struct service *service = worker->runtime->service;
    const int64_t long_ms = worker->events_turn_us * GATHER_PER_TURN / 1000;

    if (long_ms <= service->gather_ms)
        return service->gather_ms;
    return long_ms < service->gather_ms_max ? long_ms : service->gather_ms_max;
}

static bool
has_events(const struct item *items)
{
    while (items != NULL && items->kind != ITEM_EVENTS)
        items = items->next;
    return items != NULL;
}

static void
serve(struct worker *worker)
{
    struct runtime *runtime = worker->runtime;
    const struct gather gather = {
        .bytes_max = (size_t)runtime->settings.turn_bytes_max,
        .inputs_max = (size_t)runtime->settings.turn_inputs_max,
        .gather_ms = gather_ms(worker),
        .wait_ms = wait_ms(worker),
        .window = (uint64_t)runtime->settings.window,
    };
    size_t count;

    struct item *items = exchange_take_items(runtime->exchange, &gather, &worker->ended);
    arena_reset(worker->batch_arena, 0);
    struct work *works = read_items(worker, items, &count);
    if (count > 0) {
        const int64_t now_us = monotonic_us();
        atomic_store(&runtime->turn_began_us, now_us);
        const bool ended = worker->ended; /* what is taken is still done */
        worker->ended = false;
        run_all(worker, works, count);
        worker->ended |= ended;
        atomic_store(&runtime->turn_began_us, 0);
        if (has_events(items))
            worker->events_turn_us = monotonic_us() - now_us;
    }
    free_items(items);

    /* An idle leader shows that it lives, and notices that it is not the leader any more. */
    if (worker->lead.leading && monotonic_us() - worker->checked_us >= CONFIRM_MS * 1000)
        settle(worker, NULL, 0, false);
}

static void
start_timers(struct worker *worker)
{
    const struct timer *timers = worker->runtime->service->timers;

    for (const struct timer *t = timers; t != NULL && t->name != NULL; t++)
        worker->timer_count++;
    worker->timers_due_us = calloc((size_t)worker->timer_count + 1, sizeof *worker->timers_due_us);
    assert(worker->timers_due_us != NULL);
}

void
worker_run(struct runtime *runtime)
{
    struct worker worker = { .runtime = runtime };
    int64_t backoff_ms = BACKOFF_MS_MIN;

    worker.batch_arena = arena_create(BATCH_ARENA_BYTES_MAX);
    worker.turn = (struct turn){ .runtime = runtime, .service = runtime->service,
                                 .arena = arena_create(TURN_ARENA_BYTES_MAX),
                                 .batch_arena = worker.batch_arena,
                                 .journal = journal_create() };
    worker.heard = read_heard(runtime->service->handlers);
    start_timers(&worker);
    while (!worker.ended && !worker.stop_now) {
        if (worker.lead.leading) {
            serve(&worker);
            backoff_ms = BACKOFF_MS_MIN;
        } else if (!lead_try(&worker) && !worker.stop_now) {
            worker.ended = exchange_wait_end(runtime->exchange, backoff_ms);
            backoff_ms = backoff_ms * 2 > 250 ? 250 : backoff_ms * 2;
        }
    }
    lead_step_down(&worker);
    db_close(&worker.db);
    arena_destroy(&worker.turn.arena);
    arena_destroy(&worker.batch_arena);
    journal_destroy(&worker.turn.journal);
    map_destroy(&worker.heard);
    free(worker.timers_due_us);

    struct notice *notice = notice_make(NOTICE_ENDED, 0);
    notice->exit_status = worker.exit_status;
    exchange_put_notices(runtime->exchange, notice);
}

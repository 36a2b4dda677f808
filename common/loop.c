/*
 * The loop thread: sockets, timers, signals. It moves what arrives to the worker and what the worker
 * has made durable to those who wait for it; it decides nothing about the business.
 *
 * Order within one round of the loop: sockets are read (bus's check), notices of the worker and
 * answers of the archive come as wake-ups, timers; then, last before sleeping, subscriptions are
 * served and the next timer is set (on_prepare).
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include <uv.h>

#include "common/archive.h"
#include "common/board.h"
#include "common/bus.h"
#include "common/chunk.h"
#include "common/feed_server.h"
#include "common/follow.h"
#include "common/http.h"
#include "common/log.h"
#include "common/message.h"
#include "common/metrics.h"
#include "common/runtime.h"
#include "common/text.h"

#define TYPES_MAX 32
#define TYPES_BYTES_MAX 700 /* of an OPEN's Head, which holds 1,024 */
#define TICK_MS 100
#define LINGER_MS 500
#define END_MS_MAX 10000
#define BUSY_RETRY_MS 50
#define DENIED_RETRY_US 5000000
#define INBOX_TURNS 8 /* bytes of this many full turns may wait */

#define KIND(name) CROSSDOCK__ENVELOPE__V1__KIND__KIND_##name
#define STOP(name) CROSSDOCK__ENVELOPE__V1__STOP_CODE__STOP_##name
#define RECEIPT(name) CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_##name

/* A feed this service follows. */
struct followed {
    struct follow follow;
    struct follow_plan plan;
    const char *types[TYPES_MAX];
    uint64_t generation;
    int64_t retry_us; /* 0, or when to start again after a refusal */
    bool lost;        /* has been said in the log */
    char labels[96];
    struct metric position;
    struct metric stopped;
};

struct loop {
    struct runtime *runtime;
    uv_loop_t uv;
    uv_async_t notices, answers;
    uv_signal_t terminate, interrupt, hangup;
    uv_prepare_t prepare;
    uv_timer_t due;  /* next thing a follow or a subscription has to do */
    uv_timer_t tick; /* ten times a second */
    uv_timer_t end;  /* patience with a worker that was asked to end */
    struct bus *bus;
    struct http *http;
    struct archive *archive;
    struct board_server *board; /* may be NULL */
    struct feed_server *feed;
    struct followed followed[SOURCES_MAX];
    bool leading, ending;
    bool serve; /* subscriptions may have something to get */
    int exit_status;
};

static struct metric commands_busy = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_commands_busy_total",
    .help = "Commands answered BUSY because the inbox was full.",
};
static struct metric inbox_items = {
    .kind = METRIC_GAUGE,
    .name = "crossdock_inbox_items",
    .help = "Commands and batches of events that wait for a turn.",
};
static struct metric receipts_lost = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_receipts_undelivered_total",
    .help = "Receipts whose receiver was gone or did not read; it may ask again.",
};

static int64_t
clock_us(void)
{
    return (int64_t)(uv_hrtime() / 1000);
}

static uint64_t
random_number(void)
{
    uint64_t number;
    ssize_t got;
    do
        got = getrandom(&number, sizeof number, 0);
    while (got < 0 && errno == EINTR);
    assert(got == sizeof number);
    return number;
}

/* --- followed feeds ------------------------------------------------------------------------ */

/* Walks the whole batch; false when it is broken. last_id: of the event at `through`, else "". */
static bool
check_batch(const uint8_t *batch, size_t bytes, uint64_t through, char *last_id, size_t room)
{
    const uint8_t *event;
    size_t event_bytes, at = 0;
    struct event_view view;
    last_id[0] = '\0';
    while (message_batch_next(batch, bytes, &at, &event, &event_bytes)) {
        if (at < bytes)
            continue; /* only the last one is of interest */
        if (event_view_read(event, event_bytes, &view) && view.position == through &&
            view.id.bytes < room) {
            memcpy(last_id, event + view.id.at, view.id.bytes);
            last_id[view.id.bytes] = '\0';
        }
    }
    return at == bytes;
}

static void
deliver(struct loop *loop, int source, const struct follow_action *action, const uint8_t *body,
        size_t bytes)
{
    struct followed *followed = &loop->followed[source];
    struct item *item = calloc(1, sizeof *item + bytes);
    assert(item != NULL);
    item->kind = ITEM_EVENTS;
    item->arrived_us = clock_us();
    item->source = source;
    item->generation = followed->generation;
    item->from_position = action->from;
    item->through = action->through;
    bool fits = text_copy(item->log_id, sizeof item->log_id, followed->follow.log_id);
    item->bytes = bytes;
    if (bytes > 0)
        memcpy(item->data, body, bytes);
    bool taken = exchange_put_item(loop->runtime->exchange, item);
    assert(fits && taken);
}

static void
on_refused(struct loop *loop, int source, const struct follow_action *action)
{
    struct followed *followed = &loop->followed[source];
    log_error("feed cannot be followed", "source", loop->runtime->sources[source], "code",
              log_number(action->code), "detail", action->detail, NULL);
    metric_set(&followed->stopped, action->code);
    if (action->code == STOP(DENIED))
        followed->retry_us = clock_us() + DENIED_RETRY_US; /* the key may be put there yet */
}

static void
on_rotate(struct loop *loop, int source)
{
    struct followed *followed = &loop->followed[source];
    if (!followed->lost)
        log_warning("feed lost", "source", loop->runtime->sources[source], "after",
                    log_number((int64_t)followed->follow.delivered), NULL);
    followed->lost = true;
    bus_connect_next(loop->bus, source);
}

/* body: of the frame that was received, if there was one. */
static void
carry_out(struct loop *loop, int source, const struct follow_actions *actions, const uint8_t *body,
          size_t bytes)
{
    for (int i = 0; i < actions->count; i++) {
        const struct follow_action *action = &actions->list[i];
        switch (action->act) {
        case FOLLOW_SEND:
            if (!bus_ask(loop->bus, source, &action->head))
                follow_unsent(&loop->followed[source].follow, clock_us());
            break;
        case FOLLOW_ROTATE:
            on_rotate(loop, source);
            break;
        case FOLLOW_DELIVER:
            deliver(loop, source, action, body, bytes);
            break;
        case FOLLOW_STOP:
            on_refused(loop, source, action);
            break;
        }
    }
}

static void
follow_from(struct loop *loop, int source, const struct cursor *cursor)
{
    struct followed *followed = &loop->followed[source];
    struct follow_actions actions;
    follow_end(&followed->follow, &actions);
    for (int i = 0; i < actions.count; i++)
        (void)!bus_ask(loop->bus, source, &actions.list[i].head); /* CLOSE: a courtesy */
    follow_start(&followed->follow, &followed->plan, cursor->position, cursor->last_id,
                 cursor->log_id, clock_us());
    followed->retry_us = 0;
    metric_set(&followed->position, (int64_t)cursor->position);
    metric_set(&followed->stopped, 0);
}

static void
end_following(struct loop *loop)
{
    for (int i = 0; i < loop->runtime->source_count; i++) {
        struct follow_actions actions;
        follow_end(&loop->followed[i].follow, &actions);
        loop->followed[i].retry_us = 0;
        for (int n = 0; n < actions.count; n++)
            (void)!bus_ask(loop->bus, i, &actions.list[n].head);
    }
}

static void
on_feed(void *owner, int source, const Crossdock__Envelope__V1__Head *head, const uint8_t *body,
        size_t bytes)
{
    struct loop *loop = owner;
    struct followed *followed = &loop->followed[source];
    struct follow *follow = &followed->follow;
    struct follow_actions actions;
    char last_id[64];
    bool events = head->kind == KIND(EVENTS);
    if (events && !check_batch(body, bytes, head->through, last_id, sizeof last_id)) {
        log_error("feed sent a broken batch", "source", loop->runtime->sources[source], "position",
                  log_number((int64_t)head->position), NULL);
        return; /* the hole shows with the next frame, and the feed is opened anew */
    }
    enum follow_state was = follow->state;
    follow_receive(follow, clock_us(), head, &actions);
    carry_out(loop, source, &actions, body, bytes);
    if (events && actions.count == 1 && actions.list[0].act == FOLLOW_DELIVER)
        follow_name_last(follow, last_id);
    if (was != FOLLOW_OPEN && follow->state == FOLLOW_OPEN) {
        log_info("following", "source", loop->runtime->sources[source], "after",
                 log_number((int64_t)follow->delivered), "head",
                 log_number((int64_t)follow->head), NULL);
        followed->lost = false;
    }
}

static void
tick_follows(struct loop *loop, int64_t now_us)
{
    for (int i = 0; i < loop->runtime->source_count; i++) {
        struct followed *followed = &loop->followed[i];
        struct follow *follow = &followed->follow;
        if (followed->retry_us != 0 && now_us >= followed->retry_us) {
            struct cursor cursor = { .position = follow->delivered };
            memcpy(cursor.last_id, follow->last_id, sizeof cursor.last_id);
            memcpy(cursor.log_id, follow->log_id, sizeof cursor.log_id);
            follow_start(follow, &followed->plan, cursor.position, cursor.last_id, cursor.log_id,
                         now_us);
            followed->retry_us = 0;
        }
        if (now_us < follow_due_us(follow))
            continue;
        struct follow_actions actions;
        follow_tick(follow, now_us, random_number(), &actions);
        carry_out(loop, i, &actions, NULL, 0);
    }
}

/* --- requests ------------------------------------------------------------------------------ */

static void
send_receipt(struct loop *loop, const struct route *to, uint32_t code, const char *detail,
             uint32_t retry_ms)
{
    Crossdock__Envelope__V1__Head head = CROSSDOCK__ENVELOPE__V1__HEAD__INIT;
    head.version = 1;
    head.kind = KIND(RECEIPT);
    head.request_id = to->request_id;
    head.code = code;
    head.detail = (char *)detail;
    head.retry_ms = retry_ms;
    if (bus_send(loop->bus, to, &head, NULL, 0) != FEED_SENT)
        metric_add(&receipts_lost, 1);
}

static void
on_receipt(struct loop *loop, const struct notice *notice)
{
    Crossdock__Envelope__V1__Head head = CROSSDOCK__ENVELOPE__V1__HEAD__INIT;
    head.version = 1;
    head.kind = KIND(RECEIPT);
    head.request_id = notice->route.request_id;
    head.code = notice->code;
    head.detail = (char *)notice->detail;
    head.type = (char *)notice->type;
    if (bus_send(loop->bus, &notice->route, &head, notice->data, notice->bytes) != FEED_SENT)
        metric_add(&receipts_lost, 1);
}

static void
on_command(struct loop *loop, const struct route *peer, const struct identity *from,
           const uint8_t *body, size_t bytes)
{
    if (from == NULL) {
        send_receipt(loop, peer, RECEIPT(DENIED), "your key is not known", 0);
        return;
    }
    if (!loop->leading) {
        send_receipt(loop, peer, RECEIPT(NOT_LEADER),
                     loop->ending ? "this process ends" : "this process stands by", 0);
        return;
    }
    if (bytes > BODY_BYTES_MAX) {
        send_receipt(loop, peer, RECEIPT(BAD_REQUEST), "the body is longer than 1 MiB", 0);
        return;
    }
    if (board_is_asked(loop->board, body, bytes)) {
        struct notice *receipt = board_ask(loop->board, peer, from, body, bytes);
        on_receipt(loop, receipt);
        free(receipt);
        return;
    }
    struct item *item = calloc(1, sizeof *item + bytes);
    assert(item != NULL);
    item->kind = ITEM_COMMAND;
    item->arrived_us = clock_us();
    item->route = *peer;
    item->from = *from;
    item->bytes = bytes;
    memcpy(item->data, body, bytes);
    if (exchange_put_item(loop->runtime->exchange, item))
        return;
    free(item);
    metric_add(&commands_busy, 1);
    send_receipt(loop, peer, RECEIPT(BUSY), "", BUSY_RETRY_MS);
}

static bool
on_request(void *owner, const struct route *peer, const struct identity *from,
           const Crossdock__Envelope__V1__Head *head, const uint8_t *body, size_t bytes)
{
    struct loop *loop = owner;
    switch (head->kind) {
    case KIND(COMMAND):
        on_command(loop, peer, from, body, bytes);
        return true;
    case KIND(OPEN):
    case KIND(ACK):
    case KIND(CLOSE):
        feed_server_receive(loop->feed, clock_us(), peer, from, head);
        loop->serve = true;
        return true;
    default:
        return false;
    }
}

static enum feed_sent
send_to_subscriber(void *owner, const struct route *to, const Crossdock__Envelope__V1__Head *head,
                   const uint8_t *body, size_t bytes)
{
    return bus_send(((struct loop *)owner)->bus, to, head, body, bytes);
}

static void
ask_archive(void *owner, struct archive_request *request)
{
    archive_ask(((struct loop *)owner)->archive, request);
}

/* --- notices of the worker ----------------------------------------------------------------- */

static void
on_leading(struct loop *loop, const struct notice *notice)
{
    if (loop->ending)
        return;
    loop->leading = true;
    feed_server_lead(loop->feed, notice->epoch, notice->log_id, notice->low, notice->head);
    for (int i = 0; i < loop->runtime->source_count; i++) {
        loop->followed[i].generation = notice->generation;
        follow_from(loop, i, &notice->cursors[i]);
    }
}

static void
on_standby(struct loop *loop, const struct notice *notice)
{
    (void)notice;
    if (!loop->leading)
        return;
    loop->leading = false;
    feed_server_end(loop->feed, STOP(NOT_LEADER), "this process stands by");
    end_following(loop);
}

static void
on_shown(struct loop *loop, const struct notice *notice)
{
    board_post(loop->board, notice);
}

static void
on_events(struct loop *loop, const struct notice *notice)
{
    feed_server_append(loop->feed, notice->first, notice->count, notice->data, notice->bytes);
    loop->serve = true;
}

static void
on_consumed(struct loop *loop, const struct notice *notice)
{
    struct followed *followed = &loop->followed[notice->source];
    uint64_t position = notice->cursors[0].position;
    if (position <= followed->follow.delivered) /* else: of before a refollow */
        follow_handled(&followed->follow, position);
    metric_set(&followed->position, (int64_t)position);
}

static void
on_refollow(struct loop *loop, const struct notice *notice)
{
    if (!loop->leading)
        return;
    log_warning("feed is followed again", "source", loop->runtime->sources[notice->source], "after",
                log_number((int64_t)notice->cursors[0].position), NULL);
    follow_from(loop, notice->source, &notice->cursors[0]);
}

static void
on_ended(struct loop *loop, const struct notice *notice)
{
    loop->exit_status = notice->exit_status;
    uv_stop(&loop->uv);
}

static void
on_notices(uv_async_t *async)
{
    static void (*const kinds[])(struct loop *, const struct notice *) = {
        [NOTICE_LEADING] = on_leading, [NOTICE_STANDBY] = on_standby,
        [NOTICE_SHOWN] = on_shown, [NOTICE_RECEIPT] = on_receipt, [NOTICE_EVENTS] = on_events,
        [NOTICE_CONSUMED] = on_consumed, [NOTICE_REFOLLOW] = on_refollow,
        [NOTICE_ENDED] = on_ended,
    };
    struct loop *loop = async->data;
    struct notice *notice = exchange_take_notices(loop->runtime->exchange);
    for (struct notice *next; notice != NULL; notice = next) {
        next = notice->next;
        kinds[notice->kind](loop, notice);
        free(notice);
    }
}

static void
on_answers(uv_async_t *async)
{
    struct loop *loop = async->data;
    struct archive_request *answer = archive_take_answers(loop->archive);
    for (struct archive_request *next; answer != NULL; answer = next) {
        next = answer->next;
        feed_server_answer(loop->feed, clock_us(), answer);
    }
    loop->serve = true;
}

/* On the worker's and the archive's thread. */
static void
wake(void *async)
{
    uv_async_send(async);
}

/* --- timers and signals -------------------------------------------------------------------- */

static void
on_due(uv_timer_t *timer)
{
    (void)timer; /* on_prepare does what is due */
}

static void
on_prepare(uv_prepare_t *prepare)
{
    struct loop *loop = prepare->data;
    int64_t now_us = clock_us(), due_us = INT64_MAX;
    tick_follows(loop, now_us);
    if (loop->serve)
        loop->serve = feed_server_serve(loop->feed, now_us);
    for (int i = 0; i < loop->runtime->source_count; i++) {
        int64_t follow_us = follow_due_us(&loop->followed[i].follow);
        due_us = follow_us < due_us ? follow_us : due_us;
    }
    if (loop->serve)
        due_us = now_us;
    if (due_us == INT64_MAX)
        uv_timer_stop(&loop->due);
    else
        uv_timer_start(&loop->due, on_due,
                       due_us <= now_us ? 0 : (uint64_t)(due_us - now_us + 999) / 1000, 0);
}

static void
on_tick(uv_timer_t *timer)
{
    struct loop *loop = timer->data;
    feed_server_tick(loop->feed, clock_us());
    metric_set(&inbox_items, (int64_t)exchange_item_count(loop->runtime->exchange));
    loop->serve = true;
}

static void
on_end_timer(uv_timer_t *timer)
{
    (void)timer;
    log_error("the worker does not end; what it had not committed is not done", NULL);
    _exit(1);
}

static void
on_terminate(uv_signal_t *handle, int number)
{
    struct loop *loop = handle->data;
    if (loop->ending)
        return;
    log_info("ending", "signal", log_number(number), NULL);
    loop->ending = true;
    loop->leading = false;
    feed_server_end(loop->feed, STOP(SHUTDOWN), "this process ends");
    end_following(loop);
    exchange_end(loop->runtime->exchange);
    uv_timer_start(&loop->end, on_end_timer, END_MS_MAX, 0);
}

static void
on_hangup(uv_signal_t *handle, int number)
{
    (void)number;
    bus_reload_keys(((struct loop *)handle->data)->bus);
}

/* --- life ---------------------------------------------------------------------------------- */

/* What to ask of a feed: the types the handler table has for it; all of them if those are many. */
static void
plan_source(struct loop *loop, int source)
{
    struct followed *followed = &loop->followed[source];
    const struct service *service = loop->runtime->service;
    size_t count = 0, bytes = 0;
    for (const struct handler *h = service->handlers; h->input != NULL; h++) {
        if (h->source == NULL || strcmp(h->source, loop->runtime->sources[source]) != 0)
            continue;
        if (count < TYPES_MAX)
            followed->types[count] = h->input->name;
        count++;
        bytes += strlen(h->input->name) + 3; /* tag and length */
    }
    followed->plan = (struct follow_plan){
        .stream = loop->runtime->sources[source],
        .group = service->name,
        .subject = "",
        .types = followed->types,
        .type_count = count <= TYPES_MAX && bytes <= TYPES_BYTES_MAX ? count : 0,
        .window = (uint32_t)loop->runtime->settings.window,
        .from = CROSSDOCK__ENVELOPE__V1__FROM__FROM_POSITION,
    };
    followed->follow.state = FOLLOW_STOPPED;
    snprintf(followed->labels, sizeof followed->labels, "source=\"%s\"",
             loop->runtime->sources[source]);
    followed->position = (struct metric){ .kind = METRIC_GAUGE,
                                          .name = "crossdock_followed_position",
                                          .help = "Position through which a feed is consumed.",
                                          .labels = followed->labels };
    followed->stopped = (struct metric){
        .kind = METRIC_GAUGE,
        .name = "crossdock_followed_stopped",
        .help = "0, or the StopCode why a feed cannot be followed (1 trimmed, 2 diverged, 4 denied).",
        .labels = followed->labels,
    };
    metrics_register(&followed->position);
    metrics_register(&followed->stopped);
}

static void
init_handles(struct loop *loop)
{
    uv_loop_init(&loop->uv);
    uv_async_init(&loop->uv, &loop->notices, on_notices);
    uv_async_init(&loop->uv, &loop->answers, on_answers);
    uv_signal_init(&loop->uv, &loop->terminate);
    uv_signal_init(&loop->uv, &loop->interrupt);
    uv_signal_init(&loop->uv, &loop->hangup);
    uv_prepare_init(&loop->uv, &loop->prepare);
    uv_timer_init(&loop->uv, &loop->due);
    uv_timer_init(&loop->uv, &loop->tick);
    uv_timer_init(&loop->uv, &loop->end);
    loop->notices.data = loop->answers.data = loop->terminate.data = loop->interrupt.data =
        loop->hangup.data = loop->prepare.data = loop->tick.data = loop->end.data = loop;
}

static void
close_handles(struct loop *loop)
{
    uv_handle_t *handles[] = {
        (uv_handle_t *)&loop->notices,   (uv_handle_t *)&loop->answers,
        (uv_handle_t *)&loop->terminate, (uv_handle_t *)&loop->interrupt,
        (uv_handle_t *)&loop->hangup,    (uv_handle_t *)&loop->prepare,
        (uv_handle_t *)&loop->due,       (uv_handle_t *)&loop->tick,
        (uv_handle_t *)&loop->end,
    };
    for (size_t i = 0; i < sizeof handles / sizeof handles[0]; i++)
        uv_close(handles[i], NULL);
}

/* Endpoints first: a port in use must be found before a database is touched. */
static bool
open_parts(struct loop *loop)
{
    struct runtime *runtime = loop->runtime;
    const struct settings *settings = &runtime->settings;
    struct bus_hooks bus_hooks = { loop, on_request, on_feed };
    struct feed_hooks feed_hooks = { loop, send_to_subscriber, ask_archive };
    loop->board = board_create(runtime->service);
    loop->feed = feed_server_create(runtime->service, (size_t)settings->ring_bytes_max, &feed_hooks);
    loop->bus = bus_create(&loop->uv, runtime, &bus_hooks);
    if (loop->bus == NULL)
        return false;
    loop->http = http_create(&loop->uv, runtime);
    if (loop->http == NULL)
        return false;
    runtime->exchange =
        exchange_create(wake, &loop->notices, (size_t)settings->inbox_items_max,
                        (size_t)settings->turn_bytes_max * INBOX_TURNS);
    loop->archive = archive_create(settings->database_url, wake, &loop->answers);
    return true;
}

static void
close_parts(struct loop *loop)
{
    feed_server_destroy(&loop->feed); /* asks the archive to save what is acknowledged */
    archive_destroy(&loop->archive);
    exchange_destroy(&loop->runtime->exchange);
    board_destroy(&loop->board);
    http_destroy(&loop->http);
    close_handles(loop);
    bus_destroy(&loop->bus, LINGER_MS);
    uv_run(&loop->uv, UV_RUN_DEFAULT);
    int busy = uv_loop_close(&loop->uv);
    assert(!busy);
}

static void *
run_worker(void *runtime)
{
    worker_run(runtime);
    return NULL;
}

/* Signals are the loop's: they must not interrupt the worker. */
static pthread_t
start_worker(struct loop *loop)
{
    pthread_t worker;
    int failed = pthread_create(&worker, NULL, run_worker, loop->runtime);
    assert(!failed);
    return worker;
}

static void
start_handles(struct loop *loop)
{
    uv_signal_start(&loop->terminate, on_terminate, SIGTERM);
    uv_signal_start(&loop->interrupt, on_terminate, SIGINT);
    uv_signal_start(&loop->hangup, on_hangup, SIGHUP);
    uv_timer_start(&loop->tick, on_tick, TICK_MS, TICK_MS);
    /* libuv runs the latest prepare first, so the bus looks at its sockets after ours has sent. */
    uv_prepare_start(&loop->prepare, on_prepare);
}

int
loop_run(struct runtime *runtime)
{
    struct loop *loop = calloc(1, sizeof *loop);
    assert(loop != NULL);
    loop->runtime = runtime;
    init_handles(loop);
    for (int i = 0; i < runtime->source_count; i++)
        plan_source(loop, i);
    metrics_register(&commands_busy);
    metrics_register(&inbox_items);
    metrics_register(&receipts_lost);

    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before); /* threads made in here inherit it */
    if (open_parts(loop)) {
        pthread_t worker = start_worker(loop);
        pthread_sigmask(SIG_SETMASK, &before, NULL);
        start_handles(loop);
        uv_run(&loop->uv, UV_RUN_DEFAULT);
        pthread_join(worker, NULL);
        log_info("ended", "status", log_number(loop->exit_status), NULL);
    } else {
        loop->exit_status = 1;
    }
    close_parts(loop);
    int exit_status = loop->exit_status;
    free(loop);
    return exit_status;
}

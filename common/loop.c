/*
 * The loop thread: sockets, timers, signals. It moves what arrives to the worker and what the worker
 * has made durable to those who wait for it; it decides nothing about the business.
 *
 * Order within one round of the loop: sockets are read (bus's check), notices of the worker and
 * answers of the archive come as wake-ups, timers; then, last before sleeping, subscriptions are
 * served and the next timer is set (on_prepare).
 */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <uv.h>

#include "common/archive.h"
#include "common/behalf.h"
#include "common/board.h"
#include "common/bus.h"
#include "common/clock.h"
#include "common/feed_server.h"
#include "common/followed.h"
#include "common/front_host.h"
#include "common/http.h"
#include "common/log.h"
#include "common/metrics.h"
#include "common/runtime.h"

#define TICK_MS 100
#define LINGER_MS 500
#define END_MS_MAX 10000
#define LAST_CALL_US 3000000
#define LAST_CALL_EVERY_MS 20
#define BUSY_RETRY_MS 50
#define INBOX_TURNS 8 /* bytes of this many full turns may wait */

#define KIND(name) CROSSDOCK__ENVELOPE__V1__KIND__KIND_##name
#define STOP(name) CROSSDOCK__ENVELOPE__V1__STOP_CODE__STOP_##name
#define RECEIPT(name) CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_##name

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
    struct followed_feeds *followed;
    struct front_host *front;
    bool leading, last_call, ending; /* asked to end; ends */
    int64_t last_call_end_us;
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

/* --- followed feeds ------------------------------------------------------------------------ */

static void
on_feed(void *owner, int source, const Crossdock__Envelope__V1__Head *head, const uint8_t *body,
        size_t bytes)
{
    struct loop *loop = owner;
    if (!front_host_receive(loop->front, source, head, body, bytes))
        followed_receive(loop->followed, source, head, body, bytes);
}

static void
on_delivered(void *owner, int source, uint64_t from, uint64_t through, const uint8_t *batch,
             size_t bytes)
{
    front_host_hear(((struct loop *)owner)->front, source, from, through, batch, bytes);
}

static void
on_service_opened(void *owner, int source)
{
    front_host_service_opened(((struct loop *)owner)->front, source);
}

static void
on_service_moved(void *owner, int source)
{
    front_host_service_moved(((struct loop *)owner)->front, source);
}

/* --- requests ------------------------------------------------------------------------------ */

/* To who asked: on the bus, or in here. */
static void
give_receipt(struct loop *loop, const struct route *to, const struct front_answer *receipt)
{
    Crossdock__Envelope__V1__Head head = CROSSDOCK__ENVELOPE__V1__HEAD__INIT;
    if (front_route_is_local(to)) {
        front_host_receipt(loop->front, to, receipt);
        return;
    }
    head.version = 1;
    head.kind = KIND(RECEIPT);
    head.request_id = to->request_id;
    head.code = receipt->code;
    head.detail = (char *)receipt->detail;
    head.type = (char *)receipt->type;
    head.retry_ms = receipt->retry_ms;
    if (bus_send(loop->bus, to, &head, receipt->body, receipt->bytes) != FEED_SENT)
        metric_add(&receipts_lost, 1);
}

static void
send_receipt(struct loop *loop, const struct route *to, uint32_t code, const char *detail,
             uint32_t retry_ms)
{
    const struct front_answer receipt = { .code = code, .type = "", .detail = detail,
                                          .retry_ms = retry_ms };
    give_receipt(loop, to, &receipt);
}

static void
on_receipt(struct loop *loop, const struct notice *notice)
{
    const struct front_answer receipt = { .code = notice->code, .type = notice->type,
                                          .detail = notice->detail, .body = notice->data,
                                          .bytes = notice->bytes };
    give_receipt(loop, &notice->route, &receipt);
}

static void
on_command(void *owner, const struct route *peer, const struct identity *from, const uint8_t *body,
           size_t bytes)
{
    struct loop *loop = owner;
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
    item->arrived_us = monotonic_us();
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
    struct identity asker;
    const char *denied;
    switch (head->kind) {
    case KIND(COMMAND):
        denied = behalf_find_asker(from, body, bytes, &asker);
        if (denied == NULL)
            on_command(loop, peer, &asker, body, bytes);
        else
            send_receipt(loop, peer, RECEIPT(DENIED), denied, 0);
        return true;
    case KIND(OPEN):
    case KIND(ACK):
    case KIND(CLOSE):
        feed_server_receive(loop->feed, monotonic_us(), peer, from, head);
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
    followed_start(loop->followed, notice->generation, notice->cursors);
    front_host_lead(loop->front, true);
}

static void
on_standby(struct loop *loop, const struct notice *notice)
{
    (void)notice;
    if (!loop->leading)
        return;
    loop->leading = false;
    feed_server_end(loop->feed, STOP(NOT_LEADER), "this process stands by");
    followed_end(loop->followed);
    front_host_lead(loop->front, false);
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
    uint64_t position = notice->cursors[0].position;
    followed_consumed(loop->followed, notice->source, position);
    front_host_consume(loop->front, notice->source, position);
}

static void
on_refollow(struct loop *loop, const struct notice *notice)
{
    if (!loop->leading)
        return;
    log_warning("feed is followed again", "source", loop->runtime->sources[notice->source], "after",
                log_number((int64_t)notice->cursors[0].position), NULL);
    followed_start_again(loop->followed, notice->source, &notice->cursors[0]);
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
        feed_server_answer(loop->feed, monotonic_us(), answer);
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

/* The rest of what is due is done by on_prepare. */
static void
on_due(uv_timer_t *timer)
{
    struct loop *loop = timer->data;
    front_host_work(loop->front, monotonic_us());
}

static void
on_prepare(uv_prepare_t *prepare)
{
    struct loop *loop = prepare->data;
    int64_t now_us = monotonic_us();
    followed_tick(loop->followed, now_us);
    if (loop->serve)
        loop->serve = feed_server_serve(loop->feed, now_us);
    int64_t due_us = followed_due_us(loop->followed);
    int64_t front_us = front_host_due_us(loop->front);
    if (front_us < due_us)
        due_us = front_us;
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
    feed_server_tick(loop->feed, monotonic_us());
    front_host_tick(loop->front, monotonic_us());
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
end(struct loop *loop)
{
    loop->ending = true;
    loop->leading = false;
    feed_server_end(loop->feed, STOP(SHUTDOWN), "this process ends");
    followed_end(loop->followed);
    front_host_lead(loop->front, false);
    front_host_end_questions(loop->front, monotonic_us());
    exchange_end(loop->runtime->exchange);
    uv_timer_start(&loop->end, on_end_timer, END_MS_MAX, 0);
}

/* Until the front has finished what it had under way. */
static void
on_last_call(uv_timer_t *timer)
{
    struct loop *loop = timer->data;
    if (!loop->leading || front_host_end(loop->front) || monotonic_us() > loop->last_call_end_us)
        end(loop);
}

static void
on_terminate(uv_signal_t *handle, int number)
{
    struct loop *loop = handle->data;
    if (loop->last_call)
        return;
    log_info("ending", "signal", log_number(number), NULL);
    loop->last_call = true;
    loop->last_call_end_us = monotonic_us() + LAST_CALL_US;
    if (!loop->leading || front_host_end(loop->front))
        end(loop);
    else
        uv_timer_start(&loop->end, on_last_call, LAST_CALL_EVERY_MS, LAST_CALL_EVERY_MS);
}

static void
on_hangup(uv_signal_t *handle, int number)
{
    (void)number;
    bus_reload_keys(((struct loop *)handle->data)->bus);
}

/* --- life ---------------------------------------------------------------------------------- */

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
        loop->hangup.data = loop->prepare.data = loop->due.data = loop->tick.data =
            loop->end.data = loop;
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
    struct followed_hooks followed_hooks = { loop, on_delivered, on_service_opened,
                                             on_service_moved };
    struct front_host_hooks front_hooks = { loop, on_command };
    loop->board = board_create(runtime->service);
    loop->feed = feed_server_create(runtime->service, (size_t)settings->ring_bytes_max, &feed_hooks);
    loop->bus = bus_create(&loop->uv, runtime, &bus_hooks);
    if (loop->bus == NULL)
        return false;
    loop->followed = followed_create(runtime, loop->bus, &followed_hooks);
    loop->front = front_host_create(&loop->uv, runtime, loop->bus, loop->board, loop->followed,
                                    &front_hooks);
    loop->http = http_create(&loop->uv, runtime);
    if (loop->http == NULL)
        return false;
    runtime->exchange =
        exchange_create(wake, &loop->notices, (size_t)settings->inbox_items_max,
                        (size_t)settings->turn_bytes_max * INBOX_TURNS);
    loop->archive = archive_create(settings->database_url, wake, &loop->answers);
    return front_host_open(loop->front);
}

static void
close_parts(struct loop *loop)
{
    front_host_close(loop->front);
    feed_server_destroy(&loop->feed); /* asks the archive to save what is acknowledged */
    archive_destroy(&loop->archive);
    exchange_destroy(&loop->runtime->exchange);
    board_destroy(&loop->board);
    http_destroy(&loop->http);
    close_handles(loop);
    bus_destroy(&loop->bus, LINGER_MS);
    uv_run(&loop->uv, UV_RUN_DEFAULT);
    front_host_destroy(&loop->front);
    followed_destroy(&loop->followed);
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

/* See sender.h. */
#include "services/gateway/webhooks/sender.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/clock.h"
#include "common/log.h"
#include "common/message.h"
#include "common/metrics.h"
#include "common/text.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "crossdock/gateway/v1/gateway.pb-c.h"
#include "services/gateway/board.h"
#include "services/gateway/cloud_event.h"
#include "services/gateway/webhooks/post.h"
#include "services/gateway/webhooks/signature.h"

#define HELD_OF_SLOT      8    /* in memory of one webhook, for each that may be under way */
#define HELD_MAX          1024 /* in memory of all */
#define SLOTS_MAX         4
#define UNDER_WAY_ALL_MAX 64
#define OUTCOMES_MAX      500
#define SCRATCH_BYTES     ((size_t)64 << 20)
#define AGAIN_US          1000000 /* when the turns did not answer */
#define ERROR_BYTES       200
#define NEVER_US          INT64_MAX
#define STATUS_GONE       410

#define CODE(name) CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_##name

METRIC(under_way) = {.kind = METRIC_GAUGE,
                     .name = "crossdock_webhook_under_way",
                     .help = "Deliveries that are being posted."};
METRIC(attempt_time) = {.kind = METRIC_HISTOGRAM,
                        .name = "crossdock_webhook_attempt_seconds",
                        .help = "Time of an attempt at a delivery.",
                        .scale = 1e-6};

enum step { STEP_QUEUED, STEP_UNDER_WAY, STEP_DONE, STEP_RECORDING };

/* One that is in memory: from when it was taken until its outcome is durable. */
struct delivery {
    struct delivery *next; /* of the webhook, in the order in which they are due */
    struct hook *hook;
    enum step step;
    uint64_t delivery_id;
    uint32_t attempts;
    int64_t began_us; /* monotonic */
    int64_t at_us;
    unsigned status;
    char error[ERROR_BYTES];
    char *event_id;
    size_t bytes;
    uint8_t event[];
};

struct hook {
    struct hook *next;
    struct sender *sender;
    int64_t webhook_id;
    uint64_t shown;  /* on the board, when its deliveries were taken last */
    int64_t next_us; /* UTC: when to take more */
    uint64_t question;
    bool is_asking;
    unsigned slots;    /* so many at a time: one until it has answered, then up to four */
    unsigned silences; /* attempts without an answer, one after the other */
    int64_t rest_us;   /* monotonic: nothing is posted before */
    bool is_gone;      /* it said so: nothing more is posted until the turns have paused it */
    struct delivery *first, **end;
    unsigned held, queued, under_way;
};

struct sender {
    struct front_host *host;
    struct poster *poster;
    struct arena *arena;
    struct hook *hooks;
    unsigned held, under_way;
    uint64_t recording; /* question */
    bool is_recording, is_ending;
};

static const struct identity self = {.name = "gateway", .role = ROLE_GATEWAY};

static void serve(struct hook *hook);
static void record_outcomes(struct sender *sender);

/* --- what is held ----------------------------------------------------------------------------- */

static void
hold(struct hook *hook, const Crossdock__Gateway__V1__DueDelivery *due)
{
    const size_t id_bytes = strlen(due->event_id) + 1;
    struct delivery *delivery = calloc(1, sizeof *delivery + due->event.len + id_bytes);

    assert(delivery != NULL);
    delivery->hook = hook;
    delivery->delivery_id = due->delivery_id;
    delivery->attempts = due->attempts;
    delivery->bytes = due->event.len;
    memcpy(delivery->event, due->event.data, due->event.len);
    delivery->event_id = (char *)delivery->event + due->event.len;
    memcpy(delivery->event_id, due->event_id, id_bytes);
    *hook->end = delivery;
    hook->end = &delivery->next;
    hook->held++;
    hook->queued++;
    hook->sender->held++;
}

/* Those at this step. */
static void
let_go(struct hook *hook, enum step step)
{
    struct delivery **at = &hook->first;

    while (*at != NULL) {
        struct delivery *delivery = *at;
        if (delivery->step != step) {
            at = &delivery->next;
            continue;
        }
        *at = delivery->next;
        hook->held--;
        hook->sender->held--;
        if (step == STEP_QUEUED)
            hook->queued--;
        free(delivery);
    }
    hook->end = at;
}

/* --- taking ----------------------------------------------------------------------------------- */

static void
on_taken(void *argument, const struct front_answer *answer)
{
    struct hook *hook = argument;
    const char *reason;
    const Crossdock__Gateway__V1__DueDeliveries *due = NULL;

    hook->is_asking = false;
    hook->next_us = realtime_us() + AGAIN_US;
    arena_reset(hook->sender->arena, 0);
    if (answer->code == CODE(ACCEPTED))
        due = (const void *)message_read(hook->sender->arena,
                                         &crossdock__gateway__v1__due_deliveries__descriptor,
                                         answer->body, answer->bytes, &reason);
    if (due == NULL)
        return;
    for (size_t i = 0; i < due->n_deliveries; i++)
        hold(hook, due->deliveries[i]);
    hook->next_us = due->next_at_us == 0 ? NEVER_US : due->next_at_us;
    serve(hook);
}

static void
take(struct hook *hook, const struct board_webhook *webhook)
{
    Crossdock__Gateway__V1__TakeDeliveries take = CROSSDOCK__GATEWAY__V1__TAKE_DELIVERIES__INIT;
    uint64_t except[HELD_OF_SLOT * SLOTS_MAX];

    take.webhook_id = (uint64_t)hook->webhook_id;
    take.limit = HELD_OF_SLOT * hook->slots - hook->held;
    take.except = except;
    for (const struct delivery *held = hook->first; held != NULL; held = held->next)
        except[take.n_except++] = held->delivery_id;
    hook->is_asking = true;
    hook->shown = webhook->shown;
    hook->question = front_ask(
        hook->sender->host,
        &(struct front_question){.service = "gateway", .asker = &self, .message = &take.base},
        on_taken, hook);
}

static void
take_if_due(struct hook *hook, const struct board_webhook *webhook)
{
    if (webhook->shown != hook->shown)
        hook->next_us = 0;
    if (!hook->is_asking && hook->next_us <= realtime_us() && hook->queued < hook->slots &&
        hook->held < HELD_OF_SLOT * hook->slots && hook->sender->held < HELD_MAX)
        take(hook, webhook);
}

/* --- posting ---------------------------------------------------------------------------------- */

/* It may quote a stranger: the turns take whole characters only. */
static void
keep_error(struct delivery *delivery, const char *error)
{
    (void)text_copy(delivery->error, sizeof delivery->error, error);
    if (!text_is_utf8(delivery->error, strlen(delivery->error)))
        (void)text_copy(delivery->error, sizeof delivery->error, "failed without words");
}

static void
finish(struct delivery *delivery, unsigned status, const char *error)
{
    delivery->step = STEP_DONE;
    delivery->at_us = realtime_us();
    delivery->status = status;
    delivery->hook->is_gone |= status == STATUS_GONE;
    if (status == 0)
        keep_error(delivery, error);
    else if (status < 200 || status > 299)
        snprintf(delivery->error, sizeof delivery->error, "answered %u", status);
}

/* Whoever answers may have more at a time. Whoever does not has one, ever more rarely, and holds no
 * more than that one in memory: however many are silent, there is room for those that are not. */
static void
judge(struct hook *hook, bool has_answered)
{
    if (has_answered) {
        hook->silences = 0;
        hook->slots = hook->slots < SLOTS_MAX ? hook->slots * 2 : SLOTS_MAX;
        return;
    }
    hook->slots = 1;
    hook->rest_us = monotonic_us() + webhook_rest_us(++hook->silences);
    let_go(hook, STEP_QUEUED);
    hook->next_us = 0; /* they are taken again */
}

static void
on_posted(void *argument, unsigned status, const char *error)
{
    struct delivery *delivery = argument;
    struct sender *sender = delivery->hook->sender;

    delivery->hook->under_way--;
    sender->under_way--;
    metric_set(&under_way, sender->under_way);
    metric_observe(&attempt_time, monotonic_us() - delivery->began_us);
    finish(delivery, status, error);
    judge(delivery->hook, status != 0);
    serve(delivery->hook);
    record_outcomes(sender);
}

static void
post_body(struct delivery *delivery, const struct board_webhook *webhook,
          const struct json_text *body)
{
    struct sender *sender = delivery->hook->sender;
    const int64_t now_s = realtime_us() / 1000000;
    char signature[SIGNATURE_BYTES], id[160], stamp[64], signed_by[96];
    const char *const headers[] = {"Content-Type: " CLOUD_EVENT_TYPE, id, stamp, signed_by};

    if (!signature_write(webhook->secret, delivery->event_id, now_s, body->text, body->bytes,
                         signature)) {
        finish(delivery, 0, "the secret cannot be read");
        return;
    }
    snprintf(id, sizeof id, "webhook-id: %s", delivery->event_id);
    snprintf(stamp, sizeof stamp, "webhook-timestamp: %lld", (long long)now_s);
    snprintf(signed_by, sizeof signed_by, "webhook-signature: %s", signature);
    delivery->step = STEP_UNDER_WAY;
    delivery->began_us = monotonic_us();
    delivery->hook->under_way++;
    sender->under_way++;
    metric_set(&under_way, sender->under_way);
    poster_send(sender->poster,
                &(struct post){.url = webhook->url,
                               .headers = headers,
                               .header_count = sizeof headers / sizeof headers[0],
                               .body = body->text,
                               .bytes = body->bytes},
                on_posted, delivery);
}

static void
post(struct delivery *delivery, const struct board_webhook *webhook)
{
    struct json_text body = {0};

    delivery->hook->queued--;
    arena_reset(delivery->hook->sender->arena, 0);
    if (cloud_event_write(&body, delivery->hook->sender->arena, delivery->event, delivery->bytes))
        post_body(delivery, webhook, &body);
    else
        finish(delivery, 0, "the event cannot be read");
    json_text_free(&body);
}

static void
post_queued(struct hook *hook, const struct board_webhook *webhook)
{
    struct delivery *delivery = hook->first;

    for (; delivery != NULL && hook->under_way < hook->slots &&
           hook->sender->under_way < UNDER_WAY_ALL_MAX;
         delivery = delivery->next)
        if (delivery->step == STEP_QUEUED)
            post(delivery, webhook);
}

static void
serve(struct hook *hook)
{
    const struct board_webhook *webhook =
        board_find_webhook(front_board(hook->sender->host), hook->webhook_id);

    if (webhook == NULL || webhook->is_paused || hook->is_gone || hook->sender->is_ending ||
        monotonic_us() < hook->rest_us)
        return;
    post_queued(hook, webhook);
    take_if_due(hook, webhook);
}

/* --- recording -------------------------------------------------------------------------------- */

static void
on_recorded(void *argument, const struct front_answer *answer)
{
    struct sender *sender = argument;

    sender->is_recording = false;
    if (answer->code == CODE(BAD_REQUEST)) /* they will be refused again */
        log_error("outcomes of deliveries cannot be recorded", "why", answer->detail, NULL);
    for (struct hook *hook = sender->hooks; hook != NULL; hook = hook->next) {
        if (answer->code == CODE(ACCEPTED)) {
            let_go(hook, STEP_RECORDING);
            continue;
        }
        for (struct delivery *delivery = hook->first; delivery != NULL; delivery = delivery->next)
            if (delivery->step == STEP_RECORDING)
                delivery->step = STEP_DONE;
    }
    if (answer->code == CODE(ACCEPTED))
        record_outcomes(sender); /* what came meanwhile; after a failure it waits for the tick */
}

static void
add_outcome(struct arena *arena, Crossdock__Gateway__V1__RecordDeliveries *record,
            struct delivery *delivery)
{
    Crossdock__Gateway__V1__DeliveryOutcome *outcome = arena_take(arena, sizeof *outcome);

    crossdock__gateway__v1__delivery_outcome__init(outcome);
    outcome->delivery_id = delivery->delivery_id;
    outcome->attempt = delivery->attempts + 1;
    outcome->at_us = delivery->at_us;
    outcome->status = delivery->status;
    outcome->error = delivery->error;
    record->outcomes[record->n_outcomes++] = outcome;
    delivery->step = STEP_RECORDING;
}

static void
record_outcomes(struct sender *sender)
{
    Crossdock__Gateway__V1__RecordDeliveries record =
        CROSSDOCK__GATEWAY__V1__RECORD_DELIVERIES__INIT;
    Crossdock__Gateway__V1__DeliveryOutcome *outcomes[OUTCOMES_MAX];

    if (sender->is_recording)
        return;
    arena_reset(sender->arena, 0);
    record.outcomes = outcomes;
    for (struct hook *hook = sender->hooks; hook != NULL; hook = hook->next)
        for (struct delivery *delivery = hook->first;
             delivery != NULL && record.n_outcomes < OUTCOMES_MAX; delivery = delivery->next)
            if (delivery->step == STEP_DONE)
                add_outcome(sender->arena, &record, delivery);
    if (record.n_outcomes == 0)
        return;
    sender->is_recording = true;
    sender->recording = front_ask(
        sender->host,
        &(struct front_question){.service = "gateway", .asker = &self, .message = &record.base},
        on_recorded, sender);
}

/* --- webhooks come and go --------------------------------------------------------------------- */

static struct hook *
find_hook(const struct sender *sender, int64_t webhook_id)
{
    struct hook *hook = sender->hooks;

    while (hook != NULL && hook->webhook_id != webhook_id)
        hook = hook->next;
    return hook;
}

static void
add_hook(struct sender *sender, int64_t webhook_id)
{
    struct hook *hook = calloc(1, sizeof *hook);

    assert(hook != NULL);
    hook->sender = sender;
    hook->webhook_id = webhook_id;
    hook->end = &hook->first;
    hook->slots = 1;
    hook->next = sender->hooks;
    sender->hooks = hook;
}

static void
end_hook(struct hook *hook)
{
    struct sender *sender = hook->sender;

    if (hook->is_asking)
        front_forget(sender->host, hook->question);
    for (struct delivery *delivery = hook->first, *next; delivery != NULL; delivery = next) {
        next = delivery->next;
        if (delivery->step == STEP_UNDER_WAY) {
            poster_forget(sender->poster, delivery);
            sender->under_way--;
        }
        free(delivery);
        sender->held--;
    }
    free(hook);
}

static void
end_all(struct sender *sender)
{
    if (sender->is_recording)
        front_forget(sender->host, sender->recording);
    sender->is_recording = false;
    for (struct hook *hook = sender->hooks, *next; hook != NULL; hook = next) {
        next = hook->next;
        end_hook(hook);
    }
    sender->hooks = NULL;
    metric_set(&under_way, 0);
}

static void
find_new(struct sender *sender, const void *board)
{
    const struct board_webhook *webhook;

    for (size_t at = 0; (webhook = board_next_webhook(board, &at)) != NULL;)
        if (!webhook->is_paused && find_hook(sender, webhook->webhook_id) == NULL)
            add_hook(sender, webhook->webhook_id);
}

/* A webhook that is paused or gone: what is under way comes to its end, then it is forgotten here.
 */
static void
end_idle(struct sender *sender, const void *board)
{
    struct hook **at = &sender->hooks;

    while (*at != NULL) {
        struct hook *hook = *at;
        const struct board_webhook *webhook = board_find_webhook(board, hook->webhook_id);
        if (webhook == NULL || webhook->is_paused)
            let_go(hook, STEP_QUEUED);
        if ((webhook == NULL || webhook->is_paused) && hook->held == 0 && !hook->is_asking) {
            *at = hook->next;
            end_hook(hook);
        } else {
            at = &hook->next;
        }
    }
}

/* Who was first comes last next time, so that all have their turn when 64 are not enough. */
static void
rotate(struct sender *sender)
{
    struct hook *first = sender->hooks, **end = &sender->hooks;

    if (first == NULL || first->next == NULL)
        return;
    while (*end != NULL)
        end = &(*end)->next;
    *end = first;
    sender->hooks = first->next;
    first->next = NULL;
}

void
sender_tick(struct sender *sender)
{
    const void *board = front_board(sender->host);

    if (!front_is_leading(sender->host)) {
        end_all(sender);
        return;
    }
    find_new(sender, board);
    end_idle(sender, board);
    for (struct hook *hook = sender->hooks; hook != NULL; hook = hook->next)
        serve(hook);
    rotate(sender);
    record_outcomes(sender);
}

bool
sender_end(struct sender *sender)
{
    sender->is_ending = true;
    for (struct hook *hook = sender->hooks; hook != NULL; hook = hook->next)
        let_go(hook, STEP_QUEUED);
    record_outcomes(sender);
    return sender->held == 0;
}

/* --- life ------------------------------------------------------------------------------------- */

struct sender *
sender_open(struct front_host *host)
{
    struct sender *sender = calloc(1, sizeof *sender);

    assert(sender != NULL);
    sender->host = host;
    sender->arena = arena_create(SCRATCH_BYTES);
    sender->poster =
        poster_open(front_loop(host), service_setting("CROSSDOCK_WEBHOOK_PRIVATE") != 0,
                    service_text("CROSSDOCK_WEBHOOK_CA"));
    if (sender->poster == NULL)
        sender_close(&sender);
    return sender;
}

/* The host may not be called any more. */
void
sender_close(struct sender **sender)
{
    if (*sender == NULL)
        return;
    for (struct hook *hook = (*sender)->hooks; hook != NULL; hook = hook->next)
        hook->is_asking = false;
    (*sender)->is_recording = false;
    end_all(*sender);
    poster_close(&(*sender)->poster);
    arena_destroy(&(*sender)->arena);
    free(*sender);
    *sender = NULL;
}

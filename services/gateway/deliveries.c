/*
 * Deliveries: one row for each event and webhook, put there by the turn that moves the cursor past
 * the event. So an event is neither missed nor put there twice, whenever the process is killed. The
 * sender takes them from here, a few at a time, and tells what came of it.
 */
#include <stdio.h>
#include <string.h>

#include "common/metrics.h"
#include "crossdock/gateway/v1/gateway.pb-c.h"
#include "queries.h"
#include "services/gateway/deliveries.h"
#include "services/gateway/handlers.h"
#include "services/gateway/store.h"
#include "services/gateway/webhooks.h"
#include "services/gateway/wire_check.h"

#define TAKEN_MAX       100
#define OUTCOMES_MAX    1000
#define ERROR_BYTES_MAX 200
#define STATUS_GONE     410

#define DAY_US (INT64_C(86400) * 1000000)

typedef Crossdock__Gateway__V1__DeliveryOutcome outcome_message;

METRIC(deliveries_made) = {.kind = METRIC_COUNTER,
                           .name = "crossdock_webhook_deliveries_total",
                           .help = "Events that are to be delivered to a webhook."};
METRIC(deliveries_done) = {.kind = METRIC_COUNTER,
                           .name = "crossdock_webhook_delivered_total",
                           .help = "Deliveries that arrived."};
METRIC(deliveries_failed) = {.kind = METRIC_COUNTER,
                             .name = "crossdock_webhook_failed_total",
                             .help = "Attempts at a delivery that failed."};
METRIC(deliveries_dead) = {.kind = METRIC_COUNTER,
                           .name = "crossdock_webhook_dead_total",
                           .help = "Deliveries that were given up."};

/* --- an event passes -------------------------------------------------------------------------- */

static void
add_delivery(struct turn *turn, struct webhook *webhook, const struct input *input,
             const uint8_t *event, size_t bytes)
{
    struct column *row = batch_row(turn, BATCH_DELIVERIES);

    column_add_int8(&row[0], webhook->webhook_id);
    column_add_text(&row[1], input->source);
    column_add_int8(&row[2], (int64_t)input->position);
    column_add_text(&row[3], input->id);
    column_add_text(&row[4], input->type);
    column_add_bytes(&row[5], event, bytes);
    column_add_time(&row[6], turn_now_us(turn));
    webhooks_wake(turn, webhook);
    metric_add(&deliveries_made, 1);
}

bool
webhook_wants(const struct webhook *webhook, const struct input *input, int64_t since_us)
{
    const char *types[WEBHOOK_TYPES_MAX];

    for (size_t i = 0; i < webhook->type_count; i++)
        types[i] = webhook->types[i];
    const struct webhook_filter filter = {.owner_role = webhook->owner_role,
                                          .owner_subject = webhook->owner_subject,
                                          .types = types,
                                          .type_count = webhook->type_count,
                                          .subject = webhook->subject,
                                          .since_us = since_us};
    const struct event_sight event = {input->source, input->type, input->subject};
    return webhook_matches(&filter, &event, input->time_us);
}

void
webhooks_pass(struct turn *turn, const struct input *input, const uint8_t *event, size_t bytes)
{
    struct webhook *webhook;

    if (rebuilt_was_told(&((struct state *)turn_state(turn))->rebuilt, input))
        return;
    for (size_t at = 0; (webhook = map_next(webhooks_of(turn)->by_id, &at)) != NULL;)
        if (webhook_wants(webhook, input, webhook->created_at_us))
            add_delivery(turn, webhook, input, event, bytes);
}

/* --- TakeDeliveries --------------------------------------------------------------------------- */

struct due_question {
    struct due_question *next;
    const Crossdock__Gateway__V1__TakeDeliveries *take;
    Crossdock__Gateway__V1__DueDeliveries due;
};

const void *
check_take_deliveries(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Gateway__V1__TakeDeliveries *take = (const void *)base;
    struct due_question *question = arena_take(arena, sizeof *question);

    question->take = take;
    return number_fits(take->limit, 1, TAKEN_MAX, "limit", refusal) ? question : NULL;
}

void
want_due_deliveries(struct turn *turn, const struct input *input)
{
    struct webhooks_stage *stage = webhooks_stage_of(turn);
    struct due_question *question = (void *)(uintptr_t)input->message;

    question->next = stage->due_questions;
    stage->due_questions = question;
}

static Crossdock__Gateway__V1__DueDelivery *
read_due(struct arena *arena, const struct rows *rows, int i)
{
    Crossdock__Gateway__V1__DueDelivery *delivery = arena_take(arena, sizeof *delivery);
    const void *event;

    crossdock__gateway__v1__due_delivery__init(delivery);
    delivery->delivery_id = (uint64_t)row_int8(rows, i, 0);
    delivery->attempts = (uint32_t)row_int8(rows, i, 1);
    delivery->event_id = arena_text(arena, row_text(rows, i, 2));
    event = row_bytes(rows, i, 4, &delivery->event.len);
    delivery->event.data = arena_copy(arena, event, delivery->event.len);
    return delivery;
}

static void
load_due(struct turn *turn, struct due_question *question)
{
    const Crossdock__Gateway__V1__TakeDeliveries *take = question->take;
    Crossdock__Gateway__V1__DueDeliveries *due = &question->due;
    struct arena *arena = turn_arena(turn);
    struct column except;

    column_start(&except, arena, COLUMN_INT8);
    for (size_t i = 0; i < take->n_except; i++)
        column_add_int8(&except, (int64_t)take->except[i]);
    const struct param params[] = {param_int8(arena, (int64_t)take->webhook_id),
                                   param_column(&except), param_int8(arena, take->limit + 1)};
    struct rows *rows = db_read(turn_db(turn), QUERY_LOAD_DUE, params, 3);
    crossdock__gateway__v1__due_deliveries__init(due);
    due->deliveries = arena_take(arena, take->limit * sizeof *due->deliveries);
    for (int i = 0; i < rows_count(rows); i++) {
        if (row_int8(rows, i, 3) > turn_now_us(turn) || due->n_deliveries == take->limit) {
            due->next_at_us = row_int8(rows, i, 3);
            break;
        }
        due->deliveries[due->n_deliveries++] = read_due(arena, rows, i);
    }
    rows_free(&rows);
}

/* TakeDeliveries -> DueDeliveries */
void
on_take_deliveries(struct turn *turn, const struct input *input)
{
    turn_accept(turn, &((const struct due_question *)input->message)->due.base);
}

/* --- RecordDeliveries ------------------------------------------------------------------------- */

/* As the row has it when the turn begins. */
struct attempted {
    int64_t webhook_id;
    uint32_t attempts;
    enum delivery_state state;
};

const void *
check_record_deliveries(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Gateway__V1__RecordDeliveries *record = (const void *)base;

    (void)arena;
    return number_fits((int64_t)record->n_outcomes, 1, OUTCOMES_MAX, "outcomes", refusal) ? record
                                                                                          : NULL;
}

void
want_delivery(struct turn *turn, int64_t delivery_id)
{
    struct webhooks_stage *stage = webhooks_stage_of(turn);

    if (stage->attempted == NULL) {
        stage->attempted = map_create();
        map_end_with_turn(stage->attempted, turn_journal(turn));
        column_start(&stage->attempted_ids, turn_arena(turn), COLUMN_INT8);
    }
    column_add_int8(&stage->attempted_ids, delivery_id);
}

void
want_attempted(struct turn *turn, const struct input *input)
{
    const Crossdock__Gateway__V1__RecordDeliveries *record = input->message;

    for (size_t i = 0; i < record->n_outcomes; i++)
        want_delivery(turn, (int64_t)record->outcomes[i]->delivery_id);
}

static void
load_attempted(struct turn *turn)
{
    struct webhooks_stage *stage = webhooks_stage_of(turn);

    if (stage->attempted == NULL)
        return;
    const struct param params[] = {param_column(&stage->attempted_ids)};
    struct rows *rows = db_read(turn_db(turn), QUERY_LOAD_ATTEMPTED, params, 1);
    for (int i = 0; i < rows_count(rows); i++) {
        struct attempted *attempted =
            map_add(stage->attempted, NULL, row_int8(rows, i, 0), sizeof *attempted);
        attempted->webhook_id = row_int8(rows, i, 1);
        attempted->attempts = (uint32_t)row_int8(rows, i, 2);
        attempted->state = (enum delivery_state)row_int8(rows, i, 3);
    }
    rows_free(&rows);
}

int64_t
find_delivery(struct turn *turn, int64_t delivery_id, enum delivery_state *state)
{
    const struct attempted *attempted = map_find(webhooks_stage_of(turn)->attempted, delivery_id);

    *state = attempted == NULL ? DELIVERY_NONE : attempted->state;
    return attempted == NULL ? 0 : attempted->webhook_id;
}

/* The webhook tells of its last success and its last failure. */
static void
tell_webhook(struct turn *turn, int64_t webhook_id, const outcome_message *outcome)
{
    struct webhook *webhook = map_find(webhooks_of(turn)->by_id, webhook_id);

    if (webhook == NULL) /* deleted meanwhile */
        return;
    webhooks_change(turn, webhook);
    if (outcome->error[0] == '\0') {
        webhook->delivered_at_us = outcome->at_us;
        return;
    }
    snprintf(webhook->last_error, sizeof webhook->last_error, "%s",
             cut_text(turn_arena(turn), outcome->error, ERROR_BYTES_MAX));
    if (outcome->status == STATUS_GONE)
        webhook->is_paused = true;
}

static void
save_outcome(struct turn *turn, const outcome_message *outcome, const struct attempted *attempted,
             int64_t next_at_us)
{
    struct column *row = batch_row(turn, BATCH_DELIVERY_OUTCOMES);

    column_add_int8(&row[0], (int64_t)outcome->delivery_id);
    column_add_int4(&row[1], (int32_t)attempted->state);
    column_add_int4(&row[2], (int32_t)attempted->attempts);
    column_add_time(&row[3], next_at_us);
    column_add_time(&row[4], outcome->at_us);
    column_add_int4(&row[5], (int32_t)outcome->status);
    column_add_text(&row[6], cut_text(turn_arena(turn), outcome->error, ERROR_BYTES_MAX));
}

static void
record(struct turn *turn, const outcome_message *outcome, struct attempted *attempted)
{
    const uint32_t attempts_max = (uint32_t)service_setting("CROSSDOCK_WEBHOOK_ATTEMPTS");
    const int64_t wait_us =
        webhook_backoff_us(outcome->attempt, attempts_max, outcome->delivery_id);

    attempted->attempts = outcome->attempt;
    if (outcome->error[0] == '\0')
        attempted->state = DELIVERY_DELIVERED;
    else if (wait_us < 0)
        attempted->state = DELIVERY_DEAD;
    metric_add(attempted->state == DELIVERY_DELIVERED ? &deliveries_done : &deliveries_failed, 1);
    metric_add(&deliveries_dead, attempted->state == DELIVERY_DEAD);
    save_outcome(turn, outcome, attempted,
                 turn_now_us(turn) + (attempted->state == DELIVERY_WAITING ? wait_us : 0));
    tell_webhook(turn, attempted->webhook_id, outcome);
}

/* RecordDeliveries -> Done: how many of these were new */
void
on_record_deliveries(struct turn *turn, const struct input *input)
{
    const Crossdock__Gateway__V1__RecordDeliveries *message = input->message;
    uint32_t count = 0;

    for (size_t i = 0; i < message->n_outcomes; i++) {
        const outcome_message *outcome = message->outcomes[i];
        struct attempted *attempted =
            map_find(webhooks_stage_of(turn)->attempted, (int64_t)outcome->delivery_id);

        if (attempted == NULL || attempted->state != DELIVERY_WAITING ||
            outcome->attempt != attempted->attempts + 1)
            continue;
        record(turn, outcome, attempted);
        count++;
    }
    turn_accept(turn, wire_done(turn_arena(turn), count));
}

/* --- load, and the time is over --------------------------------------------------------------- */

void
deliveries_load(struct turn *turn)
{
    struct due_question *question = webhooks_stage_of(turn)->due_questions;

    for (; question != NULL; question = question->next)
        load_due(turn, question);
    load_attempted(turn);
}

void
on_deliveries_timer(struct turn *turn, const struct input *input)
{
    const int64_t now_us = turn_now_us(turn);
    struct param *params = arena_take(turn_arena(turn), 2 * sizeof *params);

    (void)input;
    params[0] =
        param_time(turn_arena(turn), now_us - service_setting("CROSSDOCK_WEBHOOK_DAYS") * DAY_US);
    params[1] = param_time(turn_arena(turn),
                           now_us - service_setting("CROSSDOCK_WEBHOOK_DEAD_DAYS") * DAY_US);
    db_stage(turn_db(turn), QUERY_SWEEP_DELIVERIES, params, 2);
    db_stage(turn_db(turn), QUERY_SWEEP_WEBHOOKS, NULL, 0);
}

/*
 * Deliveries again: one, all that were given up, or everything from a place on. A replay is read by
 * the front from the feeds, in pieces; each piece and how far it goes is one turn's, so a replay
 * goes on where it was after a kill.
 */
#include <string.h>

#include "common/message.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "crossdock/gateway/v1/gateway.pb-c.h"
#include "queries.h"
#include "services/gateway/deliveries.h"
#include "services/gateway/handlers.h"
#include "services/gateway/store.h"
#include "services/gateway/webhooks.h"
#include "services/gateway/wire_check.h"

typedef Crossdock__Gateway__V1__RecordReplay replay_message;

/* --- Redeliver -------------------------------------------------------------------------------- */

const void *
check_redeliver(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Gateway__V1__Redeliver *redeliver = (const void *)base;

    (void)arena;
    if (redeliver->all_dead == (redeliver->delivery_id != 0))
        return refuse(refusal, "either delivery_id or all_dead"), NULL;
    return is_id(redeliver->webhook_id, "webhook_id", refusal) ? redeliver : NULL;
}

void
want_redelivered(struct turn *turn, const struct input *input)
{
    const Crossdock__Gateway__V1__Redeliver *redeliver = input->message;

    if (!redeliver->all_dead)
        want_delivery(turn, (int64_t)redeliver->delivery_id);
}

static void
redeliver_one(struct turn *turn, struct webhook *webhook, int64_t delivery_id)
{
    enum delivery_state state;
    const int64_t webhook_id = find_delivery(turn, delivery_id, &state);

    if (webhook_id != webhook->webhook_id) {
        turn_not_found(turn, "delivery_id", "there is no such delivery");
        return;
    }
    if (state != DELIVERY_WAITING) {
        struct column *row = batch_row(turn, BATCH_REDELIVERED);
        column_add_int8(&row[0], delivery_id);
        column_add_time(&row[1], turn_now_us(turn));
        webhooks_wake(turn, webhook);
    }
    turn_accept(turn, wire_done(turn_arena(turn), state != DELIVERY_WAITING));
}

/* Redeliver -> Done */
void
on_redeliver(struct turn *turn, const struct input *input)
{
    const Crossdock__Gateway__V1__Redeliver *redeliver = input->message;
    struct webhook *webhook = webhook_asked(turn, input, redeliver->webhook_id);

    if (webhook == NULL)
        return;
    if (!redeliver->all_dead) {
        redeliver_one(turn, webhook, (int64_t)redeliver->delivery_id);
        return;
    }
    struct column *row = batch_row(turn, BATCH_REDELIVERED_DEAD);
    column_add_int8(&row[0], webhook->webhook_id);
    column_add_time(&row[1], turn_now_us(turn));
    webhooks_wake(turn, webhook);
    turn_accept(turn, wire_done(turn_arena(turn), 0));
}

/* --- ReplayWebhook ---------------------------------------------------------------------------- */

const void *
check_replay_webhook(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Gateway__V1__ReplayWebhook *replay = (const void *)base;
    struct place place;

    (void)arena;
    switch (place_read(replay->from, &place)) {
    case PLACE_EARLIEST:
    case PLACE_AFTER:
        return is_id(replay->webhook_id, "webhook_id", refusal) ? replay : NULL;
    case PLACE_LATEST:
    case PLACE_WRONG:
        break;
    }
    refuse(refusal, "from: must be earliest, or a place like 812.2290.1504.77");
    return NULL;
}

/* ReplayWebhook -> Done. A replay that is under way ends; this one takes its place. */
void
on_replay_webhook(struct turn *turn, const struct input *input)
{
    const Crossdock__Gateway__V1__ReplayWebhook *replay = input->message;
    struct webhook *webhook = webhook_asked(turn, input, replay->webhook_id);
    struct place place = {{0}};

    if (webhook == NULL)
        return;
    place_read(replay->from, &place); /* earliest leaves it as it is */
    webhooks_change(turn, webhook);
    const int64_t before_us = webhook->replay.asked_at_us;
    webhook->replay.asked_at_us = turn_now_us(turn) > before_us ? turn_now_us(turn) : before_us + 1;
    for (int feed = 0; feed < PLACE_FEEDS; feed++)
        webhook->replay.after[feed] = (int64_t)place.at[feed];
    turn_accept(turn, wire_done(turn_arena(turn), 1));
}

/* --- RecordReplay ----------------------------------------------------------------------------- */

const void *
check_record_replay(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const replay_message *record = (const void *)base;

    (void)arena;
    if (place_feed_index(record->source) < 0)
        return refuse(refusal, "source: no such feed"), NULL;
    return is_id(record->webhook_id, "webhook_id", refusal) &&
                   number_fits((int64_t)record->through, 0, INT64_MAX - 1, "through", refusal)
               ? record
               : NULL;
}

static void
replay_event(struct turn *turn, struct webhook *webhook, const replay_message *record,
             const uint8_t *packed, size_t bytes)
{
    const char *reason;
    const Crossdock__Envelope__V1__Event *event = (const void *)message_read(
        turn_arena(turn), &crossdock__envelope__v1__event__descriptor, packed, bytes, &reason);

    if (event == NULL)
        return;
    const struct input input = {.source = record->source,
                                .type = event->type,
                                .subject = event->subject,
                                .time_us = event->time_us};
    if (!webhook_wants(webhook, &input, 0))
        return;
    struct column *row = batch_row(turn, BATCH_REPLAYED);
    column_add_int8(&row[0], webhook->webhook_id);
    column_add_text(&row[1], record->source);
    column_add_int8(&row[2], (int64_t)event->position);
    column_add_text(&row[3], event->id);
    column_add_text(&row[4], event->type);
    column_add_bytes(&row[5], packed, bytes);
    column_add_time(&row[6], turn_now_us(turn));
    column_add_time(&row[7], webhook->replay.asked_at_us);
    webhooks_wake(turn, webhook);
}

static bool
is_over(const struct webhook_replay *replay)
{
    for (int feed = 0; feed < PLACE_FEEDS; feed++)
        if (replay->after[feed] != REPLAY_DONE)
            return false;
    return true;
}

static void
move_replay(struct turn *turn, struct webhook *webhook, const replay_message *record)
{
    webhooks_change(turn, webhook);
    webhook->replay.after[place_feed_index(record->source)] =
        record->done ? REPLAY_DONE : (int64_t)record->through;
    if (is_over(&webhook->replay))
        webhook->replay.asked_at_us = 0;
}

/* RecordReplay -> Done: 0 when another replay has taken its place, or it is behind */
void
on_record_replay(struct turn *turn, const struct input *input)
{
    const replay_message *record = input->message;
    struct webhook *webhook = map_find(webhooks_of(turn)->by_id, (int64_t)record->webhook_id);
    const uint8_t *event;
    size_t bytes;
    const bool is_next =
        webhook != NULL && record->replay_at_us != 0 &&
        webhook->replay.asked_at_us == record->replay_at_us &&
        webhook->replay.after[place_feed_index(record->source)] <= (int64_t)record->through;

    for (size_t at = 0;
         is_next && message_batch_next(record->batch.data, record->batch.len, &at, &event, &bytes);)
        replay_event(turn, webhook, record, event, bytes);
    if (is_next)
        move_replay(turn, webhook, record);
    turn_accept(turn, wire_done(turn_arena(turn), is_next));
}

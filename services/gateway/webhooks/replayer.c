/*
 * See replayer.h. One replay at a time, and of it one feed at a time, as its webhook on the board
 * has it: every piece that the turns took moves it on there.
 */
#include "services/gateway/webhooks/replayer.h"

#include <stdlib.h>
#include <string.h>

#include "common/log.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "crossdock/gateway/v1/gateway.pb-c.h"
#include "services/gateway/board.h"

#define WINDOW 512

#define CODE(name) CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_##name

/* Events that were read and are not with the turns yet. */
struct piece {
    struct piece *next;
    uint64_t through;
    size_t bytes;
    uint8_t batch[];
};

struct replayer {
    struct front_host *host;
    int64_t webhook_id, asked_at_us; /* the replay that is under way; 0: none */
    int feed;
    struct front_reader *reader;
    struct piece *first, **end;
    uint64_t question;
    bool is_asking;
    bool is_cut_off; /* the feed has no more for us: what it kept was read, or it is gone */
};

/* --- pieces ----------------------------------------------------------------------------------- */

static void
drop_first(struct replayer *replayer)
{
    struct piece *piece = replayer->first;

    replayer->first = piece->next;
    if (replayer->first == NULL)
        replayer->end = &replayer->first;
    free(piece);
}

static void
end_replay(struct replayer *replayer)
{
    if (replayer->is_asking)
        front_forget(replayer->host, replayer->question);
    if (replayer->reader != NULL)
        front_reader_close(&replayer->reader);
    while (replayer->first != NULL)
        drop_first(replayer);
    replayer->is_asking = replayer->is_cut_off = false;
    replayer->webhook_id = 0;
}

static void
add_piece(void *owner, uint64_t from, uint64_t through, const uint8_t *batch, size_t bytes)
{
    struct replayer *replayer = owner;
    struct piece *piece = calloc(1, sizeof *piece + bytes);

    (void)from;
    assert(piece != NULL);
    piece->through = through;
    piece->bytes = bytes;
    if (bytes > 0)
        memcpy(piece->batch, batch, bytes);
    *replayer->end = piece;
    replayer->end = &piece->next;
}

static void
on_stopped(void *owner, uint32_t code, const char *detail)
{
    struct replayer *replayer = owner;

    log_warning("replay cut off", "feed", place_feeds[replayer->feed], "code",
                log_number((int64_t)code), "detail", detail, NULL);
    replayer->reader = NULL;
    replayer->is_cut_off = true;
}

/* --- one step --------------------------------------------------------------------------------- */

static void
on_recorded(void *argument, const struct front_answer *answer)
{
    struct replayer *replayer = argument;

    replayer->is_asking = false;
    if (answer->code != CODE(ACCEPTED)) { /* from where the board has it, at the next tick */
        end_replay(replayer);
        return;
    }
    if (replayer->first == NULL)
        return;
    if (replayer->reader != NULL)
        front_reader_handled(replayer->reader, replayer->first->through);
    drop_first(replayer);
}

static void
ask(struct replayer *replayer, const struct piece *piece, uint64_t through, bool done)
{
    static const struct identity self = {.name = "gateway", .role = ROLE_GATEWAY};
    Crossdock__Gateway__V1__RecordReplay record = CROSSDOCK__GATEWAY__V1__RECORD_REPLAY__INIT;

    record.webhook_id = (uint64_t)replayer->webhook_id;
    record.replay_at_us = replayer->asked_at_us;
    record.source = (char *)place_feeds[replayer->feed];
    record.through = through;
    record.done = done;
    if (piece != NULL) {
        record.batch.data = (uint8_t *)(uintptr_t)piece->batch;
        record.batch.len = piece->bytes;
    }
    replayer->is_asking = true;
    replayer->question = front_ask(
        replayer->host,
        &(struct front_question){.service = "gateway", .asker = &self, .message = &record.base},
        on_recorded, replayer);
}

static uint64_t
consumed_of(const struct replayer *replayer)
{
    for (size_t i = 0; i < front_feed_count(replayer->host); i++) {
        const struct front_feed feed = front_feed_state(replayer->host, i);
        if (strcmp(feed.source, place_feeds[replayer->feed]) == 0)
            return feed.consumed;
    }
    return 0;
}

static void
read_feed(struct replayer *replayer, uint64_t after)
{
    const struct front_reader_plan plan = {
        .source = place_feeds[replayer->feed], .after = after, .window = WINDOW};
    const struct front_reader_hooks hooks = {replayer, add_piece, on_stopped};

    replayer->reader = front_read(replayer->host, &plan, &hooks);
}

/* The first feed that is not done; -1: none. */
static int
next_feed(const struct webhook_replay *replay)
{
    for (int feed = 0; feed < PLACE_FEEDS; feed++)
        if (replay->after[feed] != REPLAY_DONE)
            return feed;
    return -1;
}

static void
go_on(struct replayer *replayer, const struct webhook_replay *replay)
{
    const uint64_t after = (uint64_t)replay->after[replayer->feed];

    if (replayer->is_asking)
        return;
    if (replayer->first != NULL)
        ask(replayer, replayer->first, replayer->first->through, false);
    else if (replayer->is_cut_off || after >= consumed_of(replayer))
        ask(replayer, NULL, after, true);
    else if (replayer->reader == NULL)
        read_feed(replayer, after);
}

/* --- which replay ----------------------------------------------------------------------------- */

static const struct board_webhook *
find_replay(const void *board)
{
    const struct board_webhook *webhook;

    for (size_t at = 0; (webhook = board_next_webhook(board, &at)) != NULL;)
        if (webhook->replay.asked_at_us != 0)
            return webhook;
    return NULL;
}

static void
begin_replay(struct replayer *replayer, const struct board_webhook *webhook)
{
    replayer->webhook_id = webhook->webhook_id;
    replayer->asked_at_us = webhook->replay.asked_at_us;
    replayer->feed = next_feed(&webhook->replay);
}

void
replayer_tick(struct replayer *replayer)
{
    const void *board = front_board(replayer->host);
    const struct board_webhook *webhook =
        replayer->webhook_id == 0 ? NULL : board_find_webhook(board, replayer->webhook_id);
    const bool goes_on = front_is_leading(replayer->host) && webhook != NULL &&
                         webhook->replay.asked_at_us == replayer->asked_at_us &&
                         next_feed(&webhook->replay) == replayer->feed;

    if (!goes_on && replayer->webhook_id != 0)
        end_replay(replayer);
    if (!front_is_leading(replayer->host))
        return;
    if (replayer->webhook_id == 0) {
        webhook = find_replay(board);
        if (webhook == NULL)
            return;
        begin_replay(replayer, webhook);
    }
    go_on(replayer, &webhook->replay);
}

/* --- life ------------------------------------------------------------------------------------- */

struct replayer *
replayer_open(struct front_host *host)
{
    struct replayer *replayer = calloc(1, sizeof *replayer);

    assert(replayer != NULL);
    replayer->host = host;
    replayer->end = &replayer->first;
    return replayer;
}

/* The host may not be called any more. */
void
replayer_close(struct replayer **replayer)
{
    if (*replayer == NULL)
        return;
    while ((*replayer)->first != NULL)
        drop_first(*replayer);
    free(*replayer);
    *replayer = NULL;
}

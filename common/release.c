/*
 * Last step of a turn: only what is durable leaves. What is for the board, events, receipts and how
 * far feeds are consumed go to the loop thread, in this order; memory keeps what the turn changed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/message.h"
#include "common/metrics.h"
#include "common/turn_internal.h"

METRIC(turns) = { .kind = METRIC_COUNTER, .name = "crossdock_turns_total",
                  .help = "Turns committed." };
METRIC(inputs) = { .kind = METRIC_COUNTER, .name = "crossdock_inputs_total",
                   .help = "Inputs handled in committed turns." };

struct notice *
notice_make(enum notice_kind kind, size_t bytes)
{
    struct notice *notice = calloc(1, sizeof *notice + bytes);
    assert(notice != NULL);
    notice->kind = kind;
    notice->bytes = bytes;
    return notice;
}

struct notice *
receipt_make(const struct route *to, const struct reply *r)
{
    struct notice *notice = notice_make(NOTICE_RECEIPT, r->bytes);

    notice->route = *to;
    notice->code = r->code;
    snprintf(notice->type, sizeof notice->type, "%s", r->type);
    snprintf(notice->detail, sizeof notice->detail, "%s", r->detail);
    if (r->bytes > 0)
        memcpy(notice->data, r->body, r->bytes);
    return notice;
}

static struct notice *
events_notice(const struct said *said)
{
    /* The bodies column is [length, bytes]...; the batch wants [prefix, bytes]... */
    struct notice *notice = notice_make(NOTICE_EVENTS, said->body_bytes + (size_t)said->count * 11);
    const uint8_t *at = column_values(&said->bodies);
    size_t bytes = 0;

    for (uint32_t i = 0; i < said->count; i++) {
        const size_t length = (size_t)at[0] << 24 | (size_t)at[1] << 16 | (size_t)at[2] << 8 | at[3];
        bytes += message_batch_prefix(notice->data + bytes, length);
        memcpy(notice->data + bytes, at + 4, length);
        bytes += length;
        at += 4 + length;
    }
    notice->bytes = bytes;
    notice->first = said->first;
    notice->count = said->count;
    return notice;
}

void
turn_release(struct worker *worker, struct work *works, size_t count)
{
    struct turn *turn = &worker->turn;
    const struct shown shown = board_take_shown(&turn->shown);
    struct notice *list = shown.first, **end = list != NULL ? &shown.last->next : &list;
    bool consumed[SOURCES_MAX] = { false };

    metric_add(&turns, 1);
    metric_add(&inputs, (int64_t)count);
    said_add(turn->said.by_type);
    worker->lead.head += turn->said.count;
    journal_commit(turn->journal);
    dead_letters_note(worker, works, count);
    if (turn->said.count > 0) {
        *end = events_notice(&turn->said);
        end = &(*end)->next;
    }
    for (size_t i = 0; i < count; i++) {
        struct work *work = &works[i];
        work->done = true;
        if (work->item != NULL && work->input.from != NULL) {
            *end = receipt_make(&work->item->route, &work->reply);
            end = &(*end)->next;
        }
        if (work->source < 0 || work->covers == 0)
            continue;
        cursor_advance(&worker->lead.cursors[work->source], work);
        consumed[work->source] = true;
    }
    for (int s = 0; s < worker->runtime->source_count; s++) {
        if (!consumed[s])
            continue;
        *end = notice_make(NOTICE_CONSUMED, 0);
        (*end)->source = s;
        (*end)->cursors[0] = worker->lead.cursors[s];
        end = &(*end)->next;
    }
    exchange_put_notices(worker->runtime->exchange, list);
    db_forget(turn->db);
}

/*
 * See board.h. Entries travel in notices of a few dozen kilobytes, one behind the other, each
 * aligned so that the service can read it as the struct that it is.
 */
#include "common/board.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "common/chunk.h"
#include "common/message.h"
#include "common/metrics.h"
#include "common/turn_internal.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"

#define SHOWN_BYTES      ((size_t)64 << 10)
#define ANSWER_BYTES_MAX ((size_t)1 << 28)

#define CODE(name) CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_##name

struct entry {
    alignas(16) size_t bytes;
    alignas(16) uint8_t data[];
};

METRIC(entries_shown) = { .kind = METRIC_COUNTER,
                          .name = "crossdock_board_entries_total",
                          .help = "Entries shown on the board." };
METRIC(answer_time) = { .kind = METRIC_HISTOGRAM,
                        .name = "crossdock_board_answer_seconds",
                        .help = "Time to answer a question from the board.",
                        .scale = 1e-6 };

/* --- worker thread --------------------------------------------------------------------------- */

static size_t
entry_bytes(size_t bytes)
{
    return (sizeof(struct entry) + bytes + 15) / 16 * 16;
}

static void
add_notice(struct shown *shown, size_t bytes)
{
    struct notice *notice = notice_make(NOTICE_SHOWN, bytes < SHOWN_BYTES ? SHOWN_BYTES : bytes);

    notice->room = notice->bytes;
    notice->bytes = 0;
    if (shown->last != NULL)
        shown->last->next = notice;
    else
        shown->first = notice;
    shown->last = notice;
}

void *
turn_show_room(struct turn *turn, size_t bytes)
{
    struct shown *shown = &turn->shown;
    const size_t taken = entry_bytes(bytes);

    if (shown->last == NULL || shown->last->room - shown->last->bytes < taken)
        add_notice(shown, taken);
    struct notice *notice = shown->last;
    struct entry *entry = (void *)(notice->data + notice->bytes);
    entry->bytes = bytes;
    notice->bytes += taken;
    notice->count++;
    return entry->data;
}

void
turn_show(struct turn *turn, const void *data, size_t bytes)
{
    memcpy(turn_show_room(turn, bytes), data, bytes);
}

struct shown
board_take_shown(struct shown *shown)
{
    const struct shown taken = *shown;

    *shown = (struct shown){ NULL, NULL };
    return taken;
}

struct shown
board_take_filled(struct shown *shown)
{
    if (shown->first == NULL)
        add_notice(shown, 0);
    shown->first->anew = true;
    return board_take_shown(shown);
}

void
board_drop_shown(struct shown *shown)
{
    struct shown gone = board_take_shown(shown);

    for (struct notice *next; gone.first != NULL; gone.first = next) {
        next = gone.first->next;
        free(gone.first);
    }
}

/* --- loop thread ----------------------------------------------------------------------------- */

struct board_server {
    const struct service *service;
    void *memory; /* the service's */
    struct arena *arena;
};

static void
open_memory(struct board_server *board)
{
    board->memory = calloc(1, board->service->board->bytes);
    assert(board->memory != NULL);
    board->service->board->open(board->memory);
}

static void
close_memory(struct board_server *board)
{
    board->service->board->close(board->memory);
    free(board->memory);
}

struct board_server *
board_create(const struct service *service)
{
    if (service->board == NULL)
        return NULL;
    struct board_server *board = calloc(1, sizeof *board);
    assert(board != NULL);
    board->service = service;
    board->arena = arena_create(ANSWER_BYTES_MAX);
    open_memory(board);
    return board;
}

void
board_destroy(struct board_server **board)
{
    if (*board == NULL)
        return;
    close_memory(*board);
    arena_destroy(&(*board)->arena);
    free(*board);
    *board = NULL;
}

const void *
board_memory(const struct board_server *board)
{
    return board != NULL ? board->memory : NULL;
}

void
board_post(struct board_server *board, const struct notice *notice)
{
    if (notice->anew) {
        close_memory(board);
        open_memory(board);
    }
    for (size_t at = 0; at < notice->bytes;) {
        const struct entry *entry = (const void *)(notice->data + at);
        board->service->board->post(board->memory, entry->data, entry->bytes);
        at += entry_bytes(entry->bytes);
    }
    metric_add(&entries_shown, notice->count);
}

bool
board_is_asked(const struct board_server *board, const uint8_t *command, size_t bytes)
{
    struct event_view view;

    if (board == NULL || !event_view_read(command, bytes, &view))
        return false;
    for (const struct handler *h = board->service->handlers; h->input != NULL; h++) {
        if ((h->flags & HANDLER_BOARD) != 0 && span_is(command, view.type, h->input->name))
            return true;
    }
    return false;
}

static struct reply
answer(struct board_server *board, const struct input *input)
{
    const ProtobufCMessage *body =
        board->service->board->answer(board->memory, board->arena, input, realtime_us());
    struct reply reply = { .given = true, .code = CODE(ACCEPTED), .detail = "" };

    reply.type = body->descriptor->name;
    reply.body = message_pack(board->arena, body, &reply.bytes);
    return reply;
}

struct notice *
board_ask(struct board_server *board, const struct route *peer, const struct identity *from,
          const uint8_t *command, size_t bytes)
{
    static const struct reply too_much = { .given = true, .code = CODE(FAILED), .type = "",
                                           .detail = "the answer needs too much memory" };
    const int64_t began_us = monotonic_us();
    jmp_buf overflow;
    struct work work;

    arena_reset(board->arena, 0);
    if (setjmp(overflow) != 0) {
        arena_arm(board->arena, NULL);
        return receipt_make(peer, &too_much);
    }
    arena_arm(board->arena, &overflow);
    read_command(board->arena, board->service, from, command, bytes, &work);
    const struct reply reply =
        work.fate_read == FATE_HANDLE ? answer(board, &work.input) : work.reply_read;
    arena_arm(board->arena, NULL);
    struct notice *receipt = receipt_make(peer, &reply);
    metric_observe(&answer_time, monotonic_us() - began_us);
    return receipt;
}

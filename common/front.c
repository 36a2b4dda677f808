/* See front.h for what the front sees, front_host.h for what the loop does. */
#include "common/front.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/check.h"
#include "common/clock.h"
#include "common/front_host.h"
#include "common/questions.h"
#include "common/feed_readers.h"
#include "common/runtime.h"

#define KIND(name) CROSSDOCK__ENVELOPE__V1__KIND__KIND_##name

struct front_host {
    uv_loop_t *loop;
    const struct runtime *runtime;
    const struct front *table; /* NULL: the service has no front */
    void *front;
    bool leading;
    struct bus *bus;
    struct board_server *board;
    struct followed_feeds *feeds;
    struct questions *questions;
    struct feed_readers *readers;
    struct front_host_hooks hooks;
    struct identity self; /* who asks when nobody is named */
};

/* --- what leaves ----------------------------------------------------------------------------- */

static bool
send_question(void *owner, int source, uint64_t number, const struct identity *asker,
              const uint8_t *command, size_t bytes)
{
    struct front_host *host = owner;
    Crossdock__Envelope__V1__Head head = CROSSDOCK__ENVELOPE__V1__HEAD__INIT;
    const struct route local = {.id_bytes = 0, .request_id = number};

    if (source == QUESTION_OWN) {
        host->hooks.command(host->hooks.owner, &local,
                            asker->role != ROLE_NONE ? asker : &host->self, command, bytes);
        return true;
    }
    head.version = 1;
    head.kind = KIND(COMMAND);
    head.request_id = number;
    return bus_ask(host->bus, source, &head, command, bytes);
}

static bool
send_reader(void *owner, int source, const Crossdock__Envelope__V1__Head *head)
{
    struct front_host *host = owner;
    return bus_ask(host->bus, source, head, NULL, 0);
}

static void
move_on(void *owner, int source)
{
    followed_move_on(((struct front_host *)owner)->feeds, source);
}

/* --- the front's side ------------------------------------------------------------------------ */

uv_loop_t *
front_loop(struct front_host *host)
{
    return host->loop;
}

bool
front_is_leading(const struct front_host *host)
{
    return host->leading;
}

const void *
front_board(const struct front_host *host)
{
    return board_memory(host->board);
}

static int
find_source(const struct front_host *host, const char *service)
{
    if (strcmp(service, host->runtime->service->name) == 0)
        return QUESTION_OWN;
    for (int i = 0; i < host->runtime->source_count; i++)
        if (strcmp(service, host->runtime->sources[i]) == 0)
            return i;
    return QUESTION_NOBODY;
}

uint64_t
front_ask(struct front_host *host, const struct front_question *question, front_answered *answered,
          void *argument)
{
    return questions_ask(host->questions, find_source(host, question->service), question,
                         monotonic_us(), answered, argument);
}

void
front_forget(struct front_host *host, uint64_t question)
{
    questions_forget(host->questions, question);
}

struct front_reader *
front_read(struct front_host *host, const struct front_reader_plan *plan,
           const struct front_reader_hooks *hooks)
{
    const int source = find_source(host, plan->source);

    assert(source >= 0); /* a feed that this service follows */
    return feed_readers_open(host->readers, source, host->runtime->service->name,
                             followed_log_id(host->feeds, source), plan, hooks, monotonic_us());
}

size_t
front_feed_count(const struct front_host *host)
{
    return (size_t)host->runtime->source_count;
}

struct front_feed
front_feed_state(const struct front_host *host, size_t index)
{
    return followed_state(host->feeds, (int)index);
}

/* --- the loop's side ------------------------------------------------------------------------- */

bool
front_route_is_local(const struct route *route)
{
    return route->id_bytes == 0; /* ZeroMQ has no empty routing ids */
}

void
front_host_receipt(struct front_host *host, const struct route *to,
                   const struct front_answer *receipt)
{
    questions_receive(host->questions, to->request_id, receipt, monotonic_us());
}

bool
front_host_receive(struct front_host *host, int source, const Crossdock__Envelope__V1__Head *head,
                   const uint8_t *body, size_t bytes)
{
    if (head->kind != KIND(RECEIPT))
        return feed_readers_receive(host->readers, source, head, body, bytes, monotonic_us());
    const struct front_answer receipt = {
        .code = head->code,
        .type = head->type,
        .detail = head->detail,
        .body = body,
        .bytes = bytes,
        .retry_ms = head->retry_ms,
    };
    questions_receive(host->questions, head->request_id, &receipt, monotonic_us());
    return true;
}

void
front_host_service_opened(struct front_host *host, int source)
{
    questions_repeat(host->questions, source, monotonic_us());
}

void
front_host_service_moved(struct front_host *host, int source)
{
    questions_repeat(host->questions, source, monotonic_us());
    feed_readers_reopen(host->readers, source, monotonic_us());
}

void
front_host_lead(struct front_host *host, bool leading)
{
    if (host->leading == leading)
        return;
    host->leading = leading;
    if (host->table != NULL && host->table->lead != NULL)
        host->table->lead(host->front, leading);
}

void
front_host_hear(struct front_host *host, int source, uint64_t from, uint64_t through,
                const uint8_t *batch, size_t bytes)
{
    if (host->table != NULL && host->table->hear != NULL)
        host->table->hear(host->front, host->runtime->sources[source], from, through, batch, bytes);
}

void
front_host_consume(struct front_host *host, int source, uint64_t through)
{
    if (host->table != NULL && host->table->consume != NULL)
        host->table->consume(host->front, host->runtime->sources[source], through);
}

void
front_host_tick(struct front_host *host, int64_t now_us)
{
    if (host->table != NULL && host->table->tick != NULL)
        host->table->tick(host->front, now_us);
}

void
front_host_work(struct front_host *host, int64_t now_us)
{
    questions_tick(host->questions, now_us);
    feed_readers_tick(host->readers, now_us);
}

int64_t
front_host_due_us(const struct front_host *host)
{
    const int64_t questions_us = questions_due_us(host->questions);
    const int64_t readers_us = feed_readers_due_us(host->readers);

    return questions_us < readers_us ? questions_us : readers_us;
}

/* --- life ------------------------------------------------------------------------------------ */

struct front_host *
front_host_create(uv_loop_t *loop, const struct runtime *runtime, struct bus *bus,
                  struct board_server *board, struct followed_feeds *feeds,
                  const struct front_host_hooks *hooks)
{
    struct front_host *host = calloc(1, sizeof *host);
    assert(host != NULL);
    const struct questions_hooks question_hooks = {host, send_question, move_on};
    const struct feed_readers_hooks reader_hooks = {host, send_reader, move_on};
    const char *name = runtime->service->name;
    host->loop = loop;
    host->runtime = runtime;
    host->table = runtime->service->front;
    host->bus = bus;
    host->board = board;
    host->feeds = feeds;
    host->hooks = *hooks;
    host->self.role = ROLE_SERVICE;
    snprintf(host->self.name, sizeof host->self.name, "%s", name);
    snprintf(host->self.subject, sizeof host->self.subject, "%s", name);
    host->questions = questions_create(&question_hooks);
    host->readers = feed_readers_create(&reader_hooks);
    return host;
}

bool
front_host_open(struct front_host *host)
{
    if (host->table != NULL)
        host->front = host->table->open(host);
    return host->table == NULL || host->front != NULL;
}

bool
front_host_end(struct front_host *host)
{
    return host->table == NULL || host->table->end == NULL || host->table->end(host->front);
}

void
front_host_end_questions(struct front_host *host, int64_t now_us)
{
    questions_end(host->questions, "this process ends", now_us);
}

void
front_host_close(struct front_host *host)
{
    if (host == NULL || host->front == NULL)
        return;
    host->table->close(host->front);
    host->front = NULL;
    host->table = NULL;
}

void
front_host_destroy(struct front_host **host)
{
    if (*host == NULL)
        return;
    questions_destroy(&(*host)->questions);
    feed_readers_destroy(&(*host)->readers);
    free(*host);
    *host = NULL;
}

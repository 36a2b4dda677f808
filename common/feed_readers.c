/* See feed_readers.h. The owner of a reader may close it from within its own hooks. */
#include "common/feed_readers.h"

#include <stdlib.h>
#include <string.h>

#include "common/chunk.h"
#include "common/clock.h"
#include "common/follow.h"
#include "common/metrics.h"
#include "common/text.h"

#define WINDOW          1024
#define TYPES_MAX       32
#define TYPES_BYTES_MAX 700 /* of an OPEN's Head, which holds 1,024 */

#define KIND(name) CROSSDOCK__ENVELOPE__V1__KIND__KIND_##name

struct front_reader {
    struct front_reader *next, *before;
    struct feed_readers *readers;
    int source;
    struct follow follow;
    struct front_reader_hooks hooks;
    char *stream, *subject, *group;
    char **types;
    size_t type_count;
    bool busy;   /* its hooks are running */
    bool closed; /* while they did */
};

struct feed_readers {
    struct feed_readers_hooks hooks;
    struct front_reader *list;
    int64_t count;
};

METRIC(readers_open_now) = {.kind = METRIC_GAUGE,
                            .name = "crossdock_readers",
                            .help = "Readers of followed feeds from a place of their own."};

static void
free_reader(struct front_reader *reader)
{
    for (size_t i = 0; i < reader->type_count; i++)
        free(reader->types[i]);
    free(reader->types);
    free(reader->stream);
    free(reader->subject);
    free(reader->group);
    free(reader);
}

static void
unlink_reader(struct front_reader *reader)
{
    struct feed_readers *readers = reader->readers;

    if (reader->next != NULL)
        reader->next->before = reader->before;
    if (reader->before != NULL)
        reader->before->next = reader->next;
    else
        readers->list = reader->next;
    metric_set(&readers_open_now, --readers->count);
}

/* After a hook, or when there is nothing more to come. */
static void
close_reader(struct front_reader *reader)
{
    if (reader->busy) {
        reader->closed = true;
        return;
    }
    unlink_reader(reader);
    free_reader(reader);
}

/* --- what the state machine wants ------------------------------------------------------------ */

static void
on_events(struct front_reader *reader, const struct follow_action *action, const uint8_t *batch,
          size_t bytes)
{
    reader->busy = true;
    reader->hooks.events(reader->hooks.owner, action->from, action->through, batch, bytes);
    reader->busy = false;
}

static void
on_stop(struct front_reader *reader, const struct follow_action *action)
{
    reader->busy = true;
    reader->hooks.stopped(reader->hooks.owner, action->code, action->detail);
    reader->busy = false;
    reader->closed = true;
}

/* False: the reader is gone. */
static bool
carry_out(struct front_reader *reader, const struct follow_actions *actions, const uint8_t *body,
          size_t bytes, int64_t now_us)
{
    const struct feed_readers_hooks *hooks = &reader->readers->hooks;

    for (int i = 0; i < actions->count && !reader->closed; i++) {
        const struct follow_action *action = &actions->list[i];
        switch (action->act) {
        case FOLLOW_SEND:
            if (!hooks->send(hooks->owner, reader->source, &action->head))
                follow_unsent(&reader->follow, now_us);
            break;
        case FOLLOW_ROTATE:
            hooks->move_on(hooks->owner, reader->source);
            break;
        case FOLLOW_DELIVER:
            on_events(reader, action, body, bytes);
            break;
        case FOLLOW_STOP:
            on_stop(reader, action);
            break;
        }
    }
    if (!reader->closed)
        return true;
    close_reader(reader);
    return false;
}

/* --- doors ----------------------------------------------------------------------------------- */

static char *
copy_text(const char *text)
{
    char *copy = strdup(text != NULL ? text : "");
    assert(copy != NULL);
    return copy;
}

static void
copy_types(struct front_reader *reader, const struct front_reader_plan *plan)
{
    size_t bytes = 0;

    for (size_t i = 0; i < plan->type_count; i++)
        bytes += strlen(plan->types[i]) + 3; /* tag and length */
    if (plan->type_count == 0 || plan->type_count > TYPES_MAX || bytes > TYPES_BYTES_MAX)
        return; /* too many to ask for: all come */
    reader->types = calloc(plan->type_count, sizeof *reader->types);
    assert(reader->types != NULL);
    for (size_t i = 0; i < plan->type_count; i++)
        reader->types[i] = copy_text(plan->types[i]);
    reader->type_count = plan->type_count;
}

struct front_reader *
feed_readers_open(struct feed_readers *readers, int source, const char *group, const char *log_id,
                  const struct front_reader_plan *plan, const struct front_reader_hooks *hooks,
                  int64_t now_us)
{
    struct front_reader *reader = calloc(1, sizeof *reader);
    assert(reader != NULL);
    reader->readers = readers;
    reader->source = source;
    reader->hooks = *hooks;
    reader->stream = copy_text(plan->source);
    reader->subject = copy_text(plan->subject);
    reader->group = copy_text(group);
    copy_types(reader, plan);
    const struct follow_plan follow_plan = {
        .stream = reader->stream,
        .group = reader->group,
        .subject = reader->subject,
        .types = (const char *const *)reader->types,
        .type_count = reader->type_count,
        .window = plan->window > 0 ? plan->window : WINDOW,
        .from = CROSSDOCK__ENVELOPE__V1__FROM__FROM_POSITION,
    };
    follow_start(&reader->follow, &follow_plan, plan->after, "", log_id, now_us);
    reader->next = readers->list;
    if (reader->next != NULL)
        reader->next->before = reader;
    readers->list = reader;
    metric_set(&readers_open_now, ++readers->count);
    return reader;
}

void
front_reader_handled(struct front_reader *reader, uint64_t through)
{
    follow_handled(&reader->follow, through);
}

void
front_reader_close(struct front_reader **reader)
{
    struct front_reader *gone = *reader;
    struct follow_actions actions;

    *reader = NULL;
    if (gone == NULL)
        return;
    const struct feed_readers_hooks *hooks = &gone->readers->hooks;
    follow_end(&gone->follow, &actions);
    for (int i = 0; i < actions.count; i++)
        (void)!hooks->send(hooks->owner, gone->source, &actions.list[i].head); /* a courtesy */
    close_reader(gone);
}

bool
feed_readers_receive(struct feed_readers *readers, int source,
                     const Crossdock__Envelope__V1__Head *head, const uint8_t *body, size_t bytes,
                     int64_t now_us)
{
    struct front_reader *reader = readers->list;
    struct follow_actions actions;
    char last_id[64] = "";
    int64_t said_us;

    while (reader != NULL && (reader->source != source || reader->follow.sub != head->sub))
        reader = reader->next;
    if (reader == NULL || head->sub == 0)
        return false;
    if (head->kind == KIND(EVENTS) &&
        !event_batch_check(body, bytes, head->through, last_id, sizeof last_id, &said_us))
        return true; /* the hole shows with the next frame, and the feed is opened anew */
    const uint64_t before = reader->follow.delivered;
    follow_receive(&reader->follow, now_us, head, &actions);
    if (reader->follow.delivered != before)
        follow_name_last(&reader->follow, last_id);
    (void)carry_out(reader, &actions, body, bytes, now_us);
    return true;
}

void
feed_readers_reopen(struct feed_readers *readers, int source, int64_t now_us)
{
    for (struct front_reader *reader = readers->list; reader != NULL; reader = reader->next)
        if (reader->source == source)
            follow_unsent(&reader->follow, now_us);
}

/* --- time ------------------------------------------------------------------------------------ */

static struct front_reader *
find_due(const struct feed_readers *readers, int64_t now_us)
{
    struct front_reader *reader = readers->list;
    while (reader != NULL && now_us < follow_due_us(&reader->follow))
        reader = reader->next;
    return reader;
}

/* What a reader's owner does may close others: the walk begins anew after each. */
void
feed_readers_tick(struct feed_readers *readers, int64_t now_us)
{
    struct follow_actions actions;

    for (struct front_reader *reader; (reader = find_due(readers, now_us)) != NULL;) {
        follow_tick(&reader->follow, now_us, random_number(), &actions);
        (void)carry_out(reader, &actions, NULL, 0, now_us);
    }
}

int64_t
feed_readers_due_us(const struct feed_readers *readers)
{
    int64_t due_us = INT64_MAX;

    for (const struct front_reader *reader = readers->list; reader != NULL; reader = reader->next) {
        const int64_t reader_us = follow_due_us(&reader->follow);
        due_us = reader_us < due_us ? reader_us : due_us;
    }
    return due_us;
}

/* --- life ------------------------------------------------------------------------------------ */

struct feed_readers *
feed_readers_create(const struct feed_readers_hooks *hooks)
{
    struct feed_readers *readers = calloc(1, sizeof *readers);
    assert(readers != NULL);
    readers->hooks = *hooks;
    return readers;
}

void
feed_readers_destroy(struct feed_readers **readers)
{
    struct feed_readers *gone = *readers;

    *readers = NULL;
    if (gone == NULL)
        return;
    for (struct front_reader *reader = gone->list, *next; reader != NULL; reader = next) {
        next = reader->next;
        free_reader(reader);
    }
    free(gone);
}

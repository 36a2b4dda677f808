/*
 * The counter between loop and worker: two lists under one lock. See exchange.h.
 */
#include "common/exchange.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "common/clock.h"

/* What is here of a feed, and what is not. */
struct arrived {
    uint64_t positions; /* of items that were not taken */
    uint64_t left;      /* beyond the last item that came */
    int64_t said_us;    /* the latest of all that came: a clock may have been set back */
};

struct exchange {
    pthread_mutex_t lock;
    pthread_cond_t something; /* an item came, or the end */
    void (*wake)(void *);
    void *wake_argument;
    size_t items_max, bytes_max;
    struct item *items, **items_end;
    size_t item_count, item_bytes, item_inputs, command_count;
    struct arrived arrived[SOURCES_MAX];
    int64_t taken_us; /* when events were last taken */
    int64_t asked_us; /* when it was first asked for more of them; 0: not yet */
    struct notice *notices, **notices_end;
    bool ended;
};

struct exchange *
exchange_create(void (*wake)(void *), void *wake_argument, size_t items_max, size_t bytes_max)
{
    struct exchange *exchange = calloc(1, sizeof *exchange);
    assert(exchange != NULL);
    pthread_condattr_t monotonic;
    int failed = pthread_mutex_init(&exchange->lock, NULL) | pthread_condattr_init(&monotonic) |
                 pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC) |
                 pthread_cond_init(&exchange->something, &monotonic);
    assert(!failed);
    pthread_condattr_destroy(&monotonic);
    exchange->wake = wake;
    exchange->wake_argument = wake_argument;
    exchange->items_max = items_max;
    exchange->bytes_max = bytes_max;
    exchange->items_end = &exchange->items;
    exchange->notices_end = &exchange->notices;
    return exchange;
}

void
exchange_destroy(struct exchange **exchange)
{
    struct exchange *gone = *exchange;
    *exchange = NULL;
    if (gone == NULL)
        return;
    for (struct item *item = gone->items, *next; item != NULL; item = next) {
        next = item->next;
        free(item);
    }
    for (struct notice *notice = gone->notices, *next; notice != NULL; notice = next) {
        next = notice->next;
        free(notice);
    }
    pthread_cond_destroy(&gone->something);
    pthread_mutex_destroy(&gone->lock);
    free(gone);
}

/* How much of a turn an item is: a batch counts as its positions. */
static size_t
weight(const struct item *item)
{
    if (item->kind == ITEM_COMMAND)
        return 1;
    size_t positions = (size_t)(item->through - item->from_position + 1);
    size_t most = item->bytes / 2 + 1; /* a filtered batch covers more positions than it holds */
    return positions < most ? positions : most;
}

/* By 1 when an item came, by -1 when it is taken. */
static void
count_item(struct exchange *exchange, const struct item *item, int by)
{
    const size_t sign = (size_t)by;

    exchange->item_count += sign;
    exchange->item_bytes += sign * item->bytes;
    exchange->item_inputs += sign * weight(item);
    if (item->kind == ITEM_COMMAND)
        exchange->command_count += sign;
    else
        exchange->arrived[item->source].positions +=
            sign * (item->through - item->from_position + 1);
}

static void
note_arrival(struct arrived *arrived, const struct item *item)
{
    arrived->left = item->left;
    if (item->said_us > arrived->said_us)
        arrived->said_us = item->said_us;
}

bool
exchange_put_item(struct exchange *exchange, struct item *item)
{
    pthread_mutex_lock(&exchange->lock);
    bool full = exchange->item_count >= exchange->items_max ||
                exchange->item_bytes + item->bytes > exchange->bytes_max;
    bool taken = item->kind == ITEM_EVENTS || !full;
    if (taken) {
        item->next = NULL;
        *exchange->items_end = item;
        exchange->items_end = &item->next;
        count_item(exchange, item, 1);
        if (item->kind == ITEM_EVENTS)
            note_arrival(&exchange->arrived[item->source], item);
        pthread_cond_signal(&exchange->something);
    }
    pthread_mutex_unlock(&exchange->lock);
    return taken;
}

struct notice *
exchange_take_notices(struct exchange *exchange)
{
    pthread_mutex_lock(&exchange->lock);
    struct notice *list = exchange->notices;
    exchange->notices = NULL;
    exchange->notices_end = &exchange->notices;
    pthread_mutex_unlock(&exchange->lock);
    return list;
}

void
exchange_end(struct exchange *exchange)
{
    pthread_mutex_lock(&exchange->lock);
    exchange->ended = true;
    pthread_cond_signal(&exchange->something);
    pthread_mutex_unlock(&exchange->lock);
}

static struct timespec
at_us(int64_t when_us)
{
    return (struct timespec){.tv_sec = when_us / 1000000, .tv_nsec = when_us % 1000000 * 1000};
}

/* --- what a turn takes ----------------------------------------------------------------------- */

/* More than comes with what is under way. */
static bool
is_behind(const struct arrived *arrived, const struct gather *gather)
{
    return arrived->left > gather->window / 8;
}

static bool
fills_window(const struct arrived *arrived, const struct gather *gather)
{
    return arrived->positions >= gather->window - gather->window / 8;
}

static bool
is_full(const struct exchange *exchange, const struct gather *gather)
{
    bool full =
        exchange->item_inputs >= gather->inputs_max || exchange->item_bytes >= gather->bytes_max;

    for (int s = 0; s < SOURCES_MAX; s++)
        full = full || fills_window(&exchange->arrived[s], gather);
    return full;
}

/* Soon more can be taken of a feed that is behind. */
static bool
is_filling(const struct exchange *exchange, const struct gather *gather)
{
    for (int s = 0; s < SOURCES_MAX; s++)
        if (is_behind(&exchange->arrived[s], gather) &&
            !fills_window(&exchange->arrived[s], gather))
            return true;
    return false;
}

/* When events may be taken if nothing else comes; INT64_MIN: now. A feed that does not fill its
 * window (its service may have ended) is waited for no longer than others gather. */
static int64_t
events_due_us(const struct exchange *exchange, const struct gather *gather)
{
    const int64_t gather_us = gather->gather_ms * 1000;

    if (gather_us == 0 || exchange->ended)
        return INT64_MIN;
    if (is_filling(exchange, gather))
        return exchange->asked_us + gather_us;
    return is_full(exchange, gather) ? INT64_MIN : exchange->taken_us + gather_us;
}

/* With the lock held: until a turn is worth while, the end was asked for, or the time is over.
 * True: of events too. */
static bool
wait_for_turn(struct exchange *exchange, const struct gather *gather)
{
    const int64_t over_us = monotonic_us() + gather->wait_ms * 1000;

    if (exchange->asked_us == 0)
        exchange->asked_us = monotonic_us();
    for (;;) {
        const int64_t now_us = monotonic_us(), due_us = events_due_us(exchange, gather);
        const bool some = exchange->item_count > exchange->command_count;
        if (some && now_us >= due_us)
            return true;
        if (exchange->command_count > 0 || exchange->ended || now_us >= over_us)
            return false;
        const struct timespec until = at_us(some && due_us < over_us ? due_us : over_us);
        pthread_cond_timedwait(&exchange->something, &exchange->lock, &until);
    }
}

/* What was said later is not taken; INT64_MAX: all is. */
static int64_t
horizon_us(const struct exchange *exchange, const struct gather *gather)
{
    int64_t horizon = INT64_MAX;

    if (gather->gather_ms == 0 || exchange->ended)
        return horizon;
    for (int s = 0; s < SOURCES_MAX; s++) {
        const struct arrived *arrived = &exchange->arrived[s];
        if (is_behind(arrived, gather) && arrived->positions > 0 && arrived->said_us < horizon)
            horizon = arrived->said_us;
    }
    return horizon;
}

/* Moves what the turn takes to a list; the order of each feed, and of the commands, stays. */
static void
take(struct exchange *exchange, const struct gather *gather, bool events, struct item **taken)
{
    const int64_t horizon = horizon_us(exchange, gather);
    bool stays[SOURCES_MAX] = {false};
    struct item **link = &exchange->items, *item;

    for (size_t bytes = 0, inputs = 0; (item = *link) != NULL;) {
        if (bytes >= gather->bytes_max || inputs >= gather->inputs_max)
            break;
        const bool is_events = item->kind == ITEM_EVENTS;
        if (is_events && (!events || stays[item->source] || item->said_us > horizon)) {
            stays[item->source] = true;
            link = &item->next;
            continue;
        }
        bytes += item->bytes;
        inputs += weight(item);
        if (is_events) {
            exchange->taken_us = monotonic_us();
            exchange->asked_us = 0;
        }
        count_item(exchange, item, -1);
        *link = item->next;
        item->next = NULL;
        *taken = item;
        taken = &item->next;
    }
    while (*link != NULL)
        link = &(*link)->next;
    exchange->items_end = link;
}

struct item *
exchange_take_items(struct exchange *exchange, const struct gather *gather, bool *ended)
{
    struct item *taken = NULL;

    pthread_mutex_lock(&exchange->lock);
    const bool events = wait_for_turn(exchange, gather);
    take(exchange, gather, events, &taken);
    *ended = exchange->ended;
    pthread_mutex_unlock(&exchange->lock);
    return taken;
}

void
exchange_put_notices(struct exchange *exchange, struct notice *list)
{
    if (list == NULL)
        return;
    pthread_mutex_lock(&exchange->lock);
    *exchange->notices_end = list;
    while (*exchange->notices_end != NULL)
        exchange->notices_end = &(*exchange->notices_end)->next;
    pthread_mutex_unlock(&exchange->lock);
    exchange->wake(exchange->wake_argument);
}

size_t
exchange_item_count(struct exchange *exchange)
{
    pthread_mutex_lock(&exchange->lock);
    size_t count = exchange->item_count;
    pthread_mutex_unlock(&exchange->lock);
    return count;
}

bool
exchange_wait_end(struct exchange *exchange, int64_t wait_ms)
{
    const struct timespec until = at_us(monotonic_us() + wait_ms * 1000);

    pthread_mutex_lock(&exchange->lock);
    while (!exchange->ended)
        if (pthread_cond_timedwait(&exchange->something, &exchange->lock, &until) == ETIMEDOUT)
            break;
    const bool ended = exchange->ended;
    pthread_mutex_unlock(&exchange->lock);
    return ended;
}

/*
 * The counter between loop and worker: two lists under one lock. See exchange.h.
 */
#include "common/exchange.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

struct exchange {
    pthread_mutex_t lock;
    pthread_cond_t something; /* an item came, or the end */
    void (*wake)(void *);
    void *wake_argument;
    size_t items_max, bytes_max;
    struct item *items, **items_end;
    size_t item_count, item_bytes;
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
        exchange->item_count++;
        exchange->item_bytes += item->bytes;
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
in_ms(int64_t wait_ms)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += wait_ms / 1000;
    until.tv_nsec += wait_ms % 1000 * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    return until;
}

/* With the lock held: until there is an item, the end was asked for, or the time is over. */
static void
wait_for_something(struct exchange *exchange, int64_t wait_ms)
{
    const struct timespec until = in_ms(wait_ms);

    while (exchange->items == NULL && !exchange->ended)
        if (pthread_cond_timedwait(&exchange->something, &exchange->lock, &until) == ETIMEDOUT)
            break;
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

struct item *
exchange_take_items(struct exchange *exchange, size_t bytes_max, size_t items_max, int64_t wait_ms,
                    bool *ended)
{
    pthread_mutex_lock(&exchange->lock);
    wait_for_something(exchange, wait_ms);
    struct item *first = exchange->items, **end = &first;
    size_t bytes = 0, inputs = 0;
    while (*end != NULL && bytes < bytes_max && inputs < items_max) {
        bytes += (*end)->bytes;
        inputs += weight(*end);
        exchange->item_count--;
        exchange->item_bytes -= (*end)->bytes;
        end = &(*end)->next;
    }
    exchange->items = *end;
    if (exchange->items == NULL)
        exchange->items_end = &exchange->items;
    *end = NULL;
    *ended = exchange->ended;
    pthread_mutex_unlock(&exchange->lock);
    return first;
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
    const struct timespec until = in_ms(wait_ms);

    pthread_mutex_lock(&exchange->lock);
    while (!exchange->ended)
        if (pthread_cond_timedwait(&exchange->something, &exchange->lock, &until) == ETIMEDOUT)
            break;
    const bool ended = exchange->ended;
    pthread_mutex_unlock(&exchange->lock);
    return ended;
}

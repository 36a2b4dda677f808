/*
 * The books of cart holds, found by name and by when they expire. Part of books.h.
 *
 * Those that expire within the same 65 ms stand in one list. A turn begins with taking out all
 * that have expired by its clock, so no decision ever sees one of them; it looks at each list
 * that has passed since the turn before, and at the one that is passing.
 */
#include <stdio.h>

#include "services/inventory/books.h"

#define CHANNEL_BYTES_MAX 32
#define HOLD_ID_BYTES_MAX 64
#define TICK_BITS         16 /* of microseconds */

struct tick {
    struct cart_hold *first;
};

struct hold_key {
    char text[CHANNEL_BYTES_MAX + HOLD_ID_BYTES_MAX + 2];
};

/* No channel has a blank. */
static struct hold_key
hold_key(const char *channel, const char *hold_id)
{
    struct hold_key key;

    snprintf(key.text, sizeof key.text, "%s %s", channel, hold_id);
    return key;
}

struct cart_hold *
books_find_hold(const struct books *books, const char *channel, const char *hold_id)
{
    return map_find_text(books->holds, hold_key(channel, hold_id).text);
}

static void
add_to_tick(struct books *books, struct journal *journal, struct cart_hold *hold)
{
    const int64_t number = hold->expires_at_us >> TICK_BITS;
    struct tick *tick = map_find(books->ticks, number);

    if (map_count(books->ticks) == 0 || number < books->tick) {
        books_keep(journal, &books->tick, sizeof books->tick);
        books->tick = number;
    }
    if (tick == NULL)
        tick = map_add(books->ticks, journal, number, sizeof *tick);
    if (tick->first != NULL) {
        books_keep(journal, tick->first, sizeof *tick->first);
        tick->first->previous_at_tick = hold;
    }
    books_keep(journal, tick, sizeof *tick);
    hold->next_at_tick = tick->first;
    tick->first = hold;
}

static void
take_from_tick(struct books *books, struct journal *journal, struct cart_hold *hold)
{
    const int64_t number = hold->expires_at_us >> TICK_BITS;
    struct tick *tick = map_find(books->ticks, number);

    if (hold->next_at_tick != NULL) {
        books_keep(journal, hold->next_at_tick, sizeof *hold);
        hold->next_at_tick->previous_at_tick = hold->previous_at_tick;
    }
    if (hold->previous_at_tick != NULL) {
        books_keep(journal, hold->previous_at_tick, sizeof *hold);
        hold->previous_at_tick->next_at_tick = hold->next_at_tick;
        return;
    }
    books_keep(journal, tick, sizeof *tick);
    tick->first = hold->next_at_tick;
    if (tick->first == NULL)
        map_remove(books->ticks, journal, number);
}

struct cart_hold *
books_add_hold(struct books *books, struct journal *journal, const struct new_hold *new)
{
    const struct hold_key key = hold_key(new->channel, new->hold_id);
    struct cart_hold *hold =
        map_add_text(books->holds, journal, key.text,
                     sizeof *hold + new->line_count * sizeof hold->lines[0] + sizeof key);
    char *texts = (char *)(hold->lines + new->line_count);

    hold->channel = texts;
    hold->hold_id = texts + snprintf(texts, sizeof key, "%s", new->channel) + 1;
    snprintf(texts + (hold->hold_id - texts), HOLD_ID_BYTES_MAX + 1, "%s", new->hold_id);
    hold->since_us = new->since_us;
    hold->expires_at_us = new->expires_at_us;
    hold->line_count = new->line_count;
    add_to_tick(books, journal, hold);
    return hold;
}

void
books_remove_hold(struct books *books, struct journal *journal, struct cart_hold *hold)
{
    const struct hold_key key = hold_key(hold->channel, hold->hold_id);

    take_from_tick(books, journal, hold);
    map_remove_text(books->holds, journal, key.text);
}

struct cart_hold *
books_expired_hold(struct books *books, struct journal *journal, int64_t now_us)
{
    const int64_t now = now_us >> TICK_BITS;
    int64_t number = books->tick;

    if (map_count(books->ticks) == 0)
        return NULL;
    for (; number <= now; number++) {
        const struct tick *tick = map_find(books->ticks, number);
        struct cart_hold *hold = tick != NULL ? tick->first : NULL;
        while (hold != NULL && hold->expires_at_us > now_us)
            hold = hold->next_at_tick;
        if (hold == NULL && number < now)
            continue;
        if (number != books->tick) {
            books_keep(journal, &books->tick, sizeof books->tick);
            books->tick = number;
        }
        return hold;
    }
    return NULL;
}

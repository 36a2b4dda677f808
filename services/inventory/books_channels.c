/*
 * The books of channels: their rules, and what those that count have of each item. Part of books.h.
 */
#include "services/inventory/books.h"

struct channel *
books_find_channel(const struct books *books, const char *code)
{
    return map_find_text(books->channels, code);
}

struct channel *
books_channel(struct books *books, struct journal *journal, const char *code)
{
    struct channel *channel = books_find_channel(books, code);

    if (channel == NULL) {
        const uint32_t number = (uint32_t)map_count(books->channels) + 1;
        channel = map_add_text(books->channels, journal, code, sizeof *channel);
        channel->code = map_text_of(channel);
        channel->number = number;
    }
    return channel;
}

struct allotment *
books_allotment(struct books *books, struct journal *journal, struct channel *channel,
                struct item *item)
{
    const int64_t key = (int64_t)((uint64_t)channel->number << 32 | item->number);
    struct allotment *allotment = map_find(books->allotments, key);

    if (allotment != NULL)
        return allotment;
    allotment = map_add(books->allotments, journal, key, sizeof *allotment);
    allotment->channel = channel;
    allotment->item = item;
    books_keep(journal, &item->allotments, sizeof item->allotments);
    allotment->next_of_item = item->allotments;
    item->allotments = allotment;
    return allotment;
}

void
books_set_channel(struct books *books, struct journal *journal, struct channel *channel,
                  int32_t priority, int64_t buffer, int64_t cap, bool differs)
{
    size_t at = 0;

    books_keep(journal, channel, sizeof *channel);
    channel->priority = priority;
    channel->buffer = buffer;
    channel->cap = cap;
    channel->counts = cap > 0 || differs;
    for (struct allotment *a; (a = map_next(books->allotments, &at)) != NULL;) {
        if (a->channel != channel || !a->differs)
            continue;
        books_keep(journal, a, sizeof *a);
        a->differs = false;
    }
}

void
books_set_channel_item(struct books *books, struct journal *journal, struct channel *channel,
                       struct item *item, int64_t buffer, int64_t cap)
{
    struct allotment *allotment = books_allotment(books, journal, channel, item);

    books_keep(journal, allotment, sizeof *allotment);
    allotment->differs = true;
    allotment->buffer = buffer;
    allotment->cap = cap;
}

struct allotment *
books_allotment_of(struct books *books, struct journal *journal, const char *channel,
                   struct item *item)
{
    struct channel *rules = books_find_channel(books, channel);

    return rules != NULL && rules->counts ? books_allotment(books, journal, rules, item) : NULL;
}

void
books_use_rules(struct books *books, struct journal *journal, struct reservation *reservation)
{
    struct channel *rules = books_find_channel(books, reservation->channel);

    if (rules == NULL && reservation->rules == NULL)
        return;
    books_keep(journal, &reservation->rules, sizeof reservation->rules);
    reservation->rules = rules;
    for (uint32_t i = 0; i < reservation->line_count; i++) {
        struct reservation_line *line = &reservation->lines[i];
        books_keep(journal, &line->allotment, sizeof line->allotment);
        line->allotment =
            rules->counts ? books_allotment(books, journal, rules, line->item) : NULL;
    }
}

static bool
is_redefined(const struct books *books, const char *code)
{
    const struct channel *channel = books_find_channel(books, code);

    return channel != NULL && channel->is_redefined;
}

static void
leave(const struct keeper *keeper, struct reservation *order)
{
    for (uint32_t i = 0; i < order->line_count; i++) {
        struct reservation_line *line = &order->lines[i];
        if (line->waits)
            waiting_line_remove(keeper, line);
        channel_note(keeper, line->allotment, -line->promised);
    }
}

void
books_leave_channels(struct books *books, struct journal *journal)
{
    const struct keeper keeper = books_keeper(journal);
    size_t at = 0;

    for (struct reservation *order; (order = map_next(books->reservations, &at)) != NULL;) {
        if (is_redefined(books, order->channel))
            leave(&keeper, order);
    }
    at = 0;
    for (struct cart_hold *hold; (hold = map_next(books->holds, &at)) != NULL;) {
        for (uint32_t i = 0; is_redefined(books, hold->channel) && i < hold->line_count; i++)
            channel_note(&keeper, hold->lines[i].allotment, -hold->lines[i].units);
    }
}

static void
join(struct books *books, struct journal *journal, struct reservation *order)
{
    const struct keeper keeper = books_keeper(journal);

    books_use_rules(books, journal, order);
    for (uint32_t i = 0; i < order->line_count; i++)
        channel_note(&keeper, order->lines[i].allotment, order->lines[i].promised);
}

static void
join_hold(struct books *books, struct journal *journal, struct cart_hold *hold)
{
    const struct keeper keeper = books_keeper(journal);

    for (uint32_t i = 0; i < hold->line_count; i++) {
        struct hold_line *line = &hold->lines[i];
        books_keep(journal, line, sizeof *line);
        line->allotment = books_allotment_of(books, journal, hold->channel, line->item);
        channel_note(&keeper, line->allotment, line->units);
    }
}

void
books_join_channels(struct books *books, struct journal *journal)
{
    const struct keeper keeper = books_keeper(journal);
    size_t at = 0;

    for (struct reservation *order; (order = map_next(books->reservations, &at)) != NULL;) {
        if (is_redefined(books, order->channel))
            join(books, journal, order);
    }
    at = 0;
    for (struct cart_hold *hold; (hold = map_next(books->holds, &at)) != NULL;) {
        if (is_redefined(books, hold->channel))
            join_hold(books, journal, hold);
    }
    /* Only now is it known what each channel may have, and so what the waiting ones miss. */
    at = 0;
    for (struct reservation *order; (order = map_next(books->reservations, &at)) != NULL;) {
        if (is_redefined(books, order->channel))
            promise_wait(&keeper, order);
    }
}

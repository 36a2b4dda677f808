/*
 * Channels: how each may draw on the stock.
 *
 * An operator changes these rules seldom; so a change looks at all open orders and cart holds once,
 * and nothing is kept for channels without rules. Promises that were made stay made: a cap that is
 * lowered below what a channel has only stops more.
 */
#include "services/inventory/board.h"
#include "services/inventory/books.h"
#include "services/inventory/handlers.h"
#include "services/inventory/holds.h"
#include "services/inventory/steps.h"
#include "services/inventory/store.h"
#include "services/inventory/wire_channels.h"

/* Whoever waits on a channel with new rules may have its turn now. */
static void
serve_channels(struct turn *turn, struct grants *grants)
{
    const struct books *books = turn_state(turn);
    size_t at = 0;

    for (struct reservation *order; (order = map_next(books->reservations, &at)) != NULL;) {
        if (order->rules == NULL || !order->rules->is_redefined)
            continue;
        for (uint32_t i = 0; i < order->line_count; i++) {
            if (order->lines[i].waits)
                serve_item(turn, order->lines[i].item, grants);
        }
    }
}

static void
redefine(struct turn *turn, const struct channel_definition *definition)
{
    struct books *books = turn_state(turn);
    struct journal *journal = turn_journal(turn);
    struct channel *channel = books_channel(books, journal, definition->code);

    books_set_channel(books, journal, channel, definition->priority, definition->buffer,
                      definition->cap, definition->item_count > 0);
    for (size_t i = 0; i < definition->item_count; i++)
        books_set_channel_item(books, journal, channel,
                               books_item(books, journal, definition->items[i].sku),
                               definition->items[i].buffer, definition->items[i].cap);
    store_add_channel(turn, definition);
    wire_say_channel_changed(turn, definition);
}

static void
mark(struct turn *turn, const struct define_channels *command, bool redefined)
{
    for (size_t i = 0; i < command->count; i++) {
        struct channel *channel =
            books_channel(turn_state(turn), turn_journal(turn), command->channels[i].code);
        journal_keep(turn_journal(turn), channel, sizeof *channel);
        channel->is_redefined = redefined;
    }
}

void
on_define_channels(struct turn *turn, const struct input *input)
{
    const struct define_channels *command = input->message;
    struct grants grants = {NULL, NULL};

    holds_serve_freed(turn);
    mark(turn, command, true);
    books_leave_channels(turn_state(turn), turn_journal(turn));
    for (size_t i = 0; i < command->count; i++)
        redefine(turn, &command->channels[i]);
    books_join_channels(turn_state(turn), turn_journal(turn));
    serve_channels(turn, &grants);
    mark(turn, command, false);
    for (size_t i = 0; i < command->count; i++)
        board_show_channel(turn, books_find_channel(turn_state(turn), command->channels[i].code));
    announce_promises(turn, &grants);
    wire_reply_done(turn, command->count);
}

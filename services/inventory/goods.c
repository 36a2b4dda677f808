/*
 * Goods and where they lie: items, locations, receipts and corrections.
 */
#include <inttypes.h>
#include <string.h>

#include "common/log.h"
#include "common/metrics.h"
#include "services/inventory/books.h"
#include "services/inventory/handlers.h"
#include "services/inventory/steps.h"
#include "services/inventory/store.h"
#include "services/inventory/wire_goods.h"

/* --- items and locations --------------------------------------------------------------------- */

void
on_define_items(struct turn *turn, const struct input *input)
{
    const struct define_items *command = input->message;
    const struct keeper keeper = keeper_of(turn);

    for (size_t i = 0; i < command->count; i++) {
        struct item *item = books_item(turn_state(turn), turn_journal(turn), command->items[i].sku);
        keep_item(&keeper, item);
        item->defined = true;
        store_add_item(turn, &command->items[i]);
        wire_say_item_changed(turn, &command->items[i]);
    }
    wire_reply_done(turn, command->count);
}

static void
define_location(struct turn *turn, const struct location_definition *definition,
                struct grants *grants)
{
    const struct keeper keeper = keeper_of(turn);
    struct location *location = books_find_location(turn_state(turn), definition->code);
    int64_t at_risk = 0;

    if (location == NULL)
        location = books_add_location(turn_state(turn), turn_journal(turn), definition->code);
    for (const struct stock *s = location->stocks; s != NULL; s = s->next_at_location)
        at_risk -= units_at_risk(s->item);
    change_location(&keeper, location, definition->closed, definition->safety_stock);
    for (const struct stock *s = location->stocks; s != NULL; s = s->next_at_location) {
        at_risk += units_at_risk(s->item);
        release_backorders(&keeper, s->item, grants);
    }
    note_units_at_risk(location->code, at_risk);
    store_add_location(turn, definition);
    wire_say_location_changed(turn, definition);
}

void
on_define_locations(struct turn *turn, const struct input *input)
{
    const struct define_locations *command = input->message;
    struct grants grants = {NULL, NULL};

    for (size_t i = 0; i < command->count; i++)
        define_location(turn, &command->locations[i], &grants);
    announce_promises(turn, &grants);
    wire_reply_done(turn, command->count);
}

/* --- stock ----------------------------------------------------------------------------------- */

/* NULL when every line may be posted; else why not. Changes nothing. */
static const char *
move_refusal(struct turn *turn, const struct move_command *command, const struct location *location)
{
    const struct books *books = turn_state(turn);

    if (location == NULL)
        return arena_format(turn_arena(turn), "LOCATION_UNKNOWN: %s", command->location);
    for (size_t i = 0; i < command->count; i++) {
        const struct stock_line *line = &command->lines[i];
        const struct item *item = books_find_item(books, line->sku);
        if (item == NULL || !item->defined)
            return arena_format(turn_arena(turn), "SKU_UNKNOWN: line %zu, %s", i + 1, line->sku);
        const struct stock *stock = books_find_stock(books, location, item);
        switch (move_stock_check(stock, line->quantity)) {
        case MOVE_OK:
            break;
        case MOVE_BELOW_ZERO:
            return arena_format(turn_arena(turn),
                                "BELOW_ZERO: line %zu, %s: %" PRId64 " on hand, moved by %" PRId64,
                                i + 1, line->sku, stock != NULL ? stock->on_hand : 0,
                                line->quantity);
        case MOVE_TOO_MUCH:
            return arena_format(turn_arena(turn), "TOO_MUCH: line %zu, %s", i + 1, line->sku);
        }
    }
    return NULL;
}

static struct movement
move_line(struct turn *turn, struct location *location, const struct stock_line *line)
{
    const struct keeper keeper = keeper_of(turn);
    struct books *books = turn_state(turn);
    struct stock *stock =
        books_stock(books, turn_journal(turn), location, books_find_item(books, line->sku));

    move_stock(&keeper, stock, line->quantity);
    return (struct movement){.stock = stock,
                             .quantity = line->quantity,
                             .on_hand_after = stock->on_hand,
                             .new_bin = place_in_bin(turn, stock, line->bin)};
}

static void
move_lines(struct turn *turn, const struct input *input, enum movement_kind kind,
           struct location *location)
{
    const struct move_command *command = input->message;
    struct posting *posting = new_posting(turn, kind, location, command->reason, command->count);
    int64_t at_risk = 0;

    for (size_t i = 0; i < command->count; i++) {
        const struct item *item = books_find_item(turn_state(turn), command->lines[i].sku);
        at_risk -= units_at_risk(item);
        posting->movements[i] = move_line(turn, location, &command->lines[i]);
        at_risk += units_at_risk(item);
    }
    note_units_at_risk(location->code, at_risk);
    close_posting(turn, input, posting);
    wire_reply_moved(turn, posting->first_movement_id, posting->count);
}

static void
move_on_command(struct turn *turn, const struct input *input, enum movement_kind kind)
{
    const struct move_command *command = input->message;
    struct location *location = books_find_location(turn_state(turn), command->location);

    if (!may_move_stock(input, command->location)) {
        turn_deny(turn, "a warehouse moves stock at its own location only");
        return;
    }
    const char *refusal = move_refusal(turn, command, location);
    if (refusal != NULL)
        turn_reject(turn, refusal, NULL);
    else
        move_lines(turn, input, kind, location);
}

void
on_receive_stock(struct turn *turn, const struct input *input)
{
    move_on_command(turn, input, MOVEMENT_RECEIVE);
}

void
on_adjust_stock(struct turn *turn, const struct input *input)
{
    move_on_command(turn, input, MOVEMENT_ADJUST);
}

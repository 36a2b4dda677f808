/*
 * Which goods left with a parcel: the lots that the warehouse says it took, as it says, since a lot
 * must be found again when it is called back; and for what it says nothing about, what expires
 * first. A substitute that left in place of units of a line is moved out of its own stock.
 */
#include <inttypes.h>
#include <string.h>

#include "common/log.h"
#include "common/metrics.h"
#include "services/inventory/steps.h"

METRIC(unknown_lots) = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_inventory_shipped_unknown_lots_total",
    .help = "Lots named with a shipment that never came in; what expires first was booked.",
};

static int64_t
units_of(const struct pile *pile)
{
    return pile != NULL && pile->quantity > 0 ? pile->quantity : 0;
}

/* Returns what is left to be booked. A lot that nobody knows is a typing error. */
static int64_t
post_told_lot(struct turn *turn, struct posting *posting, struct stock *stock,
              const struct shipped_lot *told, int64_t left)
{
    const struct lot *lot = books_find_lot(turn_state(turn), stock->item, told->lot);
    const int64_t units = told->quantity < left ? told->quantity : left;

    if (lot == NULL) {
        metric_add(&unknown_lots, 1);
        log_warning("a lot shipped that never came in", "sku", stock->item->sku, "lot", told->lot,
                    NULL);
        return left;
    }
    /* It may have been picked in time and be booked as EXPIRED since. */
    struct pile *expired = books_find_pile(stock, STOCK_EXPIRED, lot);
    const int64_t available = units_of(books_find_pile(stock, STOCK_AVAILABLE, lot));
    const int64_t beyond = units > available ? units - available : 0;
    const int64_t of_expired = beyond < units_of(expired) ? beyond : units_of(expired);
    const struct goods goods = {
        .item = stock->item, .state = STOCK_AVAILABLE, .lot = lot->code, .bin = ""};
    if (units > of_expired)
        post_goods(turn, posting, &goods, of_expired - units);
    if (of_expired > 0)
        post_movement(turn, posting, stock, expired, -of_expired, "");
    return left - units;
}

static void
post_first_expired(struct turn *turn, struct posting *posting, struct stock *stock, int64_t units)
{
    struct share *shares =
        arena_take(turn_arena(turn), (stock_pile_count(stock) + 1) * sizeof *shares);
    const size_t count = first_expired_first_out(stock, units, shares);

    for (size_t i = 0; i < count; i++)
        post_movement(turn, posting, stock, shares[i].pile, -shares[i].quantity, "");
}

/* Units of one item left for a line. A lot that is told is one of the line's own item or of a
 * substitute, whichever came in with it. */
static void
post_item_shipped(struct turn *turn, struct posting *posting, struct item *item, uint32_t line,
                  int64_t units, const struct order_lines *event)
{
    struct stock *stock =
        books_stock(turn_state(turn), turn_journal(turn), posting->location, item);
    int64_t left = units;

    for (size_t i = 0; i < event->lot_count && left > 0; i++) {
        const struct shipped_lot *told = &event->lots[i];
        if (told->line != line || (event->substitution_count > 0 &&
                                   books_find_lot(turn_state(turn), item, told->lot) == NULL))
            continue;
        left = post_told_lot(turn, posting, stock, told, left);
    }
    if (left > 0)
        post_first_expired(turn, posting, stock, left);
}

static int64_t
substituted_units(const struct order_lines *event, uint32_t line)
{
    int64_t units = 0;

    for (size_t i = 0; i < event->substitution_count; i++)
        units += event->substitutions[i].line == line ? event->substitutions[i].quantity : 0;
    return units;
}

void
post_shipped(struct turn *turn, struct posting *posting, struct item *item,
             const struct order_line *line, const struct order_lines *event)
{
    const int64_t own = line->quantity - substituted_units(event, line->line);

    if (own < 0)
        turn_give_up(turn, "order %" PRId64 " line %" PRIu32 ": more was substituted than left",
                     event->order_id, line->line);
    if (own > 0)
        post_item_shipped(turn, posting, item, line->line, own, event);
    for (size_t i = 0; i < event->substitution_count; i++) {
        const struct substitution *one = &event->substitutions[i];
        if (one->line == line->line)
            post_item_shipped(turn, posting,
                              books_item(turn_state(turn), turn_journal(turn), one->sku),
                              one->line, one->quantity, event);
    }
}

static size_t
piles_of(const struct books *books, const struct location *location, const char *sku)
{
    const struct item *item = books_find_item(books, sku);
    const struct stock *stock = item != NULL ? books_find_stock(books, location, item) : NULL;

    return stock != NULL ? stock_pile_count(stock) : 0;
}

/* A line is one movement, and one more for each pile that it may come from. */
size_t
shipped_movements_max(struct turn *turn, const struct order_lines *event,
                      const struct location *location)
{
    const struct books *books = turn_state(turn);
    const bool with_piles = map_count(books->piles) > 0;
    size_t count = event->count + event->substitution_count + 2 * event->lot_count;

    for (uint32_t i = 0; with_piles && i < event->count; i++)
        count += piles_of(books, location, event->lines[i].sku);
    for (size_t i = 0; with_piles && i < event->substitution_count; i++)
        count += piles_of(books, location, event->substitutions[i].sku);
    if (count > POSTING_MOVEMENTS_MAX)
        turn_give_up(turn, "order %" PRId64 ": a parcel of %" PRIu32 " lines from too many lots",
                     event->order_id, event->count);
    return count;
}

/*
 * Which goods left with a parcel: the lots that the warehouse says it took, as it says, since a lot
 * must be found again when it is called back; and for what it says nothing about, what expires
 * first.
 */
#include <string.h>

#include "common/log.h"
#include "common/metrics.h"
#include "services/inventory/steps.h"

static struct metric unknown_lots = {
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

void
post_shipped(struct turn *turn, struct posting *posting, struct item *item,
             const struct order_line *line, const struct order_lines *event)
{
    struct stock *stock =
        books_stock(turn_state(turn), turn_journal(turn), posting->location, item);
    int64_t left = line->quantity;

    for (size_t i = 0; i < event->lot_count && left > 0; i++) {
        if (event->lots[i].line == line->line)
            left = post_told_lot(turn, posting, stock, &event->lots[i], left);
    }
    if (left > 0)
        post_first_expired(turn, posting, stock, left);
}

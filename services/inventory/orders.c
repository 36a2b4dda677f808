/*
 * Orders: what is promised to them, what ships.
 */
#include <inttypes.h>
#include <string.h>

#include "common/log.h"
#include "common/metrics.h"
#include "services/inventory/books.h"
#include "services/inventory/changes.h"
#include "services/inventory/handlers.h"
#include "services/inventory/holds.h"
#include "services/inventory/steps.h"
#include "services/inventory/store.h"
#include "services/inventory/wire_orders.h"

METRIC(below_zero) = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_inventory_shipped_below_zero_total",
    .help = "Shipments that took more than the books knew of at the location.",
};
METRIC(repeats) = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_inventory_repeats_total",
    .help = "Events that said again what was done before, and changed nothing.",
};

/* --- orders ---------------------------------------------------------------------------------- */

static struct reservation *
new_reservation(struct turn *turn, const struct order_placed *order)
{
    const struct keeper keeper = keeper_of(turn);
    const struct channel *rules = books_find_channel(turn_state(turn), order->channel);
    const struct new_reservation new = {
        .order_id = order->order_id,
        .placed_at_us = order->placed_at_us,
        .priority = order->priority != 0 || rules == NULL ? order->priority : rules->priority,
        .ship_complete = order->ship_complete,
        .line_count = order->count,
        .channel = order->channel,
        .country = order->destination.country,
        .region = order->destination.region,
        .city = order->destination.city,
        .postal_code = order->destination.postal_code,
        .terms = order->terms,
    };
    struct reservation *reservation =
        books_add_reservation(turn_state(turn), turn_journal(turn), &new);

    reservation->is_new = true;
    reservation->held = order->held;
    for (uint32_t i = 0; i < order->count; i++) {
        struct reservation_line *line = &reservation->lines[i];
        /* An unknown SKU has no stock; it may be defined later. */
        line->item = books_item(turn_state(turn), turn_journal(turn), order->lines[i].sku);
        line->line = order->lines[i].line;
        line->together = order->lines[i].together;
        line->wanted = order->lines[i].quantity;
        reservation->groups |= line->together != 0;
    }
    reservation->is_amended = reservation->held || reservation->groups;
    holders_add(&keeper, reservation);
    books_use_rules(turn_state(turn), turn_journal(turn), reservation);
    return reservation;
}

void
on_order_placed(struct turn *turn, const struct input *input)
{
    const struct order_placed *order = input->message;
    const struct keeper keeper = keeper_of(turn);
    struct grants grants = {NULL, NULL};

    if (books_find_reservation(turn_state(turn), order->order_id) != NULL) {
        metric_add(&repeats, 1);
        return;
    }
    holds_serve_freed(turn); /* who waits comes first */
    struct reservation *reservation = new_reservation(turn, order);
    const struct cart_hold *hold =
        hold_take_over(turn, order->channel, order->hold_id, order->order_id);
    promise_stock(&keeper, reservation, &grants);
    announce_order(turn, reservation);
    hold_give_rest(turn, hold, &grants);
    announce_promises(turn, &grants);
}

/* --- fulfillment ----------------------------------------------------------------------------- */

/* What cannot be true is set aside for people, not booked. */
struct reservation_line *
routed_line(struct turn *turn, const struct order_lines *event, const struct order_line *line)
{
    struct reservation *reservation = books_find_reservation(turn_state(turn), event->order_id);
    struct reservation_line *found =
        reservation != NULL ? reservation_line_find(reservation, line->line, line->sku) : NULL;

    if (found == NULL || line->quantity > routed_units(found)) {
        turn_give_up(turn,
                     "order %" PRId64 " line %" PRIu32 " (%s): %" PRId64
                     " units are named, %" PRId64 " are promised and routed",
                     event->order_id, line->line, line->sku, line->quantity,
                     found != NULL ? routed_units(found) : (int64_t)0);
    }
    return found;
}

/* Units of a line left: the promise is kept, and the goods are gone from the lots they lay in. */
static void
ship_line(struct turn *turn, const struct order_lines *event, const struct order_line *shipped,
          struct posting *posting)
{
    const struct keeper keeper = keeper_of(turn);
    struct reservation_line *line = routed_line(turn, event, shipped);

    ship_stock(&keeper, line, shipped->quantity);
    const size_t first = posting->count;
    post_shipped(turn, posting, line->item, shipped, event);
    for (size_t i = first; i < posting->count; i++) {
        const struct stock *stock = posting->movements[i].stock;
        const bool last = i + 1 == posting->count || posting->movements[i + 1].stock != stock;
        if (stock->on_hand >= 0 || !last)
            continue;
        metric_add(&below_zero, 1);
        log_warning("shipped more than the books knew of", "location", event->location, "sku",
                    stock->item->sku, "on_hand", log_number(stock->on_hand), NULL);
    }
}

/* What was reserved of an item and left as something else is free for others, though none of it
 * moved. */
static void
serve_substituted(struct turn *turn, const struct order_lines *event)
{
    struct grants grants = {NULL, NULL};

    for (size_t i = 0; i < event->substitution_count; i++) {
        for (uint32_t j = 0; j < event->count; j++) {
            if (event->lines[j].line == event->substitutions[i].line)
                serve_item(turn,
                           books_item(turn_state(turn), turn_journal(turn), event->lines[j].sku),
                           &grants);
        }
    }
    announce_promises(turn, &grants);
}

void
on_fulfillment_shipped(struct turn *turn, const struct input *input)
{
    const struct order_lines *event = input->message;
    const struct keeper keeper = keeper_of(turn);
    struct location *location = books_find_location(turn_state(turn), event->location);
    const char *reason = wire_text_of_id(turn, "fulfillment order ", event->fulfillment_order_id);

    if (location == NULL)
        turn_give_up(turn, "order %" PRId64 " shipped from unknown location %s", event->order_id,
                     event->location);
    struct posting *posting = new_posting(turn, MOVEMENT_SHIP, location, reason,
                                          shipped_movements_max(turn, event, location));
    for (uint32_t i = 0; i < event->count; i++)
        ship_line(turn, event, &event->lines[i], posting);

    struct reservation *reservation = books_find_reservation(turn_state(turn), event->order_id);
    reservation_step(&keeper, reservation);
    store_note_reservation(turn, reservation);
    /* Serves who waits, too: what could not be sold here (safety stock, a closed location) frees a
     * promise when it ships. */
    close_posting(turn, input, posting);
    serve_substituted(turn, event);
}

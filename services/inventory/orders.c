/*
 * Orders: what is promised to them, what ships, what is given back.
 */
#include <inttypes.h>
#include <string.h>

#include "common/log.h"
#include "common/metrics.h"
#include "services/inventory/books.h"
#include "services/inventory/handlers.h"
#include "services/inventory/steps.h"
#include "services/inventory/store.h"
#include "services/inventory/wire_orders.h"

static struct metric below_zero = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_inventory_shipped_below_zero_total",
    .help = "Shipments that took more than the books knew of at the location.",
};
static struct metric repeats = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_inventory_repeats_total",
    .help = "Events that said again what was done before, and changed nothing.",
};

/* --- orders ---------------------------------------------------------------------------------- */

static struct reservation *
new_reservation(struct turn *turn, const struct order_placed *order)
{
    const struct new_reservation new = {
        .order_id = order->order_id,
        .placed_at_us = order->placed_at_us,
        .priority = order->priority,
        .ship_complete = order->ship_complete,
        .line_count = order->count,
        .channel = order->channel,
        .country = order->country,
        .region = order->region,
        .city = order->city,
        .postal_code = order->postal_code,
    };
    struct reservation *reservation =
        books_add_reservation(turn_state(turn), turn_journal(turn), &new);

    reservation->is_new = true;
    for (uint32_t i = 0; i < order->count; i++) {
        /* An unknown SKU has no stock; it may be defined later. */
        reservation->lines[i].item =
            books_item(turn_state(turn), turn_journal(turn), order->lines[i].sku);
        reservation->lines[i].line = order->lines[i].line;
        reservation->lines[i].ordered = order->lines[i].quantity;
    }
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
    struct reservation *reservation = new_reservation(turn, order);
    promise_stock(&keeper, reservation, &grants);
    store_note_reservation(turn, reservation);
    announce_promises(turn, &grants);
    for (uint32_t i = 0; i < reservation->line_count; i++) {
        if (reservation->lines[i].backordered > 0) {
            wire_say_backordered(turn, reservation);
            break;
        }
    }
}

void
want_order(struct turn *turn, const struct input *input)
{
    const struct order_event *event = input->message;

    if (books_find_reservation(turn_state(turn), event->order_id) == NULL)
        store_want_finished(turn, event->order_id);
}

static void
announce_released(struct turn *turn, struct reservation *reservation, const char *reason)
{
    wire_say_released(turn, reservation, reason);
    for (uint32_t i = 0; i < reservation->line_count; i++)
        reservation->lines[i].gave_waiting = reservation->lines[i].gave_promised = 0;
}

void
on_order_cancel_requested(struct turn *turn, const struct input *input)
{
    const struct order_event *event = input->message;
    const struct keeper keeper = keeper_of(turn);
    struct reservation *reservation = books_find_reservation(turn_state(turn), event->order_id);

    if (reservation == NULL || !reservation_is_open(reservation)) {
        const char *channel = reservation != NULL ? reservation->channel
                                                  : store_finished_channel(turn, event->order_id);
        wire_say_nothing_released(turn, event->order_id, channel != NULL ? channel : "",
                                  "nothing is left to give back");
        return;
    }
    switch (cancel_reservation(&keeper, reservation)) {
    case CANCEL_RELEASED:
        announce_released(turn, reservation, "cancelled while it waited for stock");
        break;
    case CANCEL_RECALLED:
        wire_say_recalled(turn, reservation);
        break;
    case CANCEL_ASKED:
        metric_add(&repeats, 1);
        break;
    }
    store_note_reservation(turn, reservation);
}

/* --- fulfillment ----------------------------------------------------------------------------- */

/* What cannot be true is set aside for people, not booked. */
static struct reservation_line *
promised_line(struct turn *turn, const struct order_lines *event, const struct order_line *line)
{
    struct reservation *reservation = books_find_reservation(turn_state(turn), event->order_id);
    struct reservation_line *found =
        reservation != NULL ? reservation_line_find(reservation, line->line, line->sku) : NULL;

    if (found == NULL || line->quantity > found->promised) {
        turn_give_up(turn,
                     "order %" PRId64 " line %" PRIu32 " (%s): %" PRId64
                     " units are named, %" PRId64 " are promised",
                     event->order_id, line->line, line->sku, line->quantity,
                     found != NULL ? found->promised : (int64_t)0);
    }
    return found;
}

/* Units of a line left: the promise is kept, and the goods are gone from the lots they lay in. */
static void
ship_line(struct turn *turn, const struct order_lines *event, const struct order_line *shipped,
          struct posting *posting)
{
    const struct keeper keeper = keeper_of(turn);
    struct reservation_line *line = promised_line(turn, event, shipped);

    ship_stock(&keeper, line, shipped->quantity);
    post_shipped(turn, posting, line->item, shipped, event);
    const struct stock *stock = posting->movements[posting->count - 1].stock;
    if (stock->on_hand < 0) {
        metric_add(&below_zero, 1);
        log_warning("shipped more than the books knew of", "location", event->location, "sku",
                    line->item->sku, "on_hand", log_number(stock->on_hand), NULL);
    }
}

/* A line is one movement, and one more for each pile that it may come from. */
static size_t
shipped_movements_max(struct turn *turn, const struct order_lines *event,
                      const struct location *location)
{
    size_t count = event->count + 2 * event->lot_count;

    for (uint32_t i = 0; i < event->count; i++) {
        const struct item *item = books_find_item(turn_state(turn), event->lines[i].sku);
        const struct stock *stock =
            item != NULL ? books_find_stock(turn_state(turn), location, item) : NULL;
        count += stock != NULL ? stock_pile_count(stock) : 0;
    }
    if (count > POSTING_MOVEMENTS_MAX)
        turn_give_up(turn, "order %" PRId64 ": a parcel of %" PRIu32 " lines from too many lots",
                     event->order_id, event->count);
    return count;
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
    ship_booked(&keeper, reservation);
    store_note_reservation(turn, reservation);
    /* Serves who waits, too: what could not be sold here (safety stock, a closed location) frees a
     * promise when it ships. */
    close_posting(turn, input, posting);
}

void
on_recall_answered(struct turn *turn, const struct input *input)
{
    const struct order_lines *event = input->message;
    const struct keeper keeper = keeper_of(turn);
    struct reservation *reservation = books_find_reservation(turn_state(turn), event->order_id);
    struct grants grants = {NULL, NULL};

    if (reservation == NULL || reservation->state != RESERVATION_RECALLED) {
        metric_add(&repeats, 1);
        return;
    }
    for (uint32_t i = 0; i < event->count; i++)
        cancel_give_back(&keeper, promised_line(turn, event, &event->lines[i]),
                         event->lines[i].quantity);
    cancel_answered(&keeper, reservation);
    announce_released(turn, reservation, "cancelled");
    store_note_reservation(turn, reservation);

    for (uint32_t i = 0; i < event->count; i++)
        release_backorders(&keeper, books_find_item(turn_state(turn), event->lines[i].sku),
                           &grants);
    announce_promises(turn, &grants);
}

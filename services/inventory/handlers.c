/*
 * What inventory hears, and what it does about it: read, decide, stage, announce.
 *
 * Order matters in what is said: a movement of stock before the promises that it made possible,
 * because routing follows this feed and must know of the units it is asked to route.
 */
#include "services/inventory/handlers.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "common/log.h"
#include "common/metrics.h"
#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/inventory/books.h"
#include "services/inventory/store.h"
#include "services/inventory/wire.h"

static struct metric below_zero = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_inventory_shipped_below_zero_total",
    .help = "Shipments that took more than the books knew of at the location.",
};
static struct metric promises_at_risk = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_inventory_promises_at_risk_total",
    .help = "Units promised that a correction or a closed location left without stock.",
};
static struct metric repeats = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_inventory_repeats_total",
    .help = "Events that said again what was done before, and changed nothing.",
};

/* --- shared steps ---------------------------------------------------------------------------- */

static struct keeper
keeper_of(struct turn *turn)
{
    return books_keeper(turn_journal(turn));
}

/* Tell every order what it was just promised. */
static void
announce_promises(struct turn *turn, const struct grants *grants)
{
    const struct keeper keeper = keeper_of(turn);

    for (struct reservation *r = grants->first, *next; r != NULL; r = next) {
        next = r->next_granted;
        promise_round(&keeper, r);
        wire_say_committed(turn, r);
        for (uint32_t i = 0; i < r->line_count; i++)
            r->lines[i].granted = 0; /* kept when it was granted */
        store_note_reservation(turn, r);
    }
}

static int64_t
units_at_risk(const struct item *item)
{
    const int64_t available = available_to_promise(item);

    return available < 0 ? -available : 0;
}

/* Promises that a loss has left without stock. Here is the place to revoke them, newest first. */
static void
note_units_at_risk(const char *location, int64_t units)
{
    if (units <= 0)
        return;
    metric_add(&promises_at_risk, units);
    log_warning("promises at risk", "location", location, "units", log_number(units), NULL);
}

/* A warehouse speaks for itself only. */
static bool
may_move_stock(const struct input *input, const char *location)
{
    return input->from->role != ROLE_WAREHOUSE || strcmp(input->from->subject, location) == 0;
}

static struct posting *
new_posting(struct turn *turn, enum movement_kind kind, const struct location *location,
            const char *reason, size_t count)
{
    struct books *books = turn_state(turn);
    struct posting *posting =
        arena_take(turn_arena(turn), sizeof *posting + count * sizeof posting->movements[0]);

    journal_keep(turn_journal(turn), &books->movement_last, sizeof books->movement_last);
    posting->first_movement_id = books->movement_last + 1;
    posting->kind = kind;
    posting->location = location->code;
    posting->reason = reason;
    posting->count = count;
    books->movement_last += (int64_t)count;
    return posting;
}

/* The movements are booked: write them to the ledger, tell them, then serve who waits. */
static void
close_posting(struct turn *turn, const struct input *input, const struct posting *posting)
{
    const struct keeper keeper = keeper_of(turn);
    struct grants grants = {NULL, NULL};

    for (size_t i = 0; i < posting->count; i++)
        books_note_unfolded(turn_state(turn), turn_journal(turn), posting->movements[i].stock,
                            posting->first_movement_id + (int64_t)i, turn_now_us(turn));
    store_add_posting(turn, input, posting);
    wire_say_stock_moved(turn, posting);
    for (size_t i = 0; i < posting->count; i++)
        release_backorders(&keeper, posting->movements[i].stock->item, &grants);
    announce_promises(turn, &grants);
}

/* The bin that was given, the one it has, or one by rule; true when that is new. */
static bool
place_in_bin(struct turn *turn, struct stock *stock, const char *bin)
{
    if (bin[0] == '\0' ? stock->bin[0] != '\0' : strcmp(stock->bin, bin) == 0)
        return false;
    journal_keep(turn_journal(turn), stock->bin, sizeof stock->bin);
    if (bin[0] != '\0')
        snprintf(stock->bin, sizeof stock->bin, "%s", bin);
    else
        assign_bin(stock->item->sku, stock->bin);
    return true;
}

/* --- items and locations --------------------------------------------------------------------- */

static void
on_define_items(struct turn *turn, const struct input *input)
{
    const struct define_items *command = input->message;

    for (size_t i = 0; i < command->count; i++) {
        struct item *item = books_item(turn_state(turn), turn_journal(turn), command->items[i].sku);
        journal_keep(turn_journal(turn), &item->defined, sizeof item->defined);
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

static void
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

static void
on_receive_stock(struct turn *turn, const struct input *input)
{
    move_on_command(turn, input, MOVEMENT_RECEIVE);
}

static void
on_adjust_stock(struct turn *turn, const struct input *input)
{
    move_on_command(turn, input, MOVEMENT_ADJUST);
}

static void
on_get_availability(struct turn *turn, const struct input *input)
{
    const struct get_availability *query = input->message;
    struct item **items = arena_take(turn_arena(turn), query->count * sizeof *items);

    for (size_t i = 0; i < query->count; i++)
        items[i] = books_find_item(turn_state(turn), query->skus[i]);
    wire_reply_availability(turn, query, items);
}

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

static void
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

static void
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

static void
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

static struct movement
ship_line(struct turn *turn, const struct order_lines *event, const struct order_line *shipped,
          struct location *location)
{
    const struct keeper keeper = keeper_of(turn);
    struct books *books = turn_state(turn);
    struct reservation_line *line = promised_line(turn, event, shipped);
    struct stock *stock = books_stock(books, turn_journal(turn), location, line->item);

    ship_stock(&keeper, line, stock, shipped->quantity);
    if (stock->on_hand < 0) {
        metric_add(&below_zero, 1);
        log_warning("shipped more than the books knew of", "location", location->code, "sku",
                    line->item->sku, "on_hand", log_number(stock->on_hand), NULL);
    }
    return (struct movement){.stock = stock,
                             .quantity = -shipped->quantity,
                             .on_hand_after = stock->on_hand,
                             .new_bin = place_in_bin(turn, stock, "")};
}

static void
on_fulfillment_shipped(struct turn *turn, const struct input *input)
{
    const struct order_lines *event = input->message;
    const struct keeper keeper = keeper_of(turn);
    struct location *location = books_find_location(turn_state(turn), event->location);
    const char *reason = wire_text_of_id(turn, "fulfillment order ", event->fulfillment_order_id);

    if (location == NULL)
        turn_give_up(turn, "order %" PRId64 " shipped from unknown location %s", event->order_id,
                     event->location);
    struct posting *posting = new_posting(turn, MOVEMENT_SHIP, location, reason, event->count);
    for (uint32_t i = 0; i < event->count; i++)
        posting->movements[i] = ship_line(turn, event, &event->lines[i], location);

    struct reservation *reservation = books_find_reservation(turn_state(turn), event->order_id);
    ship_booked(&keeper, reservation);
    store_note_reservation(turn, reservation);
    /* Serves who waits, too: what could not be sold here (safety stock, a closed location) frees a
     * promise when it ships. */
    close_posting(turn, input, posting);
}

static void
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

/* --- the tables ------------------------------------------------------------------------------ */

/* Also when nothing else happens, balances are written in time. */
static void
on_fold_timer(struct turn *turn, const struct input *input)
{
    (void)input;
    store_fold_if_due(turn);
}

#define DEFINE_ITEMS           &crossdock__inventory__v1__define_items__descriptor
#define DEFINE_LOCATIONS       &crossdock__inventory__v1__define_locations__descriptor
#define RECEIVE_STOCK          &crossdock__inventory__v1__receive_stock__descriptor
#define ADJUST_STOCK           &crossdock__inventory__v1__adjust_stock__descriptor
#define GET_AVAILABILITY       &crossdock__inventory__v1__get_availability__descriptor
#define ORDER_PLACED           &crossdock__order__v1__order_placed__descriptor
#define ORDER_CANCEL_REQUESTED &crossdock__order__v1__order_cancel_requested__descriptor
#define FULFILLMENT_SHIPPED    &crossdock__routing__v1__fulfillment_shipped__descriptor
#define RECALL_ANSWERED        &crossdock__routing__v1__recall_answered__descriptor

#define ITEM_CHANGED     &crossdock__inventory__v1__item_changed__descriptor
#define LOCATION_CHANGED &crossdock__inventory__v1__location_changed__descriptor
#define STOCK_MOVED      &crossdock__inventory__v1__stock_moved__descriptor
#define COMMITTED        &crossdock__inventory__v1__reservation_committed__descriptor
#define BACKORDERED      &crossdock__inventory__v1__stock_backordered__descriptor
#define RECALLED         &crossdock__inventory__v1__reservation_recalled__descriptor
#define RELEASED         &crossdock__inventory__v1__reservation_released__descriptor

#define AT_ITS_LOCATION (ROLE_OPERATOR | ROLE_WAREHOUSE)

/* clang-format off */
const struct handler inventory_handlers[] = {
    /* input, where from, who may, flags,
     *     read, want, handle, what it may say */
    { DEFINE_ITEMS, NULL, ROLE_OPERATOR, 0,
          wire_read_define_items, NULL, on_define_items, { ITEM_CHANGED } },
    { DEFINE_LOCATIONS, NULL, ROLE_OPERATOR, 0,
          wire_read_define_locations, NULL, on_define_locations, { LOCATION_CHANGED, COMMITTED } },
    { RECEIVE_STOCK, NULL, AT_ITS_LOCATION, 0,
          wire_read_receive_stock, NULL, on_receive_stock, { STOCK_MOVED, COMMITTED } },
    { ADJUST_STOCK, NULL, AT_ITS_LOCATION, 0,
          wire_read_adjust_stock, NULL, on_adjust_stock, { STOCK_MOVED, COMMITTED } },
    { GET_AVAILABILITY, NULL, ROLE_ANYONE, HANDLER_QUERY,
          wire_read_get_availability, NULL, on_get_availability, { NULL } },
    { ORDER_PLACED, "order", 0, 0,
          wire_read_order_placed, NULL, on_order_placed, { COMMITTED, BACKORDERED } },
    { ORDER_CANCEL_REQUESTED, "order", 0, 0,
          wire_read_order_cancel_requested, want_order, on_order_cancel_requested,
          { RECALLED, RELEASED } },
    { FULFILLMENT_SHIPPED, "fulfillment-routing", 0, 0,
          wire_read_fulfillment_shipped, NULL, on_fulfillment_shipped, { STOCK_MOVED, COMMITTED } },
    { RECALL_ANSWERED, "fulfillment-routing", 0, 0,
          wire_read_recall_answered, NULL, on_recall_answered, { RELEASED, COMMITTED } },
    { 0 },
};

const struct timer inventory_timers[] = {
    { "fold", 300, on_fold_timer, { NULL } },
    { 0 },
};
/* clang-format on */

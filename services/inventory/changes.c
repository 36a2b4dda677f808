/*
 * Changes of orders: cancelled, held, released, amended, sent elsewhere; and routing's answers.
 */
#include <inttypes.h>
#include <string.h>

#include "common/metrics.h"
#include "services/inventory/books.h"
#include "services/inventory/changes.h"
#include "services/inventory/handlers.h"
#include "services/inventory/holds.h"
#include "services/inventory/steps.h"
#include "services/inventory/store.h"
#include "services/inventory/wire_orders.h"

METRIC(repeats) = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_inventory_repeated_answers_total",
    .help = "Answers to recalls that nobody awaits, and that changed nothing.",
};

void
want_order(struct turn *turn, const struct input *input)
{
    const struct order_change *event = input->message;

    if (books_find_reservation(turn_state(turn), event->order_id) == NULL)
        store_want_finished(turn, event->order_id);
}

/* The order as a whole has nothing left that could change: say so to who awaits an answer. */
static void
answer_finished(struct turn *turn, const struct order_change *event, const char *channel)
{
    if (event->kind == CHANGE_CANCEL)
        wire_say_nothing_released(turn, event->order_id, channel, event->request);
    else if (event->kind == CHANGE_REDIRECT)
        wire_say_redirected(turn, event->order_id, channel, event->request, false);
}

/* --- made ------------------------------------------------------------------------------------ */

/* A change was made: tell who awaits it, and forget it. */
static void
announce_change(struct turn *turn, struct reservation *reservation, struct change *change)
{
    switch (change->kind) {
    case CHANGE_CANCEL:
        wire_say_released(turn, reservation, change);
        break;
    case CHANGE_REDIRECT:
        if (change->made)
            books_set_destination(turn_state(turn), turn_journal(turn), reservation,
                                  change->country, change->region, change->city,
                                  change->postal_code);
        wire_say_redirected(turn, reservation->order_id, reservation->channel, change->request,
                            change->made);
        break;
    case CHANGE_HOLD:
    case CHANGE_RELEASE:
    case CHANGE_AMEND:
    case CHANGE_REVOKE:
        break;
    }
    announce_order(turn, reservation);
    journal_keep(turn_journal(turn), change, sizeof *change);
    change->is_over = true;
    store_note_change(turn, change);
}

/* Make what can be made of the changes of this order, and serve who waits for what that freed. */
static void
make_changes(struct turn *turn, struct reservation *reservation, struct grants *grants)
{
    const struct keeper keeper = keeper_of(turn);
    struct change *change;

    while ((change = change_make(&keeper, reservation, grants)) != NULL)
        announce_change(turn, reservation, change);
    change_settle(&keeper, reservation, grants);
    announce_order(turn, reservation);
    if (reservation->changes_first != NULL) {
        wire_say_recalled(turn, reservation, reservation->changes_first);
        store_note_change(turn, reservation->changes_first);
    }
    for (uint32_t i = 0; i < reservation->line_count; i++)
        serve_item(turn, reservation->lines[i].item, grants);
}

void
change_order(struct turn *turn, struct reservation *reservation, struct change *change,
             struct grants *grants)
{
    const struct keeper keeper = keeper_of(turn);
    const bool waits = reservation->changes_first != NULL;

    change_add(&keeper, reservation, change);
    if (waits)
        store_note_change(turn, change);
    else
        make_changes(turn, reservation, grants);
}

struct change *
new_change(struct turn *turn, const struct reservation *reservation, const struct new_change *new)
{
    struct books *books = turn_state(turn);

    return books_add_change(books, turn_journal(turn), books->change_last + 1,
                            reservation->order_id, new);
}

/* --- asked ----------------------------------------------------------------------------------- */

/* The lines that are named, each at most once; all of them when none is. */
static void
fill_lines(struct turn *turn, struct reservation *reservation, const struct order_change *event,
           struct change *change)
{
    change->whole = event->kind == CHANGE_CANCEL && event->count == 0;
    for (uint32_t i = 0; i < change->line_count; i++) {
        if (change->whole) {
            change->lines[i].index = i;
            continue;
        }
        const struct order_line *named = &event->lines[i];
        const struct reservation_line *line =
            reservation_line_find(reservation, named->line, named->sku);
        if (line == NULL)
            turn_give_up(turn, "order %" PRId64 " has no line %" PRIu32 " (%s)",
                         reservation->order_id, named->line, named->sku);
        change->lines[i].index = (uint32_t)(line - reservation->lines);
        change->lines[i].asked = named->quantity;
    }
}

static struct change *
change_asked(struct turn *turn, struct reservation *reservation, const struct order_change *event)
{
    const bool whole = event->kind == CHANGE_CANCEL && event->count == 0;
    const struct new_change new = {
        .kind = event->kind,
        .request = event->request,
        .line_count = whole ? reservation->line_count : event->count,
        .country = event->destination.country,
        .region = event->destination.region,
        .city = event->destination.city,
        .postal_code = event->destination.postal_code,
    };
    struct change *change = new_change(turn, reservation, &new);

    change->waiting_only = event->waiting_only;
    fill_lines(turn, reservation, event, change);
    return change;
}

void
on_order_changed(struct turn *turn, const struct input *input)
{
    const struct order_change *event = input->message;
    struct reservation *reservation = books_find_reservation(turn_state(turn), event->order_id);
    struct grants grants = {NULL, NULL};

    if (event->kind == CHANGE_AMEND && reservation == NULL) {
        reservation = store_reopen(turn, event->order_id);
        if (reservation == NULL)
            turn_give_up(turn, "order %" PRId64 " is unknown", event->order_id);
    }
    if (reservation == NULL ||
        (!reservation_is_open(reservation) && event->kind != CHANGE_AMEND)) {
        const char *channel = reservation != NULL ? reservation->channel
                                                  : store_finished_channel(turn, event->order_id);
        answer_finished(turn, event, channel != NULL ? channel : "");
        return;
    }
    holds_serve_freed(turn); /* who waits comes before what is added */
    change_order(turn, reservation, change_asked(turn, reservation, event), &grants);
    announce_promises(turn, &grants);
}

void
on_recall_answered(struct turn *turn, const struct input *input)
{
    const struct order_lines *event = input->message;
    const struct keeper keeper = keeper_of(turn);
    struct reservation *reservation = books_find_reservation(turn_state(turn), event->order_id);
    struct grants grants = {NULL, NULL};

    if (reservation == NULL || reservation->changes_first == NULL) {
        metric_add(&repeats, 1);
        return;
    }
    for (uint32_t i = 0; i < event->count; i++)
        change_give_back(&keeper, routed_line(turn, event, &event->lines[i]),
                         event->lines[i].quantity);
    announce_change(turn, reservation, change_answered(&keeper, reservation, &grants));
    make_changes(turn, reservation, &grants);
    announce_promises(turn, &grants);
}

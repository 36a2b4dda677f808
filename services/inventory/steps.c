#include "services/inventory/steps.h"

#include <string.h>
#include <stdio.h>

#include "common/log.h"
#include "common/metrics.h"
#include "services/inventory/store.h"
#include "services/inventory/wire_goods.h"
#include "services/inventory/wire_orders.h"

struct keeper
keeper_of(struct turn *turn)
{
    struct books *books = turn_state(turn);
    struct keeper keeper = books_keeper(turn_journal(turn));

    keeper.changed = &books->changed;
    return keeper;
}

struct told {
    bool granted, set_aside, rerouted, lost, waits, refused;
};

static struct told
what_to_tell(const struct reservation *reservation)
{
    struct told told = {0};

    for (uint32_t i = 0; i < reservation->line_count; i++) {
        const struct reservation_line *line = &reservation->lines[i];
        told.granted |= line->granted > 0;
        told.set_aside |= line->set_aside > 0;
        told.rerouted |= line->rerouted > 0;
        told.lost |= line->lost > 0;
        told.waits |= newly_backordered(line) > 0;
        told.refused |= line->refused > 0;
    }
    return told;
}

static void
say_committed(struct turn *turn, struct reservation *reservation, bool again)
{
    journal_keep(turn_journal(turn), &reservation->round, sizeof reservation->round);
    reservation->round++;
    wire_say_committed(turn, reservation, again);
}

void
announce_order(struct turn *turn, struct reservation *reservation)
{
    const struct keeper keeper = keeper_of(turn);
    const struct told told = what_to_tell(reservation);

    if (told.rerouted)
        say_committed(turn, reservation, true);
    if (told.granted)
        say_committed(turn, reservation, false);
    if (told.set_aside)
        wire_say_reserved(turn, reservation);
    if (told.lost)
        wire_say_lost(turn, reservation);
    if (told.waits)
        wire_say_backordered(turn, reservation);
    if (told.refused)
        wire_say_refused(turn, reservation);
    promise_announced(reservation);
    reservation_step(&keeper, reservation);
    store_note_reservation(turn, reservation);
}

void
announce_promises(struct turn *turn, struct grants *grants)
{
    for (struct reservation *reservation; (reservation = grants_take(grants)) != NULL;)
        announce_order(turn, reservation);
}

/* Promises that a loss has left without stock: the end of the turn revokes them. */
static void
note_at_risk(struct turn *turn, struct item *item)
{
    struct stage *stage = turn_stage(turn);
    struct item_at_risk *entry = arena_take(turn_arena(turn), sizeof *entry);

    entry->item = item;
    entry->next = stage->at_risk;
    stage->at_risk = entry;
}

void
serve_item(struct turn *turn, struct item *item, struct grants *grants)
{
    const struct keeper keeper = keeper_of(turn);

    if (units_at_risk(item) > 0)
        note_at_risk(turn, item);
    release_backorders(&keeper, item, grants);
}

/* A warehouse speaks for itself only. */
bool
may_move_stock(const struct input *input, const char *location)
{
    return input->from->role != ROLE_WAREHOUSE || strcmp(input->from->subject, location) == 0;
}

struct posting *
new_posting(struct turn *turn, enum movement_kind kind, struct location *location,
            const char *reason, size_t count_max)
{
    const struct books *books = turn_state(turn);
    struct posting *posting =
        arena_take(turn_arena(turn), sizeof *posting + count_max * sizeof posting->movements[0]);

    assert(count_max <= POSTING_MOVEMENTS_MAX);
    posting->first_movement_id = books->movement_last + 1;
    posting->kind = kind;
    posting->location = location;
    posting->reason = reason;
    posting->count_max = count_max;
    return posting;
}

void
note_expiry_due(struct turn *turn)
{
    struct books *books = turn_state(turn);

    journal_keep(turn_journal(turn), &books->expiry_due, sizeof books->expiry_due);
    books->expiry_due = true;
}

/* The pile of these goods; NULL: they are plainly available. */
static struct pile *
pile_of(struct turn *turn, struct stock *stock, enum stock_state state, const struct lot *lot)
{
    struct books *books = turn_state(turn);
    struct pile *pile = books_find_pile(stock, state, lot);

    if (pile == NULL && (state != STOCK_AVAILABLE || lot != NULL))
        pile = books_add_pile(books, turn_journal(turn), stock, state, lot, books->pile_last + 1);
    return pile;
}

void
post_movement(struct turn *turn, struct posting *posting, struct stock *stock, struct pile *pile,
              int64_t quantity, const char *bin)
{
    const struct keeper keeper = keeper_of(turn);
    struct books *books = turn_state(turn);
    struct movement *movement = &posting->movements[posting->count];

    assert(posting->count < posting->count_max);
    assert(books->movement_last == posting->first_movement_id + (int64_t)posting->count - 1);
    if (pile != NULL)
        store_note_pile(turn, pile);
    move_stock(&keeper, stock, pile, quantity);
    *movement = (struct movement){
        .stock = stock,
        .state = pile != NULL ? pile->state : STOCK_AVAILABLE,
        .lot = pile != NULL ? pile->lot : NULL,
        .quantity = quantity,
        .on_hand_after = stock->on_hand,
        .unavailable_after = stock->unavailable,
        .previous = stock->movement_last,
        .new_bin = place_in_bin(turn, stock, bin),
    };
    posting->count++;
    journal_keep(turn_journal(turn), &books->movement_last, sizeof books->movement_last);
    journal_keep(turn_journal(turn), &stock->movement_last, sizeof stock->movement_last);
    stock->movement_last = ++books->movement_last;
}

void
post_goods(struct turn *turn, struct posting *posting, const struct goods *goods, int64_t quantity)
{
    struct books *books = turn_state(turn);
    struct stock *stock = books_stock(books, turn_journal(turn), posting->location, goods->item);
    struct lot *lot = NULL;

    if (goods->lot[0] != '\0') {
        lot = books_find_lot(books, goods->item, goods->lot);
        if (lot == NULL) {
            lot = books_add_lot(books, turn_journal(turn), goods->item, goods->lot,
                                goods->expires_on);
            store_add_lot(turn, lot);
        }
        if (lot->is_out)
            note_expiry_due(turn);
    }
    post_movement(turn, posting, stock, pile_of(turn, stock, goods->state, lot), quantity,
                  goods->bin);
}

void
post_state_change(struct turn *turn, struct posting *posting, const struct goods *goods,
                  enum stock_state to)
{
    struct goods changed = *goods;

    post_goods(turn, posting, goods, -goods->units);
    changed.state = to;
    post_goods(turn, posting, &changed, goods->units);
}

/* The movements are booked: write them to the ledger, tell them, then serve who waits. */
void
close_posting(struct turn *turn, const struct input *input, const struct posting *posting)
{
    struct grants grants = {NULL, NULL};

    if (posting->count == 0)
        return;
    for (size_t i = 0; i < posting->count; i++) {
        books_note_unfolded(turn_state(turn), turn_journal(turn), posting->movements[i].stock,
                            posting->first_movement_id + (int64_t)i, turn_now_us(turn));
        store_note_day(turn, posting->kind, &posting->movements[i]);
    }
    store_add_posting(turn, input, posting);
    wire_say_stock_moved(turn, posting);
    for (size_t i = 0; i < posting->count; i++)
        serve_item(turn, posting->movements[i].stock->item, &grants);
    announce_promises(turn, &grants);
}

/* The bin that was given, the one it has, or one by rule; true when that is new. */
bool
place_in_bin(struct turn *turn, struct stock *stock, const char *bin)
{
    const struct keeper keeper = keeper_of(turn);

    if (bin[0] == '\0' ? stock->bin[0] != '\0' : strcmp(stock->bin, bin) == 0)
        return false;
    keep_stock(&keeper, stock);
    if (bin[0] != '\0')
        snprintf(stock->bin, sizeof stock->bin, "%s", bin);
    else
        assign_bin(stock->item->sku, stock->bin);
    return true;
}

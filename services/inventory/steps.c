#include "services/inventory/steps.h"

#include <string.h>
#include <stdio.h>

#include "common/log.h"
#include "common/metrics.h"
#include "services/inventory/store.h"
#include "services/inventory/wire_goods.h"
#include "services/inventory/wire_orders.h"

static struct metric promises_at_risk = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_inventory_promises_at_risk_total",
    .help = "Units promised that a correction or a closed location left without stock.",
};

struct keeper
keeper_of(struct turn *turn)
{
    struct books *books = turn_state(turn);
    struct keeper keeper = books_keeper(turn_journal(turn));

    keeper.changed = &books->changed;
    return keeper;
}

/* Tell every order what it was just promised. */
void
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

int64_t
units_at_risk(const struct item *item)
{
    const int64_t available = available_to_promise(item);

    return available < 0 ? -available : 0;
}

/* Promises that a loss has left without stock. Here is the place to revoke them, newest first. */
void
note_units_at_risk(const char *location, int64_t units)
{
    if (units <= 0)
        return;
    metric_add(&promises_at_risk, units);
    log_warning("promises at risk", "location", location, "units", log_number(units), NULL);
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
    if (pile != NULL)
        store_note_pile(turn, pile);
    return pile;
}

static void
post(struct turn *turn, struct posting *posting, struct stock *stock, struct pile *pile,
     int64_t quantity, const char *bin)
{
    const struct keeper keeper = keeper_of(turn);
    struct books *books = turn_state(turn);
    struct movement *movement = &posting->movements[posting->count];

    assert(posting->count < posting->count_max);
    assert(books->movement_last == posting->first_movement_id + (int64_t)posting->count - 1);
    posting->at_risk -= units_at_risk(stock->item);
    move_stock(&keeper, stock, pile, quantity);
    posting->at_risk += units_at_risk(stock->item);
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
    post(turn, posting, stock, pile_of(turn, stock, goods->state, lot), quantity, goods->bin);
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
    const struct keeper keeper = keeper_of(turn);
    struct grants grants = {NULL, NULL};

    if (posting->count == 0)
        return;
    for (size_t i = 0; i < posting->count; i++)
        books_note_unfolded(turn_state(turn), turn_journal(turn), posting->movements[i].stock,
                            posting->first_movement_id + (int64_t)i, turn_now_us(turn));
    store_add_posting(turn, input, posting);
    wire_say_stock_moved(turn, posting);
    note_units_at_risk(posting->location->code, posting->at_risk);
    for (size_t i = 0; i < posting->count; i++)
        release_backorders(&keeper, posting->movements[i].stock->item, &grants);
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

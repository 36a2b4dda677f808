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
void
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

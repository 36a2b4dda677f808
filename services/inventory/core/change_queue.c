/*
 * Rule: changes of one order are made one after the other, in the order in which they came.
 *
 * A change takes what it can from what waits and from what is promised but not routed. If it needs
 * units that routing has, routing is asked, and everything behind it waits for the answer, which
 * comes exactly once. Units that come back stay promised until a change takes them. When no change
 * is open and the order is not held, what is left unrouted goes to routing, to where the goods
 * are to go by then.
 *
 * What routing does not give back will leave: no loss of stock asks for it again (kept).
 */
#include "services/inventory/core/inventory.h"

void
change_add(const struct keeper *keeper, struct reservation *reservation, struct change *change)
{
    keep(keeper, &reservation->changes_first, 2 * sizeof reservation->changes_first);
    change->next = NULL;
    if (reservation->changes_last != NULL) {
        keep(keeper, &reservation->changes_last->next, sizeof change->next);
        reservation->changes_last->next = change;
    } else {
        reservation->changes_first = change;
    }
    reservation->changes_last = change;
}

static void
take_off(const struct keeper *keeper, struct reservation *reservation)
{
    struct change *change = reservation->changes_first;

    keep(keeper, &reservation->changes_first, 2 * sizeof reservation->changes_first);
    keep(keeper, change, sizeof *change);
    reservation->changes_first = change->next;
    if (change->next == NULL)
        reservation->changes_last = NULL;
    change->next = NULL;
}

static void
set_held(const struct keeper *keeper, struct reservation *reservation, bool held)
{
    keep(keeper, reservation, sizeof *reservation);
    reservation->held = held;
    reservation->is_amended = true;
}

/* Everything that is left, when its turn has come. */
static void
ask_for_all(const struct keeper *keeper, const struct reservation *reservation,
            struct change *change)
{
    keep(keeper, change->lines, change->line_count * sizeof change->lines[0]);
    for (uint32_t i = 0; i < change->line_count; i++) {
        const struct reservation_line *line = &reservation->lines[change->lines[i].index];
        change->lines[i].asked = line->backordered + line->promised;
    }
}

static void
want_more(const struct keeper *keeper, struct reservation *reservation,
          const struct change *change, struct grants *grants)
{
    for (uint32_t i = 0; i < change->line_count; i++) {
        struct reservation_line *line = &reservation->lines[change->lines[i].index];
        keep(keeper, line, sizeof *line);
        line->wanted += change->lines[i].asked;
    }
    promise_stock(keeper, reservation, grants);
}

static bool
something_can_go_elsewhere(const struct reservation *reservation)
{
    for (uint32_t i = 0; i < reservation->line_count; i++) {
        if (reservation->lines[i].unrouted > 0 || reservation->lines[i].backordered > 0)
            return true;
    }
    return false;
}

/* Take what is there. */
static void
take(const struct keeper *keeper, struct reservation *reservation, struct change *change,
     struct grants *grants)
{
    keep(keeper, &reservation->is_amended, sizeof reservation->is_amended);
    reservation->is_amended = true;
    switch (change->kind) {
    case CHANGE_CANCEL:
        if (change->whole && !change->asked)
            ask_for_all(keeper, reservation, change);
        cancel_take(keeper, reservation, change, grants);
        return;
    case CHANGE_HOLD:
        set_held(keeper, reservation, true);
        return;
    case CHANGE_RELEASE:
        set_held(keeper, reservation, false);
        return;
    case CHANGE_REDIRECT:
        keep(keeper, &change->made, sizeof change->made);
        change->made = something_can_go_elsewhere(reservation);
        return;
    case CHANGE_AMEND:
        want_more(keeper, reservation, change, grants);
        return;
    case CHANGE_REVOKE:
        revoke_take(keeper, reservation, change, grants);
        return;
    }
    WRONG("kind of change out of range");
}

static bool
needs_routing(const struct reservation *reservation, const struct change *change)
{
    if (change->kind == CHANGE_HOLD || change->kind == CHANGE_REDIRECT) {
        for (uint32_t i = 0; i < reservation->line_count; i++) {
            if (routed_units(&reservation->lines[i]) > 0)
                return true;
        }
        return false;
    }
    if (change->waiting_only || change->kind == CHANGE_AMEND)
        return false;
    for (uint32_t i = 0; i < change->line_count; i++) {
        if (change->lines[i].asked > 0 &&
            routed_units(&reservation->lines[change->lines[i].index]) > 0)
            return true;
    }
    return false;
}

struct change *
change_make(const struct keeper *keeper, struct reservation *reservation, struct grants *grants)
{
    struct change *change = reservation->changes_first;

    if (change == NULL || change->asked)
        return NULL;
    const bool may_ask = change->kind != CHANGE_AMEND && change->kind != CHANGE_RELEASE;
    if (!may_ask) /* what it promises may go to routing at once */
        take_off(keeper, reservation);
    take(keeper, reservation, change, grants);
    if (may_ask && needs_routing(reservation, change)) {
        keep(keeper, &change->asked, sizeof change->asked);
        change->asked = true;
        return NULL;
    }
    if (may_ask)
        take_off(keeper, reservation);
    return change;
}

void
change_settle(const struct keeper *keeper, struct reservation *reservation, struct grants *grants)
{
    if (reservation->changes_first == NULL && !reservation->held)
        promise_route(keeper, reservation, grants);
    reservation_step(keeper, reservation);
}

void
change_give_back(const struct keeper *keeper, struct reservation_line *line, int64_t units)
{
    assert(units > 0 && units <= routed_units(line));
    keep(keeper, line, sizeof *line);
    line->unrouted += units;
    if (line->kept > routed_units(line))
        line->kept = routed_units(line);
}

/* Routing has no more to give of the lines that did not get what was asked for. */
static void
note_kept(const struct keeper *keeper, struct reservation *reservation,
          const struct change *change)
{
    const bool all = change->kind == CHANGE_HOLD || change->kind == CHANGE_REDIRECT;

    for (uint32_t i = 0; i < (all ? reservation->line_count : change->line_count); i++) {
        struct reservation_line *line =
            &reservation->lines[all ? i : change->lines[i].index];
        if (!all && change->lines[i].asked <= line->unrouted)
            continue;
        keep(keeper, &line->kept, sizeof line->kept);
        line->kept = routed_units(line);
    }
}

struct change *
change_answered(const struct keeper *keeper, struct reservation *reservation,
                struct grants *grants)
{
    struct change *change = reservation->changes_first;

    assert(change != NULL && change->asked);
    note_kept(keeper, reservation, change);
    take(keeper, reservation, change, grants);
    take_off(keeper, reservation);
    return change;
}

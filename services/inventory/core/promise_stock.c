/*
 * Rule: a promise is made only of what is sellable and not promised yet.
 *
 * What is there for an order is what its channel may have (channel_limit.c).
 *
 * The whole order is decided at once. A ship-complete order is promised every unit or none, and so
 * are lines that stay together. Any other line is promised what is there, also a part, and waits
 * for the rest, if it may wait (refuse_stock.c). Two lines of one SKU see each other: each unit
 * promised counts at once.
 *
 * An order begins with everything waiting; a promise turns waiting units into promised ones. So new
 * orders, additions to orders and backorders are filled by the same functions.
 *
 * Routing is given promised units at once, unless the order is held or a change of it is open:
 * then they are set aside, unrouted, and promise_route() gives them to routing later.
 */
#include "services/inventory/core/inventory.h"

bool
promised_together(const struct reservation_line *a, const struct reservation_line *b)
{
    return a->of->ship_complete || (a->together != 0 && a->together == b->together);
}

int64_t
routed_units(const struct reservation_line *line)
{
    return line->promised - line->unrouted;
}

int64_t
newly_backordered(const struct reservation_line *line)
{
    const int64_t units = line->wanted - line->granted - line->set_aside - line->refused;

    return units > 0 ? units : 0;
}

/* Units of the item that wait in this line and those that it stays together with. */
static int64_t
need_of_item(const struct reservation_line *any, const struct item *item)
{
    int64_t need = 0;

    for (uint32_t i = 0; i < any->of->line_count; i++) {
        const struct reservation_line *line = &any->of->lines[i];
        if (line->item == item && promised_together(any, line))
            need += line->backordered;
    }
    return need;
}

/* Units that may be promised to this line's channel. */
static int64_t
limit_of(const struct reservation_line *line)
{
    return channel_limit(line->item, line->of->rules, line->allotment);
}

/* For the moment, as if promised: nobody is told. */
static void
take_for_now(struct reservation_line *line, int64_t units)
{
    line->item->reserved += units;
    if (line->allotment != NULL)
        line->allotment->used += units;
}

/* NULL when every unit that waits is there; else a line whose item is missing. */
static struct reservation_line *
blocked_line(struct reservation_line *any)
{
    struct reservation *order = any->of;
    struct reservation_line *blocked = NULL;
    uint32_t taken = 0;

    /* Take each line in turn, so that lines of one SKU add up; then put all back. */
    for (; taken < order->line_count; taken++) {
        struct reservation_line *line = &order->lines[taken];
        if (!promised_together(any, line))
            continue;
        if (line->backordered > 0 && line->backordered > limit_of(line)) {
            blocked = line;
            break;
        }
        take_for_now(line, line->backordered);
    }
    while (taken-- > 0) {
        if (promised_together(any, &order->lines[taken]))
            take_for_now(&order->lines[taken], -order->lines[taken].backordered);
    }
    return blocked;
}

static void
list_granted(const struct keeper *keeper, struct reservation *reservation, struct grants *grants)
{
    if (reservation->is_granted)
        return;
    keep(keeper, reservation, sizeof *reservation);
    reservation->is_granted = true;
    reservation->next_granted = NULL;
    if (grants->last != NULL)
        grants->last->next_granted = reservation;
    else
        grants->first = reservation;
    grants->last = reservation;
}

/* Turn units of a line that wait into promised ones. */
static void
promise_units(const struct keeper *keeper, struct reservation_line *line, int64_t units,
              struct grants *grants)
{
    struct item *item = line->item;

    assert(units > 0 && units <= line->backordered);
    assert(units <= available_to_promise(item)); /* nothing is ever promised twice */

    keep_units(keeper, line);
    keep_totals(keeper, item);
    line->backordered -= units;
    line->promised += units;
    item->backordered -= units;
    item->reserved += units;
    channel_note(keeper, line->allotment, units);
    list_granted(keeper, line->of, grants);
    if (!line->of->held && line->of->changes_first == NULL) {
        line->granted += units;
    } else {
        line->set_aside += units;
        line->unrouted += units;
        line->of->is_amended = true; /* kept when it was listed, or before */
    }
}

/* Every unit that waits becomes promised, or all wait at one missing item. */
static void
promise_whole(const struct keeper *keeper, struct reservation_line *any, struct grants *grants)
{
    struct reservation_line *blocked = blocked_line(any);

    if (blocked != NULL) {
        waiting_line_add(keeper, blocked, need_of_item(any, blocked->item));
        return;
    }
    for (uint32_t i = 0; i < any->of->line_count; i++) {
        struct reservation_line *line = &any->of->lines[i];
        if (line->backordered > 0 && promised_together(any, line))
            promise_units(keeper, line, line->backordered, grants);
    }
}

static void
promise_part(const struct keeper *keeper, struct reservation_line *line, struct grants *grants)
{
    const int64_t limit = limit_of(line);
    const int64_t units = limit < line->backordered ? limit : line->backordered;

    if (units > 0)
        promise_units(keeper, line, units, grants);
}

static bool
is_in_parts(const struct reservation_line *line)
{
    return !line->of->ship_complete && line->together == 0;
}

/* Is it the first of those that it stays together with? */
static bool
stands_for_all(const struct reservation_line *line)
{
    if (is_in_parts(line) || line == line->of->lines)
        return true;
    for (const struct reservation_line *other = line->of->lines; other < line; other++) {
        if (promised_together(line, other))
            return false;
    }
    return true;
}

/* What is newly ordered and waits, but may not. */
static void
refuse_units(const struct keeper *keeper, struct reservation_line *line, int64_t units)
{
    if (units == 0)
        return;
    cancel_waiting(keeper, line, units);
    line->refused += units;
}

static int64_t
newly_waiting(const struct reservation_line *line)
{
    return line->wanted < line->backordered ? line->wanted : line->backordered;
}

/* All that is newly ordered of these is refused when one of them is missing and may not wait. */
static void
refuse_whole(const struct keeper *keeper, struct reservation_line *any)
{
    struct reservation *order = any->of;
    bool refused = false;

    for (uint32_t i = 0; i < order->line_count; i++) {
        const struct reservation_line *line = &order->lines[i];
        if (!promised_together(any, line) || newly_waiting(line) == 0)
            continue;
        const int64_t units = need_of_item(any, line->item);
        refused |= units > limit_of(line) && may_wait(line->item, units) < units;
    }
    for (uint32_t i = 0; refused && i < order->line_count; i++) {
        if (promised_together(any, &order->lines[i]))
            refuse_units(keeper, &order->lines[i], newly_waiting(&order->lines[i]));
    }
}

static void
refuse_part(const struct keeper *keeper, struct reservation_line *line)
{
    const int64_t units = newly_waiting(line);

    if (units > 0)
        refuse_units(keeper, line, units - may_wait(line->item, units));
}

static struct reservation_line *
waiting_one(struct reservation_line *any)
{
    if (is_in_parts(any))
        return any->waits ? any : NULL;
    for (uint32_t i = 0; i < any->of->line_count; i++) {
        if (any->of->lines[i].waits && promised_together(any, &any->of->lines[i]))
            return &any->of->lines[i];
    }
    return NULL;
}

static bool
something_waits(const struct reservation_line *any)
{
    bool waits = false;

    if (is_in_parts(any))
        return any->backordered > 0;
    for (uint32_t i = 0; i < any->of->line_count; i++)
        waits |= any->of->lines[i].backordered > 0 && promised_together(any, &any->of->lines[i]);
    return waits;
}

void
promise_again(const struct keeper *keeper, struct reservation_line *line, struct grants *grants)
{
    struct reservation_line *waiting = waiting_one(line);

    if (waiting != NULL)
        waiting_line_remove(keeper, waiting);
    if (!something_waits(line))
        return;
    if (!is_in_parts(line)) {
        promise_whole(keeper, line, grants);
        return;
    }
    promise_part(keeper, line, grants);
    if (line->backordered > 0)
        waiting_line_add(keeper, line, 1);
}

void
promise_next(const struct keeper *keeper, struct reservation_line *line, struct grants *grants)
{
    if (!is_in_parts(line)) {
        promise_again(keeper, line, grants);
        return;
    }
    promise_part(keeper, line, grants); /* keeps its place for the rest */
    if (line->backordered == 0)
        waiting_line_remove(keeper, line);
}

/* What is newly ordered waits, until it is decided on. */
static void
order_wanted(const struct keeper *keeper, struct reservation_line *line)
{
    if (line->wanted == 0)
        return;
    keep_units(keeper, line);
    keep_totals(keeper, line->item);
    line->ordered += line->wanted;
    line->backordered += line->wanted;
    line->item->backordered += line->wanted;
}

static void
order_whole(const struct keeper *keeper, struct reservation_line *any)
{
    for (uint32_t i = 0; i < any->of->line_count; i++) {
        if (promised_together(any, &any->of->lines[i]))
            order_wanted(keeper, &any->of->lines[i]);
    }
}

static void
promise_wanted(const struct keeper *keeper, struct reservation_line *line, struct grants *grants)
{
    if (is_in_parts(line)) {
        order_wanted(keeper, line);
        promise_part(keeper, line, grants);
        refuse_part(keeper, line);
    } else {
        order_whole(keeper, line);
        if (blocked_line(line) != NULL)
            refuse_whole(keeper, line);
    }
    promise_again(keeper, line, grants);
}

void
promise_stock(const struct keeper *keeper, struct reservation *reservation, struct grants *grants)
{
    for (uint32_t i = 0; i < reservation->line_count; i++) {
        struct reservation_line *line = &reservation->lines[i];
        if ((is_in_parts(line) && line->wanted == 0) || !stands_for_all(line))
            continue;
        promise_wanted(keeper, line, grants);
    }
}

void
promise_wait(const struct keeper *keeper, struct reservation *reservation)
{
    for (uint32_t i = 0; i < reservation->line_count; i++) {
        struct reservation_line *line = &reservation->lines[i];
        if (!stands_for_all(line) || !something_waits(line))
            continue;
        if (is_in_parts(line)) {
            waiting_line_add(keeper, line, 1);
            continue;
        }
        struct reservation_line *blocked = blocked_line(line);
        for (uint32_t j = i; blocked == NULL; j++) {
            if (promised_together(line, &reservation->lines[j]) &&
                reservation->lines[j].backordered > 0)
                blocked = &reservation->lines[j];
        }
        waiting_line_add(keeper, blocked, need_of_item(line, blocked->item));
    }
}

void
promise_route(const struct keeper *keeper, struct reservation *reservation, struct grants *grants)
{
    assert(!reservation->held && reservation->changes_first == NULL);
    for (uint32_t i = 0; i < reservation->line_count; i++) {
        struct reservation_line *line = &reservation->lines[i];
        if (line->unrouted == 0)
            continue;
        list_granted(keeper, reservation, grants);
        keep_units(keeper, line);
        line->rerouted += line->unrouted;
        line->unrouted = 0;
        reservation->is_amended = true;
    }
}

void
promise_announced(struct reservation *reservation)
{
    for (uint32_t i = 0; i < reservation->line_count; i++) {
        struct reservation_line *line = &reservation->lines[i];
        line->wanted = line->granted = line->set_aside = line->rerouted = 0; /* kept when set */
        line->lost = line->refused = 0;
    }
}

struct reservation *
grants_take(struct grants *grants)
{
    struct reservation *reservation = grants->first;

    if (reservation == NULL)
        return NULL;
    grants->first = reservation->next_granted;
    if (grants->first == NULL)
        grants->last = NULL;
    reservation->is_granted = false; /* kept when it was listed */
    reservation->next_granted = NULL;
    return reservation;
}

/*
 * Rule: a promise is made only of what is sellable and not promised yet.
 *
 * The whole order is decided at once. A ship-complete order is promised every unit or none. Any
 * other is promised what is there, also a part of a line, and waits for the rest. Two lines of one
 * SKU see each other: each unit promised counts at once.
 *
 * An order begins with everything waiting; a promise turns waiting units into promised ones. So
 * new orders and backorders are filled by the same two functions.
 */
#include "services/inventory/core/inventory.h"

/* Units of the line's SKU that its order waits for, over all its lines. */
static int64_t
need_of_item(const struct reservation *reservation, const struct item *item)
{
    int64_t need = 0;

    for (uint32_t i = 0; i < reservation->line_count; i++) {
        if (reservation->lines[i].item == item)
            need += reservation->lines[i].backordered;
    }
    return need;
}

/* NULL when every unit that waits is there; else a line whose item is missing. */
static struct reservation_line *
blocked_line(struct reservation *reservation)
{
    struct reservation_line *blocked = NULL;
    uint32_t taken = 0;

    /* Take each line in turn, so that lines of one SKU add up; then put all back. */
    for (; taken < reservation->line_count; taken++) {
        struct reservation_line *line = &reservation->lines[taken];
        if (line->backordered > 0 && line->backordered > available_to_promise(line->item)) {
            blocked = line;
            break;
        }
        line->item->reserved += line->backordered;
    }
    while (taken-- > 0)
        reservation->lines[taken].item->reserved -= reservation->lines[taken].backordered;
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

void
promise_units(const struct keeper *keeper, struct reservation_line *line, int64_t units,
              struct grants *grants)
{
    struct item *item = line->item;

    assert(units > 0 && units <= line->backordered);
    assert(item->reserved + units <= item->sellable); /* nothing is ever promised twice */

    keep(keeper, line, sizeof *line);
    keep_item(keeper, item);
    line->backordered -= units;
    line->promised += units;
    line->granted += units;
    item->backordered -= units;
    item->reserved += units;
    list_granted(keeper, line->of, grants);
}

void
promise_whole(const struct keeper *keeper, struct reservation *reservation, struct grants *grants)
{
    struct reservation_line *blocked = blocked_line(reservation);

    if (blocked != NULL) {
        waiting_line_add(keeper, blocked, need_of_item(reservation, blocked->item));
        return;
    }
    for (uint32_t i = 0; i < reservation->line_count; i++) {
        struct reservation_line *line = &reservation->lines[i];
        if (line->backordered > 0)
            promise_units(keeper, line, line->backordered, grants);
    }
}

static void
promise_part(const struct keeper *keeper, struct reservation *reservation, struct grants *grants)
{
    for (uint32_t i = 0; i < reservation->line_count; i++) {
        struct reservation_line *line = &reservation->lines[i];
        const int64_t available = available_to_promise(line->item);
        const int64_t units = available < line->backordered ? available : line->backordered;

        if (units > 0)
            promise_units(keeper, line, units, grants);
        if (line->backordered > 0)
            waiting_line_add(keeper, line, 1);
    }
}

void
promise_stock(const struct keeper *keeper, struct reservation *reservation, struct grants *grants)
{
    for (uint32_t i = 0; i < reservation->line_count; i++) {
        struct reservation_line *line = &reservation->lines[i];
        assert(line->ordered > 0 && line->promised == 0 && line->shipped == 0);
        keep_item(keeper, line->item);
        line->backordered = line->ordered;
        line->item->backordered += line->ordered;
    }
    if (reservation->ship_complete)
        promise_whole(keeper, reservation, grants);
    else
        promise_part(keeper, reservation, grants);

    if (!reservation->is_granted)
        reservation_step(keeper, reservation, ON_BACKORDER);
}

void
promise_wait(const struct keeper *keeper, struct reservation *reservation)
{
    struct reservation_line *blocked =
        reservation->ship_complete ? blocked_line(reservation) : NULL;

    for (uint32_t i = 0; i < reservation->line_count; i++) {
        struct reservation_line *line = &reservation->lines[i];
        if (line->backordered == 0)
            continue;
        if (!reservation->ship_complete) {
            waiting_line_add(keeper, line, 1);
        } else if (blocked == NULL || line == blocked) {
            waiting_line_add(keeper, line, need_of_item(reservation, line->item));
            return;
        }
    }
}

void
promise_round(const struct keeper *keeper, struct reservation *reservation)
{
    keep(keeper, reservation, sizeof *reservation);
    reservation->round++;
    reservation_step(keeper, reservation, ON_PROMISE);
    reservation->is_granted = false;
    reservation->next_granted = NULL;
}

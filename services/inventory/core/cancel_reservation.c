/*
 * Rule: a cancel gives back at once what only waited; for what is promised, routing is asked first.
 *
 * A promised unit may be on its way to the door. So the reservation is recalled: it is served no
 * more, and routing answers which units will not ship. Exactly those are given back; the
 * others stay promised until they have shipped. A parcel may leave between question and answer.
 */
#include "services/inventory/core/inventory.h"

/* Nothing of this order waits any more. */
static void
stop_waiting(const struct keeper *keeper, struct reservation *reservation)
{
    for (uint32_t i = 0; i < reservation->line_count; i++) {
        struct reservation_line *line = &reservation->lines[i];
        if (line->waits)
            waiting_line_remove(keeper, line);
        if (line->backordered > 0) {
            keep_item(keeper, line->item);
            line->item->backordered -= line->backordered;
        }
    }
}

static void
cancel_waiting_units(const struct keeper *keeper, struct reservation *reservation)
{
    for (uint32_t i = 0; i < reservation->line_count; i++) {
        struct reservation_line *line = &reservation->lines[i];
        if (line->backordered == 0)
            continue;
        keep(keeper, line, sizeof *line);
        line->gave_waiting = line->backordered;
        line->cancelled += line->backordered;
        line->backordered = 0;
    }
}

static int64_t
promised_units(const struct reservation *reservation)
{
    int64_t units = 0;

    for (uint32_t i = 0; i < reservation->line_count; i++)
        units += reservation->lines[i].promised;
    return units;
}

enum cancel_outcome
cancel_reservation(const struct keeper *keeper, struct reservation *reservation)
{
    const enum reservation_state before = reservation->state;

    reservation_step(keeper, reservation, ON_CANCEL);
    if (before == RESERVATION_RECALLED)
        return CANCEL_ASKED;

    stop_waiting(keeper, reservation);
    if (reservation->state == RESERVATION_RECALLED)
        return CANCEL_RECALLED;

    cancel_waiting_units(keeper, reservation);
    return CANCEL_RELEASED;
}

void
cancel_give_back(const struct keeper *keeper, struct reservation_line *line, int64_t units)
{
    assert(line->of->state == RESERVATION_RECALLED);
    assert(units > 0 && units <= line->promised);

    keep(keeper, line, sizeof *line);
    keep_item(keeper, line->item);
    line->promised -= units;
    line->cancelled += units;
    line->gave_promised += units;
    line->item->reserved -= units;
}

void
cancel_answered(const struct keeper *keeper, struct reservation *reservation)
{
    cancel_waiting_units(keeper, reservation);
    reservation_step(keeper, reservation,
                     promised_units(reservation) > 0 ? ON_ANSWER_SOME : ON_ANSWER_ALL);
}

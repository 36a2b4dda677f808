/*
 * Rule: a cancel takes what waits first, then what is promised but not routed; only for what is
 * left is routing asked (change_queue.c).
 *
 * A unit that routing has may be on its way to the door. So routing answers which units will not
 * ship; exactly those can be taken, the others stay promised until they have shipped.
 */
#include "services/inventory/core/inventory.h"

static int64_t
least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

void
cancel_waiting(const struct keeper *keeper, struct reservation_line *line, int64_t units)
{
    assert(units >= 0 && units <= line->backordered);
    keep_units(keeper, line);
    keep_totals(keeper, line->item);
    line->backordered -= units;
    line->cancelled += units;
    line->item->backordered -= units;
}

static void
cancel_unrouted(const struct keeper *keeper, struct reservation_line *line, int64_t units)
{
    keep_units(keeper, line);
    keep_totals(keeper, line->item);
    line->promised -= units;
    line->unrouted -= units;
    line->cancelled += units;
    line->item->reserved -= units;
    channel_note(keeper, line->allotment, -units);
}

void
cancel_take(const struct keeper *keeper, struct reservation *reservation, struct change *change,
            struct grants *grants)
{
    for (uint32_t i = 0; i < change->line_count; i++) {
        struct change_line *part = &change->lines[i];
        struct reservation_line *line = &reservation->lines[part->index];
        const int64_t waiting = least(part->asked, line->backordered);
        const int64_t promised =
            change->waiting_only ? 0 : least(part->asked - waiting, line->unrouted);

        keep(keeper, part, sizeof *part);
        part->asked -= waiting + promised;
        part->took_waiting += waiting;
        part->took_promised += promised;
        if (waiting > 0)
            cancel_waiting(keeper, line, waiting);
        if (promised > 0)
            cancel_unrouted(keeper, line, promised);
    }
    /* What still waits of those that stay together may be all there now. */
    for (uint32_t i = 0; i < (reservation->ship_complete ? 1 : change->line_count); i++)
        promise_again(keeper, &reservation->lines[change->lines[i].index], grants);
}

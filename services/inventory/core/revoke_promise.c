/*
 * Rule: when stock is lost that was promised, the newest promise loses it: lower priority first,
 * then the younger order. Its units wait again.
 *
 * Units that routing does not have are taken at once. For the others routing is asked; what it
 * cannot give back is asked of the next, and not of the same line again (kept). Units that are
 * asked for count as found (recalling), so no loss is asked for twice. If the stock is found
 * meanwhile, what comes back stays promised.
 *
 * Lines that are promised all or nothing lose all that is not routed, and wait for all of it.
 */
#include "services/inventory/core/inventory.h"

int64_t
units_at_risk(const struct item *item)
{
    const int64_t missing = item->reserved - item->sellable - item->recalling;

    return missing > 0 ? missing : 0;
}

int64_t
revocable_units(const struct reservation_line *line)
{
    return line->promised - line->kept - line->recalling;
}

struct reservation_line *
revoke_next(const struct item *item, const struct reservation_line *after)
{
    int32_t priority = after != NULL ? after->of->priority : 0;
    struct reservation_line *line = after != NULL ? after->previous_of_item : item->lines_last;

    for (;;) {
        for (; line != NULL; line = line->previous_of_item) {
            if (line->of->priority == priority && revocable_units(line) > 0)
                return line;
        }
        if (priority++ == PRIORITY_MAX)
            return NULL;
        line = item->lines_last;
    }
}

void
revoke_note(const struct keeper *keeper, struct reservation_line *line, int64_t units)
{
    keep(keeper, &line->recalling, sizeof line->recalling);
    keep_totals(keeper, line->item);
    line->recalling += units;
    line->item->recalling += units;
}

static void
lose(const struct keeper *keeper, struct reservation_line *line, int64_t units)
{
    if (units == 0)
        return;
    keep_units(keeper, line);
    keep_totals(keeper, line->item);
    line->promised -= units;
    line->unrouted -= units;
    line->backordered += units;
    line->lost += units;
    line->item->reserved -= units;
    channel_note(keeper, line->allotment, -units);
    line->item->backordered += units;
}

static void
revoke_line(const struct keeper *keeper, struct reservation_line *line, int64_t units,
            struct grants *grants)
{
    struct reservation *order = line->of;

    lose(keeper, line, units);
    for (uint32_t i = 0; i < order->line_count; i++) {
        if (promised_together(line, &order->lines[i]))
            lose(keeper, &order->lines[i], order->lines[i].unrouted);
    }
    promise_again(keeper, line, grants);
}

void
revoke_take(const struct keeper *keeper, struct reservation *reservation, struct change *change,
            struct grants *grants)
{
    for (uint32_t i = 0; i < change->line_count; i++) {
        struct change_line *part = &change->lines[i];
        struct reservation_line *line = &reservation->lines[part->index];
        const bool last = change->asked;
        const int64_t asked = part->asked;

        revoke_note(keeper, line, -asked);
        const int64_t missing = units_at_risk(line->item) < asked ? units_at_risk(line->item) : asked;
        const int64_t units = missing < line->unrouted ? missing : line->unrouted;
        keep(keeper, part, sizeof *part);
        part->took_promised += units;
        part->asked = last || routed_units(line) == 0 ? 0 : missing - units;
        if (units > 0)
            revoke_line(keeper, line, units, grants);
        revoke_note(keeper, line, part->asked);
    }
}

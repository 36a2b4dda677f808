/*
 * Rule: stock that comes goes to those who wait, higher priority first, then the older order.
 *
 * An order that takes what is there is served as far as the units go. Lines that are promised all
 * or nothing (ship complete, together) are served only when all they wait for is there; until then
 * they are passed over and do not block smaller, later ones: goods that can leave, leave.
 *
 * Such lines wait at one of their missing items only. When that one comes but another is missing,
 * they move to wait there. So each look at who waits either serves or moves somebody; no arrival of
 * stock reads a list of those it cannot help.
 */
#include "services/inventory/core/inventory.h"

void
release_backorders(const struct keeper *keeper, struct item *item, struct grants *grants)
{
    struct reservation_line *line;

    while ((line = waiting_line_first(item)) != NULL)
        promise_next(keeper, line, grants);
}

/*
 * Rule: stock that comes goes to those who wait, higher priority first, then the older order.
 *
 * An order that takes what is there is served as far as the units go. A ship-complete order is
 * served only when all it waits for is there; until then it is passed over and does not block
 * smaller, later ones: goods that can leave, leave.
 *
 * A ship-complete order waits at one of its missing items only. When that one comes but another
 * is missing, it moves to wait there. So each look at a waiting order either serves it or moves it;
 * no arrival of stock reads a list of those it cannot help.
 */
#include "services/inventory/core/inventory.h"

static void
serve_part(const struct keeper *keeper, struct reservation_line *line, struct grants *grants)
{
    const int64_t available = available_to_promise(line->item);

    promise_units(keeper, line, available < line->backordered ? available : line->backordered,
                  grants);
    if (line->backordered == 0)
        waiting_line_remove(keeper, line);
}

void
release_backorders(const struct keeper *keeper, struct item *item, struct grants *grants)
{
    struct reservation_line *line;

    while ((line = waiting_line_first(item, available_to_promise(item))) != NULL) {
        if (line->of->ship_complete) {
            waiting_line_remove(keeper, line);
            promise_whole(keeper, line->of, grants);
        } else {
            serve_part(keeper, line, grants);
        }
    }
}

/*
 * Rule: a movement names the one before it of the same balance, and leaves what that one left and its
 * own quantity.
 *
 * A walk keeps of each balance the movement that it met last. Where it began in the middle of the
 * ledger it takes the first one of each balance as it is.
 */
#include "services/inventory/core/audit.h"

bool
audit_movement(struct audited *last, const struct audit_movement *movement, bool from_start)
{
    if (last->movement_id >= movement->movement_id) /* the walk began again */
        *last = (struct audited){0, 0};
    const bool is_known = last->movement_id != 0 || from_start;
    const bool follows = movement->previous == last->movement_id &&
                         movement->on_hand_after == last->on_hand_after + movement->quantity;

    last->movement_id = movement->movement_id;
    last->on_hand_after = movement->on_hand_after;
    return !is_known || follows;
}

/* The furthest thing that is true of the order, of the units that are not cancelled. */
#include "services/order/core/order_progress.h"

#include "services/order/core/line_shown.h"

enum order_progress
order_progress(const struct order *order)
{
    int64_t left = 0, backordered = 0, reserved = 0, allocated = 0, picked = 0, shipped = 0;
    int64_t delivered = 0;

    for (uint32_t i = 0; i < order->line_count; i++) {
        const struct line_counters *units = &order->lines[i].units;
        const struct line_shown shown = line_shown(units);

        left += units->ordered - units->cancelled;
        backordered += shown.backordered;
        reserved += shown.reserved;
        allocated += shown.allocated;
        picked += shown.picked;
        shipped += units->shipped;
        delivered += order->lines[i].delivered;
    }

    if (left == 0)
        return PROGRESS_CANCELLED;
    if (delivered == left)
        return PROGRESS_DELIVERED;
    if (delivered > 0)
        return PROGRESS_PARTLY_DELIVERED;
    if (shipped == left)
        return PROGRESS_SHIPPED;
    if (shipped > 0)
        return PROGRESS_PARTLY_SHIPPED;
    if (picked > 0)
        return PROGRESS_IN_PROGRESS;
    if (allocated == left)
        return PROGRESS_ROUTED;
    if (allocated > 0)
        return PROGRESS_PARTLY_ROUTED;
    if (backordered == left)
        return PROGRESS_BACKORDERED;
    if (backordered > 0)
        return PROGRESS_PARTLY_BACKORDERED;
    if (reserved > 0)
        return PROGRESS_RESERVED;
    return PROGRESS_UNFULFILLED;
}

const char *
order_progress_name(enum order_progress progress)
{
    static const char *const names[] = {
        [PROGRESS_UNFULFILLED] = "UNFULFILLED",
        [PROGRESS_BACKORDERED] = "BACKORDERED",
        [PROGRESS_PARTLY_BACKORDERED] = "PARTLY_BACKORDERED",
        [PROGRESS_RESERVED] = "RESERVED",
        [PROGRESS_PARTLY_ROUTED] = "PARTLY_ROUTED",
        [PROGRESS_ROUTED] = "ROUTED",
        [PROGRESS_IN_PROGRESS] = "IN_PROGRESS",
        [PROGRESS_PARTLY_SHIPPED] = "PARTLY_SHIPPED",
        [PROGRESS_SHIPPED] = "SHIPPED",
        [PROGRESS_CANCELLED] = "CANCELLED",
        [PROGRESS_PARTLY_DELIVERED] = "PARTLY_DELIVERED",
        [PROGRESS_DELIVERED] = "DELIVERED",
    };

    return names[progress];
}

/* See order_progress.h: the furthest thing that is true of the units that are not cancelled. */
#include "services/gateway/core/order_progress.h"

int64_t
units_backordered(const struct order_units *units)
{
    const int64_t not_promised = units->ordered - units->cancelled - units->promised;
    const int64_t told = units->waiting + units->lost;
    const int64_t waiting = told < not_promised ? told : not_promised;

    return waiting > 0 ? waiting : 0;
}

enum order_progress
order_progress(const struct order_units *units)
{
    const int64_t left = units->ordered - units->cancelled;
    const int64_t backordered = units_backordered(units);

    if (left <= 0)
        return units->ordered > 0 ? PROGRESS_CANCELLED : PROGRESS_UNFULFILLED;
    if (units->delivered >= left)
        return PROGRESS_DELIVERED;
    if (units->delivered > 0)
        return PROGRESS_PARTLY_DELIVERED;
    if (units->shipped >= left)
        return PROGRESS_SHIPPED;
    if (units->shipped > 0)
        return PROGRESS_PARTLY_SHIPPED;
    if (units->picked > 0)
        return PROGRESS_IN_PROGRESS;
    if (units->planned >= left)
        return PROGRESS_ROUTED;
    if (units->planned > 0)
        return PROGRESS_PARTLY_ROUTED;
    if (backordered >= left)
        return PROGRESS_BACKORDERED;
    if (backordered > 0)
        return PROGRESS_PARTLY_BACKORDERED;
    return units->promised > 0 ? PROGRESS_RESERVED : PROGRESS_UNFULFILLED;
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
        [PROGRESS_PARTLY_DELIVERED] = "PARTLY_DELIVERED",
        [PROGRESS_DELIVERED] = "DELIVERED",
        [PROGRESS_CANCELLED] = "CANCELLED",
    };

    return names[progress];
}

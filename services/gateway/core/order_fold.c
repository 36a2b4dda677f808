/* See order_fold.h. */
#include "services/gateway/core/order_fold.h"

#include <string.h>

#include "common/check.h"

size_t
order_fold_bytes(uint32_t parcels_max)
{
    return sizeof(struct order_fold) + parcels_max * sizeof(struct parcel);
}

const char *
order_status_name(enum order_status status)
{
    static const char *const names[] = {
        [STATUS_UNKNOWN] = "",
        [STATUS_ACCEPTED] = "ACCEPTED",
        [STATUS_CANCEL_PENDING] = "CANCEL_PENDING",
        [STATUS_CANCELLED] = "CANCELLED",
        [STATUS_CLOSED] = "CLOSED",
    };

    return names[status];
}

bool
order_is_open(const struct order_fold *order)
{
    return order->status == STATUS_ACCEPTED || order->status == STATUS_CANCEL_PENDING;
}

bool
order_is_done(const struct order_fold *order)
{
    const struct order_units *units = &order->units;
    const bool is_over = order->status == STATUS_CANCELLED || order->status == STATUS_CLOSED;

    return is_over || (units->shipped > 0 && units->shipped >= units->ordered - units->cancelled &&
                       order->status != STATUS_UNKNOWN);
}

/* --- parcels --------------------------------------------------------------------------------- */

struct parcel *
order_find_parcel(struct order_fold *order, int64_t fulfillment_id)
{
    for (uint32_t i = 0; i < order->parcel_count; i++)
        if (order->parcels[i].fulfillment_id == fulfillment_id)
            return &order->parcels[i];
    return NULL;
}

struct parcel *
order_plan(struct order_fold *order, int64_t fulfillment_id, const char *location, int64_t units)
{
    assert(order->parcel_count < order->parcels_max && strlen(location) <= CODE_BYTES_MAX);
    struct parcel *parcel = &order->parcels[order->parcel_count++];

    memset(parcel, 0, sizeof *parcel);
    parcel->fulfillment_id = fulfillment_id;
    strcpy(parcel->location, location);
    parcel->units = units;
    order->units.planned += units;
    order->is_parked = false;
    return parcel;
}

static void
unpick(struct order_fold *order, struct parcel *parcel)
{
    const int64_t too_many = parcel->picked - parcel->units;

    if (too_many <= 0)
        return;
    parcel->picked -= too_many;
    order->units.picked -= too_many;
}

void
order_withdraw(struct order_fold *order, int64_t fulfillment_id, int64_t units)
{
    struct parcel *parcel = order_find_parcel(order, fulfillment_id);

    if (parcel == NULL)
        return;
    units = units < parcel->units ? units : parcel->units;
    parcel->units -= units;
    order->units.planned -= units;
    unpick(order, parcel);
    if (parcel->units > 0)
        return;
    const size_t behind = (size_t)(&order->parcels[order->parcel_count] - (parcel + 1));
    memmove(parcel, parcel + 1, behind * sizeof *parcel);
    order->parcel_count--;
}

void
order_pick(struct order_fold *order, int64_t fulfillment_id, int64_t units)
{
    struct parcel *parcel = order_find_parcel(order, fulfillment_id);

    if (parcel == NULL)
        return;
    parcel->picked += units;
    order->units.picked += units;
    unpick(order, parcel);
}

void
order_ship(struct order_fold *order, int64_t fulfillment_id, int64_t units, int64_t at_us)
{
    struct parcel *parcel = order_find_parcel(order, fulfillment_id);

    if (parcel == NULL)
        return;
    parcel->shipped_at_us = at_us;
    order->units.shipped += units;
    order_pick(order, fulfillment_id, parcel->units); /* what left was taken from a shelf */
}

/* Nothing holds what is over. */
void
order_end(struct order_fold *order, enum order_status status)
{
    order->status = status;
    order->holds = 0;
}

/* --- cancels --------------------------------------------------------------------------------- */

void
order_ask_cancel(struct order_fold *order, uint32_t request)
{
    if (order->status != STATUS_ACCEPTED)
        return;
    order->status = STATUS_CANCEL_PENDING;
    order->cancel_request = request;
}

void
order_answer_cancel(struct order_fold *order, uint32_t request, int64_t units, bool is_cancelled)
{
    order->units.cancelled += units;
    order->was_cancelled = order->was_cancelled || is_cancelled;
    if (is_cancelled)
        order_end(order, STATUS_CANCELLED);
    else if (order->status == STATUS_CANCEL_PENDING && request == order->cancel_request)
        order->status = STATUS_ACCEPTED;
}

/*
 * The lifecycle of an order. Header states beyond these (backordered, partly shipped, ...) are not
 * stored: order_progress.c derives them from the counters.
 *
 * The diagram in the service's README is drawn from this table.
 */
#include "services/order/core/order_steps.h"

/* clang-format off */
const struct order_step order_steps[] = {
    /* from, on, to, why */
    {ORDER_NONE, ON_PLACED, ORDER_ACCEPTED,
        "the order is sound and durable"},
    {ORDER_ACCEPTED, ON_CANCEL_ASKED, ORDER_CANCEL_PENDING,
        "the request follows the order down the chain"},
    {ORDER_ACCEPTED, ON_FILLED, ORDER_CLOSED,
        "every unit is shipped or cancelled"},
    {ORDER_CANCEL_PENDING, ON_ALL_RELEASED, ORDER_CANCELLED,
        "every unit was given back"},
    {ORDER_CANCEL_PENDING, ON_SOME_RELEASED, ORDER_ACCEPTED,
        "what was left was given back, the rest ships"},
    {ORDER_CANCEL_PENDING, ON_NOTHING_RELEASED, ORDER_ACCEPTED,
        "nothing was left to give back"},
    {ORDER_CANCEL_PENDING, ON_FILLED, ORDER_CANCEL_PENDING,
        "the answer to the cancel is still to come"},
    {ORDER_ACCEPTED, ON_LINES_RELEASED, ORDER_ACCEPTED,
        "some units are out of the order, the rest goes on"},
    {ORDER_ACCEPTED, ON_NO_UNIT_LEFT, ORDER_CANCELLED,
        "line by line, or sold out, every unit is cancelled"},
    {ORDER_CANCEL_PENDING, ON_LINES_RELEASED, ORDER_CANCEL_PENDING,
        "the whole cancel is answered after what was asked before"},
    {ORDER_CANCEL_PENDING, ON_NO_UNIT_LEFT, ORDER_CANCEL_PENDING,
        "the answer to the whole cancel is still to come"},
};
/* clang-format on */
const size_t order_step_count = sizeof order_steps / sizeof order_steps[0];

const struct order_step *
order_step(enum order_status from, enum order_happening on)
{
    for (size_t i = 0; i < order_step_count; i++)
        if (order_steps[i].from == from && order_steps[i].on == on)
            return &order_steps[i];
    return NULL;
}

bool
order_status_is_final(enum order_status status)
{
    for (size_t i = 0; i < order_step_count; i++)
        if (order_steps[i].from == status)
            return false;
    return true;
}

const char *
order_status_name(enum order_status status)
{
    static const char *const names[ORDER_STATUS_COUNT] = {
        [ORDER_NONE] = "NONE",
        [ORDER_ACCEPTED] = "ACCEPTED",
        [ORDER_CANCEL_PENDING] = "CANCEL_PENDING",
        [ORDER_CANCELLED] = "CANCELLED",
        [ORDER_CLOSED] = "CLOSED",
    };

    return names[status];
}

const char *
order_happening_name(enum order_happening on)
{
    static const char *const names[ORDER_HAPPENING_COUNT] = {
        [ON_PLACED] = "PLACED",
        [ON_CANCEL_ASKED] = "CANCEL_ASKED",
        [ON_ALL_RELEASED] = "ALL_RELEASED",
        [ON_SOME_RELEASED] = "SOME_RELEASED",
        [ON_NOTHING_RELEASED] = "NOTHING_RELEASED",
        [ON_FILLED] = "FILLED",
        [ON_LINES_RELEASED] = "LINES_RELEASED",
        [ON_NO_UNIT_LEFT] = "NO_UNIT_LEFT",
    };

    return names[on];
}

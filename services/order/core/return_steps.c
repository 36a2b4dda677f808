/*
 * The lifecycle of a return. The states say how far it is with what came; how many units were asked
 * for, came, were looked at and are settled is in the counters of its lines.
 *
 * Goods that stand at the dock are recorded whatever the papers say: also of a return that was
 * declined, withdrawn, expired or closed. And no return is ever stuck: it can be withdrawn until
 * something comes, and closed at any time.
 *
 * The diagram in the service's README is drawn from this table.
 */
#include "services/order/core/return_steps.h"

/* clang-format off */
const struct return_step return_steps[] = {
    /* from, on, to, why */
    {RETURN_NONE, ON_RETURN_ASKED, RETURN_REQUESTED,
        "the customer wants to send goods back"},
    {RETURN_NONE, ON_CAME_BLIND, RETURN_RECEIVED,
        "goods came that nobody had announced"},
    {RETURN_REQUESTED, ON_RETURN_ALLOWED, RETURN_AUTHORIZED,
        "the rules or a person allow it"},
    {RETURN_REQUESTED, ON_RETURN_DECLINED, RETURN_DECLINED,
        "a person does not allow it"},
    {RETURN_REQUESTED, ON_RETURN_WITHDRAWN, RETURN_CANCELLED,
        "withdrawn before anything came"},
    {RETURN_REQUESTED, ON_GOODS_CAME, RETURN_RECEIVED,
        "goods came before anyone had allowed it"},
    {RETURN_REQUESTED, ON_SETTLED_SOME, RETURN_REQUESTED,
        "what the customer is owed does not wait for goods"},
    {RETURN_REQUESTED, ON_RETURN_CLOSED, RETURN_CLOSED,
        "nothing more is expected"},
    {RETURN_AUTHORIZED, ON_RETURN_WITHDRAWN, RETURN_CANCELLED,
        "withdrawn before anything came"},
    {RETURN_AUTHORIZED, ON_TIME_RAN_OUT, RETURN_EXPIRED,
        "nothing came in time"},
    {RETURN_AUTHORIZED, ON_GOODS_CAME, RETURN_RECEIVED,
        "goods came, perhaps a part"},
    {RETURN_AUTHORIZED, ON_SETTLED_SOME, RETURN_AUTHORIZED,
        "what the customer is owed does not wait for goods"},
    {RETURN_AUTHORIZED, ON_RETURN_CLOSED, RETURN_CLOSED,
        "nothing more is expected"},
    {RETURN_RECEIVED, ON_GOODS_CAME, RETURN_RECEIVED,
        "more of it came"},
    {RETURN_RECEIVED, ON_INSPECTED_SOME, RETURN_RECEIVED,
        "a part was looked at"},
    {RETURN_RECEIVED, ON_INSPECTED_ALL, RETURN_INSPECTED,
        "all that came was looked at"},
    {RETURN_RECEIVED, ON_INSPECTED_LAST, RETURN_RESOLVED,
        "all that came was looked at, and had been settled before"},
    {RETURN_RECEIVED, ON_SETTLED_SOME, RETURN_RECEIVED,
        "what the customer is owed does not wait for the inspection"},
    {RETURN_RECEIVED, ON_RETURN_CLOSED, RETURN_CLOSED,
        "nothing more is expected"},
    {RETURN_INSPECTED, ON_GOODS_CAME, RETURN_RECEIVED,
        "more of it came"},
    {RETURN_INSPECTED, ON_SETTLED_SOME, RETURN_INSPECTED,
        "a part is settled"},
    {RETURN_INSPECTED, ON_SETTLED_ALL, RETURN_RESOLVED,
        "all that came is settled"},
    {RETURN_INSPECTED, ON_RETURN_CLOSED, RETURN_CLOSED,
        "nothing more is expected"},
    {RETURN_RESOLVED, ON_GOODS_CAME, RETURN_RECEIVED,
        "more of it came"},
    {RETURN_RESOLVED, ON_SETTLED_ALL, RETURN_RESOLVED,
        "goods that did not come are settled as well"},
    {RETURN_RESOLVED, ON_RETURN_CLOSED, RETURN_CLOSED,
        "nothing more is expected"},
    {RETURN_DECLINED, ON_GOODS_CAME, RETURN_RECEIVED,
        "goods came although it was declined"},
    {RETURN_EXPIRED, ON_GOODS_CAME, RETURN_RECEIVED,
        "goods came too late"},
    {RETURN_CANCELLED, ON_GOODS_CAME, RETURN_RECEIVED,
        "goods came although it was withdrawn"},
    {RETURN_CLOSED, ON_GOODS_CAME, RETURN_RECEIVED,
        "goods came although nothing more was expected"},
    {RETURN_CLOSED, ON_INSPECTED_SOME, RETURN_CLOSED,
        "what had come before is looked at all the same"},
    {RETURN_CLOSED, ON_INSPECTED_ALL, RETURN_CLOSED,
        "what had come before is looked at all the same"},
    {RETURN_CLOSED, ON_INSPECTED_LAST, RETURN_CLOSED,
        "what had come before is looked at all the same"},
};
/* clang-format on */
const size_t return_step_count = sizeof return_steps / sizeof return_steps[0];

const struct return_step *
return_step(enum return_status from, enum return_happening on)
{
    for (size_t i = 0; i < return_step_count; i++)
        if (return_steps[i].from == from && return_steps[i].on == on)
            return &return_steps[i];
    return NULL;
}

static bool
all_is_inspected(const struct rma *rma)
{
    int64_t received = 0;

    for (uint32_t i = 0; i < rma->line_count; i++) {
        received += rma->lines[i].units.received;
        if (rma->lines[i].units.inspected < rma->lines[i].units.received)
            return false;
    }
    return received > 0;
}

static bool
all_is_settled(const struct rma *rma)
{
    for (uint32_t i = 0; i < rma->line_count; i++)
        if (units_settled(&rma->lines[i].units) < rma->lines[i].units.received)
            return false;
    return true;
}

enum return_happening
return_inspected_happening(const struct rma *rma)
{
    if (!all_is_inspected(rma))
        return ON_INSPECTED_SOME;
    return all_is_settled(rma) ? ON_INSPECTED_LAST : ON_INSPECTED_ALL;
}

enum return_happening
return_settled_happening(const struct rma *rma)
{
    return all_is_inspected(rma) && all_is_settled(rma) ? ON_SETTLED_ALL : ON_SETTLED_SOME;
}

const char *
return_status_name(enum return_status status)
{
    static const char *const names[RETURN_STATUS_COUNT] = {
        [RETURN_NONE] = "NONE",
        [RETURN_REQUESTED] = "REQUESTED",
        [RETURN_AUTHORIZED] = "AUTHORIZED",
        [RETURN_DECLINED] = "DECLINED",
        [RETURN_RECEIVED] = "RECEIVED",
        [RETURN_INSPECTED] = "INSPECTED",
        [RETURN_RESOLVED] = "RESOLVED",
        [RETURN_CLOSED] = "CLOSED",
        [RETURN_EXPIRED] = "EXPIRED",
        [RETURN_CANCELLED] = "CANCELLED",
    };

    return names[status];
}

const char *
return_happening_name(enum return_happening on)
{
    static const char *const names[RETURN_HAPPENING_COUNT] = {
        [ON_RETURN_ASKED] = "ASKED",          [ON_CAME_BLIND] = "CAME_BLIND",
        [ON_RETURN_ALLOWED] = "ALLOWED",      [ON_RETURN_DECLINED] = "DECLINED",
        [ON_RETURN_WITHDRAWN] = "WITHDRAWN",  [ON_TIME_RAN_OUT] = "TIME_RAN_OUT",
        [ON_GOODS_CAME] = "GOODS_CAME",       [ON_INSPECTED_SOME] = "INSPECTED_SOME",
        [ON_INSPECTED_ALL] = "INSPECTED_ALL", [ON_INSPECTED_LAST] = "INSPECTED_LAST",
        [ON_SETTLED_SOME] = "SETTLED_SOME",   [ON_SETTLED_ALL] = "SETTLED_ALL",
        [ON_RETURN_CLOSED] = "CLOSED",
    };

    return names[on];
}

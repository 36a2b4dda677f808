/*
 * Rule: each unit that was asked for or came is settled once: refunded, exchanged or neither. A
 * refund is the price that was paid for the units, or less.
 */
#include "services/order/core/returns.h"

const char *
resolve_return(struct return_line *line, enum resolution resolution, int64_t quantity,
               int64_t refund_minor, int64_t *due_minor)
{
    struct return_units *units = &line->units;
    int64_t paid_minor, sum_minor;

    *due_minor = 0;
    if (quantity > units_to_settle(units) - units_settled(units))
        return "more than what was asked for or came, and is not settled";
    if (resolution != RESOLUTION_REFUND) {
        if (refund_minor != 0)
            return "money is owed for what is refunded only";
        *(resolution == RESOLUTION_EXCHANGE ? &units->exchanged : &units->nothing_owed) += quantity;
        return NULL;
    }

    if (__builtin_mul_overflow(quantity, line->unit_price_minor, &paid_minor))
        return "its price is beyond all bounds";
    if (refund_minor > paid_minor)
        return "more money than was paid for these units";
    *due_minor = refund_minor == 0 ? paid_minor : refund_minor;
    if (__builtin_add_overflow(units->refund_minor, *due_minor, &sum_minor)) {
        *due_minor = 0;
        return "its price is beyond all bounds";
    }
    units->refund_minor = sum_minor;
    units->refunded += quantity;
    return NULL;
}

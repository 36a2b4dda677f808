/*
 * Rule: a proposal within every limit that is set is approved at once; without a limit none is.
 * Moves between own locations have a switch of their own, whatever their size.
 */
#include "services/forecasting/core/stock/stock.h"

const char *
auto_approval_decide(const struct auto_approval *limits, const struct approval_asked *asked)
{
    if (asked->is_transfer)
        return limits->transfers ? NULL : "transfers are not approved by themselves";
    if (limits->value_minor <= 0 && limits->units <= 0 && limits->cover_days <= 0)
        return "no limit is set under which purchases are approved by themselves";
    if (limits->value_minor > 0 && asked->unit_cost_minor <= 0)
        return "its cost is not known, and a limit on it is set";
    if (limits->value_minor > 0 && asked->quantity > limits->value_minor / asked->unit_cost_minor)
        return "it costs more than what is approved by itself";
    if (limits->units > 0 && asked->quantity > limits->units)
        return "it is more units than are approved by themselves";
    if (limits->cover_days > 0 &&
        (double)asked->quantity > (double)limits->cover_days * asked->per_day)
        return "it would last longer than what is approved by itself";
    return NULL;
}

/*
 * Rule: a substitute leaves only when the customer takes one and the item names it, one kind for a
 * line, and never units that are pinned for somebody else. The first that fails is the reason.
 */
#include "services/fulfillment-routing/core/floor/substitute.h"

enum substitute_outcome
substitute_decide(const struct substitute_facts *facts)
{
    if (facts->is_itself)
        return SUBSTITUTE_IS_ITSELF;
    if (!facts->order_allows)
        return SUBSTITUTE_NOT_WANTED;
    if (!facts->named)
        return SUBSTITUTE_NOT_NAMED;
    if (facts->another_went)
        return SUBSTITUTE_ANOTHER;
    return facts->free < facts->quantity ? SUBSTITUTE_PROMISED : SUBSTITUTE_ALLOWED;
}

const char *
substitute_reason(enum substitute_outcome outcome)
{
    static const char *const reasons[SUBSTITUTE_OUTCOME_COUNT] = {
        "it may",
        "it is the item itself",
        "the order takes no substitutes",
        "the item does not name it as a substitute",
        "the line has another substitute already",
        "its units here are for other orders",
    };

    return reasons[outcome];
}

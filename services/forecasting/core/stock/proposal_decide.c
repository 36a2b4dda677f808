/*
 * Rule: buy when what is there and coming would not last until a purchase made now arrives, and as
 * much as the policy says; propose once, again when the quantity has changed by a quarter, and
 * take it back only when stock is clearly above the reorder point. What was rejected waits until
 * its time is over or a quarter more is missing.
 */
#include "services/forecasting/core/stock/stock.h"

#define CLEARLY_ABOVE 10 /* a tenth of the way from the reorder point to order-up-to */
#define CHANGED       4  /* by a quarter */

int64_t
position_units(const struct inventory_position *position)
{
    return position->on_hand + position->on_order + position->in_transfer - position->committed;
}

static int64_t
missing(const struct stock_terms *terms, const struct stock_levels *levels, int64_t position)
{
    const int64_t lot = levels->order_quantity;

    if (terms->rule != REVIEW_CONTINUOUS || lot <= 0)
        return levels->order_up_to - position;
    const int64_t short_of = levels->reorder_point + 1 - position;
    return (short_of + lot - 1) / lot * lot;
}

static bool
changed_much(int64_t before, int64_t now)
{
    const int64_t change = now > before ? now - before : before - now;

    return change > 0 && change * CHANGED >= before;
}

static bool
is_snoozed(const struct proposal_past *past, int64_t wanted, int32_t day)
{
    return past->rejected && day < past->snoozed_until &&
           !(wanted > past->rejected_wanted && changed_much(past->rejected_wanted, wanted));
}

struct proposal_decided
proposal_decide(const struct stock_terms *terms, const struct stock_levels *levels,
                const struct demand_over_lead *demand, int64_t position,
                const struct proposal_past *past, int32_t day)
{
    const int64_t reorder = levels->reorder_point;
    struct proposal_decided decided = {.outcome = PROPOSE_NOTHING};

    if (position > reorder || position >= levels->order_up_to) {
        const int64_t margin = (levels->order_up_to - reorder) / CLEARLY_ABOVE;
        if (past->open && position > reorder + margin)
            decided.outcome = PROPOSE_EXPIRE;
        else if (past->open && position >= levels->order_up_to)
            decided.outcome = PROPOSE_EXPIRE;
        return decided;
    }
    decided.wanted = missing(terms, levels, position);
    decided.urgent = (double)position < demand->lead.mean;
    if (is_snoozed(past, decided.wanted, day))
        return decided;
    decided.order = order_size(terms, demand->per_day, decided.wanted);
    if (!past->open)
        decided.outcome = PROPOSE_NEW;
    else if (changed_much(past->open_quantity, decided.order.quantity))
        decided.outcome = PROPOSE_AGAIN;
    return decided;
}

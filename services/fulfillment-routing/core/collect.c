/*
 * Rule: goods that a customer collects are ready where they are picked as soon as they are picked,
 * and elsewhere when somebody says that they have come, once. They are handed over until their time
 * ends, by the clock and not by who noticed. What then becomes of them depends on whose stock they
 * are: what was picked there is called back, what was sent there has left its stock and comes back
 * as a return.
 */
#include "services/fulfillment-routing/core/collect.h"

const char *
collect_refusal(enum collect_outcome outcome)
{
    static const char *const texts[COLLECT_OUTCOME_COUNT] = {
        [COLLECT_GOES_AHEAD] = "",
        [COLLECT_IS_SENT] = "it is sent to the customer, who collects nothing",
        [COLLECT_WRONG_STATE] = "",
        [COLLECT_PICKED_HERE] = "it is picked here: it is ready when it is picked",
        [COLLECT_NOT_SENT_YET] = "it was not sent here yet",
        [COLLECT_HAD_COME] = "it had come, and was not collected in time",
        [COLLECT_TOO_LATE] = "it was not collected in time: put it back, it is being cancelled",
    };

    return texts[outcome];
}

static enum collect_outcome
decide_arrival(const struct collect_facts *facts)
{
    if (facts->is_here)
        return COLLECT_PICKED_HERE;
    if (facts->state != FULFILLMENT_SHIPPED)
        return COLLECT_NOT_SENT_YET;
    return facts->ready_until_us != 0 ? COLLECT_HAD_COME : COLLECT_GOES_AHEAD;
}

enum collect_outcome
collect_decide(const struct collect_facts *facts, enum fulfillment_input on)
{
    if (!facts->is_collected)
        return COLLECT_IS_SENT;
    if (fulfillment_step(facts->state, on) == NULL)
        return COLLECT_WRONG_STATE;
    if (on == ON_READY)
        return decide_arrival(facts);
    return collect_is_over(facts) ? COLLECT_TOO_LATE : COLLECT_GOES_AHEAD;
}

bool
collect_is_over(const struct collect_facts *facts)
{
    return facts->ready_until_us != 0 && facts->ready_until_us <= facts->now_us;
}

enum fulfillment_input
collect_end(const struct collect_facts *facts)
{
    return facts->is_here ? ON_EXPIRE : ON_GIVE_UP;
}

bool
collect_goes_on(const struct collect_facts *facts)
{
    return facts->state == FULFILLMENT_READY ||
           (facts->state == FULFILLMENT_SHIPPED && facts->is_collected && !facts->is_here &&
            facts->ready_until_us == 0);
}

bool
collect_may_be_recalled(const struct collect_facts *facts)
{
    return facts->state != FULFILLMENT_READY || facts->is_here;
}

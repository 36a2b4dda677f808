/*
 * What may be done with goods that a customer is to collect.
 */
#ifndef ROUTING_COLLECT_H
#define ROUTING_COLLECT_H

#include <stdbool.h>
#include <stdint.h>

#include "services/fulfillment-routing/core/fulfillment_steps.h"

/* A fulfillment order as this rule sees it. */
struct collect_facts {
    enum fulfillment_state state;
    bool is_collected;      /* at all: else it is sent to the customer */
    bool is_here;           /* picked where it is collected: nothing is sent */
    int64_t ready_until_us; /* 0: it was never ready */
    int64_t now_us;
};

enum collect_outcome {
    COLLECT_GOES_AHEAD,
    COLLECT_IS_SENT,     /* nobody collects it */
    COLLECT_WRONG_STATE, /* the table of steps has no such step */
    COLLECT_PICKED_HERE,
    COLLECT_NOT_SENT_YET,
    COLLECT_HAD_COME,
    COLLECT_TOO_LATE,
    COLLECT_OUTCOME_COUNT
};
/* A sentence; of COLLECT_WRONG_STATE "": the caller knows the number. */
const char *collect_refusal(enum collect_outcome outcome);

/* ON_READY told by people, that is: what was sent has come. Or ON_COLLECT. */
enum collect_outcome collect_decide(const struct collect_facts *facts, enum fulfillment_input on);

/* Its time is over, whether that was told or not. */
bool collect_is_over(const struct collect_facts *facts);
/* What then happens with it: ON_EXPIRE, it is called back; ON_GIVE_UP, it comes back as a return. */
enum fulfillment_input collect_end(const struct collect_facts *facts);
/* It is on its way there, or waits there: more is to come of it, though its stock has left. */
bool collect_goes_on(const struct collect_facts *facts);
/* Its units can be called back: they have not left the stock. */
bool collect_may_be_recalled(const struct collect_facts *facts);

#endif

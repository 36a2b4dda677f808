/*
 * The lifecycle of a cycle count. What is not in the table is refused. A count that is not
 * completed can always be cancelled.
 */
#include "services/inventory/core/documents.h"

/* clang-format off */
const struct count_step count_steps[] = {
    /* from, on, to, why */
    { COUNT_NONE,      ON_COUNT_REQUEST, COUNT_REQUESTED, "it is to be counted" },
    { COUNT_REQUESTED, ON_COUNT_CLOSE,   COUNT_COMPLETED, "all is within the tolerance" },
    { COUNT_REQUESTED, ON_COUNT_FAR,     COUNT_RECOUNT,   "some lines are to be counted again" },
    { COUNT_REQUESTED, ON_COUNT_CANCEL,  COUNT_CANCELLED, "it is not wanted any more" },
    { COUNT_RECOUNT,   ON_COUNT_CLOSE,   COUNT_COMPLETED, "the second count is within the tolerance" },
    { COUNT_RECOUNT,   ON_COUNT_FAR,     COUNT_REVIEW,    "the second count is not: an operator decides" },
    { COUNT_RECOUNT,   ON_COUNT_CANCEL,  COUNT_CANCELLED, "what is booked stays" },
    { COUNT_REVIEW,    ON_COUNT_APPROVE, COUNT_COMPLETED, "an operator believes the count" },
    { COUNT_REVIEW,    ON_COUNT_CANCEL,  COUNT_CANCELLED, "an operator believes the books" },
};
/* clang-format on */
const size_t count_step_count = sizeof count_steps / sizeof count_steps[0];

const struct count_step *
count_step_find(enum count_state from, enum count_change on)
{
    for (size_t i = 0; i < count_step_count; i++) {
        if (count_steps[i].from == from && count_steps[i].on == on)
            return &count_steps[i];
    }
    return NULL;
}

const char *
count_state_name(enum count_state state)
{
    static const char *const names[COUNT_STATE_COUNT] = {
        [COUNT_NONE] = "NONE",     [COUNT_REQUESTED] = "REQUESTED", [COUNT_RECOUNT] = "RECOUNT",
        [COUNT_REVIEW] = "REVIEW", [COUNT_COMPLETED] = "COMPLETED", [COUNT_CANCELLED] = "CANCELLED",
    };

    assert(state < COUNT_STATE_COUNT);
    return names[state];
}

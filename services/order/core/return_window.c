/*
 * Rule: a return is allowed without a look when it is asked for within the window and for reasons
 * that need none.
 *
 * The window begins when the last parcel of the order left, for all its lines: goods of one order
 * that come apart may be sent back from the day on which the last of them came (Directive
 * 2011/83/EU, article 9(2)(b)(i)).
 */
#include "services/order/core/returns.h"

/* Of defects and damage people want to see something first: a photograph, the carrier's report. */
static bool
reason_needs_a_look(enum return_reason reason)
{
    switch (reason) {
    case RETURN_UNWANTED:
    case RETURN_WRONG_ITEM:
    case RETURN_NOT_AS_DESCRIBED:
    case RETURN_TOO_LATE:
    case RETURN_UNDELIVERABLE:
        return false;
    case RETURN_REASON_UNSPECIFIED:
    case RETURN_DEFECTIVE:
    case RETURN_DAMAGED_IN_TRANSIT:
    case RETURN_OTHER:
    case RETURN_REASON_COUNT:
        break;
    }
    return true;
}

bool
return_needs_no_look(const struct rma *rma, int64_t shipped_at_us, int64_t window_us,
                     int64_t now_us)
{
    if (shipped_at_us == 0 || now_us - shipped_at_us > window_us)
        return false;
    for (uint32_t i = 0; i < rma->line_count; i++)
        if (reason_needs_a_look(rma->lines[i].reason))
            return false;
    return true;
}

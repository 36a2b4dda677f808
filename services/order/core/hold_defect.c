/* Rule: a hold has a reason, and only one that waits for payment may expire, in the future. */
#include "services/order/core/hold.h"

#include <string.h>

const char *
hold_defect(const struct request_hold *hold, int64_t now_us)
{
    if (hold->reason <= HOLD_NONE || hold->reason >= HOLD_REASON_COUNT)
        return "There is no such reason to hold an order.";
    if (strlen(hold->note) > TEXT_BYTES_MAX)
        return "The note is longer than 200 bytes.";
    if (hold->expires_at_us == 0)
        return NULL;
    if (hold->reason != HOLD_AWAITING_PAYMENT)
        return "Only a hold that awaits payment expires.";
    if (hold->expires_at_us < 0 || hold_has_expired(hold->expires_at_us, now_us))
        return "The hold would have expired before it began.";
    return NULL;
}

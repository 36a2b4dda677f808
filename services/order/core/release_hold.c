/*
 * Rule: a hold that is open may be released, by a storefront when it is about payment or its own
 * affairs, by others always; a payment that comes after the expiry comes too late, whether the
 * order has been cancelled for it yet or not.
 */
#include "services/order/core/hold.h"

bool
hold_has_expired(int64_t expires_at_us, int64_t now_us)
{
    return expires_at_us != 0 && expires_at_us <= now_us;
}

bool
hold_is_open(const struct order *order, enum hold_reason reason)
{
    return (order->holds_open >> reason & 1) != 0;
}

uint32_t
holds_open(const struct order *order)
{
    uint32_t count = 0;

    for (int reason = HOLD_NONE + 1; reason < HOLD_REASON_COUNT; reason++)
        count += hold_is_open(order, (enum hold_reason)reason);
    return count;
}

enum release_outcome
release_hold(const struct order *order, enum hold_reason reason, bool by_storefront, int64_t now_us)
{
    if (by_storefront && reason != HOLD_AWAITING_PAYMENT && reason != HOLD_OTHER)
        return RELEASE_DENIED;
    if (!hold_is_open(order, reason))
        return RELEASE_NOT_OPEN;
    if (reason == HOLD_AWAITING_PAYMENT && hold_has_expired(order->payment_expires_at_us, now_us))
        return RELEASE_EXPIRED;
    return holds_open(order) == 1 ? RELEASE_LAST : RELEASE_ONE;
}

const char *
hold_reason_name(enum hold_reason reason)
{
    static const char *const names[HOLD_REASON_COUNT] = {
        [HOLD_NONE] = "NONE",
        [HOLD_AWAITING_PAYMENT] = "AWAITING_PAYMENT",
        [HOLD_FRAUD_REVIEW] = "FRAUD_REVIEW",
        [HOLD_BAD_ADDRESS] = "BAD_ADDRESS",
        [HOLD_CREDIT] = "CREDIT",
        [HOLD_EXPORT] = "EXPORT",
        [HOLD_OPS] = "OPS",
        [HOLD_OTHER] = "OTHER",
    };

    return names[reason];
}

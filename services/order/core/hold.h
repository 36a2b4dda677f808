/*
 * Holds: reasons for which an accepted order waits. Several may be open at once, one for each
 * reason; the order is promised meanwhile, and routed when none is open any more.
 */
#ifndef CROSSDOCK_ORDER_HOLD_H
#define CROSSDOCK_ORDER_HOLD_H

#include "services/order/core/order.h"

/* Stored: the numbers are those of the protocol and of the CHECK in the table order_hold. */
enum hold_reason {
    HOLD_NONE = 0,
    HOLD_AWAITING_PAYMENT = 1, /* may expire: then the order is cancelled */
    HOLD_FRAUD_REVIEW = 2,
    HOLD_BAD_ADDRESS = 3,
    HOLD_CREDIT = 4,
    HOLD_EXPORT = 5,
    HOLD_OPS = 6,
    HOLD_OTHER = 7,
    HOLD_REASON_COUNT
};

struct hold {
    int64_t order_id;
    uint32_t number; /* per order, from 1 */
    enum hold_reason reason;
    int64_t at_us;
    int64_t expires_at_us; /* 0: never */
    const char *note;
    const char *by; /* name of the key that placed it */
};

/* What is wrong with a hold that somebody asks for: a sentence, or NULL (hold_defect.c). */
const char *hold_defect(const struct request_hold *hold, int64_t now_us);

/* Expiry is a condition, whether the clock's work has been done or not. */
bool hold_has_expired(int64_t expires_at_us, int64_t now_us);

bool hold_is_open(const struct order *order, enum hold_reason reason);
uint32_t holds_open(const struct order *order);

enum release_outcome {
    RELEASE_NOT_OPEN,
    RELEASE_DENIED,  /* this reason is an operator's to release */
    RELEASE_EXPIRED, /* too late: the order is being cancelled */
    RELEASE_ONE,     /* others keep it waiting */
    RELEASE_LAST     /* it may go */
};

/* May the hold of this reason be released? (release_hold.c) */
enum release_outcome release_hold(const struct order *order, enum hold_reason reason,
                                  bool by_storefront, int64_t now_us);

const char *hold_reason_name(enum hold_reason reason);

#endif

/*
 * May this location ship this order at all? The conditions, in their order; see eligible.c.
 */
#ifndef ROUTING_ELIGIBLE_H
#define ROUTING_ELIGIBLE_H

#include <stdbool.h>

enum condition {
    FAILS_NOTHING,
    FAILS_CLOSED,
    FAILS_REFUSED,     /* the location has refused this order */
    FAILS_CHANNEL,     /* it does not ship for this channel */
    FAILS_COUNTRY,     /* it does not ship to this country */
    FAILS_EXPORT,      /* the goods may not leave its country */
    FAILS_HAZMAT,      /* it may not ship dangerous goods */
    FAILS_OVERSIZE,    /* it may not ship goods of this size */
    FAILS_NO_SHIPPING, /* it ships nothing to customers, or the order is collected elsewhere */
    FAILS_NOT_SERVED,  /* no carrier of the policy goes so far */
    FAILS_NO_STOCK,    /* nothing of the order is free there */
    FAILS_CAPACITY,    /* its day is full */
    FAILS_PROMISE,     /* it would come too late */
    CONDITION_COUNT
};

/* What is known of a location and an order; what is false stands in no way. Of export, hazmat and
 * oversize: all that it has of the order may not be shipped from it. */
struct eligible_facts {
    bool closed, refused, other_channel, other_country;
    bool export_barred, hazmat_barred, oversize_barred;
    bool no_shipping, not_served, no_stock, day_full, too_late;
};

/* In the order of the enum. */
enum condition eligible_first_failing(const struct eligible_facts *facts);

/* What may be given up when nothing else fits, one after the other: first the promise, then the
 * capacity (it goes to a later day), then the safety stock (see decide.c). The rest, never. */
bool eligible_gives_way(enum condition condition);
/* Nobody may ship it there, whatever stock comes: an order for which only such conditions stand in
 * the way is parked NOT_ALLOWED. */
bool eligible_is_law(enum condition condition);

/* "ships nothing to that country"; "" for FAILS_NOTHING. */
const char *condition_text(enum condition condition);

#endif

/*
 * Who has which (channel, external id): asked for the whole turn with one query, then kept up to
 * date by the turn itself, so that a repeat within a turn is seen like any other.
 */
#ifndef CROSSDOCK_ORDER_CLAIMS_H
#define CROSSDOCK_ORDER_CLAIMS_H

#include "common/arena.h"
#include "services/order/core/order.h"

struct claim {
    const char *channel;
    const char *external_id;
    uint64_t hash;
    int64_t order_id; /* 0: free */
    uint8_t content_hash[CONTENT_HASH_BYTES];
    bool order_wanted;     /* someone asks for the order by this name, */
    bool recipient_wanted; /* and may see to whom it goes */
    bool returns_wanted;   /* someone asks for the order with its returns */
    bool facts_wanted;     /* someone asks for its timeline */
};

/* Zeroed memory is an empty table. */
struct claims {
    struct claim **list; /* in order of asking */
    uint32_t count;
    uint32_t list_max;
    struct claim **slots; /* open addressing, at most half full */
};

/* NULL when nobody asked. */
struct claim *claims_find(const struct claims *claims, const char *channel,
                          const char *external_id);

/* The one that was asked for before, or a new one. Texts must live as long as the turn. */
struct claim *claims_ask(struct claims *claims, struct arena *arena, const char *channel,
                         const char *external_id);

#endif

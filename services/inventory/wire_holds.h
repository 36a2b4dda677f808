/*
 * Cart holds and who holds what: messages in, checked structs out; events and answers out.
 */
#ifndef INVENTORY_WIRE_HOLDS_H
#define INVENTORY_WIRE_HOLDS_H

#include "services/inventory/core/inventory.h"
#include "services/inventory/wire_goods.h"

struct hold_command { /* HoldStock; ReleaseHeldStock has no lines */
    const char *channel, *hold_id;
    int32_t seconds;
    bool partial;
    size_t count;
    struct stock_line lines[];
};

struct get_holders {
    const char *sku;
    int64_t after_order_id;
    uint32_t limit;
};

read_function wire_read_hold_stock, wire_read_release_held_stock, wire_read_get_holders;

/* What is held, or could be; refusal NULL: accepted. */
void wire_reply_hold(struct turn *turn, const struct hold_command *command,
                     const struct goods *goods, const int64_t *units, int64_t expires_at_us,
                     const char *refusal);
void wire_say_stock_held(struct turn *turn, const struct cart_hold *hold);
void wire_say_hold_ended(struct turn *turn, const struct cart_hold *hold);

/* Holders of the item in pages: first cart holds, the older first; then orders by id. */
void wire_reply_holders(struct turn *turn, const struct get_holders *query,
                        const struct item *item);

#endif

/*
 * Cart holds, for those who decide what is promised.
 */
#ifndef INVENTORY_HOLDS_H
#define INVENTORY_HOLDS_H

#include "common/service.h"
#include "services/inventory/core/inventory.h"

/* A turn begins: what has expired by its clock holds nothing any more. */
void holds_expire(struct turn *turn);
/* Who waits is served with it; called before anything is promised to anyone else. */
void holds_serve_freed(struct turn *turn);
/* The end of the turn: say what expired. */
void holds_announce_expired(struct turn *turn);

/* The hold that an order names, on its own channel, ends: its units are free for the order, which is
 * promised now, before anyone who waits. NULL: there is none (any more). */
struct cart_hold *hold_take_over(struct turn *turn, const char *channel, const char *hold_id,
                                 int64_t order_id);
/* What the order did not need goes to who waits. */
void hold_give_rest(struct turn *turn, const struct cart_hold *hold, struct grants *grants);

#endif

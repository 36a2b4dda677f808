/*
 * Changes of orders: asked for by the order service, or by a loss of stock.
 */
#ifndef INVENTORY_CHANGES_H
#define INVENTORY_CHANGES_H

#include "services/inventory/books.h"
#include "services/inventory/wire_orders.h"

/* A change with the next id and nothing asked yet. */
struct change *new_change(struct turn *turn, const struct reservation *reservation,
                          const struct new_change *new);
/* Make it, or let it wait behind those that are open. */
void change_order(struct turn *turn, struct reservation *reservation, struct change *change,
                  struct grants *grants);

/* The line that is named, with at least so many units that routing has. What cannot be true is set
 * aside for people, not booked. */
struct reservation_line *routed_line(struct turn *turn, const struct order_lines *event,
                                     const struct order_line *line);

#endif

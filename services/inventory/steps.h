/*
 * Steps that the handlers share: book a posting, serve who waits, tell orders what they were
 * promised.
 *
 * Order matters in what is said: a movement of stock before the promises that it made possible,
 * because routing follows this feed and must know of the units it is asked to route.
 */
#ifndef INVENTORY_STEPS_H
#define INVENTORY_STEPS_H

#include "common/service.h"
#include "services/inventory/books.h"
#include "services/inventory/posting.h"
#include "services/inventory/wire_goods.h"
#include "services/inventory/wire_orders.h"

struct keeper keeper_of(struct turn *turn);

/* What a turn begins with: the day that it is, and the rows that its inputs want (expiry.c). */
void begin_turn(struct turn *turn);

/* Tell an order what became of it by this input, note its state and its row. */
void announce_order(struct turn *turn, struct reservation *reservation);
/* The same for all that were granted something; empties the list. */
void announce_promises(struct turn *turn, struct grants *grants);

/* The stock of the item changed: who waits is served; promises that lost their stock are revoked at
 * the end of the turn (revoke.c). Whoever changes what is sellable calls this, then
 * announce_promises(); close_posting() does both. */
void serve_item(struct turn *turn, struct item *item, struct grants *grants);

/* A warehouse speaks for itself only. */
bool may_move_stock(const struct input *input, const char *location);

/* What the lines of a command name; NULL, or why they name nothing (changes nothing then). Lines
 * whose units come in need a lot, or may not have one; coming: 1 they all do, -1 none does, 0 those
 * with a quantity above 0. */
const char *resolve_goods(struct turn *turn, const struct stock_line *lines, size_t count,
                          int coming, struct goods *goods);
/* NULL when so many units (sign x units each) may be booked at the location; else why not. */
const char *balance_refusal(struct turn *turn, const struct location *location,
                            const struct goods *goods, size_t count, int sign);

/* A row of the ledger with room for so many movements. One is filled and closed before the next. */
struct posting *new_posting(struct turn *turn, enum movement_kind kind, struct location *location,
                            const char *reason, size_t count_max);
/* Move goods at the posting's location: the balance, the pile, the bin, and the movement that says
 * so. quantity is signed; goods.units is not looked at. A lot that is new is added to the books. */
void post_goods(struct turn *turn, struct posting *posting, const struct goods *goods,
                int64_t quantity);
/* The same, when the stock and its pile (NULL: what is plainly available) are at hand. */
void post_movement(struct turn *turn, struct posting *posting, struct stock *stock,
                   struct pile *pile, int64_t quantity, const char *bin);
/* Units of a line left, of its own item or of substitutes: out of the lots that the warehouse told;
 * those it told nothing about by what expires first. One movement for each lot (shipping.c). */
void post_shipped(struct turn *turn, struct posting *posting, struct item *item,
                  const struct order_line *line, const struct order_lines *event);
/* The most movements that this can take; gives up on a parcel of too many. */
size_t shipped_movements_max(struct turn *turn, const struct order_lines *event,
                             const struct location *location);
/* Units lie where they lay, in another state: two movements that add up to nothing. */
void post_state_change(struct turn *turn, struct posting *posting, const struct goods *goods,
                       enum stock_state to);
/* The movements are booked: write them to the ledger, tell them, then serve who waits. A posting
 * without movements leaves no trace. */
void close_posting(struct turn *turn, const struct input *input, const struct posting *posting);

/* Units may have come to lie in lots that are out: the next look moves them to EXPIRED. */
void note_expiry_due(struct turn *turn);

/* Book what is out of this item's lots at once. */
void expire_lots(struct turn *turn, const struct input *input, const struct item *item);

/* The bin that was given, the one it has, or one by rule; true when that is new. */
bool place_in_bin(struct turn *turn, struct stock *stock, const char *bin);

#endif

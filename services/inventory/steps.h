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

struct keeper keeper_of(struct turn *turn);

/* Tell every order what it was just promised. */
void announce_promises(struct turn *turn, const struct grants *grants);

/* Units of the item promised beyond what is sellable, and the place where such a loss is noted. */
int64_t units_at_risk(const struct item *item);
void note_units_at_risk(const char *location, int64_t units);

/* A warehouse speaks for itself only. */
bool may_move_stock(const struct input *input, const char *location);

/* A row of the ledger with the next movement ids; fill movements[] of it, then close it. */
struct posting *new_posting(struct turn *turn, enum movement_kind kind,
                            const struct location *location, const char *reason, size_t count);
/* The movements are booked: write them to the ledger, tell them, then serve who waits. */
void close_posting(struct turn *turn, const struct input *input, const struct posting *posting);

/* The bin that was given, the one it has, or one by rule; true when that is new. */
bool place_in_bin(struct turn *turn, struct stock *stock, const char *bin);

#endif

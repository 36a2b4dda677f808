/* The codes of locations that inventory has told of: goods come back to no other. */
#ifndef CROSSDOCK_ORDER_STORE_LOCATIONS_H
#define CROSSDOCK_ORDER_STORE_LOCATIONS_H

#include "services/order/store.h"

bool store_knows_location(struct turn *turn, const char *code);
void store_add_location(struct turn *turn, const char *code);

/* Parts of open, close and save. */
void store_open_locations(struct state *state, struct db *db);
void store_close_locations(struct state *state);
void store_save_locations(struct turn *turn);

#endif

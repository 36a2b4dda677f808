/*
 * Forgetting customers: the rows that name a person are removed. Everything else of an order stays.
 */
#ifndef CROSSDOCK_ORDER_STORE_ERASE_H
#define CROSSDOCK_ORDER_STORE_ERASE_H

#include "services/order/store.h"

/* Before the handlers run: the orders whose recipient has this address will be loaded. (Those that
 * are to go to it once a request is answered are open, and in memory.) */
void store_want_recipients_of(struct turn *turn, const char *email);
/* Their ids, at most a thousand, perhaps repeated; *count is their number. */
const int64_t *store_orders_of(struct turn *turn, const char *email, uint32_t *count);

/* From now on nobody finds it any more, nor who was to be the recipient. */
void store_erase_recipient(struct turn *turn, const struct order *order);
/* A request is open that will tell who gets the goods. */
bool store_is_to_be_known(struct turn *turn, const struct order *order);
bool store_is_erased(struct turn *turn, int64_t order_id);

/* For store.h; the erased are saved before those that the same turn tells anew. */
void store_find_emails(struct turn *turn);
void store_save_erased(struct turn *turn);

#endif

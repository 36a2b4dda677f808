/*
 * Items for the SKUs that orders name but inventory does not know.
 */
#ifndef CROSSDOCK_CLI_ITEMS_FROM_ORDERS_H
#define CROSSDOCK_CLI_ITEMS_FROM_ORDERS_H

#include "clients/cli/order_files.h"

/* Defines them at inventory and waits until the order service has heard of them. An exit code. */
int items_from_orders(struct order_files *files);

#endif

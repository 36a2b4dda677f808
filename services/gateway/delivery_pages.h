/* Pages of deliveries, read for the turns that ask for them. */
#ifndef GATEWAY_DELIVERY_PAGES_H
#define GATEWAY_DELIVERY_PAGES_H

#include "services/gateway/webhooks.h"

/* For store.h. */
void delivery_pages_load(struct turn *turn);

#endif

/* What deliveries.c lends to redeliver.c. */
#ifndef GATEWAY_DELIVERIES_H
#define GATEWAY_DELIVERIES_H

#include "services/gateway/webhooks.h"

/* Is the event for this webhook, when it was said at since_us or later? */
bool webhook_wants(const struct webhook *webhook, const struct input *input, int64_t since_us);

/* Before the handlers run: this delivery will be looked at. */
void want_delivery(struct turn *turn, int64_t delivery_id);
/* Its webhook; 0: there is no such delivery. */
int64_t find_delivery(struct turn *turn, int64_t delivery_id, enum delivery_state *state);

#endif

/* FulfillmentDelivered: units that were shipped have reached the customer. */
#include "services/order/core/apply.h"

const char *
apply_fulfillment_delivered(struct order_line *line, int64_t quantity)
{
    if (quantity > line->units.shipped - line->delivered)
        return "more units delivered than were shipped";

    line->delivered += quantity;
    return NULL;
}

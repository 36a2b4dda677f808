/* Every kind of fact: its event, whose it is, and how people say it. */
#include "services/order/core/fact.h"

#define INVENTORY SAID_BY_INVENTORY
#define ROUTING   SAID_BY_ROUTING
#define ORDER     SAID_BY_ORDER

/* clang-format off */
const struct fact_kind_row fact_kinds[FACT_KIND_COUNT] = {
    /* kind = event, who said it, what its number is, has units, words */
    [FACT_NONE] = {"", ORDER, NUMBERS_NOTHING, false, "", NULL},
    [FACT_ORDER_PLACED] = {"OrderPlaced", ORDER, NUMBERS_NOTHING, true, "ordered", NULL},
    [FACT_RESERVATION_COMMITTED] = {"ReservationCommitted", INVENTORY, NUMBERS_AGAIN, true, "promised, and on its way to routing",
        "promised before, and on its way to routing again"},
    [FACT_STOCK_RESERVED] = {"StockReserved", INVENTORY, NUMBERS_NOTHING, true, "promised while the order is on hold", NULL},
    [FACT_STOCK_BACKORDERED] = {"StockBackordered", INVENTORY, NUMBERS_AGAIN, true, "waits for stock",
        "lost, and waits for stock again"},
    [FACT_RESERVATION_RELEASED] = {"ReservationReleased", INVENTORY, NUMBERS_REQUEST, true, "given back by inventory", NULL},
    [FACT_RESERVATION_REDIRECTED] = {"ReservationRedirected", INVENTORY, NUMBERS_REQUEST, false, "inventory has answered the new address", NULL},
    [FACT_FULFILLMENT_PLANNED] = {"FulfillmentPlanned", ROUTING, NUMBERS_FULFILLMENT_ORDER, true, "planned", NULL},
    [FACT_ORDER_PARKED] = {"OrderParked", ROUTING, NUMBERS_NOTHING, false, "cannot be routed and waits for people", NULL},
    [FACT_ITEM_PICKED] = {"ItemPicked", ROUTING, NUMBERS_FULFILLMENT_ORDER, true, "picked", NULL},
    [FACT_ITEM_SHORT] = {"ItemShort", ROUTING, NUMBERS_FULFILLMENT_ORDER, true, "not found, to be routed again", NULL},
    [FACT_FULFILLMENT_REJECTED] = {"FulfillmentRejected", ROUTING, NUMBERS_FULFILLMENT_ORDER, true, "taken back from its location, to be routed again", NULL},
    [FACT_FULFILLMENT_CANCELLED] = {"FulfillmentCancelled", ROUTING, NUMBERS_FULFILLMENT_ORDER, true, "called back from the warehouse", NULL},
    [FACT_FULFILLMENT_SHIPPED] = {"FulfillmentShipped", ROUTING, NUMBERS_FULFILLMENT_ORDER, true, "shipped", NULL},
    [FACT_ORDER_HELD] = {"OrderHeld", ORDER, NUMBERS_HOLD, false, "put on hold", NULL},
    [FACT_HOLD_RELEASED] = {"HoldReleased", ORDER, NUMBERS_HOLD, false, "a hold is released", NULL},
    [FACT_ORDER_RELEASED] = {"OrderReleased", ORDER, NUMBERS_NOTHING, false, "no hold is open any more", NULL},
    [FACT_ORDER_AMENDED] = {"OrderAmended", ORDER, NUMBERS_REQUEST, true, "ordered in addition", NULL},
    [FACT_ORDER_REDIRECT_REQUESTED] = {"OrderRedirectRequested", ORDER, NUMBERS_REQUEST, false, "a new address is asked for", NULL},
    [FACT_ORDER_REDIRECTED] = {"OrderRedirected", ORDER, NUMBERS_REQUEST, false, "what has not left goes to the new address", NULL},
    [FACT_ORDER_AMEND_REFUSED] = {"OrderAmendRefused", ORDER, NUMBERS_REQUEST, false, "nothing could be changed any more", NULL},
    [FACT_ORDER_CANCEL_REQUESTED] = {"OrderCancelRequested", ORDER, NUMBERS_REQUEST, true, "to be cancelled", NULL},
    [FACT_ORDER_LINES_CANCELLED] = {"OrderLinesCancelled", ORDER, NUMBERS_REQUEST, true, "cancelled, the rest goes on", NULL},
    [FACT_ORDER_CANCELLED] = {"OrderCancelled", ORDER, NUMBERS_REQUEST, true, "cancelled, nothing is left to fill", NULL},
    [FACT_ORDER_CANCEL_REFUSED] = {"OrderCancelRefused", ORDER, NUMBERS_REQUEST, false, "nothing could be cancelled any more", NULL},
    [FACT_ORDER_CLOSED] = {"OrderClosed", ORDER, NUMBERS_NOTHING, false, "every unit is shipped or cancelled", NULL},
    [FACT_RETURN_REQUESTED] = {"ReturnRequested", ORDER, NUMBERS_RETURN, true, "to come back", NULL},
    [FACT_RETURN_AUTHORIZED] = {"ReturnAuthorized", ORDER, NUMBERS_RETURN, true, "allowed to come back", NULL},
    [FACT_RETURN_DECLINED] = {"ReturnDeclined", ORDER, NUMBERS_RETURN, false, "the return is declined", NULL},
    [FACT_RETURN_CANCELLED] = {"ReturnCancelled", ORDER, NUMBERS_RETURN, false, "the return is withdrawn", NULL},
    [FACT_RETURN_EXPIRED] = {"ReturnExpired", ORDER, NUMBERS_RETURN, false, "nothing came back in time", NULL},
    [FACT_RETURN_RECEIVED] = {"ReturnReceived", ORDER, NUMBERS_RETURN, true, "came back", NULL},
    [FACT_RETURN_INSPECTED] = {"ReturnInspected", ORDER, NUMBERS_RETURN, true, "looked at", NULL},
    [FACT_RETURN_RESOLVED] = {"ReturnResolved", ORDER, NUMBERS_RETURN, true, "settled with the customer", NULL},
    [FACT_REFUND_DUE] = {"RefundDue", ORDER, NUMBERS_RETURN, true, "to be refunded", NULL},
    [FACT_RETURN_CLOSED] = {"ReturnClosed", ORDER, NUMBERS_RETURN, false, "nothing more is expected of the return", NULL},
    [FACT_CUSTOMER_ERASED] = {"CustomerErased", ORDER, NUMBERS_NOTHING, false, "the customer's name and address are forgotten", NULL},
    [FACT_FULFILLMENT_DELIVERED] = {"FulfillmentDelivered", ROUTING, NUMBERS_FULFILLMENT_ORDER, true, "delivered to the customer", NULL},
    [FACT_FULFILLMENT_EXCEPTION] = {"FulfillmentException", ROUTING, NUMBERS_FAULT, false, "the parcel", NULL},
    [FACT_PICKUP_READY] = {"PickupReady", ROUTING, NUMBERS_FULFILLMENT_ORDER, true, "ready to be collected", NULL},
    [FACT_PICKUP_EXPIRED] = {"PickupExpired", ROUTING, NUMBERS_FULFILLMENT_ORDER, true, "not collected in time", NULL},
    [FACT_SHIPPED_WITH_SUBSTITUTES] = {"FulfillmentShipped", ROUTING, NUMBERS_FULFILLMENT_ORDER, true, "shipped, with substitutes among them", NULL},
    [FACT_PROMISE_CHANGED] = {"PromiseChanged", ROUTING, NUMBERS_DAY, false, "comes later than was promised", NULL},
};
/* clang-format on */

const char *
hold_words(uint64_t reason)
{
    /* By HoldReason of the protocol. */
    static const char *const words[] = {
        "",
        "until it is paid",
        "for a fraud review",
        "for its address",
        "for the customer's credit",
        "for an export check",
        "by the operations team",
        "for another reason",
    };

    return reason < sizeof words / sizeof words[0] ? words[reason] : "";
}

const char *
fault_words(int64_t kind)
{
    /* By ExceptionKind of the protocol. */
    static const char *const words[] = {
        "",
        "is delayed",
        "is damaged",
        "is lost",
        "was refused by the customer",
        "cannot be delivered to this address",
        "has a problem",
    };

    return kind >= 0 && kind < (int64_t)(sizeof words / sizeof words[0]) ? words[kind] : "";
}
